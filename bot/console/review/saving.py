"""Saving a review: by whom, on the ground of what, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone

from bot.console.accounts.models import May, User
from bot.console.conversations.models import Conversation, ReviewState, Turn
from bot.console.review.claims import release
from bot.console.review.labels import NAMES
from bot.console.review.models import LONGEST_NOTES, QUESTIONS, Answer, Label, Review

_DANGER_CONCERNS = frozenset({"danger_missed", "self_harm_missed"})
_DANGER_LABELS = frozenset({"danger_now", "self_harm"})


class ReviewForm(forms.Form):
    """The rubric, on one screen."""

    notes = forms.CharField(
        required=False, max_length=LONGEST_NOTES, widget=forms.Textarea(attrs={"rows": 4}), label="Notes",
        help_text="Do not write names, numbers or addresses here. Nothing is taken out of notes.",
    )  # fmt: skip
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=question, choices=Answer.choices, widget=forms.RadioSelect,
                error_messages={"required": "Choose an answer."},
            )  # fmt: skip
        self.order_fields([*(name for name, _ in QUESTIONS), "notes", "based_on"])
        self.use_required_attribute = False

    @property
    def questions(self) -> list[Any]:
        """The rubric's fields."""
        return [self[name] for name, _ in QUESTIONS]


class Held(Exception):
    """Somebody else is reviewing it now."""


class Overtaken(Exception):
    """Somebody has saved since this page was opened."""


class NotTheirs(Exception):
    """This person may not save a review here."""


def _reviews_of(conversation: Conversation) -> tuple[Optional[Review], Optional[Review]]:
    found = {each.is_second: each for each in conversation.reviews.select_related("reviewer")}
    return found.get(False), found.get(True)


def may_be_second(user: User, first: Optional[Review], second: Optional[Review]) -> Optional[bool]:
    """Whether this person would save the second check (True), the first review (False) or neither (None)."""
    if first is None:
        return False
    if first.reviewer_id == user.pk:
        return False if second is None else None
    if not user.may(May.SECOND_CHECK):
        return None
    return True if second is None or second.reviewer_id == user.pk else None


@dataclass(frozen=True)
class ReviewPage:
    """What a transcript shows of reviews. A second checker sees the first review after saving their own."""

    form: Optional[ReviewForm]
    is_second: bool
    own: Optional[Review]
    others: list[Review]
    labels: Mapping[int, str]
    is_waiting: bool
    is_blind: bool


def page_of_review(user: User, conversation: Conversation, form: Optional[ReviewForm] = None) -> ReviewPage:
    """For this person."""
    first, second = _reviews_of(conversation)
    is_second = may_be_second(user, first, second)
    own = None if is_second is None else (second if is_second else first)
    if form is None and is_second is not None:
        form = ReviewForm(initial=_initial(own))
    is_blind = bool(is_second and second is None)
    others = [] if is_blind else [each for each in (first, second) if each is not None and each != own]
    labelled = own or (second or first if is_second is None else None)
    labels = dict(labelled.labels.values_list("turn_id", "name")) if labelled else {}
    is_waiting = bool(first and first.needs_second and second is None)
    return ReviewPage(form, bool(is_second), own, others, labels, is_waiting, is_blind)


def _initial(review: Optional[Review]) -> dict[str, Any]:
    if review is None:
        return {"based_on": 0}
    return {"based_on": review.version, "notes": review.notes, **{name: getattr(review, name) for name, _ in QUESTIONS}}


def save(user: User, conversation: Conversation, given: Mapping[str, Any], labels: Mapping[int, str]) -> Review:
    """Keep it. Raises `Held`, `Overtaken` or `NotTheirs`, and then nothing is changed."""
    with transaction.atomic():
        row = Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
        if row is None:
            raise ObjectDoesNotExist
        if row.is_claimed_by_another(user):
            raise Held
        first, second = _reviews_of(row)
        is_second = may_be_second(user, first, second)
        if is_second is None:
            raise NotTheirs
        review = _write(user, row, second if is_second else first, is_second, given)
        _label(review, labels)
        _settle(row, review)
        release(user, row.pk)
    return review


def _write(
    user: User, row: Conversation, review: Optional[Review], is_second: bool, given: Mapping[str, Any]
) -> Review:
    based_on = given.get("based_on") or 0
    fields = {name: given[name] for name in (*(name for name, _ in QUESTIONS), "notes")}
    fields |= {"turns_seen": row.turns_count, "saved_at": timezone.now()}
    if review is None:
        if based_on:
            raise Overtaken
        try:
            with transaction.atomic():
                return Review.objects.create(conversation=row, reviewer=user, is_second=is_second, **fields)
        except IntegrityError as error:
            raise Overtaken from error
    changed = Review.objects.filter(pk=review.pk, version=based_on).update(version=based_on + 1, **fields)
    if not changed:
        raise Overtaken
    review.refresh_from_db()
    return review


def _label(review: Review, labels: Mapping[int, str]) -> None:
    """Only turns that were on the page are touched: an empty choice takes the label off."""
    turns = set(Turn.objects.filter(conversation=review.conversation_id, pk__in=labels).values_list("pk", flat=True))
    Label.objects.filter(review=review, turn_id__in=turns).delete()
    Label.objects.bulk_create(
        Label(review=review, conversation_id=review.conversation_id, turn_id=turn, name=name)
        for turn, name in labels.items()
        if turn in turns and name in NAMES
    )


def _settle(row: Conversation, review: Review) -> None:
    """What the review means for the conversation's state."""
    if review.is_second:
        row.state = ReviewState.SECOND_CHECKED
    else:
        review.needs_second = needs_second(row, review, review.labels.values_list("name", flat=True))
        review.save(update_fields=["needs_second"])
        row.state = ReviewState.REVIEWED
    row.save(update_fields=["state"])


def needs_second(conversation: Conversation, review: Review, labels: Iterable[str]) -> bool:
    """A second person must look where danger or self-harm was missed, whether the bot's figures or a person say so."""
    return bool(
        _DANGER_CONCERNS & set(conversation.concerns)
        or review.danger_handled == Answer.NO
        or _DANGER_LABELS & set(labels)
    )
