"""The checks of services.yml: each finding appears when it should, and good data has none."""

from __future__ import annotations

import copy
import re
from datetime import date, datetime, timedelta
from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.directory import checks
from bot.directory.check_command import check
from bot.directory.checks import CONTRACT_IDS, HOURS_DISPUTED, Finding, Severity, check_directory
from bot.directory.loader import read_entries
from bot.signposting import ROUTES

SETTINGS = frozenset({"BOT_CHAT_UNDER_18_URL", "BOT_CHAT_18_OR_OVER_URL", "BOT_COMMUNITY_SAFETY_EMAIL"})
SHIPPED = read_entries()
TODAY = max(entry["verified_on"] for entry in SHIPPED["services"])

Change = Callable[[dict[str, Any]], object]


def good_data() -> dict[str, Any]:
    """The shipped directory as it would be with everything freshly verified."""
    data = copy.deepcopy(SHIPPED)
    for entry in data["services"]:
        entry.update(verified_on=TODAY, confidence="high")
    return data


def service(data: dict[str, Any], service_id: str) -> Any:
    return next(entry for entry in data["services"] if entry["id"] == service_id)


def findings_after(change: Change) -> list[Finding]:
    data = good_data()
    change(data)
    return check_directory(data, TODAY, SETTINGS)


def _with(service_id: str, **fields: Any) -> Change:
    return lambda data: service(data, service_id).update(fields)


def _contact(service_id: str, **fields: Any) -> Change:
    return lambda data: service(data, service_id)["contacts"][0].update(fields)


def _number(service_id: str, label: str) -> Change:
    return _contact(service_id, label=label, href="tel:" + "".join(c for c in label if c.isdigit()))


def _verified(days_ago: int) -> Change:
    return _with("shout", verified_on=TODAY - timedelta(days=days_ago))


def test_the_shipped_directory_has_no_error() -> None:
    found = check_directory(SHIPPED, TODAY, SETTINGS)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def test_good_data_has_no_finding() -> None:
    assert findings_after(lambda data: None) == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("D001", lambda data: service(data, "shout").pop("area")),
        ("D001", _with("shout", name="")),
        ("D001", _with("shout", name=None)),
        ("D001", _with("shout", cost=0)),
        ("D001", _with("shout", contacts=[])),
        ("D001", _with("shout", contacts="85258")),
        ("D001", lambda data: service(data, "shout")["contacts"][0].pop("label")),
        ("D001", lambda data: service(data, "shout")["access"].pop("bsl")),
        ("D001", lambda data: service(data, "samaritans")["why"].update(self_harm="")),
        ("D001", lambda data: data["services"].append("shout")),
        ("D001", lambda data: data["retired"].append({"value": "", "instead": "something"})),
        ("D001", lambda data: data["retired"].append({"value": "Old Line"})),
        ("D002", _with("shout", opening_hours="9 to 5")),
        ("D002", _contact("shout", note="a volunteer")),
        ("D002", lambda data: service(data, "shout")["why"].update(self_ham="You matter.")),
        ("D002", lambda data: service(data, "shout")["ages"].update(minimum=3)),
        ("D003", _contact("shout", kind="fax")),
        ("D003", _contact("shout", kind=["sms"])),
        ("D004", lambda data: data["services"].append({**service(data, "shout"), "id": "Shout!"})),
        ("D005", lambda data: data["services"].append(copy.deepcopy(service(data, "shout")))),
        ("D006", lambda data: data["services"].remove(service(data, "victim_support_website"))),
        ("D006", lambda data: data["services"].remove(service(data, "stop_it_now"))),
        ("D007", _contact("childline", label="0800 1112")),
        ("D007", _contact("shout", label="Text us")),
        ("D007", lambda data: service(data, "samaritans")["contacts"][1].update(label="joe@samaritans.org")),
        ("D007", lambda data: service(data, "childline")["contacts"][1].update(label="www.childline.com")),
        ("D008", _contact("childline", href="08001111")),
        ("D008", _contact("childline", href="tel:0800 1111")),
        ("D008", _contact("shout", href="tel:85258")),
        ("D008", lambda data: service(data, "samaritans")["contacts"][1].update(href="mailto:jo@samaritans")),
        ("D008", lambda data: service(data, "childline")["contacts"][1].update(href="www.childline.org.uk")),
        ("D008", lambda data: service(data, "childline")["contacts"][1].update(href="https://childline")),
        ("D009", lambda data: service(data, "childline")["contacts"][1].update(href="http://www.childline.org.uk")),
        ("D010", _number("childline", "0800 111")),
        ("D010", _number("childline", "0808 800 50001")),
        ("D010", _number("childline", "0908 800 5000")),
        ("D010", _number("childline", "070 0000 0000")),
        ("D010", _number("childline", "888")),
        ("D010", lambda data: service(data, "act_early")["access"].update(text_relay="18002 101")),
        ("D011", _contact("victim_support_supportline", label="0808 168 9111")),
        ("D011", lambda data: service(data, "victim_support_website").update(note="Or call 0808 168 9111.")),
        ("D011", _with("shout", note="Or call +44 808 168 9111.")),
        ("D011", _contact("community_safety_team", label="0207 332 3808")),
        ("D011", _number("community_safety_team", "020 7332 3809")),
        *(("D012", _with(each, hours="Open 24/7")) for each in sorted(HOURS_DISPUTED)),
        ("D012", _with("victim_support_supportline", hours="Monday to Friday, 9am to 5pm")),
        ("D012", _with("modern_slavery_helpline", note="Somebody answers all day, every day.")),
        ("D012", _with("victim_support_live_chat_under_18", cost="Free, 24 hours a day")),
        ("D013", _with("report_fraud", name="Action Fraud")),
        ("D013", _with("report_fraud", source="action-fraud.example.org")),
        ("D013", _with("rape_crisis", note="Or call 08088029999.")),
        ("D013", _with("rape_crisis", note="Or call +44 808 802 9999.")),
        ("D014", lambda data: service(data, "shout").pop("verified_on")),
        ("D014", _with("shout", verified_on="last week")),
        ("D014", _with("shout", verified_on=datetime(2026, 1, 1, 9, 0))),
        ("D014", _verified(days_ago=-2)),
        ("D015", _verified(days_ago=60)),
        ("D015", _verified(days_ago=90)),
        ("D016", _verified(days_ago=91)),
        ("D016", _verified(days_ago=180)),
        ("D017", _verified(days_ago=181)),
        ("D018", _with("shout", confidence="fairly high")),
        ("D018", lambda data: service(data, "shout").pop("confidence")),
        ("D019", _with("shout", confidence="low")),
        ("D020", _with("shout", source="")),
        ("D020", lambda data: service(data, "shout").pop("source")),
        ("D021", _with("shout", ages={"min": 18, "max": 17})),
        ("D021", _with("shout", ages={"min": "18", "max": None})),
        ("D022", _with("shout", why={"self_harm": "You matter."})),
        ("D023", lambda data: service(data, "victim_support_live_chat_under_18")["contacts"][0].update(setting="BOT_CHT")),
    ],
)  # fmt: skip
def test_each_finding_appears_alone_in_otherwise_good_data(code: str, change: Change) -> None:
    found = findings_after(change)
    assert {finding.code for finding in found} == {code}, found
    assert all(finding.message.endswith((".", "]", "}")) for finding in found)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_verified(days_ago=59), "59 days is soon enough"),
        (_verified(days_ago=-1), "tomorrow is today somewhere else"),
        (_number("childline", "0800 789 321"), "some 0800 numbers have ten digits"),
        (_number("childline", "01865 12345"), "some places still have ten digits"),
        (_number("childline", "159"), "159 reaches the bank"),
        (_contact("shout", label="Text 61016", href="sms:61016"), "texts go to codes of five digits"),
        (_with("shout", hours="Open 24/7"), "nobody disputes these hours"),
        (_with("shout", note="Or call 08 08 16 89 111."), "printed as agreed"),
        (_with("shout", ages={"min": 13, "max": 13}), "one year only is a range"),
    ],
)
def test_what_is_right_is_not_found_fault_with(change: Change, why: str) -> None:
    assert findings_after(change) == [], why


