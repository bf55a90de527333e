"""From the events of one conversation, as Rasa keeps them, to what the console shows of it. Pure."""

from __future__ import annotations

import datetime
import json
import math
from dataclasses import dataclass, field
from typing import Any, Iterable, Mapping, Optional, Sequence

from bot.console.conversations.concerns import DANGER, FALLBACK, SELF_HARM, Seen
from bot.console.conversations.reading_store import Row
from bot.signposting import HARMS, AgeGroup, Harm, Place, Subject, told, value_of

OPENING = "/restart"
"""What the channel says to begin a conversation: not a message of the person."""
IS_TEST = "is_test"
"""The key in a message's metadata that marks a conversation of our own. People's clients cannot set metadata."""
LONGEST_NAME = 64
_CLOCKS_DIFFER = datetime.timedelta(minutes=5)


@dataclass
class TurnRead:
    """One message of the person and what the bot made of it, under the names of the model's fields."""

    event_id: int
    at: datetime.datetime
    text: str = ""
    is_choice: bool = False
    intent: str = ""
    confidence: float = 0.0
    runner_up: str = ""
    runner_up_confidence: float = 0.0
    harm: str = Harm.UNKNOWN.value
    age_group: str = AgeGroup.UNKNOWN.value
    danger: bool = False
    self_harm: bool = False
    reasons: list[str] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    is_fallback: bool = False
    is_undone: bool = False
    model_id: str = ""
    # what only the concerns and the conversation's own fields need
    newest_event_id: int = 0
    told_age: str = AgeGroup.UNKNOWN.value
    subject: str = Subject.UNKNOWN.value
    place: str = Place.UNKNOWN.value
    danger_share: float = 0.0
    self_harm_share: float = 0.0
    is_test: bool = False
    asks: bool = False

    def seen(self) -> Seen:
        """What the concerns are judged by."""
        return Seen(
            self.is_choice, self.intent, self.confidence, self.harm, self.told_age, self.age_group, self.danger,
            self.danger_share, self.self_harm, self.self_harm_share, frozenset(self.services), self.is_fallback,
            bool(self.replies), self.asks,
        )  # fmt: skip


@dataclass(frozen=True)
class ConversationRead:
    """A conversation as far as it has come."""

    key: str
    turns: Sequence[TurnRead]
    harm: str
    age_group: str
    subject: str
    place: str
    unreadable: int = 0
    """Events whose row is damaged."""

    @property
    def services(self) -> list[str]:
        """Every service shown, in the order in which each came first."""
        return list(dict.fromkeys(service for turn in self.turns for service in turn.services))

    @property
    def lowest_confidence(self) -> float:
        """Over what the person wrote; a choice is always sure."""
        return min((turn.confidence for turn in self.turns if not turn.is_choice), default=1.0)


def read_conversation(key: str, rows: Iterable[Row], now: datetime.datetime) -> Optional[ConversationRead]:
    """The conversation of these rows, oldest first; None while the person has said nothing."""
    reading = _Reading(now)
    for row in rows:
        reading.take(row)
    return reading.result(key) if reading.turns else None


def is_test(metadata: Mapping[str, Any]) -> bool:
    """Whether a message was marked as one of our own."""
    return metadata.get(IS_TEST) is True


