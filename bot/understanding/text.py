"""One plain spelling for what people type, so that each rule is written once."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "forteen": 14, "fifteen": 15, "fiveteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_NUMBER_WORD = re.compile(
    r"\b(?:(?P<tens>" + "|".join(_TENS) + r")(?:[\s-](?P<unit>" + "|".join(list(_ONES)[:9]) + r"))?|(?P<one>"
    + "|".join(sorted(_ONES, key=len, reverse=True)) + r"))\b"
)  # fmt: skip


def clean(text: str) -> str:
    """The message as people see it: composed characters, plain quotes, no invisible or control characters."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _INVISIBLE.sub("", text)
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)
    return _SPACE.sub(" ", text).strip()


def plain(text: str) -> str:
    """`clean`, in lower case: what the rules read."""
    return clean(text).lower()


def with_digits(text: str) -> str:
    """Number words from one to ninety-nine as digits: "seventy six" → "76". Expects `plain` text."""

    def digits(match: re.Match[str]) -> str:
        if match["one"]:
            return str(_ONES[match["one"]])
        return str(_TENS[match["tens"]] + _ONES.get(match["unit"] or "", 0))

    return _NUMBER_WORD.sub(digits, text)
