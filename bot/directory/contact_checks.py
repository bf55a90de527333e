"""What may be wrong with a number, a link or an e-mail address: D003, D007 to D011 and D023 of bot.directory.checks."""

from __future__ import annotations

import re
from typing import Any, Collection, Iterator, Mapping

from bot.signposting import ContactKind

Found = Iterator[tuple[str, str]]
"""Codes and messages."""

PRINTED = {"victim_support_supportline": "08 08 16 89 111", "community_safety_team": "020 7332 3808"}
"""Numbers that people know by their rhythm: printed so and not otherwise, wherever they stand."""

# 0800 1111 is Childline; 18001 goes before a number for text relay. 09 and 070 cost a premium, 04 and 06 are nobody's.
_PLAUSIBLE = re.compile(
    r"999|101|111|159|116123|85258|18000|08001111|(?:18001)?(?:101|0[12358]\d{9}|07[1-9]\d{8}|01\d{8}|0800\d{6})"
)
_TEXT_CODE = re.compile(r"[5-8]\d{4}")
_LINK = (re.compile(r"https://[^\s/.]+\.\S+"), "https:// and the address")
_HREF: Mapping[ContactKind, tuple[re.Pattern[str], str]] = {
    ContactKind.PHONE: (re.compile(r"tel:\d+"), "tel: and the digits, without spaces"),
    ContactKind.SMS: (re.compile(r"sms:\d+"), "sms: and the digits, without spaces"),
    ContactKind.EMAIL: (re.compile(r"mailto:[^@\s?]+@[^@\s?.]+(?:\.[^@\s?.]+)+"), "mailto: and the address"),
    ContactKind.WEB: _LINK,
    ContactKind.CHAT: _LINK,
}


def contacts_of(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every contact of a service, those shown while a setting is unset included."""
    for contact in _mappings(entry.get("contacts")):
        yield contact
        yield from _mappings(contact.get("fallback"))


def links(data: Mapping[str, Any]) -> list[str]:
    """Every https link among the contacts of services.yml, each once, in the order of the file."""
    services = _mappings(data.get("services"))
    hrefs = (str(contact.get("href")) for service in services for contact in contacts_of(service))
    return list(dict.fromkeys(href for href in hrefs if href.startswith("https://")))


def texts_of(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every piece of text at any depth, with the name of the field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(each, str(key))
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each, field)


def contact_findings(contact: Mapping[str, Any], settings: Collection[str]) -> Found:
    """What is wrong with one contact, apart from its fields."""
    known = [each.value for each in ContactKind]
    if contact.get("kind") not in known:
        yield "D003", f"The kind of contact '{contact.get('kind')}' is not known: use one of {', '.join(known)}."
    elif "setting" in contact:
        if str(contact["setting"]) not in settings:
            yield "D023", f"There is no setting {contact['setting']}: correct it, or add it to bot/settings.py."
    elif isinstance(contact.get("label"), str) and isinstance(contact.get("href"), str):
        yield from _address(ContactKind(contact["kind"]), contact["label"], contact["href"])


def _address(kind: ContactKind, label: str, href: str) -> Found:
    pattern, shape = _HREF[kind]
    if href.startswith("http:"):
        yield "D009", f"{href} is not encrypted: write its https address, or leave it out."
        return
    if not pattern.fullmatch(href):
        yield "D008", f"A device cannot open '{href}' as {kind.value}: write {shape}."
        return
    if not _leads_to(kind, label, href):
        yield "D007", f"People read '{label}' but their device opens '{href}': make the two the same."
    if kind in (ContactKind.PHONE, ContactKind.SMS):
        number = _digits(href)
        if not _PLAUSIBLE.fullmatch(number) and not (kind is ContactKind.SMS and _TEXT_CODE.fullmatch(number)):
            yield "D010", f"{number} cannot be a free or ordinary number in the United Kingdom: ask the source again."


def _leads_to(kind: ContactKind, label: str, href: str) -> bool:
    """Whether the label, where it shows a number or an address, shows the one that opens."""
    if kind in (ContactKind.PHONE, ContactKind.SMS):
        return _digits(label) == _digits(href)
    if kind is ContactKind.EMAIL:
        return "@" not in label or f"mailto:{label}" == href
    shows_address = "." in label.strip(".") and " " not in label
    return not shows_address or _bare(label) == _bare(href)


def number_findings(entry: Mapping[str, Any]) -> Found:
    """Numbers in running text: the two that are printed one way only, and the one for text relay."""
    for service, printed in PRINTED.items():
        for field, text in texts_of(entry):
            if field == "href":
                continue
            for written in _any_spacing(printed).findall(text):
                if written != printed:
                    yield "D011", f"'{field}' prints {written}: print {printed}, exactly so."
        labels = [contact.get("label") for contact in contacts_of(entry) if contact.get("kind") == "phone"]
        if entry.get("id") == service and printed not in labels:
            yield "D011", f"The number is not printed {printed}: write that label, exactly so."
    access = entry.get("access")
    relay = access.get("text_relay") if isinstance(access, dict) else None
    if relay is not None and not _PLAUSIBLE.fullmatch(re.sub(r"\s", "", str(relay))):
        yield "D010", f"'{relay}' cannot be a number for text relay: it starts with 18000 or 18001."


def _any_spacing(printed: str) -> re.Pattern[str]:
    """The number with any spaces, brackets or dashes, and with +44 in front."""
    rest = r"[\s().-]*".join(_digits(printed)[1:])
    return re.compile(rf"(?:\+44[\s().-]*(?:0[\s().-]*)?|0[\s().-]*){rest}")


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _bare(address: str) -> str:
    return re.sub(r"^(?:https://)?(?:www\.)?", "", address).rstrip("/").casefold()


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")