class _Reading:
    """Takes events one after another."""

    def __init__(self, now: datetime.datetime) -> None:
        self.turns: list[TurnRead] = []
        self._now = now
        self._open: Optional[TurnRead] = None
        self._labels: dict[str, str] = {}
        self._said: list[dict[str, Any]] = []
        self._slots: dict[str, str] = {}
        self._harm = Harm.UNKNOWN
        self._unreadable = 0

    def take(self, row: Row) -> None:
        """One event."""
        if row.kind in ("rewind", "undo"):
            self._undo(row)
            return
        event = _as_object(row.data)
        if event is None:
            self._unreadable += 1
            return
        self._said.append(event)
        if row.kind == "user":
            self._hear(row, event)
        elif row.kind == "bot":
            self._reply(row, event)
        elif row.kind == "slot":
            self._slots[str(event.get("name"))] = str(event.get("value"))
        elif row.kind == "restart":
            self._settle_harm()

    def result(self, key: str) -> ConversationRead:
        """All that the events add up to. A chapter's beginning sets slots again, which changes nothing here."""
        self._settle_harm()
        heard = [turn for turn in self.turns if not turn.is_undone]
        return ConversationRead(
            key,
            self.turns,
            _harm_of(self._harm, heard),
            self._last("age_group", AgeGroup, [turn.told_age for turn in heard]),
            self._last("subject", Subject, [turn.subject for turn in heard if not turn.is_choice]),
            self._last("place", Place, [turn.place for turn in heard]),
            self._unreadable,
        )

    def _hear(self, row: Row, event: Mapping[str, Any]) -> None:
        text = _clean(event.get("text"))
        if text.strip() == OPENING:
            self._open = None
            return
        at = _moment(row.at, self.turns[-1].at if self.turns else None, self._now)
        turn = TurnRead(row.id, at, newest_event_id=row.id)
        metadata, parsed = _object(event.get("metadata")), _object(event.get("parse_data"))
        turn.model_id = _name(metadata.get("model_id"))
        turn.is_test = is_test(metadata) or is_test(_object(parsed.get("metadata")))
        turn.is_choice = text.startswith("/") and "understood" not in parsed
        _understand(turn, parsed)
        turn.text = self._label_of(text, parsed) if turn.is_choice else text
        self.turns.append(turn)
        self._open = turn

    def _reply(self, row: Row, event: Mapping[str, Any]) -> None:
        data = _object(event.get("data"))
        custom = _object(data.get("custom"))
        buttons = [button for button in _list(data.get("buttons")) if isinstance(button, dict)]
        for button in buttons:
            self._labels[_plain_payload(str(button.get("payload")))] = _clean(button.get("title"))
        if self._open is None:
            return
        turn = self._open
        turn.newest_event_id = row.id
        shown, why = _services(custom)
        turn.replies.append(
            {
                "text": _clean(event.get("text")),
                "response": _name(_object(event.get("metadata")).get("utter_action")),
                "services": shown,
                "choices": [_clean(button.get("title")) for button in buttons],
            }
        )
        turn.services = list(dict.fromkeys([*turn.services, *shown]))
        turn.reasons = list(dict.fromkeys([*turn.reasons, *why]))
        turn.asks = bool(custom.get("asks"))

    def _undo(self, row: Row) -> None:
        for turn in reversed(self.turns):
            if not turn.is_undone:
                turn.is_undone, turn.newest_event_id = True, row.id
                return

    def _label_of(self, text: str, parsed: Mapping[str, Any]) -> str:
        """The words on the button; where it is unknown, what it stands for."""
        known = self._labels.get(_plain_payload(text))
        if known:
            return known
        values = [str(value) for value in _entities(parsed).values()]
        return (", ".join(values) or _name(_object(parsed.get("intent")).get("name"))).replace("_", " ")

    def _settle_harm(self) -> None:
        harm = told(self._said).harm
        self._harm = harm if harm is not Harm.UNKNOWN else self._harm
        self._said = []

    def _last(self, slot: str, kind: Any, told_values: Sequence[str]) -> str:
        """What was told last; without that, what the bot keeps."""
        known = [value for value in told_values if value != kind.UNKNOWN.value]
        return known[-1] if known else str(value_of(kind, self._slots.get(slot)).value)


