"""Personal details out, placeholders in: before anything stores, logs or learns what somebody typed."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Callable, Iterable, Mapping, Optional

from bot.privacy.addresses import find_addresses, find_postcodes
from bot.privacy.births import find_births
from bot.privacy.names import find_names, find_people
from bot.privacy.numbers import find_numbers
from bot.privacy.online import find_online
from bot.privacy.placeholders import PLACEHOLDER, SHORT, Kind
from bot.privacy.spans import Span, replaced, without_overlaps
from bot.privacy.tokens import has_case, tokens_of
from bot.privacy.vehicles import find_vehicles

MOST_CHARACTERS = 2000
_MOST_ROUNDS = 6


@dataclass(frozen=True)
class Redacted:
    """A text without personal details, and how many of each kind were taken out."""

    text: str
    counts: Mapping[Kind, int] = field(default_factory=dict)


def redact(text: str, today: Optional[datetime.date] = None) -> Redacted:
    """The text with a placeholder for each personal detail. Expects `text.clean`; never raises for any text.

    Redacting again changes nothing. The result is no longer than 2,000 characters, unless the text was. `today` is for
    dates of birth: only for who turns 18 this year does it matter on which day.
    """
    day = today or datetime.date.today()
    counts: Counter[Kind] = Counter()
    shown = text
    for _ in range(_MOST_ROUNDS):
        found = _details(shown, day) or _people(shown)
        if not found:
            break
        counts.update(span.kind for span in found)
        shown = replaced(shown, found)
    if len(shown) > MOST_CHARACTERS >= len(text):
        shown = PLACEHOLDER.sub(SHORT, shown)
    return Redacted(shown, dict(counts))


def _details(text: str, today: datetime.date) -> list[Span]:
    """What patterns, lists and cues find. Of two that overlap the one named first counts."""
    is_cased = has_case(text)
    finders: tuple[Callable[[], Iterable[Span]], ...] = (
        lambda: find_births(text, today),
        lambda: find_online(text),
        lambda: find_postcodes(text, is_cased),
        lambda: find_numbers(text),
        lambda: find_vehicles(text, is_cased),
        lambda: find_addresses(text, is_cased),
        lambda: find_names(text, tokens_of(text, is_cased), is_cased),
    )
    return without_overlaps((span for find in finders for span in find()), _placeholders(text))


def _people(text: str) -> list[Span]:
    """What spaCy finds besides."""
    if not has_case(text):
        return []
    return without_overlaps(find_people(text, tokens_of(text, True)), _placeholders(text))


def _placeholders(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in PLACEHOLDER.finditer(text)] if "[" in text else []
