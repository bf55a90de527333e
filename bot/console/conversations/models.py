"""What staff see of conversations: the console's own copies, redacted at the bot's door, deleted on their day."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bot.signposting import AgeGroup, Harm, Place, Subject


def _choices(kind: type) -> list[tuple[str, str]]:
    return [(each.value, each.value.replace("_", " ")) for each in kind]  # type: ignore[attr-defined]


class ReviewState(models.TextChoices):
    """How far a review has come."""

    UNSEEN = "unseen"
    IN_REVIEW = "in_review", "in review"
    REVIEWED = "reviewed"
    SECOND_CHECKED = "second_checked", "second-checked"


class Conversation(models.Model):
    """One conversation, as far as it has come. `key` is the bot's random id of it."""

    key = models.CharField(max_length=255, unique=True)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    turns_count = models.PositiveIntegerField(default=0)
    harm = models.CharField(max_length=32, choices=_choices(Harm), default=Harm.UNKNOWN.value)
    age_group = models.CharField(max_length=16, choices=_choices(AgeGroup), default=AgeGroup.UNKNOWN.value)
    subject = models.CharField(max_length=16, choices=_choices(Subject), default=Subject.SELF.value)
    place = models.CharField(max_length=32, choices=_choices(Place), default=Place.UNKNOWN.value)
    danger = models.BooleanField(default=False)
    self_harm = models.BooleanField(default=False)
    services = models.JSONField(default=list)
    """Ids of every service shown, in the order in which they were first shown."""
    fallbacks = models.PositiveIntegerField(default=0)
    lowest_confidence = models.FloatField(default=1.0)
    model_id = models.CharField(max_length=64, default="")
    is_test = models.BooleanField(default=False)
    in_sample = models.BooleanField(default=False)
    """Drawn at random from those with nothing remarkable, so that misses alone do not define quality."""
    priority = models.PositiveSmallIntegerField(default=0)
    """Worst first: 100 possible danger not treated as danger … 0 nothing remarkable (concerns.py)."""
    concerns = models.JSONField(default=list)
    """The names of what is remarkable (concerns.py), worst first."""
    state = models.CharField(max_length=16, choices=ReviewState.choices, default=ReviewState.UNSEEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    held_until = models.DateField(null=True, blank=True)
    """A legal hold: not deleted before this day."""
    hold_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["-priority", "-last_at", "id"], name="conversation_queue"),
            models.Index(fields=["state", "-priority", "-last_at", "id"], name="conversation_state"),
            models.Index(fields=["harm", "-priority", "-last_at"], name="conversation_harm"),
            models.Index(fields=["expires_at"], name="conversation_expiry"),
            models.Index(fields=["last_at"], name="conversation_last"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    @property
    def is_held(self) -> bool:
        """Whether a legal hold keeps it from being deleted today."""
        return self.held_until is not None and self.held_until >= timezone.localdate()

    def is_claimed_by_another(self, user: models.Model) -> bool:
        """Whether somebody else is reviewing it now."""
        is_open = self.claimed_until is not None and self.claimed_until > timezone.now()
        return is_open and self.claimed_by_id is not None and self.claimed_by_id != user.pk


class Turn(models.Model):
    """One message of the person and what the bot made of it.

    `event_id` is its row in the bot's store. SQLite gives the id of a deleted row to the next one, so it names a turn
    only together with the conversation.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    event_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    text = models.TextField()
    """Redacted at the bot's door; a choice is shown by its label."""
    is_choice = models.BooleanField(default=False)
    is_masked = models.BooleanField(default=False)
    """A reviewer has masked more by hand: the text is never taken from the store again."""
    intent = models.CharField(max_length=64, default="")
    confidence = models.FloatField(default=0.0)
    runner_up = models.CharField(max_length=64, default="")
    runner_up_confidence = models.FloatField(default=0.0)
    harm = models.CharField(max_length=32, default=Harm.UNKNOWN.value)
    age_group = models.CharField(max_length=16, default=AgeGroup.UNKNOWN.value)
    danger = models.BooleanField(default=False)
    self_harm = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    """Why the bot understood it so, and why it showed these services; for staff."""
    replies = models.JSONField(default=list)
    """What the bot said: a list of {"text", "response", "services", "choices"}."""
    services = models.JSONField(default=list)
    is_fallback = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)
    """Rasa rewound it; it stays visible here."""
    model_id = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conversation", "event_id"], name="turn_event")]
        indexes = [models.Index(fields=["conversation", "number"], name="turn_order")]

    def __str__(self) -> str:
        return f"turn {self.number} of conversation {self.conversation_id}"


class Gone(models.Model):
    """A conversation that was deleted here, so that it does not come back from the bot's store; no word of it, no id."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["at"], name="gone_at")]


class Position(models.Model):
    """How far the bot's store has been read; one row."""

    last_event_id = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")


class Reading(models.Model):
    """Who opened or exported which conversation when. Kept after the conversation is gone; holds no words of it."""

    class What(models.TextChoices):
        OPENED = "opened"
        REVEALED = "revealed"
        EXPORTED = "exported"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="readings")
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=16, choices=What.choices)
    conversation_number = models.BigIntegerField(null=True)
    """The console's number of the conversation; empty for an export of many."""
    detail = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="reading_at"),
            models.Index(fields=["conversation_number"], name="reading_of"),
        ]


def due_for_deletion(now: datetime.datetime) -> Q:
    """The conversations whose day has come and that no hold keeps."""
    return Q(expires_at__lte=now) & (Q(held_until__isnull=True) | Q(held_until__lt=timezone.localdate(now)))
