"""Closed unless said otherwise: every address of every room, whoever adds one."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from django.test import Client
from django.urls import reverse

from bot.console.accounts.models import PERMISSIONS, May, Role
from tests.console.routes import Route, every_route

ROUTES = every_route()
OPEN = {"sign-in", "invitation/<str:secret>"}
"""Whoever opens another address to everybody writes it here, so that it is read twice."""
KNOWN = {value for name, value in vars(May).items() if not name.startswith("_")}
GUARDED = [route for route in ROUTES if route.asks_for]


def by_address(route: Any) -> str:
    return route.written or "/" if isinstance(route, Route) else str(route)


def test_there_are_addresses_to_look_at() -> None:
    assert len(ROUTES) >= 20


@pytest.mark.parametrize("route", ROUTES, ids=by_address)
def test_every_view_says_what_it_asks_for(route: Route) -> None:
    assert route.asks_for in {None, "", *KNOWN}


def test_only_these_are_open_to_everybody() -> None:
    assert {route.written for route in ROUTES if route.asks_for is None} == OPEN


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route.asks_for is not None], ids=by_address)
def test_nobody_sees_anything_before_signing_in(database: None, route: Route, method: str) -> None:
    answer = getattr(Client(), method)(route.sample)
    assert answer.status_code == 302
    assert answer.headers["Location"].split("?")[0] == reverse("sign-in")
    assert answer.content == b""


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("route", GUARDED, ids=by_address)
def test_a_role_without_the_permission_gets_403_and_one_with_it_does_not(
    client_for: Callable[..., Client], route: Route, role: str
) -> None:
    client = client_for(role)
    if route.asks_for in PERMISSIONS[role]:
        assert client.get(route.sample).status_code != 403
    else:
        for method in ("get", "post", "put", "delete"):
            assert getattr(client, method)(route.sample).status_code == 403, method


@pytest.mark.parametrize("route", [route for route in ROUTES if route.asks_for is not None], ids=by_address)
def test_a_closed_account_is_as_good_as_none(client_for: Callable[..., Client], route: Route) -> None:
    client = client_for("administrator")
    client.user.is_active = False
    client.user.save()
    assert client.get(route.sample).status_code == 302


@pytest.mark.parametrize("route", ROUTES, ids=by_address)
def test_no_form_is_taken_without_its_token(client_for: Callable[..., Client], route: Route) -> None:
    for role in Role.values:
        answer = client_for(role, enforce_csrf_checks=True).post(route.sample, {"password": "x"})
        assert answer.status_code == 403, role
        assert b"Nothing was changed" in answer.content


def test_a_view_that_says_nothing_is_refused_to_everybody(
    client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    route = next(route for route in ROUTES if route.written == "account")
    monkeypatch.delattr(route.view, "asks_for")
    assert client_for("administrator").get("/account").status_code == 403


def test_each_room_of_the_navigation_opens(client_for: Callable[..., Client]) -> None:
    for role in Role.values:
        client = client_for(role)
        for room in client.get("/account").context["rooms"]:
            assert client.get(room.address).status_code == 200, room


def test_an_administrator_reads_no_conversation_and_a_reviewer_no_accounts(client_for: Callable[..., Client]) -> None:
    assert not PERMISSIONS[Role.ADMINISTRATOR.value] & {May.REVIEW, May.MASK, May.EXPORT}
    assert client_for("reviewer").get("/accounts").status_code == 403
    assert client_for("administrator").get("/accounts").status_code == 200
