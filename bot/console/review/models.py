"""What reviewers say of conversations. Nothing here counts how much one person reviews or passes on."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from bot.console.conversations.models import Conversation, Turn

LONGEST_NOTES = 2_000


class Answer(models.TextChoices):
    """To a question of the rubric."""

    YES = "yes"
    NO = "no"
    DOES_NOT_APPLY = "does_not_apply", "does not apply"


QUESTIONS: tuple[tuple[str, str], ...] = (
    ("right_service", "Did the person get the right service?"),
    ("right_age_side", "Was it the right side for their age: under 18, or 18 or over?"),
    ("danger_handled", "Was danger handled as it should be?"),
    ("tone", "Was the tone right?"),
    ("dead_link", "Was there a link or a number that does not work?"),
)
"""The rubric: the field and the question that a reviewer reads."""


def _answer() -> models.CharField:
    return models.CharField(max_length=16, choices=Answer.choices, blank=True, default="")


class Review(models.Model):
    """One reviewer's view of one conversation; a second person may check it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_second = models.BooleanField(default=False)
    right_service = _answer()
    right_age_side = _answer()
    danger_handled = _answer()
    tone = _answer()
    dead_link = _answer()
    notes = models.TextField(blank=True, default="", validators=[MaxLengthValidator(LONGEST_NOTES)])
    needs_second = models.BooleanField(default=False)
    """Danger or self-harm may have been missed: a second person must look."""
    turns_seen = models.PositiveIntegerField(default=0)
    """How many turns there were; more may have come since."""
    version = models.PositiveIntegerField(default=1)
    """Counted up at every save, so that nobody overwrites what they have not seen."""
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "is_second"], name="review_once")]
        indexes = [models.Index(fields=["needs_second", "is_second"], name="review_needs_second")]

    def __str__(self) -> str:
        return f"{'second check' if self.is_second else 'review'} of conversation {self.conversation_id}"


class Label(models.Model):
    """What a misread turn should have been."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="labels")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="labels")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "turn"], name="label_once")]
        indexes = [models.Index(fields=["name", "conversation"], name="label_name")]

    def __str__(self) -> str:
        return self.name


class Flag(models.Model):
    """Somebody wants others to look at this conversation."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="flag")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Pass(models.Model):
    """Somebody would rather not review this one. `mark` tells that person's own queue and nobody else (passing.py)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="passes")
    mark = models.CharField(max_length=64, unique=True)


class SavedFilter(models.Model):
    """A filter of the queue under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2_000)
    is_shared = models.BooleanField(default=False)
    """Everybody who reviews sees it."""

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name")]

    def __str__(self) -> str:
        return self.name


class Preferences(models.Model):
    """How one person likes to review."""

    class Cover(models.TextChoices):
        DISTRESSING = "distressing", "messages about danger, self-harm or sexual violence"
        EVERYTHING = "everything", "every message"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_preferences")
    keys_on = models.BooleanField(default=True)
    cover = models.CharField(max_length=16, choices=Cover.choices, default=Cover.DISTRESSING)


class Act(models.Model):
    """Who masked, held, released or deleted which conversation when. Holds no words of it and outlives it."""

    class What(models.TextChoices):
        MASKED = "masked"
        HELD = "held"
        HOLD_LIFTED = "hold_lifted", "hold lifted"
        DELETED = "deleted"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=16, choices=What.choices)
    conversation_number = models.BigIntegerField()
    detail = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="act_at")]