def test_every_code_is_documented_and_every_documented_code_is_tested() -> None:
    documented = dict(re.findall(r"^\| (D\d{3}) \| (\w+) \|", checks.__doc__ or "", re.MULTILINE))
    marker: Any = test_each_finding_appears_alone_in_otherwise_good_data
    tested = {code for code, _ in marker.pytestmark[0].args[1]}
    assert tested == set(documented)
    severities = {"D015": "warning", "D016": "warning", "D019": "warning"}
    assert documented == {code: severities.get(code, "error") for code in documented}


@pytest.mark.parametrize("code", ["D015", "D016", "D019"])
def test_what_only_asks_for_time_is_a_warning(code: str) -> None:
    change = {"D015": _verified(70), "D016": _verified(100), "D019": _with("shout", confidence="low")}[code]
    assert [finding.severity for finding in findings_after(change)] == [Severity.WARNING]


def test_a_finding_names_its_service() -> None:
    assert {finding.service for finding in findings_after(_with("shout", name=""))} == {"shout"}


@pytest.mark.parametrize("needed", sorted(CONTRACT_IDS | {route.service for route in ROUTES}))
def test_no_service_that_the_contract_or_a_route_needs_can_go_unnoticed(needed: str) -> None:
    found = findings_after(lambda data: data["services"].remove(service(data, needed)))
    assert any(needed in finding.message for finding in found if finding.code == "D006")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from(sorted(SHIPPED["services"][0])), junk=JUNK)
def test_whatever_somebody_writes_is_reported_not_stumbled_over(field: str, junk: Any) -> None:
    entry = {**service(SHIPPED, "shout"), field: junk}
    for finding in check_directory({"retired": SHIPPED["retired"], "services": [entry]}, TODAY, SETTINGS):
        assert finding.message


@given(field=st.sampled_from(["kind", "label", "href", "setting", "fallback"]), junk=JUNK)
def test_whatever_somebody_writes_in_a_contact_is_reported_not_stumbled_over(field: str, junk: Any) -> None:
    shout = service(SHIPPED, "shout")
    entry = {**shout, "contacts": [{**shout["contacts"][0], field: junk}]}
    for finding in check_directory({"services": [entry]}, TODAY, SETTINGS):
        assert finding.message


class _Clock(date):
    """A calendar that stands still on the day of the last verification, or so many days after it."""

    days_later = 0

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return TODAY + timedelta(days=cls.days_later)


@pytest.mark.parametrize(
    ("days_later", "exit_code", "summary"),
    [(0, 0, "0 errors"), (100, 0, "0 errors"), (200, 1, f"{len(SHIPPED['services'])} errors")],
)
def test_the_command_fails_on_errors_only_and_ends_in_a_summary(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], days_later: int, exit_code: int, summary: str
) -> None:
    monkeypatch.setattr("bot.directory.check_command.date", type("Clock", (_Clock,), {"days_later": days_later}))
    assert check(online=False) == exit_code
    printed = capsys.readouterr().out
    assert summary in printed.splitlines()[-1]
    assert ("Errors" in printed) == bool(exit_code)
    assert "Warnings" in printed
