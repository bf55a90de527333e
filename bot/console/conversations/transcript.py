"""One conversation as a page shows it: what is covered, what was read, how long it is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import wraps
from typing import Any, Callable, Iterable, Mapping, Optional

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bot.console.conversations.forgetting import is_forgotten
from bot.console.conversations.models import Conversation, Reading, Turn
from bot.console.conversations.words import plain, service_names
from bot.console.review.claims import extend
from bot.console.review.labels import NAMES, name_of, options
from bot.console.review.models import Preferences
from bot.signposting import Harm

MASKED = "[masked]"
TURNS_ON_A_PAGE = 200
_DISTRESSING = frozenset({"danger_now", "self_harm", Harm.SEXUAL_VIOLENCE.value})
_MISSED = frozenset({"danger_missed", "self_harm_missed"})
_OPEN, _SAME_VIEW, _SHOWN = "open_conversation", "same_view", "shown_turns"
_SAME_VIEW_LASTS = 60
_IN_A_ROW_GAP = datetime.timedelta(minutes=15)
BREAK_AFTER = 10


def find(number: int) -> Optional[Conversation]:
    """The conversation, unless it is gone or has been forgotten and is about to go."""
    conversation = Conversation.objects.select_related("claimed_by", "flag").filter(pk=number).first()
    return None if conversation is None or is_forgotten(conversation.key) else conversation


def gone(request: HttpRequest) -> HttpResponse:
    """There is nothing to read here any more."""
    return render(request, "conversations/gone.html", status=404)


def with_conversation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the conversation in. Whoever holds it keeps it 15 minutes longer."""

    @wraps(view)
    def found(request: HttpRequest, number: int, **kwargs: Any) -> HttpResponse:
        conversation = find(number)
        if conversation is None:
            return gone(request)
        if request.method == "POST":
            extend(request.user, number)
            if request.session.get(_OPEN) == number:
                request.session[_SAME_VIEW] = [number, timezone.now().timestamp()]
        return view(request, conversation, **kwargs)

    return found


def is_prefetch(request: HttpRequest) -> bool:
    """A browser that fetches ahead: nobody is reading."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return any("prefetch" in purpose.lower() or purpose.lower() == "preview" for purpose in purposes)


def note_opening(request: HttpRequest, conversation: Conversation) -> None:
    """One entry for each view. The page that follows a form on it is the same view."""
    same = request.session.pop(_SAME_VIEW, None)
    if same and same[0] == conversation.pk and timezone.now().timestamp() - same[1] < _SAME_VIEW_LASTS:
        return
    note(request, Reading.What.OPENED, conversation)
    request.session[_OPEN] = conversation.pk


def note(request: HttpRequest, what: str, conversation: Conversation, detail: str = "") -> None:
    """Who read what, when."""
    Reading.objects.create(
        user=request.user,
        who=request.user.get_username(),
        what=what,
        conversation_number=conversation.pk,
        detail=detail,
    )


@dataclass(frozen=True)
class Pace:
    """How much somebody has read today."""

    today: int
    in_a_row: int

    @property
    def wants_break(self) -> bool:
        """After ten without a pause."""
        return self.in_a_row >= BREAK_AFTER


def pace_of(user_number: int) -> Pace:
    """Counted from the reading log; a quarter of an hour without reading is a pause."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    read = Reading.objects.filter(user_id=user_number, what=Reading.What.OPENED, at__gte=midnight)
    rows = list(read.order_by("-at").values_list("at", "conversation_number"))
    row, last = set(), now
    for at, number in rows:
        if last - at > _IN_A_ROW_GAP:
            break
        row.add(number)
        last = at
    return Pace(len({number for _, number in rows}), len(row))


def shown_turns(request: HttpRequest, conversation: Conversation) -> frozenset[int]:
    """The covered turns that this person has asked to see."""
    kept = request.session.get(_SHOWN) or {}
    return frozenset(kept["turns"]) if kept.get("of") == conversation.pk else frozenset()


def show(request: HttpRequest, conversation: Conversation, numbers: Iterable[int]) -> None:
    """Show these turns to this person while they read this conversation."""
    turns = shown_turns(request, conversation) | set(numbers)
    request.session[_SHOWN] = {"of": conversation.pk, "turns": sorted(turns)}


@dataclass(frozen=True)
class ShownTurn:
    """A turn and what is said beside it."""

    turn: Turn
    is_covered: bool
    why_covered: str
    services: tuple[str, ...]
    label: str

    @property
    def intent(self) -> str:
        """In plain words."""
        return plain(self.turn.intent) or "nothing"

    @property
    def label_words(self) -> str:
        """What a reviewer says it should have been."""
        return name_of(self.label)

    @property
    def label_options(self) -> str:
        """The list to choose from."""
        return options(self.label if self.label in NAMES else "")

    @property
    def runner_up(self) -> str:
        """In plain words."""
        return plain(self.turn.runner_up)

    @property
    def percent(self) -> int:
        """How sure the bot was."""
        return round(self.turn.confidence * 100)

    @property
    def runner_up_percent(self) -> int:
        """How sure of the next best."""
        return round(self.turn.runner_up_confidence * 100)

    @property
    def harm(self) -> str:
        """In plain words."""
        return plain(self.turn.harm)

    @property
    def age_group(self) -> str:
        """In plain words."""
        return plain(self.turn.age_group)


def names_of(services: Iterable[str]) -> tuple[str, ...]:
    """Services as people know them."""
    return tuple(service_names().get(each, plain(each)) for each in services)


def content_note(conversation: Conversation, turns: Iterable[Turn]) -> list[str]:
    """What may be hard to read."""
    parts = {_about(turn) for turn in turns} | _about_all(conversation)
    return [part for part in ("danger", "suicide or self-harm", "sexual violence") if part in parts]


def _about(turn: Turn) -> str:
    read = {turn.intent, turn.runner_up, turn.harm} & _DISTRESSING
    if turn.self_harm or "self_harm" in read:
        return "suicide or self-harm"
    if turn.danger or "danger_now" in read:
        return "danger"
    return "sexual violence" if read else ""


def _about_all(conversation: Conversation) -> set[str]:
    missed = _MISSED & set(conversation.concerns)
    return {
        *(("danger",) if conversation.danger or "danger_missed" in missed else ()),
        *(("suicide or self-harm",) if conversation.self_harm or "self_harm_missed" in missed else ()),
        *(("sexual violence",) if conversation.harm == Harm.SEXUAL_VIOLENCE.value else ()),
    }


def shown(
    conversation: Conversation, turns: Iterable[Turn], revealed: frozenset[int], cover: str, labels: Mapping[int, str]
) -> list[ShownTurn]:
    """The turns of a page. A covered turn's words are not in the page at all."""
    is_missed = bool(_MISSED & set(conversation.concerns))
    found = []
    for turn in turns:
        why = _about(turn) or ("danger or self-harm that was missed" if is_missed else "")
        if cover == str(Preferences.Cover.EVERYTHING):
            why = why or "all messages are covered, as you asked"
        is_covered = bool(why) and turn.pk not in revealed and turn.text != MASKED
        found.append(ShownTurn(turn, is_covered, why, names_of(turn.services), labels.get(turn.pk, "")))
    return found
