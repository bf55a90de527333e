"""The counts of a period, from the daily summary."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Mapping, NamedTuple

from django.db.models import Min, QuerySet, Sum

from bot.console.overview.models import Day
from bot.console.overview.periods import Asked, spans

NOT_KNOWN = "not-known"
"""The model of conversations whose store does not tell which model answered."""


class Model(NamedTuple):
    """A version of the model that answered in the period."""

    id: str
    since: datetime.date

    @property
    def key(self) -> str:
        """In an address, where nothing means all models."""
        return self.id or NOT_KNOWN

    @property
    def name(self) -> str:
        """Short enough for a table."""
        return self.id[:8] or "not known"


def models_in(asked: Asked) -> list[Model]:
    """Newest first."""
    found = _days(asked, "").filter(measure="conversations").order_by()
    rows = found.values_list("model_id").annotate(since=Min("date"))
    return sorted((Model(*row) for row in rows), key=lambda model: (model.since, model.id), reverse=True)


def counts_in(asked: Asked, model: str) -> Mapping[tuple[str, str], int]:
    """(measure, value) → how many, for one model or, when empty, for all."""
    rows = _days(asked, model).order_by().values_list("measure", "value").annotate(sum=Sum("count"))
    return {(measure, value): count for measure, value, count in rows}


def over_time_in(asked: Asked, model: str) -> Mapping[str, int]:
    """How many conversations began in each bar's span. The name is the first day of it."""
    per_day: Counter[datetime.date] = Counter()
    rows = _days(asked, model).filter(measure="conversations").order_by().values_list("date").annotate(sum=Sum("count"))
    per_day.update(dict(rows))
    form = "%-d %b" if asked.length <= 217 else "%-d %b %Y"
    return {
        first.strftime(form): sum(count for day, count in per_day.items() if first <= day <= last)
        for first, last in spans(asked.first, asked.last)
    }


def _days(asked: Asked, model: str) -> QuerySet[Day]:
    found = Day.objects.filter(date__gte=asked.first, date__lte=asked.last)
    return found.filter(model_id="" if model == NOT_KNOWN else model) if model else found
