"""The retention clock: what has had its time is deleted, unless a legal hold keeps it."""

from __future__ import annotations

import datetime
import logging

from django.conf import settings as configured
from django.db.models import F, Q
from django.utils import timezone

from bot.console.conversations.forgetting import delete, wipe
from bot.console.conversations.models import Conversation, Gone, due_for_deletion
from bot.settings import Settings

logger = logging.getLogger(__name__)

AT_ONCE = 200
_LONGER_THAN_A_TOKEN = datetime.timedelta(days=2)


def keeping_time(settings: Settings) -> datetime.timedelta:
    """How long a conversation is kept after its last message."""
    return datetime.timedelta(days=settings.console_keep_days)


def expire(now: datetime.datetime | None = None, settings: Settings | None = None) -> int:
    """Delete everything of every conversation whose day has come and that no hold keeps; returns how many."""
    now, settings = now or timezone.now(), settings or configured.SETTINGS
    due, deleted = due_for_deletion(now), 0
    while numbers := list(
        Conversation.objects.filter(due).order_by("expires_at").values_list("pk", flat=True)[:AT_ONCE]
    ):
        deleted += delete(numbers, due)  # asked again under the lock: somebody may have just put a hold on one
    if deleted:
        wipe()
        logger.info("%s conversations were deleted: their time was over.", deleted)
    _forget_the_gone(now, settings)
    return deleted


def apply_keeping_time(settings: Settings | None = None) -> int:
    """Let a changed BOT_CONSOLE_KEEP_DAYS count for the conversations that are here, too; returns how many change."""
    keep = keeping_time(settings or configured.SETTINGS)
    changed = Conversation.objects.filter(~Q(expires_at=F("last_at") + keep)).update(expires_at=F("last_at") + keep)
    if changed:
        logger.info("%s conversations are now kept for %s days after their last message.", changed, keep.days)
    return int(changed)


def _forget_the_gone(now: datetime.datetime, settings: Settings) -> None:
    """By then the bot's store holds nothing that would not be too old to be read."""
    Gone.objects.filter(at__lte=now - keeping_time(settings) - _LONGER_THAN_A_TOKEN).delete()
