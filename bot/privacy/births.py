"""Dates of birth. The year stays: the age is read from it."""

from __future__ import annotations

import datetime
import re
from typing import Iterator, Optional

from bot.privacy.placeholders import SHOWN, Kind
from bot.privacy.spans import Span

ADULT = 18
YOUNGEST_BY_DATE = 8
"""A later date that stands alone may be the day it happened."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?:jan(?:uary)?|febr?(?:uary)?|feburary|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?: ?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?!\d)"
_SEP = r"[ ]?[/.\-,][ ]?"
_DATE = (
    rf"(?:the )?(?:"
    rf"(?P<y1>(?:19|20)\d\d){_SEP}(?P<m1>0?[1-9]|1[0-2]){_SEP}(?P<d1>{_DAY})(?!\d)"
    rf"|(?P<d2>{_DAY}){_SEP}(?P<m2>0?[1-9]|1[0-2]){_SEP}(?P<y2>{_YEAR})"
    rf"|(?P<d8>{_DAY}){_SEP}(?P<m8>1[3-9]|2\d|3[01]){_SEP}(?P<y8>{_YEAR})"
    rf"|(?P<d3>{_DAY}) (?P<m3>0?[1-9]|1[0-2]) (?P<y3>{_YEAR})"
    rf"|(?P<d4>{_DAY}){_TH}(?: day)?(?: of)?[ ,/.-]{{0,2}}(?P<m4>{_MONTH})[ ,/.-]{{0,2}}(?:in )?(?P<y4>{_YEAR})"
    rf"|(?P<m5>{_MONTH})[ ,/.-]{{0,2}}(?:the )?(?P<d5>{_DAY}){_TH}[ ,/.-]{{1,2}}(?:in )?(?P<y5>{_YEAR})"
    rf"|(?P<d6>0[1-9]|[12]\d|3[01])(?P<m6>0[1-9]|1[0-2])(?P<y6>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|(?P<m7>{_MONTH})[ ,/.-]{{0,2}}(?:of )?(?P<y7>(?:19|20)\d\d|'\d\d)(?!\d)"
    rf")"
)
_NO_YEAR = rf"(?:the )?(?:{_DAY}{_TH}(?: day)?(?: of)?[ ,/.-]{{0,2}}{_MONTH}|{_MONTH}[ ,/.-]{{0,2}}(?:the )?{_DAY}{_TH}|{_DAY}[/.-](?:0?[1-9]|1[0-2]))(?![\w/.-]*\d)"
_CUE = r"(?:\b(?:born|dob|d\.o\.b\.?|d\.ob|d o b|date of birth|birth ?date|birth ?day|bday|b-day|b'day|bdate|birthdate|birth|year of birth)\b\.?|(?:^|[\s(])b\.)"
_LINKS = r"(?:[\s:=,;(\-]{1,3}(?:is|was|on|in|the|its|it's|my|his|her|their|of|date|been|a|at|and|i|being|s)\b){0,5}[\s:=,;(\-]{0,3}"
_BORN = re.compile(rf"{_CUE}(?:'s)?{_LINKS}(?P<date>{_DATE})", re.IGNORECASE)
_BORN_AT = re.compile(
    rf"\bborn\b(?:[ ,]{{1,2}}[A-Za-z'-]{{1,20}}){{1,5}}[ ,]{{1,2}}(?:on )?(?P<date>{_DATE})", re.IGNORECASE
)
_IS_BIRTH = re.compile(rf"(?P<date>{_DATE})[\s,(\-]{{1,3}}(?:is|was|as|=|that's|thats|thts)?[\s(]{{0,2}}(?:my|his|her|their|the)?\s?(?:{_CUE})", re.IGNORECASE)  # fmt: skip
_ALONE = re.compile(rf"\W*(?P<date>{_DATE})\W*", re.IGNORECASE)
_NAMED = re.compile(rf"{re.escape(SHOWN[Kind.NAME])}[,;]? ?\(?(?P<date>{_DATE})", re.IGNORECASE)
_BIRTHDAY = re.compile(rf"{_CUE}(?:'s)?{_LINKS}(?P<date>{_NO_YEAR})", re.IGNORECASE)
_FULL = re.compile(rf"(?<![\w/.-])(?P<date>{_DATE})", re.IGNORECASE)
"""A whole date by itself: when it is long ago, its day and month say more of a person than of what happened."""
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}\D+\d{1,2}\D+\d\d$|^\d+$|\D'?\d\d$")
_SIGN = re.compile(r"\d")
_HAS_CUE = re.compile(_CUE, re.IGNORECASE)


def find_births(text: str, today: datetime.date) -> Iterator[Span]:
    """Every date of birth, with what is to stand there: a placeholder and the year."""
    if not _SIGN.search(text):
        return
    patterns = [_NAMED, _FULL]
    if _HAS_CUE.search(text):
        patterns = [_BORN, _BORN_AT, _IS_BIRTH, _NAMED, _FULL]
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = _span(match, today, oldest_only=pattern in (_NAMED, _FULL))
            if span and not (pattern is _FULL and (match["y7"] or _SHORT_YEAR.search(match["date"]))):
                yield span
    alone = _ALONE.fullmatch(text)
    if alone:
        span = _span(alone, today, oldest_only=True)
        if span:
            yield span
    if _HAS_CUE.search(text):
        for match in _BIRTHDAY.finditer(text):
            yield Span(match.start("date"), match.end("date"), Kind.BIRTH_DATE)


def _span(match: re.Match[str], today: datetime.date, oldest_only: bool) -> Optional[Span]:
    parts = {name: match[name] for name in match.re.groupindex if match[name] is not None}
    year = next(int(digits) for name, value in parts.items() if name[0] == "y" for digits in [value.strip("'")])
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    if oldest_only and today.year - year < YOUNGEST_BY_DATE:
        return None
    kind = Kind.BIRTH_DATE
    day = next((int(value) for name, value in parts.items() if name[0] == "d" and name != "date"), 0)
    month = next((_month(value) for name, value in parts.items() if name[0] == "m"), 0)
    if year == today.year - ADULT and day:
        kind = Kind.BIRTHDAY_TO_COME if (today.month, today.day) < (month, day) else Kind.BIRTHDAY_PASSED
    return Span(match.start("date"), match.end("date"), kind, f"{SHOWN[kind]} {year}")


def _month(value: str) -> int:
    return int(value) if value.isdigit() else _MONTHS.index(value[:3].lower()) + 1
