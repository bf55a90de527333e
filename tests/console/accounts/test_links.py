"""One-time links: the first account, invitations, a lost password."""

from __future__ import annotations

import datetime
import re
from typing import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.console.accounts.first_account import first_account_secret
from bot.console.accounts.models import AccountEvent, Invitation, Role, User
from tests.console.conftest import PASSWORD

ClientFor = Callable[..., Client]
Staff = Callable[..., User]
GOOD = {
    "username": "Robin",
    "new_password": "seven lanterns on a hill",
    "new_password_again": "seven lanterns on a hill",
}
_LINK = re.compile(r"http://testserver(/invitation/[\w-]{40,})")


def link_in(answer: object) -> str:
    found = _LINK.findall(answer.content.decode())
    assert len(found) == 1
    return str(found[0])


def test_an_invited_person_makes_an_account_with_the_role_of_the_invitation(client_for: ClientFor) -> None:
    administrator = client_for("administrator")
    address = link_in(administrator.post("/accounts/invite", {"role": "lead", "note": "Robin, new in March"}))
    client = Client()
    assert b"lead reviewer" in client.get(address).content
    assert client.post(address, GOOD).headers["Location"] == "/account"
    made = User.objects.get(username="robin")
    assert made.role == "lead"
    assert not made.is_staff
    assert not made.is_superuser
    assert b"robin" in client.get("/account").content
    log = list(AccountEvent.objects.order_by("pk").values_list("who", "what"))
    assert log == [(administrator.user.username, "invited"), ("robin", "joined")]


def test_a_link_works_once(client_for: ClientFor) -> None:
    address = link_in(client_for("administrator").post("/accounts/invite", {"role": "reviewer"}))
    assert Client().post(address, GOOD).status_code == 302
    for again in (Client().get(address), Client().post(address, {**GOOD, "username": "second"})):
        assert again.status_code == 404
        assert b"This link cannot be used" in again.content
    assert not User.objects.filter(username="second").exists()


def test_of_two_who_hold_the_same_link_one_is_told_no(database: None) -> None:
    made, _ = Invitation.make("reviewer")
    same = Invitation.objects.get(pk=made.pk)
    with CaptureQueriesContext(connection) as asked:
        assert made.take()
    assert not same.take()
    (update,) = asked.captured_queries
    assert "SELECT" not in update["sql"], "PostgreSQL would not look again at the conditions of an inner query"


