"""What may be wrong with services.yml. Every finding has a code, and its message says what to do.

| code | severity | found |
| --- | --- | --- |
| D001 | error | a field is missing, empty or of the wrong kind |
| D002 | error | a field that nothing reads |
| D003 | error | a kind of contact that nobody knows |
| D004 | error | an id that is not small letters, digits and underscores |
| D005 | error | an id used twice |
| D006 | error | an id that the routing table or the contract needs is not there |
| D007 | error | what people read and what their device opens are not the same number or address |
| D008 | error | an address that is not tel:, sms:, mailto: or https: as its kind asks |
| D009 | error | a link that is not encrypted (http) |
| D010 | error | a number that cannot be called or texted in the United Kingdom, or costs a premium |
| D011 | error | the Supportline's or the team's number is not printed exactly as agreed |
| D012 | error | opening times where sources disagree, so that nothing may be promised |
| D013 | error | a retired value |
| D014 | error | `verified_on` is missing, is not a date or is in the future |
| D015 | warning | last verified 60 to 90 days ago |
| D016 | warning | last verified more than 90 days ago |
| D017 | error | last verified more than 180 days ago |
| D018 | error | `confidence` is not high, medium or low |
| D019 | warning | low confidence |
| D020 | error | no source |
| D021 | error | ages that are not whole years, or the wrong way round |
| D022 | error | `why` has no default |
| D023 | error | a `setting` that bot.settings does not have |

Pure: plain data, a date and the names of the settings in, findings out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import chain
from typing import Any, Callable, Collection, Mapping

from bot.directory.contact_checks import Found, contact_findings, contacts_of, number_findings, texts_of
from bot.signposting import ROUTES

CONTRACT_IDS = frozenset({
    "emergency_999", "police_101", "victim_support_live_chat_18_or_over", "victim_support_live_chat_under_18",
    "victim_support_supportline", "victim_support_local_service", "victim_support_website", "community_safety_team",
    "samaritans", "shout", "childline", "nspcc_helpline", "anti_terrorist_hotline", "act_early", "report_fraud",
    "modern_slavery_helpline", "national_domestic_abuse_helpline", "rape_crisis",
})  # fmt: skip
"""The ids that clients rely on."""

HOURS_DISPUTED = frozenset({
    "victim_support_supportline", "victim_support_live_chat_under_18", "victim_support_live_chat_18_or_over",
    "modern_slavery_helpline",
})  # fmt: skip
"""Sources disagree about when these are open. Somebody who finds a promised line closed may not try again."""

_ROUND_THE_CLOCK = re.compile(
    r"24\s*/\s*7|\b24[\s-]*(?:hours?|hrs?|h)\b|\b365\b|round[\s-]the[\s-]clock|(?:all|any|every) ?day|all night"
    r"|day (?:and|or) night|any ?time|at all times|always (?:open|there)",
    re.IGNORECASE,
)
_SOON, _LATE, _TOO_LATE = timedelta(days=60), timedelta(days=90), timedelta(days=180)
_ANY_ZONE = timedelta(days=1)

_TEXT, _NULLABLE, _FIELDS, _LIST, _FILLED, _ANYTHING = (
    "a piece of text", "a piece of text or null", "fields of its own", "a list", "a list with something in it", "there",
)  # fmt: skip
_FITS: Mapping[str, Callable[[Any], bool]] = {
    _TEXT: lambda value: isinstance(value, str) and value.strip() != "",
    _NULLABLE: lambda value: value is None or (isinstance(value, str) and value.strip() != ""),
    _FIELDS: lambda value: isinstance(value, dict) and bool(value),
    _LIST: lambda value: isinstance(value, list),
    _FILLED: lambda value: isinstance(value, list) and bool(value),
    _ANYTHING: lambda value: True,
}
_SERVICE_FIELDS = {
    "id": _TEXT, "name": _TEXT, "purpose": _TEXT, "why": _FIELDS, "contacts": _FILLED, "hours": _NULLABLE,
    "cost": _NULLABLE, "note": _NULLABLE, "ages": _FIELDS, "area": _TEXT, "access": _FIELDS, "source_date": _TEXT,
}  # fmt: skip
_CONTACT = ({"kind": _ANYTHING, "label": _TEXT, "href": _TEXT}, frozenset[str]())
_SETTING = ({"kind": _ANYTHING, "label": _TEXT, "setting": _TEXT, "fallback": _LIST}, frozenset({"fallback_note"}))
_WARNINGS = frozenset({"D015", "D016", "D019"})

Entry = Mapping[str, Any]


class Severity(str, Enum):
    """An error stops a release; a warning asks for somebody's time."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """Something wrong with one service, or with the file: the code, and what to do about it."""

    code: str
    severity: Severity
    service: str
    message: str


def check_directory(data: Mapping[str, Any], today: date, settings: Collection[str]) -> list[Finding]:
    """Everything wrong with the data of services.yml. `settings` are the environment variables it may name."""
    entries, retired = data.get("services") or [], data.get("retired") or []
    found_by_name = [("services.yml", chain(_ids(entries), _retired_list(retired)))]
    for number, entry in enumerate(entries, start=1):
        name = f"entry {number}"
        if isinstance(entry, dict):
            name, found = str(entry.get("id") or name), _check_entry(entry, today, settings, retired)
        else:
            found = iter([("D001", "This is not a service: write its fields below '- id:'.")])
        found_by_name.append((name, chain(found)))
    return [
        Finding(code, Severity.WARNING if code in _WARNINGS else Severity.ERROR, name, message)
        for name, found in found_by_name
        for code, message in found
    ]


