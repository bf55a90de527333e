"""What every answer carries, and the pages for when something is wrong."""

from __future__ import annotations

import re
from typing import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from bot.console.accounts.access import open_to_all
from bot.console.accounts.models import Role
from tests.console.routes import every_route

ClientFor = Callable[..., Client]


@open_to_all
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the words of a person")


urlpatterns = [path("", include("bot.console.urls")), path("breaks", breaks)]
PAGES = sorted({route.sample for route in every_route() if route.written.count("<") == 0})


def pages_of(client: Client) -> list[tuple[str, HttpResponse]]:
    """Every page without a number in its address that this client can see, and one that there is not."""
    answers = [(address, client.get(address)) for address in [*PAGES, "/there/is/none", "/invitation/none"]]
    pages = [(address, answer) for address, answer in answers if answer.content and _is_html(answer)]
    assert len(pages) >= 3
    return pages


def _is_html(answer: HttpResponse) -> bool:
    return bool(answer.headers.get("Content-Type", "").startswith("text/html"))


def test_every_answer_carries_the_headers_that_keep_browsers_careful(client_for: ClientFor) -> None:
    for client in (Client(), client_for("administrator"), client_for("lead")):
        for address, answer in pages_of(client):
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy, address
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert "no-store" in answer.headers["Cache-Control"] or "no-cache" in answer.headers["Cache-Control"], (
                address
            )


def test_no_page_has_script_or_style_in_it(client_for: ClientFor) -> None:
    for role in Role.values:
        for address, answer in pages_of(client_for(role)):
            text = answer.content.decode()
            assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|(?:src|href)=\"(?:data|http)", text), address  # fmt: skip


def test_every_page_has_one_heading_a_title_and_a_way_past_the_navigation(client_for: ClientFor) -> None:
    for role in Role.values:
        for address, answer in pages_of(client_for(role)):
            text = answer.content.decode()
            assert len(re.findall(r"<h1[ >]", text)) == 1, address
            assert re.search(r"<title>[^–\s][^<]+ – Support chat console</title>", text), address
            assert '<a class="skip" href="#content">' in text
            assert re.search(r'<html lang="en-GB">', text)
            for heading, following in zip(*[re.findall(r"<h([1-6])[ >]", text)[start:] for start in (0, 1)]):
                assert int(following) <= int(heading) + 1, address


def test_every_field_has_a_label(client_for: ClientFor) -> None:
    for role in Role.values:
        for address, answer in pages_of(client_for(role)):
            text = answer.content.decode()
            labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', text))
            for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
                name = re.search(r'\bid="([^"]+)"', field)
                if 'type="hidden"' not in field:
                    assert (name and name[1] in labelled) or "aria-label" in field, f"{address}: {field}"


def test_cookies_are_closed_to_scripts_and_to_other_sites() -> None:
    client = Client()
    client.get("/sign-in")
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["domain"]


@pytest.mark.parametrize("host", ["evil.example.org", "localhost.evil.example.org", "127.0.0.1.example.org", "[::1"])
def test_another_host_name_is_refused(tables: None, host: str) -> None:
    answer = Client(raise_request_exception=False).get("/sign-in", HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"This request cannot be read" in answer.content


@override_settings(ROOT_URLCONF=__name__)
def test_a_mistake_of_ours_has_a_page_that_quotes_nobody(tables: None, caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/breaks")
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content
    assert b"words of a person" not in answer.content


def test_an_address_that_there_is_not_is_said_plainly_to_everybody(client_for: ClientFor) -> None:
    for client in (Client(), client_for("reviewer")):
        answer = client.get("/wp-login.php")
        assert answer.status_code == 404
        assert b"There is no such page" in answer.content


def test_a_refused_page_says_whom_to_ask(client_for: ClientFor) -> None:
    answer = client_for("reviewer").get("/accounts")
    assert answer.status_code == 403
    assert b"ask the person who looks after accounts" in answer.content
