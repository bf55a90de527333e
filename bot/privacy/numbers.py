"""Numbers that belong to one person: telephone, National Insurance, NHS, bank card, account and sort code."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Iterator

from bot.privacy.placeholders import Kind
from bot.privacy.spans import Span

PUBLIC_LINES_FILE = Path(__file__).with_name("public_lines.txt")

_GAP = r"[ .\-()/_]{0,3}"
"""What people put between the digits of one number."""
_NOT_MONEY = r"(?<![\w£$€@#])(?<![£$€] )(?<!\d[.,])"

_PHONES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w£$€])\(?\+ ?\(?\d{{1,3}}(?:{_GAP}\d){{6,12}}(?!\d)",
        rf"(?<![\w£$€+])00{_GAP}[1-9](?:{_GAP}\d){{8,13}}(?!\d)",
        rf"(?<![\w£$€])\(?44{_GAP}(?:0{_GAP})?[127389](?:{_GAP}\d){{8,9}}(?!\d)",
        rf"(?<![\w£$€.,])\(?[0oO]{_GAP}[1-9](?:{_GAP}[\doO]){{8,9}}(?![\dA-Za-z])",
        rf"(?<![\w£$€.,])\(?0{_GAP}[1-9](?:{_GAP}\d){{8,9}}(?!\d)",
        r"(?<![\w£$€.,])7\d{3}[ .-]?\d{3}[ .-]?\d{3}(?!\d)",
    )
)
_CALL = r"(?:phone|mobile|mob|tel(?:ephone)?|cell|landline|numbers?|num|no|call(?:ed|s)?|ring|rang|text(?:s|ed)?|txt|whatsapp|reach|contact|fone|dial|digits|ph)\b"
_CUED_PHONE = re.compile(
    rf"\b{_CALL}(?:[\s:.,=-]{{1,3}}(?:me|him|her|them|us|on|at|is|was|no|number|num|it|its|it's|my|the|new|back|anytime|please|from)\b){{0,5}}[\s:.,=-]{{0,3}}"
    rf"(?P<value>\(?\d(?:{_GAP}\d){{6,13}})(?!\d)",
    re.IGNORECASE,
)
_DIGIT_WORDS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "double": "", "triple": "", "treble": "",
    "hundred": "00", "plus": "+",
}  # fmt: skip
_DIGIT_WORD = rf"(?:{'|'.join(_DIGIT_WORDS)}|\d{{1,11}})"
_SPELT = re.compile(rf"(?<![\w£$€]){_DIGIT_WORD}(?:[\s,.-]{{1,3}}{_DIGIT_WORD}){{5,16}}(?!\w)", re.IGNORECASE)
_TIMES = {"double": 2, "triple": 3, "treble": 3}

_NI = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][ ]?[A-Za-z][ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[A-Da-d](?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]?\d ?\d[ .-]?\d ?\d[ .-]?\d ?\d[ .-]?[A-Da-d](?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])[A-Z]{2}[ .-]?\d{3}[ .-]\d{3}[ .-]?[A-D](?![A-Za-z0-9])"
)
_CUED_NI = re.compile(
    r"\b(?:ni|n\.i\.?|nino|nat(?:ional)? ?ins(?:urance)?)\b[^\d]{0,25}?(?P<value>\b[a-z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}(?:[ .-]?[a-d]\b)?)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:passport|licen[cs]e|brp|visa number|home office (?:ref|reference)|share code|hospital number|student id|payroll|id number)\b(?:[\s:=-]{1,3}(?:is|was|number|no|ref|my|the)\b\.?){0,3}[\s:=-]{0,3}(?P<value>(?=[A-Za-z]{0,9}\d)[A-Za-z0-9]{6,18})(?!\w)",
    re.IGNORECASE,
)
_LICENCE = re.compile(r"(?<!\w)[A-Za-z]{2,5}9{0,3}\d{6}[A-Za-z9]{2}\d?[A-Za-z]{2,3}(?!\w)")
_RUN = re.compile(rf"{_NOT_MONEY}\d(?:[ .\-/]{{0,2}}\d){{5,27}}(?![\d]|[.,]\d|%)")
_SORT = re.compile(r"(?<![\w£$€.-])(?<!\d[/ ])\d{2}(?P<sep>[ -]|\u00b7| - |\.|/)\d{2}(?P=sep)\d{2}(?![\w-])(?![/.]\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){3,7}(?: ?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])")
_SORT_CUE = re.compile(r"\bsort(?: ?code)?s?\b|\bs/?c\b", re.IGNORECASE)
_ACCOUNT_CUE = re.compile(r"\bacc(?:oun)?ts?\b|\bacct?\b|\ba/c\b|\bbank\b|\biban\b|\bbuilding society\b|\broll number\b", re.IGNORECASE)  # fmt: skip
_NHS_CUE = re.compile(r"\bnhs\b|\bhealth service number\b|\bpatient (?:number|no)\b|\bmedical number\b", re.IGNORECASE)
_CARD_CUE = re.compile(
    r"\b(?:cards?|visa|mastercard|amex|debit|credit|maestro|long number|monzo|revolut)\b", re.IGNORECASE
)
_SECRET = re.compile(
    r"\b(?:cvv2?|cvc2?|csc|security code|3 digits on the back|pin|pin (?:number|code)|passcode)\b(?:[\s:=-]{1,3}(?:is|was|number|code|on)\b){0,2}[\s:=-]{0,3}(?P<value>\d{3,6})(?![\w£%])",
    re.IGNORECASE,
)
_FOURS = re.compile(r"\d{4}(?P<sep>[ -]?)\d{4}(?P=sep)\d{4}(?P=sep)\d{4}")
_BARE_ACCOUNT = re.compile(r"\d{8}|(?!(?:19|20)\d\d[ -](?:19|20)\d\d)\d{4}[ -]\d{4}")
_ACCOUNT_AND_SORT = re.compile(r"\d{8} \d{2}[ -]?\d{2}[ -]?\d{2}|\d{2}[ -]?\d{2}[ -]?\d{2} \d{8}")
_THREE_THREE_FOUR = re.compile(r"\d{3}[ -]\d{3}[ -]\d{4}")
_LONG = 12
_DATE_LIKE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")  # fmt: skip


def find_numbers(text: str) -> Iterator[Span]:
    """Every personal number. Public helplines stay: they are in public_lines.txt."""
    if not any(c.isdigit() for c in text):
        yield from _spelt(text)
        return
    for match in _IBAN.finditer(text):
        squeezed = match.group(0).replace(" ", "")
        if sum(map(str.isdigit, squeezed)) >= 8 and _is_iban(squeezed, text, match):
            yield Span(match.start(), match.end(), Kind.ACCOUNT)
    yield from _valued(_CUED_NI, text, Kind.NATIONAL_INSURANCE)
    for match in _NI.finditer(text):
        yield Span(match.start(), match.end(), Kind.NATIONAL_INSURANCE)
    yield from _valued(_SECRET, text, Kind.CARD)
    yield from _valued(_DOCUMENT, text, Kind.NUMBER)
    for match in _LICENCE.finditer(text):
        yield Span(match.start(), match.end(), Kind.NUMBER)
    yield from _sort_codes(text)
    yield from _runs(text)
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if not is_public(match.group(0)) and not _is_date(match.group(0)):
                yield Span(match.start(), match.end(), Kind.PHONE)
    for match in _CUED_PHONE.finditer(text):
        if not is_public(match["value"]) and not _is_date(match["value"]):
            yield Span(match.start("value"), match.end("value"), Kind.PHONE)
    yield from _spelt(text)


def digits_of(text: str) -> str:
    """Its digits only."""
    return "".join(c for c in text if c.isdigit())


@lru_cache(maxsize=1)
def public_lines() -> frozenset[str]:
    """The digits of the public helplines, as dialled in the United Kingdom."""
    lines = PUBLIC_LINES_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(digits_of(line) for line in lines if line and not line.startswith("#"))


def is_public(number: str) -> bool:
    """Whether this is a public helpline."""
    digits = digits_of(number)
    return digits in public_lines() or (digits.startswith("44") and "0" + digits[2:] in public_lines())


def passes_luhn(digits: str) -> bool:
    """The check of bank cards."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_nhs(digits: str) -> bool:
    """The check of NHS numbers: the tenth digit is eleven less the weighted sum of the others, modulo eleven."""
    if len(digits) != 10:
        return False
    check = 11 - sum(int(d) * (10 - place) for place, d in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10


def _valued(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start("value"), match.end("value"), kind)


def _near(cue: re.Pattern[str], text: str, start: int, end: int, before: int = 45, after: int = 30) -> bool:
    """Whether a cue stands not far from a place in the text."""
    return bool(cue.search(text[max(0, start - before) : start]) or cue.search(text[end : end + after]))


def _is_iban(squeezed: str, text: str, match: re.Match[str]) -> bool:
    turned = squeezed[4:] + squeezed[:4]
    remainder = int("".join(str(int(c, 36)) for c in turned)) % 97 if turned.isascii() else 0
    return remainder == 1 or (squeezed[:2].upper() == "GB" and len(squeezed) == 22) or _near(_IBAN_CUE, text, match.start(), match.end())  # fmt: skip


_IBAN_CUE = re.compile(r"\biban\b", re.IGNORECASE)


def _is_date(value: str) -> bool:
    """ "2026-03-04 10" or "03/04/2026" is no telephone number."""
    return bool(
        re.match(r"\(?(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b", value)
    )


def _sort_codes(text: str) -> Iterator[Span]:
    for match in _SORT.finditer(text):
        first, second, _ = (int(part) for part in re.findall(r"\d{2}", match.group(0)))
        if match["sep"] in ("/", ".") and not _near(_SORT_CUE, text, match.start(), match.end(), 25, 20):
            continue
        is_date = 1 <= first <= 31 and 1 <= second <= 12
        near_sort = _near(_SORT_CUE, text, match.start(), match.end(), 35, 25)
        if near_sort or (_near(_ACCOUNT_CUE, text, match.start(), match.end(), 40, 40)) or (
            not is_date
        ):  # fmt: skip
            yield Span(match.start(), match.end(), Kind.SORT_CODE)


def _runs(text: str) -> Iterator[Span]:
    """Runs of digits by their length, their checks and what is said beside them."""
    has_sort_code = bool(_SORT_CUE.search(text))
    for match in _RUN.finditer(text):
        value, digits = match.group(0), digits_of(match.group(0))
        start, end = match.span()
        cards = _FOURS.search(value)
        if cards and not value[: cards.start()].strip(" -./"):
            yield Span(start, start + cards.end(), Kind.CARD)
        elif 12 <= len(digits) <= 19 and (
            (passes_luhn(digits) and len(digits) >= 13) or _near(_CARD_CUE, text, start, end)
        ):
            yield Span(start, end, Kind.CARD)
        elif len(digits) == 10 and not is_public(value) and _is_nhs_here(value, digits, text, start, end):
            yield Span(start, end, Kind.NHS)
        elif len(digits) == 6 and _near(_SORT_CUE, text, start, end, 25, 18) and not _DATE_SEPARATED.search(value):
            yield Span(start, end, Kind.SORT_CODE)
        elif (6 <= len(digits) <= 12 and _is_account(value, digits, text, start, end, has_sort_code)) or (
            len(digits) == 14
            and (has_sort_code or _near(_ACCOUNT_CUE, text, start, end) or _ACCOUNT_AND_SORT.fullmatch(value))
        ):
            yield Span(start, end, Kind.ACCOUNT)
        elif len(digits) >= _LONG and re.search(rf"\d{{{_LONG}}}", value) and not is_public(value):
            yield Span(start, end, Kind.NUMBER)


_DATE_SEPARATED = re.compile(r"[/.]")


def _is_nhs_here(value: str, digits: str, text: str, start: int, end: int) -> bool:
    if _near(_NHS_CUE, text, start, end):
        return True
    if digits.startswith("0"):
        return False
    return bool(_THREE_THREE_FOUR.fullmatch(value)) or (is_nhs(digits) and not digits.startswith("7"))


def _is_account(value: str, digits: str, text: str, start: int, end: int, has_sort_code: bool) -> bool:
    """Eight digits by themselves or beside "account"; seven with a sort code in the message; six to ten right after "account"."""
    if _DATE_SEPARATED.search(value) or _is_date(value) or is_public(value) or (len(digits) > 10):
        return False
    if _BARE_ACCOUNT.fullmatch(value):
        return True
    if len(digits) in (7, 8) and not (_DATE_LIKE.fullmatch(digits) and digits == value):
        if has_sort_code or _near(_ACCOUNT_CUE, text, start, end):
            return True
        sort_beside = re.compile(r"\d{2}[ -]\d{2}[ -]\d{2}\W{1,4}$")
        return len(digits) == 8 and bool(sort_beside.search(text[max(0, start - 14) : start]))
    return not digits.startswith("0") and bool(
        re.search(r"\b(?:account|acc|acct|a/c) ?(?:number|no|num)?\.?\W{1,3}(?:is |was )?$", text[max(0, start - 30) : start], re.IGNORECASE)
    )  # fmt: skip


def _spelt(text: str) -> Iterator[Span]:
    """A telephone number in words: "oh seven seven double oh ..."."""
    for match in _SPELT.finditer(text):
        digits, times, words = "", 1, 0
        for word in re.findall(r"[a-z]+|\d+", match.group(0).lower()):
            if word in _TIMES:
                times = _TIMES[word]
                continue
            words += not word.isdigit()
            digits += (word if word.isdigit() else _DIGIT_WORDS[word]) * times
            times = 1
        is_counted = digits.startswith("123456") or digits.startswith("987654")
        if 9 <= len(digits) <= 15 and words >= 1 and not is_counted and not is_public(digits):
            yield Span(match.start(), match.end(), Kind.PHONE)