def _check_entry(entry: Entry, today: date, settings: Collection[str], retired: list[Any]) -> Found:
    yield from _fields_of(entry)
    yield from _reasons(entry)
    for contact in contacts_of(entry):
        yield from _shape("contacts.", contact, *(_SETTING if "setting" in contact else _CONTACT))
        yield from contact_findings(contact, settings)
    yield from number_findings(entry)
    if str(entry.get("id")) in HOURS_DISPUTED:
        yield from _disputed_hours(entry)
    yield from _retired_values(entry, retired)
    yield from _verification(entry, today)
    yield from _ages(entry)


def _ids(entries: list[Any]) -> Found:
    ids = [str(entry.get("id")) for entry in entries if isinstance(entry, dict)]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield "D005", f"The id {twice} is used twice: give each service its own."
    for needed in sorted(({route.service for route in ROUTES} | CONTRACT_IDS) - set(ids)):
        yield "D006", f"The service {needed} is missing, and the routing table or the contract needs it: put it back."


def _retired_list(retired: list[Any]) -> Found:
    for each in retired:
        if not isinstance(each, dict) or not _squeezed(each.get("value")) or not each.get("instead"):
            yield "D001", f"Every entry under 'retired' needs a 'value' and an 'instead'; one reads {each}."


def _fields_of(entry: Entry) -> Found:
    yield from _shape("", entry, _SERVICE_FIELDS, {"source", "verified_on", "confidence"})
    yield from _shape("ages.", entry.get("ages"), {"min": _ANYTHING, "max": _ANYTHING})
    yield from _shape("access.", entry.get("access"), dict.fromkeys(("text_relay", "bsl", "languages"), _NULLABLE))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", str(entry.get("id"))):
        yield "D004", "The id may have small letters, digits and underscores only: correct it."
    if not _FITS[_TEXT](entry.get("source")):
        yield "D020", "Write under 'source' where this was read. What has no source must not be shown."


def _reasons(entry: Entry) -> Found:
    why = entry.get("why")
    why = why if isinstance(why, dict) else {}
    if not why.get("default"):
        yield "D022", "Write a sentence under why: default. It tells the person why they see this."
    yield from _shape("why.", why, {route.reason: _TEXT for route in ROUTES if route.reason in why}, {"default"})


def _shape(path: str, found: Any, wanted: Mapping[str, str], besides: Collection[str] = ()) -> Found:
    if not isinstance(found, dict):
        return
    for field, kind in wanted.items():
        if field not in found or not _FITS[kind](found[field]):
            yield "D001", f"The field '{path}{field}' is missing, empty or of the wrong kind: it must be {kind}."
    for field in found:
        if field not in wanted and field not in besides:
            yield "D002", f"Nothing reads the field '{path}{field}': correct its spelling or remove it."


def _disputed_hours(entry: Entry) -> Found:
    if entry.get("hours") is not None:
        yield (
            "D012",
            f"Sources disagree about when this is open, so '{entry['hours']}' must not be promised: write null.",
        )
    for field, text in texts_of(entry):
        promise = _ROUND_THE_CLOCK.search(text)
        if promise and field not in ("hours", "source"):
            yield "D012", f"'{field}' promises '{promise.group()}', but sources disagree: leave the times out."


def _retired_values(entry: Entry, retired: list[Any]) -> Found:
    for each in (each for each in retired if isinstance(each, dict)):
        value = _squeezed(each.get("value"))
        for field, text in texts_of(entry):
            if value and value in _squeezed(text):
                yield "D013", f"'{field}' uses {each['value']}, which is retired: use {each.get('instead')}."


def _squeezed(text: Any) -> str:
    """Letters and digits only; of a number, what follows its first 0, so that spacing and +44 hide nothing."""
    squeezed = "".join(character for character in str(text or "").casefold() if character.isalnum())
    return squeezed[1:] if squeezed.isdigit() and squeezed.startswith("0") else squeezed


def _verification(entry: Entry, today: date) -> Found:
    verified, confidence = entry.get("verified_on"), entry.get("confidence")
    if not isinstance(verified, date) or isinstance(verified, datetime):
        yield "D014", "Write under 'verified_on' the day somebody last checked this, like 2026-11-22."
    elif verified > today + _ANY_ZONE:
        yield "D014", f"Nobody can have verified this on {verified}, which is still to come: correct the date."
    elif today - verified > _TOO_LATE:
        yield "D017", f"Last verified on {verified}, half a year ago: verify it now, or take it out."
    elif today - verified > _LATE:
        yield "D016", f"Last verified on {verified}: verify it now."
    elif today - verified >= _SOON:
        yield "D015", f"Last verified on {verified}: verify it soon."
    if confidence not in ("high", "medium", "low"):
        yield "D018", f"The confidence '{confidence}' is not known: write high, medium or low."
    elif confidence == "low":
        yield "D019", "Little is known for certain: check by telephone before people rely on it."


def _ages(entry: Entry) -> Found:
    ages = entry.get("ages")
    ages = ages if isinstance(ages, dict) else {}
    limits = [limit for limit in (ages.get("min"), ages.get("max")) if limit is not None]
    if any(type(limit) is not int or limit < 0 for limit in limits):
        yield "D021", "Ages are whole years, or null for no limit: correct them."
    elif limits != sorted(limits):
        yield "D021", f"Nobody is at least {limits[0]} and at most {limits[1]}: put the ages the right way round."
