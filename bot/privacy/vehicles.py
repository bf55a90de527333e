"""Number plates: of today, with the year's letter in front or behind, and any that are named as such."""

from __future__ import annotations

import re
from typing import Iterator

from bot.privacy.lexicon import GIVEN, ORDINARY
from bot.privacy.placeholders import Kind
from bot.privacy.spans import Span

_NOW = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{2})(?P<g1>[ -]?)(?P<year>\d{2})(?P<g2>[ -]?)(?P<rest>[A-Za-z]{3})(?![A-Za-z0-9'])"
)
_PREFIX = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z])(?P<g1>)(?P<year>\d{1,3})(?P<g2>[ -]?)(?P<rest>[A-Za-z]{3})(?![A-Za-z0-9'])"
)
_SUFFIX = re.compile(
    r"(?<![A-Za-z0-9])(?P<rest>[A-Za-z]{3})(?P<g2>[ -]?)(?P<year>\d{1,3})(?P<g1>)(?P<area>[A-Za-z])(?![A-Za-z0-9'])"
)
_NORTHERN = re.compile(
    r"(?<![A-Za-z0-9])(?P<rest>[A-Za-z]{1,3})(?P<g2>[ -]?)(?P<year>\d{1,4})(?P<g1>)(?P<area>)(?![A-Za-z0-9'.:])"
)
_CUE = re.compile(
    r"\b(?:reg|regs|registration|reg no|number ?plates?|plates?|licen[cs]e plate|vrm|vrn|car|cars|van|vans|vehicle|motor|moped|motorbike|bike|taxi|uber|cab|lorry|truck|"
    r"bmw|audi|ford|fiesta|corsa|golf|polo|astra|focus|mercedes|merc|vauxhall|toyota|prius|nissan|range rover|transit|mini|clio|kia|honda|volvo|vw|volkswagen|seat|skoda|tesla|hyundai|peugeot|renault|fiat|suv|hatchback|minicab|driving)\b",
    re.IGNORECASE,
)
_PLATE = r"(?:reg(?:istration|s)?\b\.?(?: ?(?:number|no|plate|mark)\b\.?)?|number ?plates?\b|num plate\b|plates?\b|licen[cs]e plates?\b|vrm\b|vrn\b)"
_LINK = r"(?:[\s:=,(\"'-]{1,3}(?:is|was|are|its|it's|number|no|says|said|reads|read|of|on|the|that|with|as|begins|starts|were|for|car|his|her|my|i|think|thats|that's|saw|got|begin|start|ending|end|ends)\b){0,5}"
_CUED = re.compile(rf"\b{_PLATE}{_LINK}[\s:=,(\"'-]{{0,3}}(?P<value>[A-Za-z0-9]{{1,5}}(?:[ -]?[A-Za-z0-9]{{1,4}})?(?:[ -][A-Za-z]{{3}})?)(?![A-Za-z0-9])", re.IGNORECASE)  # fmt: skip
_PLATE_NEAR = re.compile(rf"\b{_PLATE}", re.IGNORECASE)
_SMALL_PREFIXES = frozenset(
    [
        "im",
        "am",
        "is",
        "at",
        "of",
        "in",
        "on",
        "by",
        "to",
        "me",
        "no",
        "or",
        "we",
        "so",
        "he",
        "my",
        "do",
        "if",
        "it",
        "be",
        "us",
        "as",
        "up",
        "go",
        "ok",
        "yo",
        "id",
        "ec",
    ]
)
_NO_PLATE = frozenset(["pin", "bmw", "mot", "suv", "and", "the", "but", "for", "nhs", "abh", "gbh", "asb", "ref", "gcse", "dob", "aged", "age", "ps5", "fig", "vol", "act", "sec", "pg", "pp", "ch", "no", "nhs", "pip", "act", "bus", "flat", "room", "unit", "route", "tel", "ext", "uk", "eu", "usa", "mp3", "mp4", "bbc", "itv", "wifi"])  # fmt: skip


def find_vehicles(text: str, is_cased: bool) -> Iterator[Span]:
    """Every number plate. A plate in small letters, or of an old form, needs a car beside it."""
    for match in _CUED.finditer(text):
        span = _cued(match)
        if span:
            yield span
    for match in _NOW.finditer(text):
        if _is_plate(match, text, is_cased, is_new=True):
            yield Span(match.start(), match.end(), Kind.VEHICLE)
    for pattern in (_PREFIX, _SUFFIX):
        for match in pattern.finditer(text):
            if _is_plate(match, text, is_cased, is_new=False):
                yield Span(match.start(), match.end(), Kind.VEHICLE)
    for match in _NORTHERN.finditer(text):
        is_short = len(match["rest"]) + len(match["year"]) < 5
        if not is_short and not _is_word(match["rest"]) and is_cased and match["rest"].isupper() and _near(_CUE, text, match):  # fmt: skip
            yield Span(match.start(), match.end(), Kind.VEHICLE)


def _near(cue: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return bool(cue.search(text[max(0, match.start() - 50) : match.start()]) or cue.search(text[match.end() : match.end() + 30]))  # fmt: skip


def _is_word(letters: str) -> bool:
    low = letters.lower()
    return low in ORDINARY or low in GIVEN or low in _NO_PLATE


def _cued(match: re.Match[str]) -> Span | None:
    """What is named as a plate, if it has both letters and digits."""
    value = match["value"]
    parts = re.split(r"[ -]", value)
    while len(parts) > 1 and _is_word(parts[-1]) and parts[-1].isalpha():
        value = value[: -len(parts.pop()) - 1]
    compact = re.sub(r"[ -]", "", value)
    has_both = any(c.isdigit() for c in compact) and any(c.isalpha() for c in compact)
    if not has_both or not 3 <= len(compact) <= 8 or re.fullmatch(r"\d+(?:st|nd|rd|th|am|pm|x)", compact, re.IGNORECASE):  # fmt: skip
        return None
    return Span(match.start("value"), match.start("value") + len(value), Kind.VEHICLE)


def _is_plate(match: re.Match[str], text: str, is_cased: bool, is_new: bool) -> bool:
    area, rest = match["area"].lower(), match["rest"]
    is_capital = is_cased and match["rest"].isupper() and match["area"].isupper()
    named = _near(_PLATE_NEAR, text, match)
    is_word = rest.lower() in _NO_PLATE if is_capital else _is_word(rest) or area in _SMALL_PREFIXES
    if is_word and not named:
        return False
    if is_capital:
        return is_new or len(match["year"]) >= 2 or named or _near(_CUE, text, match)
    if is_new and not match["g1"]:
        return True
    return named or (_near(_CUE, text, match) and is_new)
