"""Conversations for tests: invented, with what a test does not care about filled in."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.utils import timezone

from bot.console.conversations.models import Conversation, Turn

_numbers = itertools.count(1)


def a_conversation(**fields: Any) -> Conversation:
    """One conversation without turns."""
    now = timezone.now()
    number = next(_numbers)
    defaults = {
        "key": f"conversation-{number}", "began_at": now, "last_at": now,
        "expires_at": now + datetime.timedelta(days=90),
    }  # fmt: skip
    return Conversation.objects.create(**{**defaults, **fields})


def a_turn(conversation: Conversation, **fields: Any) -> Turn:
    """One turn of it, after the last."""
    number = conversation.turns.count() + 1
    defaults = {
        "event_id": 1_000_000 + next(_numbers), "number": number, "at": conversation.last_at, "text": "Somebody took my bike",
        "replies": [{"text": "I am sorry that happened.", "response": "utter_sorry", "services": [], "choices": []}],
    }  # fmt: skip
    turn = Turn.objects.create(conversation=conversation, **{**defaults, **fields})
    conversation.turns_count = number
    conversation.save(update_fields=["turns_count"])
    return turn
