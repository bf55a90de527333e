"""The queue's filters: one GET form, any number of fields at once."""

from __future__ import annotations

import datetime
from typing import Any, Mapping, Optional

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from bot.console.conversations.models import Conversation, ReviewState
from bot.console.conversations.words import concern_words, plain, service_names
from bot.console.review.labels import LABELS
from bot.console.review.models import Flag, Label, Review
from bot.console.review.search import containing
from bot.signposting import AgeGroup, Harm

TO_DO, SECOND, ALL = "", "second", "all"
_STATES = (
    (TO_DO, "still to review"),
    (SECOND, "waiting for a second check"),
    *ReviewState.choices,
    (ALL, "all"),
)
_ANY = ("", "any")
_YES_NO = (_ANY, ("yes", "yes"), ("no", "no"))


def _several(choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


def _one(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False)


def _number(least: int, most: Optional[int] = None) -> forms.IntegerField:
    return forms.IntegerField(min_value=least, max_value=most, required=False)


_DAYS = [MinValueValidator(datetime.date(2000, 1, 1)), MaxValueValidator(datetime.date(2200, 1, 1))]


def _date() -> forms.DateField:
    return forms.DateField(required=False, validators=_DAYS, widget=forms.DateInput(attrs={"type": "date"}))


class QueueFilter(forms.Form):
    """What to show. Empty means: everything that is still to review, without tests."""

    state = _one(_STATES)
    concern = _one([_ANY])
    harm = _several([(harm.value, plain(harm.value)) for harm in Harm])
    age = _several([(group.value, plain(group.value)) for group in AgeGroup])
    danger = _one((*_YES_NO, ("self_harm", "self-harm")))
    confidence = forms.FloatField(min_value=0, max_value=1, required=False)
    fallbacks = _number(1, 1_000)
    service = _one([_ANY])
    turns_from = _number(0, 10_000)
    turns_to = _number(0, 10_000)
    since = _date()
    until = _date()
    model = forms.CharField(max_length=64, required=False)
    label = _one([_ANY, *LABELS])
    text = forms.CharField(max_length=200, required=False)
    without = forms.CharField(max_length=200, required=False)
    sample = forms.BooleanField(required=False)
    flagged = forms.BooleanField(required=False)
    tests = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concern"].choices = [_ANY, *concern_words().items()]
        self.fields["service"].choices = [_ANY, *service_names().items()]
        for name, (label, help_text) in _WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.use_required_attribute = False

    @property
    def chosen(self) -> Mapping[str, Any]:
        """What is asked for; a field that cannot be read is left out, and the form says so beside it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}


_WORDS = {
    "state": ("Review", ""),
    "concern": ("What concerns", ""),
    "harm": ("Kind of harm", ""),
    "age": ("Age group", ""),
    "danger": ("Danger", ""),
    "confidence": ("The bot was less sure than", "From 0 to 1"),
    "fallbacks": ("Times it did not understand, at least", ""),
    "service": ("A service shown", ""),
    "turns_from": ("Messages, at least", ""),
    "turns_to": ("Messages, at most", ""),
    "since": ("Last message on or after", ""),
    "until": ("Last message on or before", ""),
    "model": ("Model", "Its whole id"),
    "label": ("Labelled as", ""),
    "text": ("Contains", "Words, or how they begin. All must be in one message"),
    "without": ("Does not contain", "None of these words in any message"),
    "sample": ("Only the random sample", ""),
    "flagged": ("Only flagged", ""),
    "tests": ("Test conversations too", ""),
}


def conversations(filters: QueueFilter) -> QuerySet[Conversation]:
    """The conversations under this filter, in no order yet."""
    chosen = filters.chosen
    found = Conversation.objects.all()
    for name, value in chosen.items():
        if name in _RULES:
            found = _RULES[name](found, value)
    if "state" not in chosen:
        found = found.filter(state__in=(ReviewState.UNSEEN, ReviewState.IN_REVIEW))
    return found if chosen.get("tests") else found.filter(is_test=False)


def _in_state(found: QuerySet[Conversation], state: str) -> QuerySet[Conversation]:
    if state == ALL:
        return found
    if state == SECOND:
        waiting = Review.objects.filter(needs_second=True, is_second=False).values("conversation_id")
        return found.filter(state=ReviewState.REVIEWED, pk__in=waiting)
    return found.filter(state=state)


def _in_danger(found: QuerySet[Conversation], value: str) -> QuerySet[Conversation]:
    return found.filter(self_harm=True) if value == "self_harm" else found.filter(danger=value == "yes")


def _holding(field: str, found: QuerySet[Conversation], value: str) -> QuerySet[Conversation]:
    """Whose list `field` holds this name. SQLite cannot look into JSON with an index; its few rows are read instead."""
    if connection.vendor == "postgresql":
        return found.filter(**{f"{field}__contains": [value]})
    return found.annotate(**{f"{field}_text": Cast(field, TextField())}).filter(
        **{f"{field}_text__contains": f'"{value}"'}
    )


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


_RULES: Mapping[str, Any] = {
    "state": _in_state,
    "concern": lambda found, value: _holding("concerns", found, value),
    "service": lambda found, value: _holding("services", found, value),
    "harm": lambda found, value: found.filter(harm__in=value),
    "age": lambda found, value: found.filter(age_group__in=value),
    "danger": _in_danger,
    "confidence": lambda found, value: found.filter(lowest_confidence__lt=value),
    "fallbacks": lambda found, value: found.filter(fallbacks__gte=value),
    "turns_from": lambda found, value: found.filter(turns_count__gte=value),
    "turns_to": lambda found, value: found.filter(turns_count__lte=value),
    "since": lambda found, value: found.filter(last_at__gte=_midnight(value)),
    "until": lambda found, value: found.filter(last_at__lt=_midnight(value + datetime.timedelta(days=1))),
    "model": lambda found, value: found.filter(model_id=value),
    "label": lambda found, value: found.filter(pk__in=Label.objects.filter(name=value).values("conversation_id")),
    "text": lambda found, value: containing(found, value),
    "without": lambda found, value: containing(found, value, is_any=True, is_not=True),
    "sample": lambda found, value: found.filter(in_sample=True),
    "flagged": lambda found, value: found.filter(pk__in=Flag.objects.values("conversation_id")),
}
