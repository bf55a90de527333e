"""What a conversation has told so far, read from Rasa's tracker."""

from __future__ import annotations

from typing import Mapping, Optional

from rasa_sdk import Tracker

from bot.signposting import HARMS, Harm, Question, Situation, Told, situation_from, told, value_of

NOT_TOLD = "not_told"
"""What the slot `age_group` holds once the person has declined or not answered."""


def situation_of(tracker: Tracker) -> Situation:
    """The situation that the slots and the messages so far add up to."""
    so_far = _told(tracker)
    return situation_from(
        {
            **tracker.slots,
            "harm": so_far.harm,
            "own_behaviour": so_far.own_behaviour,
            "also_harm": so_far.also_harm,
        }
    )


def times_asked(tracker: Tracker) -> Mapping[Question, int]:
    """How often each question was put in this conversation."""
    return _told(tracker).times_asked


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


def _told(tracker: Tracker) -> Told:
    return told(tracker.events)
