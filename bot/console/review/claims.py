"""Who is reviewing what now. One UPDATE decides, so two people cannot hold one conversation."""

from __future__ import annotations

import datetime
from typing import Optional

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bot.console.accounts.models import User
from bot.console.conversations.models import Conversation, ReviewState
from bot.console.conversations.queue import candidates
from bot.console.review.models import Review

CLAIM = datetime.timedelta(minutes=15)


def free_for(user: User, now: datetime.datetime) -> Q:
    """Nobody else holds it."""
    return Q(claimed_by__isnull=True) | Q(claimed_by=user) | Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)


def is_held_by(conversation: Conversation, user: User) -> bool:
    """Whether this person is reviewing it now."""
    until = conversation.claimed_until
    return bool(conversation.claimed_by_id == user.pk and until is not None and until > timezone.now())


def claim(user: User, number: int) -> bool:
    """Hold it for 15 minutes; False when somebody else does."""
    now = timezone.now()
    with transaction.atomic():
        held = Conversation.objects.filter(free_for(user, now), pk=number)
        if not held.update(claimed_by=user, claimed_until=now + CLAIM):
            return False
        Conversation.objects.filter(pk=number, state=ReviewState.UNSEEN).update(state=ReviewState.IN_REVIEW)
    return True


def extend(user: User, number: int) -> None:
    """While the person works on it."""
    now = timezone.now()
    Conversation.objects.filter(pk=number, claimed_by=user, claimed_until__gt=now).update(claimed_until=now + CLAIM)


def release(user: User, number: int) -> None:
    """Let go of it; what nobody has reviewed is unseen again."""
    with transaction.atomic():
        if Conversation.objects.filter(pk=number, claimed_by=user).update(claimed_by=None, claimed_until=None):
            Conversation.objects.filter(pk=number, state=ReviewState.IN_REVIEW).update(state=ReviewState.UNSEEN)


def let_expired_go() -> None:
    """Claims whose time is over: unseen again."""
    over = Conversation.objects.filter(state=ReviewState.IN_REVIEW).filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=timezone.now())
    )
    if over.exists():
        over.update(state=ReviewState.UNSEEN, claimed_by=None, claimed_until=None)


def next_for(user: User, found: QuerySet[Conversation]) -> Optional[int]:
    """Claim the worst that nobody holds, and that this person has neither passed on nor reviewed."""
    now = timezone.now()
    free = found.filter(Q(claimed_by__isnull=True) | Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
    own = Review.objects.filter(reviewer=user).values("conversation_id")
    done = Q(state=ReviewState.REVIEWED, pk__in=own) | Q(state=ReviewState.SECOND_CHECKED)
    for conversation in candidates(free.exclude(done), user.pk):
        if claim(user, conversation.pk):
            return int(conversation.pk)
    return None
