"""Signing in, staying signed in, and getting out."""

from __future__ import annotations

import datetime
from typing import Callable

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from bot.console.accounts.middleware import LONGEST_SESSION, SIGNED_IN_AT
from bot.console.accounts.models import AccountEvent, User
from tests.console.conftest import PASSWORD

Staff = Callable[..., User]


def sign_in(client: Client, username: str, password: str = PASSWORD, address: str = "192.0.2.1", **more: str) -> object:
    return client.post("/sign-in", {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def test_the_right_password_opens_the_first_room_of_the_role(staff: Staff) -> None:
    client = Client()
    answer = sign_in(client, staff("administrator").username)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    assert client.get("/account").status_code == 200
    assert AccountEvent.objects.get(what=AccountEvent.What.SIGNED_IN).who == "administrator1"


def test_user_names_are_the_same_in_capital_letters(staff: Staff) -> None:
    staff("reviewer", username="sam")
    assert sign_in(Client(), "Sam").status_code == 302


@pytest.mark.parametrize(("username", "password"), [("sam", "wrong"), ("nobody", PASSWORD), ("closed", PASSWORD)])
def test_every_failure_has_the_same_answer(staff: Staff, username: str, password: str) -> None:
    staff("reviewer", username="sam")
    staff("reviewer", username="closed", is_active=False)
    answer = sign_in(Client(), username, password)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == ["That user name and password do not fit together. Check both and try again."]  # fmt: skip


def test_an_unknown_user_name_costs_as_much_work_as_a_known_one(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    staff("reviewer", username="sam")
    work: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: object, password: str, salt: str) -> str:
        work.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    sign_in(Client(), "sam", "wrong")
    known, work[:] = len(work), []
    sign_in(Client(), "nobody", "wrong")
    assert len(work) == known == 1


def test_the_session_has_a_new_key_after_signing_in_and_keeps_nothing_of_before(staff: Staff) -> None:
    user = staff("reviewer")
    client = Client()
    session = client.session
    session["planted"] = "before"
    session.save()
    before = session.session_key
    sign_in(client, user.username)
    assert client.session.session_key != before
    assert "planted" not in client.session
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("address", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)", "accounts"])  # fmt: skip
def test_the_way_back_leads_nowhere_else(staff: Staff, address: str) -> None:
    user = staff("reviewer")
    assert sign_in(Client(), user.username, next=address).headers["Location"] == "/"
    assert Client().get("/sign-in", {"next": address}).context["next"] == ""


def test_whoever_was_asked_to_sign_in_comes_back_to_their_page(staff: Staff) -> None:
    user = staff("administrator")
    client = Client()
    asked = client.get("/accounts?find=what+somebody+typed")
    assert asked.headers["Location"] == "/sign-in?next=%2Faccounts"
    page = client.get(asked.headers["Location"])
    assert sign_in(client, user.username, next=page.context["next"]).headers["Location"] == "/accounts"


# ── lock-out ──


def test_after_five_wrong_passwords_the_right_one_is_refused_too(staff: Staff) -> None:
    user = staff("reviewer")
    answers = [sign_in(Client(), user.username, "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    locked = sign_in(Client(), user.username)
    assert locked.status_code == 429
    assert b"Wait a little" in locked.content
    assert AccountEvent.objects.filter(what=AccountEvent.What.LOCKED_OUT, subject=user).count() == 1


def test_an_account_that_does_not_exist_is_locked_in_the_same_way(database: None) -> None:
    answers = [sign_in(Client(), "nobody", "wrong").status_code for _ in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    assert not AccountEvent.objects.exists()


def test_somebody_elsewhere_cannot_lock_a_colleague_out_with_a_handful_of_tries(staff: Staff) -> None:
    user = staff("reviewer")
    for _ in range(8):
        sign_in(Client(), user.username, "wrong", "198.51.100.7")
    assert sign_in(Client(), user.username).status_code == 302


def test_guessing_from_many_addresses_ends_too(staff: Staff) -> None:
    user = staff("reviewer")
    for number in range(50):
        sign_in(Client(), user.username, "wrong", f"198.51.100.{number}")
    assert sign_in(Client(), user.username, address="203.0.113.5").status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour_even_if_somebody_goes_on_trying(staff: Staff) -> None:
    user = staff("reviewer")
    for _ in range(7):
        sign_in(Client(), user.username, "wrong")
    assert sign_in(Client(), user.username).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=16))
    assert sign_in(Client(), user.username).status_code == 302


def test_no_password_and_no_page_asked_for_is_kept_with_a_failure(staff: Staff) -> None:
    sign_in(Client(), staff("reviewer").username, "a password with a typo", next="/accounts/77")
    kept = " ".join(str(value) for value in AccessAttempt.objects.values().get().values())
    assert "typo" not in kept
    assert "77" not in kept


def test_wrong_passwords_inside_count_towards_the_lock_out_and_are_not_kept(client_for: Callable[..., Client]) -> None:
    client = client_for("reviewer")
    data = {"password": "my secret mistake", "new_password": "the new one of mine", "new_password_again": "the new one of mine"}  # fmt: skip
    answers = [client.post("/account/password", data).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    kept = " ".join(str(value) for value in AccessAttempt.objects.values().get().values())
    assert "mistake" not in kept
    assert "the new one" not in kept


# ── the session's end ──


def test_signing_out_ends_the_session(client_for: Callable[..., Client]) -> None:
    client = client_for("reviewer")
    key = client.session.session_key
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/account").status_code == 302


def test_half_an_hour_without_a_click_ends_the_session(client_for: Callable[..., Client]) -> None:
    client = client_for("reviewer")
    client.get("/account")
    kept = Session.objects.get(session_key=client.session.session_key)
    assert datetime.timedelta(minutes=29) < kept.expire_date - timezone.now() <= datetime.timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get("/account").headers["Location"] == "/sign-in?next=%2Faccount"


@pytest.mark.parametrize("text", [None, (timezone.now() - LONGEST_SESSION - datetime.timedelta(minutes=1)).isoformat()])
def test_a_session_that_is_too_old_or_does_not_say_ends(client_for: Callable[..., Client], text: str | None) -> None:
    client = client_for("reviewer")
    session = client.session
    session[SIGNED_IN_AT] = text
    session.save()
    assert client.get("/account").status_code == 302
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_signing_out_everywhere_ends_the_other_sessions_too(client_for: Callable[..., Client], staff: Staff) -> None:
    user, colleague = staff("reviewer"), client_for("reviewer")
    here, there = client_for(user), client_for(user)
    here.post("/account/sign-out-everywhere")
    assert here.get("/account").status_code == 302
    assert there.get("/account").status_code == 302
    assert colleague.get("/account").status_code == 200
    assert sign_in(Client(), user.username).status_code == 302


def test_changing_the_password_keeps_this_session_and_ends_the_others(
    client_for: Callable[..., Client], staff: Staff
) -> None:
    user = staff("reviewer")
    here, there = client_for(user), client_for(user)
    new = "seven lanterns on a hill"
    answer = here.post("/account/password", {"password": PASSWORD, "new_password": new, "new_password_again": new})
    assert answer.headers["Location"] == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert sign_in(Client(), user.username, PASSWORD).status_code == 200
    assert sign_in(Client(), user.username, new).status_code == 302
    assert AccountEvent.objects.filter(what=AccountEvent.What.PASSWORD_CHANGED, subject=user).count() == 1


@pytest.mark.parametrize(
    ("new", "again"),
    [
        ("short", "short"),
        ("192837465019", "192837465019"),
        ("password1234", "password1234"),
        ("reviewer1reviewer1", "reviewer1reviewer1"),
        ("Victim Support 2026", "Victim Support 2026"),
        ("seven lanterns on a hill", "seven lanterns on the hill"),
    ],
)
def test_a_poor_password_is_refused(client_for: Callable[..., Client], new: str, again: str) -> None:
    client = client_for("reviewer")
    answer = client.post("/account/password", {"password": PASSWORD, "new_password": new, "new_password_again": again})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    client.user.refresh_from_db()
    assert client.user.check_password(PASSWORD)


@pytest.mark.parametrize("new", [" blanks at both ends ", "x1 " * 40, "ÜberraschungenBeiNacht🌙"])
def test_a_password_is_taken_as_it_is_typed(client_for: Callable[..., Client], new: str) -> None:
    client = client_for("reviewer")
    client.post("/account/password", {"password": PASSWORD, "new_password": new, "new_password_again": new})
    client.user.refresh_from_db()
    assert client.user.check_password(new)