def _understand(turn: TurnRead, parsed: Mapping[str, Any]) -> None:
    understood, entities = _object(parsed.get("understood")), _entities(parsed)
    ranking = [entry for entry in _list(parsed.get("intent_ranking")) if isinstance(entry, dict)]
    shares = {_name(entry.get("name")): _share(entry.get("confidence")) for entry in reversed(ranking)}
    shares.pop(FALLBACK, None)
    turn.intent = _name(_object(parsed.get("intent")).get("name"))
    turn.is_fallback = turn.intent == FALLBACK
    others = [
        name for name in map(_name, (entry.get("name") for entry in ranking)) if name not in (turn.intent, FALLBACK)
    ]
    turn.runner_up = others[0] if others else ""
    turn.runner_up_confidence = shares.get(turn.runner_up, 0.0)
    own = _share(_object(parsed.get("intent")).get("confidence"))
    turn.confidence = turn.runner_up_confidence if turn.is_fallback else own  # a fallback's own is only its threshold
    turn.harm = value_of(Harm, understood.get("harm") or entities.get("harm")).value
    turn.told_age = value_of(AgeGroup, entities.get("age_group")).value
    read_age = value_of(AgeGroup, understood.get("age_group")).value
    turn.age_group = read_age if read_age != AgeGroup.UNKNOWN.value else turn.told_age
    turn.subject = value_of(Subject, understood.get("subject") or entities.get("subject")).value
    turn.place = value_of(Place, understood.get("place") or entities.get("place")).value
    turn.danger = bool(understood.get("danger_now") or entities.get("danger_now") or turn.intent == DANGER)
    turn.self_harm = bool(understood.get("self_harm") or entities.get("self_harm") or turn.intent == SELF_HARM)
    turn.danger_share = max(_share(understood.get("danger_share")), shares.get(DANGER, 0.0))
    turn.self_harm_share = max(_share(understood.get("self_harm_share")), shares.get(SELF_HARM, 0.0))
    turn.reasons = [_clean(reason) for reason in _list(understood.get("reasons"))]


def _harm_of(settled: Harm, heard: Sequence[TurnRead]) -> str:
    """What the bot signposted for; without that, what a message told, or that nothing harmful was said."""
    if settled in HARMS:
        return settled.value
    read = [turn.harm for turn in heard if not turn.is_choice]
    harms = [harm for harm in read if value_of(Harm, harm) in HARMS]
    if harms:
        return harms[-1]
    return Harm.NONE.value if Harm.NONE.value in read else Harm.UNKNOWN.value


def _services(custom: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The ids of the services of a reply, and the reasons: those of the decision, or those that stand beside each."""
    shown, why = [], []
    for entry in _list(custom.get("services")):
        service = _name(entry.get("id") if isinstance(entry, dict) else entry)
        if service:
            shown.append(service)
            if isinstance(entry, dict) and entry.get("reason"):
                why.append(f"{service}: {_clean(entry['reason'])}")
    return shown, [_clean(reason) for reason in _list(custom.get("reasons"))] or why


def _entities(parsed: Mapping[str, Any]) -> dict[str, Any]:
    found = [entity for entity in _list(parsed.get("entities")) if isinstance(entity, dict)]
    return {str(entity.get("entity")): entity.get("value") for entity in found}


def _plain_payload(payload: str) -> str:
    """One spelling for `/inform{"harm": "fraud"}`, however it is spaced."""
    name, brace, rest = payload.strip().partition("{")
    values = _as_object(brace + rest)
    return name + (json.dumps(values, sort_keys=True) if values else "")


def _moment(at: Optional[float], before: Optional[datetime.datetime], now: datetime.datetime) -> datetime.datetime:
    """When it was said. A clock that is wrong must not keep a conversation for ever."""
    try:
        moment = datetime.datetime.fromtimestamp(float(at or "nan"), datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        return before or now
    return moment if moment <= now + _CLOCKS_DIFFER else now


def _as_object(text: Optional[str]) -> Optional[dict[str, Any]]:
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _clean(value: object) -> str:
    """Text that every database takes: no zero bytes, no halves of characters."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _name(value: object) -> str:
    return _clean(value)[:LONGEST_NAME]


def _share(value: object) -> float:
    number = float(value) if isinstance(value, (int, float)) else 0.0
    return min(max(number, 0.0), 1.0) if math.isfinite(number) else 0.0
