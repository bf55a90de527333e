"""What a conversation has told so far, read from Rasa's tracker."""

from __future__ import annotations

from collections import Counter
from typing import Any, Iterator, Mapping, Optional

from rasa_sdk import Tracker

from bot.signposting import HARMS, Harm, Question, Situation, settled_harm, situation_from, value_of

ASKING = {"utter_ask_harm": Question.HARM, "utter_ask_age_group": Question.AGE_GROUP}
"""The responses that ask, and what they ask for."""
NOT_TOLD = "not_told"
"""What the slot `age_group` holds once the person has declined or not answered."""


def situation_of(tracker: Tracker) -> Situation:
    """The situation that the slots and the harms told so far add up to."""
    told = {
        **tracker.slots,
        "harm": settled_harm(_harms_told(tracker)),
        "own_behaviour": _worries_about_own_behaviour(tracker),
        "also_harm": _also_harm(tracker),
    }
    return situation_from(told)


def times_asked(tracker: Tracker) -> Counter[Question]:
    """How often each question was put in this conversation."""
    asked: Counter[Question] = Counter()
    for event in _since_restart(tracker):
        if event.get("event") == "bot":
            response = (event.get("metadata") or {}).get("utter_action")
            if response in ASKING:
                asked[ASKING[response]] += 1
    return asked


def has_refused_age(tracker: Tracker) -> bool:
    """Whether the person has been asked and has not told."""
    return bool(tracker.slots.get("age_group") == NOT_TOLD)


def last_intent(tracker: Tracker) -> Optional[str]:
    """The intent of the latest message."""
    name = tracker.get_intent_of_latest_message(skip_fallback_intent=False)
    return str(name) if name else None


def likely_harms(tracker: Tracker, most: int = 3) -> list[Harm]:
    """The kinds of harm that the latest message may mean, likeliest first."""
    ranking = (tracker.latest_message or {}).get("intent_ranking") or []
    return [harm for entry in ranking if (harm := value_of(Harm, entry.get("name"))) in HARMS][:most]


def _harms_told(tracker: Tracker) -> Iterator[Harm]:
    for event in _since_restart(tracker):
        if event.get("event") == "slot" and event.get("name") == "harm":
            yield value_of(Harm, event.get("value"))


def _worries_about_own_behaviour(tracker: Tracker) -> bool:
    """Whether the latest thing told is a worry about their own behaviour; harm done to them, or a wish for a person, ends it."""
    worries = False
    for intent, entities in _messages(tracker):
        worries = intent == "own_behaviour" or (worries and not _tells_harm(entities) and intent != "ask_human")
    return worries


def _also_harm(tracker: Tracker) -> Harm:
    """The second reading of the message that told the present harm; it goes when another harm is told."""
    also = Harm.UNKNOWN
    for _, entities in _messages(tracker):
        if _tells_harm(entities):
            also = value_of(Harm, entities.get("also_harm"))
    return also


def _messages(tracker: Tracker) -> Iterator[tuple[Optional[str], Mapping[str, Any]]]:
    """The intent and the entities of each message since the last restart, oldest first."""
    for event in _since_restart(tracker):
        if event.get("event") == "user":
            told = event.get("parse_data") or {}
            entities = {entity["entity"]: entity["value"] for entity in told.get("entities") or []}
            yield (told.get("intent") or {}).get("name"), entities


def _tells_harm(entities: Mapping[str, Any]) -> bool:
    return "harm" in entities or "likely_harm" in entities


def _since_restart(tracker: Tracker) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = tracker.events
    for position in range(len(events) - 1, -1, -1):
        if events[position].get("event") == "restart":
            return events[position + 1 :]
    return events