def test_wrong_old_used_and_withdrawn_links_look_the_same(client_for: ClientFor) -> None:
    administrator = client_for("administrator")
    old, old_secret = Invitation.make("reviewer")
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    used, used_secret = Invitation.make("reviewer")
    used.take()
    withdrawn, withdrawn_secret = Invitation.make("reviewer")
    assert administrator.post(f"/accounts/invitations/{withdrawn.pk}/withdraw").status_code == 302
    answers = [Client().get(f"/invitation/{secret}") for secret in ("wrong", old_secret, used_secret, withdrawn_secret)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_only_the_hash_of_a_link_is_kept(client_for: ClientFor) -> None:
    address = link_in(client_for("administrator").post("/accounts/invite", {"role": "reviewer"}))
    secret = address.rsplit("/", 1)[1]
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert secret not in str(cursor.fetchall()), table


def test_the_list_of_open_links_does_not_show_them_again(client_for: ClientFor) -> None:
    administrator = client_for("administrator")
    secret = link_in(administrator.post("/accounts/invite", {"role": "reviewer", "note": "for Kim"})).rsplit("/", 1)[1]
    page = administrator.get("/accounts").content.decode()
    assert "for Kim" in page
    assert secret not in page


def test_a_user_name_is_given_once_whatever_its_capitals(staff: Staff) -> None:
    staff("reviewer", username="robin")
    _, secret = Invitation.make("reviewer")
    answer = Client().post(f"/invitation/{secret}", GOOD)
    assert answer.status_code == 200
    assert answer.context["form"].errors["username"]
    assert Invitation.open_for(secret) is not None


@pytest.mark.parametrize("change", [{"new_password": "short", "new_password_again": "short"}, {"new_password_again": "other words than these"}, {"username": "<script>"}, {"username": ""}, {"new_password": "robinrobinrobin", "new_password_again": "robinrobinrobin"}])  # fmt: skip
def test_what_is_not_right_can_be_mended_with_the_same_link(database: None, change: dict[str, str]) -> None:
    _, secret = Invitation.make("reviewer")
    assert Client().post(f"/invitation/{secret}", {**GOOD, **change}).status_code == 200
    assert Client().post(f"/invitation/{secret}", GOOD).status_code == 302


def test_joining_ends_the_session_of_whoever_was_signed_in_before(client_for: ClientFor) -> None:
    client = client_for("administrator")
    _, secret = Invitation.make("reviewer")
    before = client.session.session_key
    client.post(f"/invitation/{secret}", GOOD)
    assert client.session.session_key != before
    assert client.get("/accounts").status_code == 403


# ── the first account ──


def test_the_first_account_looks_after_accounts_and_there_is_no_second_first_one(database: None) -> None:
    earlier, secret = first_account_secret(), first_account_secret()
    assert earlier
    assert secret
    assert Client().get(f"/invitation/{earlier}").status_code == 404
    assert Client().post(f"/invitation/{secret}", GOOD).status_code == 302
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert first_account_secret() is None


def test_a_link_to_the_first_account_ends_when_somebody_becomes_administrator_otherwise(database: None) -> None:
    first = first_account_secret()
    _, other = Invitation.make("administrator", note="from the command line")
    Client().post(f"/invitation/{other}", GOOD)
    assert Client().get(f"/invitation/{first}").status_code == 404


def test_a_new_start_leaves_other_invitations_alone(database: None) -> None:
    _, secret = Invitation.make("reviewer", note="the first account of the week", made_by=None)
    first_account_secret()
    assert Invitation.open_for(secret) is not None


def test_a_closed_administrator_does_not_keep_everybody_out(staff: Staff) -> None:
    staff("administrator", is_active=False)
    assert first_account_secret()


# ── a lost password ──


def test_a_person_with_a_link_chooses_a_new_password_and_is_signed_out_everywhere(
    client_for: ClientFor, staff: Staff
) -> None:
    user = staff("reviewer")
    there = client_for(user)
    address = link_in(client_for("administrator").post(f"/accounts/{user.pk}/password"))
    client = Client()
    assert user.username in client.get(address).content.decode()
    assert client.post(address, GOOD).headers["Location"] == "/sign-in"
    assert client.get("/account").status_code == 302
    assert there.get("/account").status_code == 302
    assert client.post("/sign-in", {"username": user.username, "password": PASSWORD}).status_code == 200
    assert client.post("/sign-in", {"username": user.username, "password": GOOD["new_password"]}).status_code == 302
    assert Client().get(address).status_code == 404


def test_the_old_password_counts_until_the_link_is_used(client_for: ClientFor, staff: Staff) -> None:
    user = staff("reviewer")
    client_for("administrator").post(f"/accounts/{user.pk}/password")
    assert Client().post("/sign-in", {"username": user.username, "password": PASSWORD}).status_code == 302


def test_a_second_link_for_a_password_ends_the_first_and_a_closed_account_ends_both(
    client_for: ClientFor, staff: Staff
) -> None:
    user, administrator = staff("reviewer"), client_for("administrator")
    first = link_in(administrator.post(f"/accounts/{user.pk}/password"))
    second = link_in(administrator.post(f"/accounts/{user.pk}/password"))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    administrator.post(f"/accounts/{user.pk}/close")
    assert Client().get(second).status_code == 404
    assert administrator.post(f"/accounts/{user.pk}/password").status_code == 404
