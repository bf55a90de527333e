"""What a person's own words tell on the pages without JavaScript: from Rasa's reading to a situation."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, Awaitable, Callable, Iterable, Mapping, Optional

from bot.signposting import HARMS, AgeGroup, Harm, Place, Situation, Subject, situation_from

logger = logging.getLogger(__name__)

Reader = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Answers a text with what Rasa's agent makes of it: `intent`, `entities` and `understood`."""


@dataclass(frozen=True)
class Reading:
    """What the words tell, in closed sets only, so that it can travel in hidden fields while the words do not.

    `is_missing`: there were words, but they could not be read.
    """

    told: Situation = field(default_factory=Situation)
    wants_human: bool = False
    low_mood: bool = False
    is_missing: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether a signpost can be shown from the words alone."""
        told = self.told
        is_safety = told.danger_now or told.self_harm
        is_harm = told.harm is not Harm.UNKNOWN or told.own_behaviour
        return is_safety or is_harm or self.wants_human or self.is_missing


_VALUES: Mapping[str, tuple[Enum, ...]] = {
    "harm": HARMS,
    "also_harm": HARMS,
    "age_group": tuple(AgeGroup),
    "subject": tuple(Subject),
    "place": tuple(Place),
}
_SITUATION, _FLAGS = ({each.name for each in fields(kind)} - {"told"} for kind in (Situation, Reading))
_TOKENS: Mapping[str, tuple[str, object]] = {
    **{f"{name}:{value.value}": (name, value) for name, values in _VALUES.items() for value in values},
    **{name: (name, True) for name in sorted(_SITUATION | _FLAGS) if name not in _VALUES},
}


def tokens_of(reading: Reading) -> list[str]:
    """The reading as values of hidden fields: "harm:fraud", "danger_now". Nothing for what is not known."""
    told, nothing = ({**vars(each.told), **vars(each)} for each in (reading, Reading()))
    return [token for token, (name, value) in _TOKENS.items() if told[name] == value != nothing[name]]


def reading_from(tokens: Iterable[str]) -> Reading:
    """The reading that `tokens_of` wrote. Raises `ValueError` for anything that it never writes."""
    told: dict[str, Any] = {}
    for token in tokens:
        name, value = _TOKENS.get(token, ("", None))
        if not name or name in told:
            raise ValueError("a hidden field holds something that no page of ours has written")
        told[name] = value
    flags = {name: told.pop(name) for name in _FLAGS & told.keys()}
    return Reading(Situation(**told), **flags)


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
    told = {
        **{name: entities.get(name) for name in ("age_group", "also_harm")},
        **{name: understood[name] for name in ("place", "danger_now", "self_harm")},
        "harm": entities.get("harm") or entities.get("likely_harm"),
        "subject": subject,
        "own_behaviour": intent == "own_behaviour",
    }
    return Reading(situation_from(told), wants_human=intent == "ask_human", low_mood=intent == "low_mood")


def situation_of(age: AgeGroup, chosen: Optional[Harm], reading: Reading) -> Situation:
    """The situation that the answers and the words add up to: an answer wins, the words fill what it leaves open.

    A harm that the words tell besides the chosen one is a second reading of it: its doors are shown too, none is lost.
    """
    told = reading.told
    harm = chosen or told.harm
    besides = [also for also in (told.harm, told.also_harm) if also not in (harm, Harm.UNKNOWN)]
    return replace(
        told,
        age_group=told.age_group if age is AgeGroup.UNKNOWN else age,
        harm=harm,
        also_harm=besides[0] if besides else Harm.UNKNOWN,
    )
