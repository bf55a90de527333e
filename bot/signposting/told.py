"""What the messages of a conversation add up to, folded from its events one after another.

A long conversation is cut into chapters (bot/rasa_adapters/chapters.py): a chapter begins by setting a slot to what the
earlier ones add up to, as one plain value, and the fold goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, Iterable, Mapping, Optional

from bot.signposting.questions import Question, settled_harm
from bot.signposting.situation import Harm, value_of

SLOT = "told_before"
"""The slot that holds what earlier chapters add up to."""
ASKING = {"utter_ask_harm": Question.HARM, "utter_ask_age_group": Question.AGE_GROUP}
"""The responses that ask, and what they ask for."""


@dataclass(frozen=True)
class Told:
    """How often each question was put, the harm to signpost for, and what else only the order of messages tells."""

    times_asked: Mapping[Question, int] = field(default_factory=dict)
    harm: Harm = Harm.UNKNOWN
    also_harm: Harm = Harm.UNKNOWN
    own_behaviour: bool = False

    def as_value(self) -> dict[str, Any]:
        """As it is kept in the slot: JSON values only."""
        return {
            "times_asked": {question.value: times for question, times in self.times_asked.items()},
            "harm": self.harm.value,
            "also_harm": self.also_harm.value,
            "own_behaviour": self.own_behaviour,
        }

    @classmethod
    def of_value(cls, value: Optional[Mapping[str, Any]]) -> Told:
        """What `as_value` made; nothing told, where there is none."""
        if not value:
            return cls()
        asked = {Question(name): int(times) for name, times in value["times_asked"].items()}
        return cls(asked, Harm(value["harm"]), Harm(value["also_harm"]), bool(value["own_behaviour"]))


def told(events: Iterable[Mapping[str, Any]]) -> Told:
    """What `events` (as Rasa writes them, oldest first) add up to. A restart forgets what was told."""
    return reduce(_after, events, Told())


def _after(so_far: Told, event: Mapping[str, Any]) -> Told:
    kind = event.get("event")
    if kind == "restart":
        return Told()
    if kind == "bot":
        return _asked(so_far, (event.get("metadata") or {}).get("utter_action"))
    if kind == "slot" and event.get("name") == SLOT:
        return Told.of_value(event.get("value"))
    if kind == "slot" and event.get("name") == "harm":
        return replace(so_far, harm=settled_harm((so_far.harm, value_of(Harm, event.get("value")))))
    if kind == "user":
        parsed = event.get("parse_data") or {}
        entities = {entity["entity"]: entity["value"] for entity in parsed.get("entities") or []}
        return _heard(so_far, (parsed.get("intent") or {}).get("name"), entities)
    return so_far


def _asked(so_far: Told, response: Optional[str]) -> Told:
    question = ASKING.get(response or "")
    if question is None:
        return so_far
    return replace(so_far, times_asked={**so_far.times_asked, question: so_far.times_asked.get(question, 0) + 1})


def _heard(so_far: Told, intent: Optional[str], entities: Mapping[str, Any]) -> Told:
    """A message that tells harm ends a worry about one's own behaviour, as a wish for a person does."""
    tells_harm = "harm" in entities or "likely_harm" in entities
    still_worries = so_far.own_behaviour and not tells_harm and intent != "ask_human"
    also = value_of(Harm, entities.get("also_harm")) if tells_harm else so_far.also_harm
    return replace(so_far, own_behaviour=intent == "own_behaviour" or still_worries, also_harm=also)
