"""The daily summary: filled after each reading of the bot's store, and kept when conversations are deleted."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any, Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from bot.console.conversations.models import Conversation, Turn
from bot.console.overview.counting import conversations_of, counts_of
from bot.console.overview.models import Day, Due

_ONE_ROW = ("date", "model_id", "measure", "value", "is_gone")


@transaction.atomic
def summarise(day: datetime.date) -> None:
    """Count this day's conversations again. What is kept of deleted ones stays as it is."""
    rows = [Day(date=day, **asdict(counted)) for counted in counts_of(conversations_of(day))]
    Day.objects.filter(date=day, is_gone=False).delete()
    Day.objects.bulk_create(rows, update_conflicts=True, unique_fields=_ONE_ROW, update_fields=["count"])


def summarise_due(days: Iterable[datetime.date] = ()) -> list[datetime.date]:
    """Count these days again, and those of which conversations have been deleted since. Which ones it were."""
    due = list(Due.objects.all())
    all_days = sorted({*days, *(each.date for each in due)})
    for day in all_days:
        summarise(day)
    Due.objects.filter(pk__in=[each.pk for each in due]).delete()
    return all_days


def days_of(conversations: QuerySet[Conversation]) -> set[datetime.date]:
    """The days on which these began."""
    return {timezone.localdate(moment) for moment in conversations.values_list("began_at", flat=True)}


@transaction.atomic
def keep_counts_of(conversations: QuerySet[Conversation]) -> None:
    """Add what is counted of these to what is kept of deleted ones. Call it just before they are deleted.

    Deletions by Django's ORM do so by themselves (`keep_counts_when_deleted`). Only raw SQL has to call it.
    One whose messages are not written yet was deleted before and came again from the bot's store: it has been counted.
    """
    turns = Turn.objects.filter(conversation=OuterRef("pk"))
    counted_before = conversations.exclude(~Exists(turns), turns_count__gt=0)
    for day in days_of(counted_before):
        of_day = conversations_of(day).filter(pk__in=counted_before.order_by().values("pk"))
        for counted in counts_of(of_day):
            row = asdict(counted)
            count = row.pop("count")
            key = {"date": day, "is_gone": True, **row}
            Day.objects.bulk_create([Day(**key, count=0)], ignore_conflicts=True)
            Day.objects.filter(**key).update(count=F("count") + count)
        Due.objects.create(date=day)


def keep_counts_when_deleted(instance: Conversation, **others: Any) -> None:
    """Before Django deletes a conversation, and its turns with it."""
    keep_counts_of(Conversation.objects.filter(pk=instance.pk))
