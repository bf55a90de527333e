"""What a person's own words tell on the pages without JavaScript: from Rasa's reading to a situation.

The ideas are those of actions/conversation.py, for one message instead of a conversation.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, Awaitable, Callable, Iterable, Mapping, Optional, Type, TypeVar

from bot.signposting import HARMS, AgeGroup, Harm, Place, Situation, Subject

logger = logging.getLogger(__name__)

Reader = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Answers a text with what Rasa's agent makes of it: `intent`, `entities` and `understood`."""

Value = TypeVar("Value", bound=Enum)


@dataclass(frozen=True)
class Reading:
    """What the words say, in closed sets only, so that it can travel in hidden fields while the words do not.

    `is_missing`: there were words, but they could not be read.
    """

    harm: Harm = Harm.UNKNOWN
    also_harm: Harm = Harm.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    subject: Subject = Subject.UNKNOWN
    place: Place = Place.UNKNOWN
    danger_now: bool = False
    self_harm: bool = False
    own_behaviour: bool = False
    wants_human: bool = False
    low_mood: bool = False
    is_missing: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether a signpost can be shown from the words alone."""
        is_harm = self.harm is not Harm.UNKNOWN
        return is_harm or self.danger_now or self.self_harm or self.own_behaviour or self.wants_human or self.is_missing


_VALUES: Mapping[str, tuple[Enum, ...]] = {
    "harm": HARMS,
    "also_harm": HARMS,
    "age_group": tuple(AgeGroup),
    "subject": tuple(Subject),
    "place": tuple(Place),
}
_TOKENS: Mapping[str, tuple[str, object]] = {
    **{f"{name}:{value.value}": (name, value) for name, values in _VALUES.items() for value in values},
    **{field.name: (field.name, True) for field in fields(Reading) if field.name not in _VALUES},
}


def tokens_of(reading: Reading) -> list[str]:
    """The reading as values of hidden fields: "harm:fraud", "danger_now". Nothing for what is not known."""
    nothing = Reading()
    return [
        token for token, (name, value) in _TOKENS.items() if getattr(reading, name) == value != getattr(nothing, name)
    ]


def reading_from(tokens: Iterable[str]) -> Reading:
    """The reading that `tokens_of` wrote. Raises `ValueError` for anything that it never writes."""
    told: dict[str, Any] = {}
    for token in tokens:
        name, value = _TOKENS.get(token, ("", None))
        if not name or name in told:
            raise ValueError("a hidden field holds something that no page of ours has written")
        told[name] = value
    return Reading(**told)


async def read_words(text: str, read: Reader, seconds: float, is_harm_chosen: bool) -> Reading:
    """What the text tells, within the time limit. Never raises: a reading that fails or is late is `is_missing`."""
    try:
        return reading_of(await asyncio.wait_for(read(text), seconds), is_harm_chosen)
    except asyncio.TimeoutError:
        logger.error("Somebody's words took longer than %s s to read; the page came without them.", seconds)
    except Exception as error:
        logger.error("Somebody's words could not be read (%s); the page came without them.", type(error).__name__)
    return Reading(is_missing=True)


def reading_of(parsed: Mapping[str, Any], is_harm_chosen: bool) -> Reading:
    """The reading in what Rasa's agent answers. Raises `KeyError` when no `MessageReader` has read the text."""
    understood: Mapping[str, Any] = parsed["understood"]
    entities = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
    intent = (parsed.get("intent") or {}).get("name")
    # Words without a harm of their own ("it is my daughter") still tell who was harmed once the list tells how.
    subject = understood["subject"] if is_harm_chosen else entities.get("subject")
    return Reading(
        harm=_harm(entities.get("harm") or entities.get("likely_harm")),
        also_harm=_harm(entities.get("also_harm")),
        age_group=_value(AgeGroup, entities.get("age_group")) or AgeGroup.UNKNOWN,
        subject=_value(Subject, subject) or Subject.UNKNOWN,
        place=_value(Place, understood["place"]) or Place.UNKNOWN,
        danger_now=bool(understood["danger_now"]),
        self_harm=bool(understood["self_harm"]),
        own_behaviour=intent == "own_behaviour",
        wants_human=intent == "ask_human",
        low_mood=intent == "low_mood",
    )


def situation_of(age: AgeGroup, chosen: Optional[Harm], reading: Reading) -> Situation:
    """The situation that the answers and the words add up to: an answer wins, the words fill what it leaves open.

    A harm that the words tell besides the chosen one is a second reading of it: its doors are shown too, none is lost.
    """
    harm = chosen or reading.harm
    besides = [also for also in (reading.harm, reading.also_harm) if also not in (harm, Harm.UNKNOWN)]
    return Situation(
        age_group=age if age is not AgeGroup.UNKNOWN else reading.age_group,
        harm=harm,
        subject=reading.subject,
        danger_now=reading.danger_now,
        self_harm=reading.self_harm,
        place=reading.place,
        own_behaviour=reading.own_behaviour,
        also_harm=besides[0] if besides else Harm.UNKNOWN,
    )


def _harm(text: Any) -> Harm:
    harm = _value(Harm, text)
    return harm if harm is not None and harm in HARMS else Harm.UNKNOWN


def _value(kind: Type[Value], text: Any) -> Optional[Value]:
    try:
        return kind(text)
    except ValueError:
        return None
