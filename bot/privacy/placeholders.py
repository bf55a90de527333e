"""What stands in the place of a personal detail. The words are in placeholders.yml."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import yaml


class Kind(str, Enum):
    """The kinds of personal detail that are taken out."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    NATIONAL_INSURANCE = "national_insurance"
    NHS = "nhs"
    CARD = "card"
    ACCOUNT = "account"
    SORT_CODE = "sort_code"
    VEHICLE = "vehicle"
    HANDLE = "handle"
    LINK = "link"
    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    BIRTHDAY_PASSED = "birthday_passed"
    BIRTHDAY_TO_COME = "birthday_to_come"


_WORDS = yaml.safe_load(Path(__file__).with_name("placeholders.yml").read_text(encoding="utf-8"))

SHOWN: dict[Kind, str] = {kind: str(_WORDS[kind.value]["shown"]) for kind in Kind}
READ_AS: dict[str, str] = {SHOWN[kind]: str(_WORDS[kind.value]["read_as"]) for kind in Kind}
PLACEHOLDER = re.compile("|".join(re.escape(shown) for shown in READ_AS), re.IGNORECASE)
SHORT = "*"
"""Stands for any placeholder in a message that would grow past the limit."""

_DATES = {SHOWN[kind] for kind in (Kind.BIRTH_DATE, Kind.BIRTHDAY_PASSED, Kind.BIRTHDAY_TO_COME)}
_READ_AS = {shown.lower(): words for shown, words in READ_AS.items()}
_YEAR_FOLLOWS = re.compile(r" (?=(?:19|20)\d\d\b)")
_TO_READ = re.compile(rf"(?:{PLACEHOLDER.pattern})(?P<year> (?=(?:19|20)\d\d\b))?", re.IGNORECASE)
_DATES_LOWER = {shown.lower() for shown in _DATES}


def in_ordinary_words(text: str) -> str:
    """The text with each placeholder as something ordinary of its kind: "[name] hit me" is read "Sam hit me"."""

    def ordinary(match: re.Match[str]) -> str:
        year = match["year"] or ""
        shown = match.group(0)[: len(match.group(0)) - len(year)].lower()
        words = _READ_AS[shown]
        if shown not in _DATES_LOWER:
            return words + year
        return words if year else "that day"

    return _TO_READ.sub(ordinary, text) if "[" in text else text
