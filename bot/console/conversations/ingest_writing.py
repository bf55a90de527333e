"""One batch of conversations into the console's database, together with how far the bot's store has been read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Iterable, Mapping, Optional, Sequence

from django.db import transaction
from django.utils import timezone

from bot.console.conversations.concerns import judge
from bot.console.conversations.forgetting import gone_among, remove
from bot.console.conversations.ingest_reading import ConversationRead, TurnRead
from bot.console.conversations.models import Conversation, Position, Turn

AT_ONCE = 400
_READ_AGAIN = (
    "began_at", "last_at", "turns_count", "harm", "age_group", "subject", "place", "danger", "self_harm", "services",
    "fallbacks", "lowest_confidence", "model_id", "is_test", "in_sample", "priority", "concerns", "expires_at",
)  # fmt: skip
"""What later messages change. Never what staff have done: state, claims, holds."""
_FIXED = ("event_id", "at", "text", "is_choice", "reasons", "model_id")
"""Written once: a reviewer may have masked the text and the reasons since."""
_MAY_CHANGE = (
    "number", "intent", "confidence", "runner_up", "runner_up_confidence", "harm", "age_group", "danger", "self_harm",
    "replies", "services", "is_fallback", "is_undone",
)  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """Conversations to write. Of each, only turns with events after `known[key]` are written."""

    conversations: Sequence[ConversationRead]
    known: Mapping[str, int]


def write(batch: Batch, keep: datetime.timedelta, position: Optional[int] = None) -> int:
    """Write them in one transaction, with the new position if there is one; returns how many turns were written.

    Raises `django.db.Error`; then nothing of it is written.
    """
    now = timezone.now()
    with transaction.atomic():
        read = [each for each in batch.conversations if each.turns[-1].at + keep > now]
        numbers = _write_conversations(read, keep)
        gone = gone_among(numbers)
        if gone:  # looked at after our rows hold off everybody else: whoever deletes now waits for us
            remove([numbers.pop(key) for key in gone])
        turns = _write_turns([each for each in read if each.key in numbers], numbers, batch.known)
        if position is not None:
            Position.objects.update_or_create(pk=1, defaults={"last_event_id": position, "read_at": now, "note": ""})
    return turns


def _write_conversations(read: Sequence[ConversationRead], keep: datetime.timedelta) -> dict[str, int]:
    """Their numbers, by key. Rows are written in one order everywhere, so that nobody waits for each other."""
    rows = [_conversation(each, keep) for each in sorted(read, key=lambda each: each.key)]
    written = Conversation.objects.bulk_create(
        rows, AT_ONCE, update_conflicts=True, unique_fields=["key"], update_fields=_READ_AGAIN
    )
    return {row.key: row.pk for row in written}


def _conversation(read: ConversationRead, keep: datetime.timedelta) -> Conversation:
    turns = read.turns
    judged = judge(read.key, [turn.seen() for turn in turns])
    last_at = max(turn.at for turn in turns)
    is_test = any(turn.is_test for turn in turns)
    return Conversation(
        key=read.key, began_at=min(turn.at for turn in turns), last_at=last_at, turns_count=len(turns),
        harm=read.harm, age_group=read.age_group, subject=read.subject, place=read.place,
        danger=any(turn.danger for turn in turns), self_harm=any(turn.self_harm for turn in turns),
        services=read.services, fallbacks=sum(turn.is_fallback for turn in turns),
        lowest_confidence=read.lowest_confidence, model_id=turns[-1].model_id, is_test=is_test,
        in_sample=judged.in_sample and not is_test, priority=judged.priority, concerns=list(judged.concerns),
        expires_at=last_at + keep,
    )  # fmt: skip


def _write_turns(read: Iterable[ConversationRead], numbers: Mapping[str, int], known: Mapping[str, int]) -> int:
    rows = [
        _turn(turn, number, numbers[each.key])
        for each in read
        for number, turn in enumerate(each.turns, start=1)
        if turn.newest_event_id > known.get(each.key, -1)
    ]
    Turn.objects.bulk_create(
        rows, AT_ONCE, update_conflicts=True, unique_fields=["conversation", "event_id"], update_fields=_MAY_CHANGE
    )
    return len(rows)


def _turn(read: TurnRead, number: int, conversation: int) -> Turn:
    values = {name: getattr(read, name) for name in (*_FIXED, *_MAY_CHANGE) if name != "number"}
    return Turn(conversation_id=conversation, number=number, **values)
