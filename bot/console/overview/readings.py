"""The log of who read what: found by person, conversation, kind and dates, paged by key set."""

from __future__ import annotations

import datetime
from typing import Any, Iterator, Mapping, NamedTuple, Optional

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from bot.console.conversations.models import Reading
from bot.console.overview.counting import midnight

PAGE = 50
COLUMNS = ("when", "who", "what", "conversation", "detail")


class ReadingsFilter(forms.Form):
    """What to show of the log."""

    who = forms.CharField(label="Person", max_length=150, required=False, help_text="The name they sign in with.")
    number = forms.IntegerField(label="Conversation number", min_value=1, max_value=2**63 - 1, required=False)
    what = forms.ChoiceField(label="What", choices=[("", "anything"), *Reading.What.choices], required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Page(NamedTuple):
    """Some entries, and the place in the log where the next page begins."""

    entries: list[Reading]
    next: str


def readings(query: Mapping[str, Any]) -> QuerySet[Reading]:
    """Newest first. A field that cannot be read finds nothing: a log must not show more than was asked for."""
    form = ReadingsFilter(query)
    found = Reading.objects.order_by("-at", "-id")
    if not form.is_valid():
        return found.none()
    chosen = form.cleaned_data
    if chosen["who"]:
        found = found.filter(who__iexact=chosen["who"])
    if chosen["number"]:
        found = found.filter(conversation_number=chosen["number"])
    if chosen["what"]:
        found = found.filter(what=chosen["what"])
    if chosen["since"]:
        found = found.filter(at__gte=midnight(chosen["since"]))
    if chosen["until"]:
        found = found.filter(at__lt=midnight(chosen["until"] + datetime.timedelta(days=1)))
    return found


def page(found: QuerySet[Reading], after: str) -> Page:
    """The entries that come after this place; the first ones when it is empty or no place."""
    place = _place(after)
    if place is not None:
        at, number = place
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=number))
    entries = list(found[: PAGE + 1])
    last = entries[PAGE - 1] if len(entries) > PAGE else None
    return Page(entries[:PAGE], f"{_microseconds(last.at)}-{last.pk}" if last else "")


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)


def _microseconds(at: datetime.datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _place(text: str) -> Optional[tuple[datetime.datetime, int]]:
    at, _, number = text.partition("-")
    try:
        return _EPOCH + int(at) * _MICROSECOND, int(number)
    except (ValueError, OverflowError):
        return None


def rows(found: QuerySet[Reading]) -> Iterator[list[str]]:
    """The log as a table, with its heading."""
    yield list(COLUMNS)
    for entry in found.iterator(chunk_size=500):
        yield [
            timezone.localtime(entry.at).isoformat(timespec="seconds"),
            entry.who,
            entry.what,
            str(entry.conversation_number or ""),
            entry.detail,
        ]
