"""Conversations as a file: the words as they are kept, redacted and masked, and nothing that leads to the bot's store."""

from __future__ import annotations

import datetime
import importlib
import json
from typing import Any, Iterator, Mapping, Sequence

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils import timezone

from bot.console.accounts.models import User
from bot.console.conversations.models import Conversation, Reading, Turn, due_for_deletion
from bot.console.overview.counting import midnight
from bot.console.overview.periods import date_from

CHUNK = 200
OF_CONVERSATION = ("conversation", "began_at", "last_at", "model", "harm", "age_group", "danger", "self_harm", "services_shown", "review")  # fmt: skip
OF_TURN = ("message", "at", "text", "is_choice", "understood_as", "confidence", "runner_up", "runner_up_confidence", "turn_harm", "turn_age_group", "turn_danger", "turn_self_harm", "not_understood", "replies", "turn_services")  # fmt: skip
COLUMNS = (*OF_CONVERSATION, *OF_TURN)
_WORDS_OF_PEOPLE = ("text", "without")
"""Filters that hold words which may come from a conversation: the log does not repeat them."""


def selected(query: QueryDict, user: User) -> QuerySet[Conversation]:
    """The conversations under the queue's filter, without those whose day has come."""
    return _filtered(query, user).exclude(due_for_deletion(timezone.now()))


def _filtered(query: QueryDict, user: User) -> QuerySet[Conversation]:
    try:
        filters: Any = importlib.import_module("bot.console.conversations.filters")
    except ModuleNotFoundError:
        return _by_dates_and_harm(query)
    if hasattr(filters, "conversations_for"):
        return filters.conversations_for(query, user)
    return filters.conversations(filters.QueueFilter(query))


def _by_dates_and_harm(query: QueryDict) -> QuerySet[Conversation]:
    """Where the queue's own filter is not part of the installation."""
    found = Conversation.objects.filter(is_test=False)
    if query.getlist("harm"):
        found = found.filter(harm__in=query.getlist("harm"))
    since, until = date_from(query.get("since", "")), date_from(query.get("until", ""))
    if since:
        found = found.filter(last_at__gte=midnight(since))
    if until:
        found = found.filter(last_at__lt=midnight(until) + datetime.timedelta(days=1))
    return found


def filter_in_words(query: QueryDict) -> str:
    """For the log: which filter, without words that may come from a conversation."""
    chosen = [
        f"{name}={'(words)' if name in _WORDS_OF_PEOPLE else value}"
        for name, values in sorted(query.lists())
        for value in values
        if value
    ]
    return ", ".join(chosen) or "no filter"


def log(user: User, number: int, kind: str, query: QueryDict) -> None:
    """The one entry that an export leaves."""
    noun = "conversation" if number == 1 else "conversations"
    detail = f"{number:,} {noun} as {kind}; {filter_in_words(query)}"
    Reading.objects.create(user=user, who=user.get_username(), what=Reading.What.EXPORTED, detail=_cut(detail, 200))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def records(numbers: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """These conversations with their turns, some at a time. One that was deleted meanwhile is left out."""
    turns = Prefetch("turns", Turn.objects.order_by("number"))
    for begin in range(0, len(numbers), CHUNK):
        found = Conversation.objects.filter(pk__in=numbers[begin : begin + CHUNK]).order_by("pk")
        for conversation in found.prefetch_related(turns):
            if _is_forgotten(conversation.key):
                continue
            yield {**_of_conversation(conversation), "messages": [_of_turn(turn) for turn in conversation.turns.all()]}


def _is_forgotten(key: str) -> bool:
    """Whether the person has had it deleted a moment ago, so that the console is about to."""
    try:
        forgetting: Any = importlib.import_module("bot.console.conversations.forgetting")
    except ModuleNotFoundError:
        return False
    return bool(forgetting.is_forgotten(key))


def csv_rows(numbers: Sequence[int]) -> Iterator[list[object]]:
    """One row for each message, with its conversation's facts in front."""
    yield list(COLUMNS)
    for record in records(numbers):
        about = [_plain(record[name]) for name in OF_CONVERSATION]
        for turn in record["messages"] or [dict.fromkeys(OF_TURN, "")]:
            yield [*about, *(_plain(turn[name]) for name in OF_TURN)]


def json_pieces(numbers: Sequence[int]) -> Iterator[str]:
    """A list of conversations, each with its messages."""
    yield "["
    for place, record in enumerate(records(numbers)):
        yield f"{',' if place else ''}\n{json.dumps(record, ensure_ascii=False)}"
    yield "\n]\n"


def _of_conversation(conversation: Conversation) -> dict[str, Any]:
    values = (
        conversation.pk, _moment(conversation.began_at), _moment(conversation.last_at), conversation.model_id,
        conversation.harm, conversation.age_group, conversation.danger, conversation.self_harm,
        list(conversation.services), conversation.state,
    )  # fmt: skip
    return dict(zip(OF_CONVERSATION, values))


def _of_turn(turn: Turn) -> dict[str, Any]:
    values = (
        turn.number, _moment(turn.at), turn.text, turn.is_choice, turn.intent, round(turn.confidence, 3),
        turn.runner_up, round(turn.runner_up_confidence, 3), turn.harm, turn.age_group, turn.danger, turn.self_harm,
        turn.is_fallback, [str(reply.get("response", "")) for reply in turn.replies], list(turn.services),
    )  # fmt: skip
    return dict(zip(OF_TURN, values))


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _plain(value: object) -> object:
    """As a cell: lists with spaces between, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else value
