"""Passing a conversation on, for no reason that anybody asks for.

Kept as a keyed hash of person and conversation: the person's own queue can leave it out, and no query can count who
passes how often.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Iterable

from django.conf import settings

from bot.console.review.models import Pass


def mark_of(user_number: int, conversation_number: int) -> str:
    """What is kept."""
    words = f"pass {user_number} {conversation_number}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()


def pass_on(user_number: int, conversation_number: int) -> None:
    """Leave it out of this person's queue from now on."""
    Pass.objects.get_or_create(
        mark=mark_of(user_number, conversation_number), defaults={"conversation_id": conversation_number}
    )


def passed_by(user_number: int, conversation_numbers: Iterable[int]) -> set[int]:
    """Which of these conversations this person has passed on."""
    numbers = {mark_of(user_number, number): number for number in conversation_numbers}
    marks = Pass.objects.filter(conversation_id__in=list(numbers.values())).values_list("mark", flat=True)
    return {numbers[mark] for mark in marks if mark in numbers}
