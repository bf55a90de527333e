"""What an administrator can do to accounts, and what not even they can."""

from __future__ import annotations

from typing import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.console.accounts import second_factor as factor
from bot.console.accounts.managing import EVENTS_A_PAGE, LAST
from bot.console.accounts.models import AccountEvent, User

ClientFor = Callable[..., Client]
Staff = Callable[..., User]
What = AccountEvent.What


def said(client: Client, answer: object) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_changed_role_counts_from_the_next_page_on_and_is_written_down(client_for: ClientFor, staff: Staff) -> None:
    administrator, user = client_for("administrator"), staff("reviewer")
    theirs = client_for(user)
    assert theirs.get("/accounts").status_code == 403
    administrator.post(f"/accounts/{user.pk}/role", {"role": "administrator"})
    assert theirs.get("/accounts").status_code == 200
    event = AccountEvent.objects.get(what=What.ROLE_CHANGED)
    assert (event.who, event.whom, event.detail) == (administrator.user.username, user.username, "from reviewer to administrator")  # fmt: skip


@pytest.mark.parametrize("role", ["", "owner", "Administrator"])
def test_a_role_that_there_is_not_changes_nothing(client_for: ClientFor, staff: Staff, role: str) -> None:
    administrator, user = client_for("administrator"), staff("reviewer")
    administrator.post(f"/accounts/{user.pk}/role", {"role": role})
    user.refresh_from_db()
    assert user.role == "reviewer"
    assert not AccountEvent.objects.filter(what=What.ROLE_CHANGED).exists()


@pytest.mark.parametrize(("action", "data"), [("role", {"role": "reviewer"}), ("close", {})])
def test_the_last_administrator_stays_one(
    client_for: ClientFor, staff: Staff, action: str, data: dict[str, str]
) -> None:
    staff("administrator", is_active=False)  # a closed one does not count
    administrator = client_for("administrator")
    answer = administrator.post(f"/accounts/{administrator.user.pk}/{action}", data)
    assert said(administrator, answer) == [LAST]
    assert administrator.get("/accounts").status_code == 200
    assert not AccountEvent.objects.exists()


@pytest.mark.parametrize(("action", "data"), [("role", {"role": "reviewer"}), ("close", {})])
def test_one_of_two_administrators_may_go(
    client_for: ClientFor, staff: Staff, action: str, data: dict[str, str]
) -> None:
    staff("administrator")
    administrator = client_for("administrator")
    assert administrator.post(f"/accounts/{administrator.user.pk}/{action}", data).headers["Location"] == "/"
    assert administrator.get("/accounts").status_code in (302, 403)


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(client_for: ClientFor, staff: Staff) -> None:
    administrator, user = client_for("administrator"), staff("reviewer")
    theirs = client_for(user)
    administrator.post(f"/accounts/{user.pk}/close")
    assert theirs.get("/account").status_code == 302
    administrator.post(f"/accounts/{user.pk}/open")
    assert theirs.get("/account").status_code == 302, "the old session must not come back"
    assert client_for(User.objects.get(pk=user.pk)).get("/account").status_code == 200
    assert list(AccountEvent.objects.order_by("pk").values_list("what", flat=True)) == ["deactivated", "activated"]


def test_doing_it_twice_is_written_down_once(client_for: ClientFor, staff: Staff) -> None:
    administrator, user = client_for("administrator"), staff("reviewer")
    for _ in range(2):
        administrator.post(f"/accounts/{user.pk}/close")
        administrator.post(f"/accounts/{administrator.user.pk}/role", {"role": "administrator"})
    assert AccountEvent.objects.count() == 1


def test_removing_a_second_factor_signs_the_person_out(client_for: ClientFor, staff: Staff) -> None:
    administrator, user = client_for("administrator"), staff("reviewer")
    TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    factor.make_recovery_codes(user)
    theirs = client_for(user)
    administrator.post(f"/accounts/{user.pk}/second-factor")
    assert not factor.has_second_factor(user)
    assert factor.recovery_codes_left(user) == 0
    assert theirs.get("/account").headers["Location"].startswith("/sign-in")
    event = AccountEvent.objects.get(what=What.SECOND_FACTOR_RESET)
    assert (event.who, event.whom) == (administrator.user.username, user.username)


def test_the_log_is_paged_without_losing_or_repeating_an_event(client_for: ClientFor) -> None:
    administrator = client_for("administrator")
    for number in range(2 * EVENTS_A_PAGE + 7):
        AccountEvent.note(What.INVITED, administrator.user, detail=f"number {number}")
    address, seen = "/accounts/log", []
    while address:
        page = administrator.get(address).context
        seen += [event.pk for event in page["events"]]
        address = f"/accounts/log?before={page['older']}" if page["older"] else ""
    assert seen == sorted(AccountEvent.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "9" * 40, "²", "0"])
def test_a_wrong_page_number_is_no_error(client_for: ClientFor, before: str) -> None:
    assert client_for("administrator").get("/accounts/log", {"before": before}).status_code == 200


def test_names_that_people_chose_are_text_on_every_page(client_for: ClientFor) -> None:
    administrator = client_for("administrator")
    administrator.post("/accounts/invite", {"role": "reviewer", "note": "<b onmouseover=alert(1)>"})
    assert b"<b onmouseover" not in administrator.get("/accounts").content
    assert b"&lt;b onmouseover" in administrator.get("/accounts").content


def test_a_person_whose_account_is_gone_stays_in_the_log_by_name(staff: Staff) -> None:
    user = staff("reviewer")
    event = AccountEvent.note(What.SIGNED_IN, user)
    user.delete()
    event.refresh_from_db()
    assert event.who == "reviewer1"
    assert event.actor is None
