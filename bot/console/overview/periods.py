"""Which days, and which model: the overview's form."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Mapping, Optional, Sequence

from django.utils import timezone

LENGTHS = (7, 30, 90)
USUAL = 30
SHORTEST = 7
"""Own dates span a week at least: two spans that differ by a day would give that day's numbers away."""
LONGEST = 1_830
EACH_MODEL = "each"


@dataclass(frozen=True)
class Asked:
    """What the form asks for. `model` is an id, empty for all together, or `EACH_MODEL`."""

    first: datetime.date
    last: datetime.date
    model: str = ""
    days: Optional[int] = USUAL
    problem: str = ""

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1


def asked(query: Mapping[str, str]) -> Asked:
    """What this query asks for; the usual period, and what is wrong, when it cannot be read."""
    model = query.get("model", "")[:64]
    if query.get("days", "") == "own":
        return _own(query, model)
    days = next((length for length in LENGTHS if str(length) == query.get("days")), USUAL)
    return _until_today(days, model)


def _own(query: Mapping[str, str], model: str) -> Asked:
    first, last = date_from(query.get("from", "")), date_from(query.get("to", ""))
    if first is None or last is None:
        return _until_today(USUAL, model, "Give both dates. They look like 2026-03-31. The last 30 days are shown.")
    if last < first:
        return _until_today(USUAL, model, "The first date must come before the second. The last 30 days are shown.")
    length = (last - first).days + 1
    if not SHORTEST <= length <= LONGEST:
        return _until_today(
            USUAL, model, f"Choose at least {SHORTEST} days and at most five years. The last 30 days are shown."
        )
    return Asked(first, last, model, None)


def _until_today(days: int, model: str, problem: str = "") -> Asked:
    today = timezone.localdate()
    return Asked(today - datetime.timedelta(days=days - 1), today, model, days, problem)


def date_from(text: str) -> Optional[datetime.date]:
    """The day written as 2026-03-31."""
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None


def spans(first: datetime.date, last: datetime.date) -> Sequence[tuple[datetime.date, datetime.date]]:
    """The bars of the chart over time: days up to a month, then weeks, then months of 28 days."""
    length = (last - first).days + 1
    step = 1 if length <= 31 else 7 if length <= 31 * 7 else 28
    begins = [first + datetime.timedelta(days=offset) for offset in range(0, length, step)]
    return [(begin, min(last, begin + datetime.timedelta(days=step - 1))) for begin in begins]
