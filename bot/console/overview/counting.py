"""Counts of conversations, made by the database: which measures there are, and how each is counted.

Test conversations are left out. A conversation belongs to the day on which it began, in the time zone of the settings.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from bot.console.conversations.models import Conversation, Turn
from bot.signposting import HARMS

ASKS_AGE = '"utter_ask_age_group'
"""How the names of the replies that ask for the age begin, as JSON has them."""
THANKS = "thanks"
DOORS = {"danger": "emergency_999", "self_harm": "samaritans"}
"""The service that the reply to the first such message must show (rules 1 and 2)."""
_TOLD = Q(harm__in=[harm.value for harm in HARMS])


@dataclass(frozen=True)
class Counted:
    """One number."""

    model_id: str
    measure: str
    value: str
    count: int


def conversations_of(day: datetime.date) -> QuerySet[Conversation]:
    """Those that began on this day. Their last message came no earlier, which lets an index find them."""
    begin, end = midnight(day), midnight(day + datetime.timedelta(days=1))
    return Conversation.objects.filter(last_at__gte=begin, began_at__gte=begin, began_at__lt=end)


def midnight(day: datetime.date) -> datetime.datetime:
    """When this day begins here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def counts_of(conversations: QuerySet[Conversation]) -> list[Counted]:
    """Every number about these conversations that is not nought."""
    found = conversations.filter(is_test=False).order_by()
    counted = (*_totals(found), *_kinds(found), *_services(found), *_turns(found))
    return [each for each in counted if each.count]


def _totals(found: QuerySet[Conversation]) -> Iterator[Counted]:
    measures: dict[tuple[str, str], Any] = {
        ("conversations", ""): Count("pk"),
        ("messages", ""): Sum("turns_count"),
        ("messages", "not_understood"): Sum("fallbacks"),
        ("reach", "told_harm"): Count("pk", filter=_TOLD),
        ("reach", "service_shown"): Count("pk", filter=~Q(services_text="[]")),
        ("safety", "danger"): Count("pk", filter=Q(danger=True)),
        ("safety", "self_harm"): Count("pk", filter=Q(self_harm=True)),
        ("fallback", ""): Count("pk", filter=Q(fallbacks__gt=0)),
    }
    names = {f"n{number}": key for number, key in enumerate(measures)}
    totals = {name: measures[key] for name, key in names.items()}
    for row in _with_services_text(found).values("model_id").annotate(**totals):
        for name, (measure, value) in names.items():
            yield Counted(row["model_id"], measure, value, row[name] or 0)


def _kinds(found: QuerySet[Conversation]) -> Iterator[Counted]:
    for measure, field in (("harm", "harm"), ("age", "age_group")):
        for model_id, value, count in found.values_list("model_id", field).annotate(n=Count("pk")):
            yield Counted(model_id, measure, value, count)


def _services(found: QuerySet[Conversation]) -> Iterator[Counted]:
    """The database counts each list of services; there are few different ones. The lists are taken apart here."""
    counts: Counter[tuple[str, str]] = Counter()
    for model_id, text, count in (
        _with_services_text(found).values_list("model_id", "services_text").annotate(n=Count("pk"))
    ):
        for service in set(json.loads(text)):
            counts[model_id, service] += count
    for (model_id, service), count in counts.items():
        yield Counted(model_id, "service", service, count)


def _turns(found: QuerySet[Conversation]) -> Iterator[Counted]:
    turns = Turn.objects.filter(conversation__in=found.values("pk")).order_by()
    asked = turns.annotate(replies_text=Cast("replies", TextField())).filter(replies_text__contains=ASKS_AGE)
    yield from _per_model(asked, "reach", "asked_age")
    yield from _per_model(turns.filter(intent=THANKS), "reach", "thanked")
    for kind, door in DOORS.items():
        earlier = Turn.objects.filter(
            conversation=OuterRef("conversation"), number__lt=OuterRef("number"), **{kind: True}
        )
        first = turns.filter(~Exists(earlier), **{kind: True, f"conversation__{kind}": True})
        shown = first.annotate(services_text=Cast("services", TextField())).filter(services_text__contains=f'"{door}"')
        yield from _per_model(shown, "safety", f"{kind}_handled")


def _per_model(turns: QuerySet[Turn], measure: str, value: str) -> Iterator[Counted]:
    """How many conversations these turns belong to."""
    counted = turns.values_list("conversation__model_id").annotate(n=Count("conversation_id", distinct=True))
    for model_id, count in counted:
        yield Counted(model_id, measure, value, count)


def _with_services_text(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return found.annotate(services_text=Cast("services", TextField()))
