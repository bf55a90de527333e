"""A code beside the password."""

from __future__ import annotations

import datetime
import time
from typing import Callable, Iterator

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.console.accounts import second_factor as factor
from bot.console.accounts.models import AccountEvent, User
from tests.console.conftest import PASSWORD

Staff = Callable[..., User]
ClientFor = Callable[..., Client]
What = AccountEvent.What


@pytest.fixture
def behind_https() -> Iterator[None]:
    with override_settings(IS_PUBLIC=True):
        yield


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    return f"{totp(device.bin_key, t0=-30 * steps):06d}"


def without_wait(device: object) -> None:
    """As if the time to wait after a wrong code were over."""
    device.throttle_reset()


def with_second_factor(user: User) -> tuple[TOTPDevice, list[str]]:
    device = TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    return device, factor.make_recovery_codes(user)


def with_password(user: User) -> Client:
    client = Client()
    client.post("/sign-in", {"username": user.username, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_the_password_alone_opens_nothing_once_there_is_a_second_factor(staff: Staff) -> None:
    user = staff("administrator")
    device, _ = with_second_factor(user)
    client = with_password(user)
    for address in ("/account", "/accounts", "/account/second-factor", "/account/second-factor/picture.svg"):
        assert client.get(address).headers["Location"] == "/second-factor"
    assert client.post("/account/second-factor", {"password": PASSWORD}).headers["Location"] == "/second-factor"
    assert not AccountEvent.objects.filter(what=What.SIGNED_IN).exists()
    assert client.post("/second-factor", {"code": code_of(device)}).headers["Location"] == "/"
    assert is_in(client)
    assert AccountEvent.objects.filter(what=What.SIGNED_IN, subject=user).count() == 1


def test_the_key_of_the_session_changes_with_the_code_too(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    before = client.session.session_key
    client.post("/second-factor", {"code": code_of(device)})
    assert client.session.session_key != before


def test_a_code_counts_once(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    first, second = with_password(user), with_password(user)
    code = code_of(device)
    first.post("/second-factor", {"code": code})
    assert second.post("/second-factor", {"code": code}).status_code == 200
    assert is_in(first)
    assert not is_in(second)
    assert AccountEvent.objects.filter(what=What.WRONG_CODE, subject=user).count() == 1


def test_an_earlier_code_does_not_count_after_a_later_one(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    earlier = code_of(device, -1)
    with_password(user).post("/second-factor", {"code": code_of(device)})
    client = with_password(user)
    client.post("/second-factor", {"code": earlier})
    assert not is_in(client)


def test_after_a_wrong_code_the_right_one_has_to_wait(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"
    for _ in range(3):
        assert client.post("/second-factor", {"code": wrong}).status_code == 200
    answer = client.post("/second-factor", {"code": code_of(device)})
    assert answer.status_code == 200
    assert b"has to wait" in answer.content
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - datetime.timedelta(minutes=1))
    assert client.post("/second-factor", {"code": code_of(device)}).status_code == 302


@pytest.mark.parametrize("code", ["", "abc", "12345", "1234567", "-12345", "１２３４５６", "0x1234", "'; --", "x" * 20])
def test_what_is_no_code_is_refused_quietly(staff: Staff, code: str) -> None:
    user = staff("reviewer")
    with_second_factor(user)
    client = with_password(user)
    assert client.post("/second-factor", {"code": code}).status_code == 200
    assert not is_in(client)


def test_blanks_in_a_code_do_not_matter(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    code = code_of(device)
    client.post("/second-factor", {"code": f" {code[:3]} {code[3:]} "})
    assert is_in(client)


def test_a_recovery_code_works_once_and_only_its_hash_is_kept(staff: Staff) -> None:
    user, colleague = staff("reviewer"), staff("reviewer")
    _, codes = with_second_factor(user)
    with_second_factor(colleague)
    assert len(set(codes)) == 10
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code for shown in codes for code in (shown, shown.replace("-", ""))}
    other = with_password(colleague)
    other.post("/second-factor", {"code": codes[0]})
    assert not is_in(other)
    first, second = with_password(user), with_password(user)
    first.post("/second-factor", {"code": codes[0].upper()})
    assert is_in(first)
    second.post("/second-factor", {"code": codes[0]})
    assert not is_in(second)
    assert factor.recovery_codes_left(user) == 9
    assert AccountEvent.objects.get(what=What.RECOVERY_CODE_USED).detail == "9 left"


def test_setting_up_asks_for_the_password_shows_the_key_and_ends_with_a_code(client_for: ClientFor) -> None:
    client = client_for("reviewer")
    assert client.get("/account/second-factor/picture.svg").status_code == 404
    assert client.post("/account/second-factor", {"password": "wrong"}).status_code == 200
    assert factor.started(client.user) is None
    client.post("/account/second-factor", {"password": PASSWORD})
    device = factor.started(client.user)
    page = client.get("/account/second-factor").content.decode()
    assert factor.key_to_type(device) in page
    picture = client.get("/account/second-factor/picture.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.content.startswith(b"<?xml")
    assert b"style=" not in picture.content
    assert not factor.has_second_factor(client.user)
    assert client.post("/account/second-factor/confirm", {"code": "000000x"}).status_code == 200
    answer = client.post("/account/second-factor/confirm", {"code": code_of(device)})
    assert len(answer.context["codes"]) == 10
    assert factor.has_second_factor(client.user)
    assert is_in(client)
    assert AccountEvent.objects.filter(what=What.SECOND_FACTOR_ON).count() == 1


def test_another_phone_takes_the_place_of_the_first_only_when_its_code_is_given(staff: Staff) -> None:
    user = staff("reviewer")
    old, _ = with_second_factor(user)
    client = with_password(user)
    client.post("/second-factor", {"code": code_of(old)})
    client.post("/account/second-factor", {"password": PASSWORD})
    assert TOTPDevice.objects.filter(user=user, confirmed=True).get() == old
    new = factor.started(user)
    client.post("/account/second-factor/confirm", {"code": code_of(new)})
    assert TOTPDevice.objects.get(user=user) == new
    assert is_in(client)


def test_new_recovery_codes_end_the_old_ones(staff: Staff) -> None:
    user = staff("reviewer")
    device, old = with_second_factor(user)
    client = with_password(user)
    client.post("/second-factor", {"code": code_of(device)})
    assert client.post("/account/recovery-codes", {"password": "wrong"}).context["form"].errors
    new = client.post("/account/recovery-codes", {"password": PASSWORD}).context["codes"]
    assert factor.accept(user, old[0]) is None
    without_wait(StaticDevice.objects.get(user=user))
    assert factor.accept(user, new[0]) is not None


def test_whoever_changes_the_password_stays_signed_in_with_the_second_factor(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    client.post("/second-factor", {"code": code_of(device)})
    new = "seven lanterns on a hill"
    client.post("/account/password", {"password": PASSWORD, "new_password": new, "new_password_again": new})
    assert is_in(client)


def test_it_can_be_switched_off_with_the_password_where_none_is_required(staff: Staff) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    client.post("/second-factor", {"code": code_of(device)})
    client.post("/account/second-factor/remove", {"password": "wrong"})
    assert factor.has_second_factor(user)
    client.post("/account/second-factor/remove", {"password": PASSWORD})
    assert not factor.has_second_factor(user)
    assert not StaticDevice.objects.filter(user=user).exists()
    assert AccountEvent.objects.filter(what=What.SECOND_FACTOR_OFF).count() == 1


def test_behind_https_everybody_must_set_one_up_before_anything_else(client_for: ClientFor, behind_https: None) -> None:
    client = client_for("administrator")
    for address in ("/", "/account", "/accounts", "/account/password", "/account/recovery-codes"):
        assert client.get(address).headers["Location"] == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    client.post("/account/second-factor", {"password": PASSWORD})
    client.post("/account/second-factor/confirm", {"code": code_of(factor.started(client.user))})
    assert client.get("/accounts").status_code == 200


def test_behind_https_it_cannot_be_switched_off(staff: Staff, behind_https: None) -> None:
    user = staff("reviewer")
    device, _ = with_second_factor(user)
    client = with_password(user)
    client.post("/second-factor", {"code": code_of(device)})
    client.post("/account/second-factor/remove", {"password": PASSWORD})
    assert factor.has_second_factor(user)


def test_whoever_waits_for_the_code_can_still_sign_out(staff: Staff) -> None:
    user = staff("reviewer")
    with_second_factor(user)
    client = with_password(user)
    assert client.post("/sign-out").headers["Location"] == "/sign-in"


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, with SHA-1: the app on a phone counts the same (second 59 there; 45 is in the same step)."""
    device = TOTPDevice(key=b"12345678901234567890".hex(), digits=8)
    assert totp(device.bin_key, digits=8, t0=int(time.time()) - 45) == 94287082
