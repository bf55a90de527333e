"""The order of the work: worst first, then the newest. Paged by where a page ends, so that page 1,000 is as quick as 1."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Iterable, Iterator, Optional

from django.db.models import Q, QuerySet

from bot.console.conversations.models import Conversation
from bot.console.review.passing import passed_by

PAGE = 50
COUNT_UP_TO = 10_000
_WORST_FIRST = ("-priority", "-last_at", "id")
_BEST_FIRST = ("priority", "last_at", "-id")


@dataclass(frozen=True)
class Spot:
    """A place in the order."""

    priority: int
    last_at: datetime.datetime
    number: int

    def __str__(self) -> str:
        return f"{self.priority}_{self.last_at.timestamp():.6f}_{self.number}"

    @classmethod
    def of(cls, conversation: Conversation) -> Spot:
        """Where this one stands."""
        return cls(conversation.priority, conversation.last_at, conversation.pk)

    @classmethod
    def read(cls, text: str) -> Optional[Spot]:
        """From an address; None when somebody has changed it."""
        try:
            priority, at, number = text.split("_")
            moment = datetime.datetime.fromtimestamp(float(at), datetime.timezone.utc)
            return cls(int(priority), moment, int(number))
        except (ValueError, OverflowError, OSError):
            return None


def _steps(found: QuerySet[Conversation], spot: Optional[Spot], is_back: bool) -> Iterator[QuerySet[Conversation]]:
    """Each step is one range of the index: the rest of this priority, then the other priorities."""
    if spot is None:
        yield found.order_by(*(_BEST_FIRST if is_back else _WORST_FIRST))
        return
    same, other = found.filter(priority=spot.priority), found
    if is_back:
        later = Q(last_at__gte=spot.last_at) & (Q(last_at__gt=spot.last_at) | Q(id__lt=spot.number))
        yield same.filter(later).order_by(*_BEST_FIRST)
        yield other.filter(priority__gt=spot.priority).order_by(*_BEST_FIRST)
    else:
        earlier = Q(last_at__lte=spot.last_at) & (Q(last_at__lt=spot.last_at) | Q(id__gt=spot.number))
        yield same.filter(earlier).order_by(*_WORST_FIRST)
        yield other.filter(priority__lt=spot.priority).order_by(*_WORST_FIRST)


def in_order(
    found: QuerySet[Conversation], spot: Optional[Spot] = None, is_back: bool = False, count: int = PAGE
) -> list[Conversation]:
    """Up to `count` conversations after (or before) this place, nearest first."""
    rows: list[Conversation] = []
    for step in _steps(found, spot, is_back):
        rows += step[: count - len(rows)]
        if len(rows) >= count:
            break
    return rows


def without_passed(
    found: QuerySet[Conversation], user_number: int, spot: Optional[Spot], is_back: bool, count: int
) -> list[Conversation]:
    """Like `in_order`, without what this person has passed on."""
    rows: list[Conversation] = []
    while True:
        some = in_order(found, spot, is_back, count)
        passed = passed_by(user_number, [each.pk for each in some])
        rows += [each for each in some if each.pk not in passed]
        if len(some) < count or len(rows) >= count:
            return rows[:count]
        spot = Spot.of(some[-1])


@dataclass(frozen=True)
class Page:
    """One page of the queue; `before` and `after` are where the pages beside it end, if there are such."""

    rows: list[Conversation]
    before: Optional[Spot]
    after: Optional[Spot]


def page_of(
    found: QuerySet[Conversation], user_number: int, after: Optional[Spot] = None, before: Optional[Spot] = None
) -> Page:
    """The page after, or before, this place."""
    is_back = before is not None
    found = found.select_related("claimed_by")
    rows = without_passed(found, user_number, before if is_back else after, is_back, PAGE + 1)
    has_more = len(rows) > PAGE
    rows = rows[:PAGE]
    if is_back:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    has_before, has_after = (has_more, True) if is_back else (after is not None, has_more)
    return Page(rows, Spot.of(rows[0]) if has_before else None, Spot.of(rows[-1]) if has_after else None)


def neighbours(
    found: QuerySet[Conversation], user_number: int, conversation: Conversation
) -> tuple[Optional[Conversation], Optional[Conversation]]:
    """The one before and the one after under this filter."""
    spot = Spot.of(conversation)

    def nearest(is_back: bool) -> Optional[Conversation]:
        rows = without_passed(found.only("pk", "priority", "last_at"), user_number, spot, is_back, 1)
        return rows[0] if rows else None

    return nearest(True), nearest(False)


def count_of(found: QuerySet[Conversation]) -> tuple[int, bool]:
    """How many, counted up to COUNT_UP_TO; whether there are more."""
    counted = found.order_by()[: COUNT_UP_TO + 1].count()
    return min(counted, COUNT_UP_TO), counted > COUNT_UP_TO


def candidates(found: QuerySet[Conversation], user_number: int, most: int = 200) -> Iterable[Conversation]:
    """The worst first, for `next to review`."""
    spot, seen = None, 0
    while seen < most:
        rows = without_passed(found, user_number, spot, False, 20)
        yield from rows
        if len(rows) < 20:
            return
        seen, spot = seen + len(rows), Spot.of(rows[-1])
