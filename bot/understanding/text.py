"""One plain spelling for what people type, so that each rule is written once."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("’‘‛`´ʼʻʽʹˊˋ′‵Ꞌꞌ＇｀\u1fbd\u1fbf\u1fef\u1ffd\u0374", "'"),
        **dict.fromkeys("“”„‟″‶ʺ", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point and the annotation marks: nobody sees them, so they must not split a word."""
LONGEST_WORD = 30
"""No word that a rule looks for is longer."""
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
    """The message as people see it: composed characters, plain quotes, no invisible or control characters.

    The order matters. NFKC would make an accent of ´, so quotes come first (and once more, for what NFKC unfolds
    into them); it composes only neighbours, so what is invisible goes before it. Doing it twice changes nothing.
    """
    text = _INVISIBLE.sub("", text).translate(_QUOTES)
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return _SPACE.sub(" ", text).strip()


def plain(text: str) -> str:
    """`clean`, in lower case: what the rules read."""
    return unicodedata.normalize(
        "NFC", clean(text).lower()
    )  # a small letter can have a composed form that its capital lacks


def with_short_words(text: str) -> str:
    """Every word cut at `LONGEST_WORD`: a string of marks or emojis takes a tokeniser time with the square of its length."""
    return " ".join(word[:LONGEST_WORD] for word in text.split())


def with_digits(text: str) -> str:
    """Number words from one to ninety-nine as digits: "seventy six" → "76". Expects `plain` text."""

    def digits(match: re.Match[str]) -> str:
        if match["one"]:
            return str(_ONES[match["one"]])
        return str(_TENS[match["tens"]] + _ONES.get(match["unit"] or "", 0))

    return _NUMBER_WORD.sub(digits, text)
