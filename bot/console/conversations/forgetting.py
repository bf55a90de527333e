"""Deleting conversations for good: whole, without orphans, and so that the bot's store does not bring them back."""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from typing import Collection, Iterable

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from bot.console.conversations.models import Conversation, Gone
from bot.console.conversations.reading_store import Asker
from bot.settings import Settings

logger = logging.getLogger(__name__)

ANY = Q()
_TRIES = 5
_AT_ONCE = 500


def is_forgotten(key: str) -> bool:
    """Whether the person has had this conversation deleted, a moment ago perhaps. No while the bot's store is away."""
    return bool(_asker(settings.SETTINGS).forgotten_among([key]))


def forget(conversation: Conversation) -> None:
    """Delete one conversation. The bot's own copy goes by the bot's clock (BOT_KEEP_HOURS) and is not read again."""
    delete([conversation.pk])
    wipe()


def delete(numbers: Collection[int], only: Q = ANY) -> int:
    """Delete these conversations with everything that hangs on them, if `only` still holds; returns how many.

    Somebody may be saving a review of one of them: then it is tried again, with the new review.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                return remove(numbers, only)
        except IntegrityError:
            if attempt == _TRIES or connection.in_atomic_block:
                raise
    return 0


def remove(numbers: Collection[int], only: Q = ANY) -> int:
    """`delete`, inside the caller's transaction."""
    locked = Conversation.objects.select_for_update().filter(pk__in=numbers).order_by("key")
    held = [number for number, _ in locked.values_list("pk", "key")]  # nobody changes these rows from here on
    found = dict(Conversation.objects.filter(only, pk__in=held).values_list("pk", "key"))
    keys, now = list(found.values()), timezone.now()
    Gone.objects.bulk_create([Gone(digest=_digest(key), at=now) for key in keys], ignore_conflicts=True)
    Conversation.objects.filter(pk__in=found).delete()
    return len(keys)


def delete_keys(keys: Iterable[str]) -> int:
    """Delete what the console has of these conversations."""
    wanted, deleted = list(keys), 0
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        numbers = list(Conversation.objects.filter(key__in=some).values_list("pk", flat=True))
        deleted += delete(numbers) if numbers else 0
    return deleted


def gone_among(keys: Iterable[str]) -> set[str]:
    """Which of these were deleted here before."""
    digests = {_digest(key): key for key in keys}
    found = Gone.objects.filter(digest__in=list(digests)).values_list("digest", flat=True)
    return {digests[digest] for digest in found}


def wipe() -> None:
    """After deleting: SQLite's search index and its log keep no deleted words either."""
    from bot.console.review.search import wipe_deleted_words

    wipe_deleted_words()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@lru_cache(maxsize=1)
def _asker(settings: Settings) -> Asker:
    return Asker(settings)
