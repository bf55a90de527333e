"""Details that could belong to a real person: none may stand in the training data."""

from __future__ import annotations

import re
from typing import Optional

from bot.understanding.text import clean

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I)),
    ("a link", re.compile(r"\b(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|co\.uk|org|org\.uk|net|gov\.uk)\b", re.I)),
    ("a telephone number", re.compile(r"(?<![\d£$.])(?:\+?44|0)(?:[\s()-]?\d){9,10}\b")),
    ("a full postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b")),
    ("a National Insurance number", re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b")),
    ("a long number (card, account, NHS)", re.compile(r"(?<![\d£$.,])\d(?:[ -]?\d){7,18}\b(?![.,]\d)")),
    ("a sort code", re.compile(r"\b\d{2}-\d{2}-\d{2}\b")),
    ("a vehicle registration", re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")),
    ("a social media handle", re.compile(r"(?<![\w@])@[a-z][\w.]{2,}", re.I)),
)  # fmt: skip


def personal_detail(text: str) -> Optional[str]:
    """What kind of personal detail the text holds, or None. It leans to yes: a trainer looks."""
    shown = clean(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(shown)), None)
