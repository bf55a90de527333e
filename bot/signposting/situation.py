"""What the bot knows about a person: closed sets of values, where "unknown" is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Mapping, Type, TypeVar

Value = TypeVar("Value", "Harm", "AgeGroup", "Subject", "Place")


class Harm(str, Enum):
    """The kind of harm a person tells of; `UNKNOWN` until it is told, `NONE` when nothing harmful was said."""

    VIOLENCE = "violence"
    DOMESTIC_ABUSE = "domestic_abuse"
    SEXUAL_VIOLENCE = "sexual_violence"
    STALKING_HARASSMENT = "stalking_harassment"
    HATE_CRIME = "hate_crime"
    ACQUISITIVE_CRIME = "acquisitive_crime"
    FRAUD = "fraud"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    NIGHT_TIME_ECONOMY = "night_time_economy"
    EXPLOITATION = "exploitation"
    RADICALISATION = "radicalisation"
    TERRORISM = "terrorism"
    OTHER_HARM = "other_harm"
    NONE = "none"
    UNKNOWN = "unknown"


HARMS: tuple[Harm, ...] = tuple(harm for harm in Harm if harm not in (Harm.NONE, Harm.UNKNOWN))
"""The thirteen kinds of harm, without `NONE` and `UNKNOWN`."""


class AgeGroup(str, Enum):
    """The age now of the person typing. Exactly 18 is `EIGHTEEN_OR_OVER`."""

    UNDER_18 = "under_18"
    EIGHTEEN_OR_OVER = "18_or_over"
    UNKNOWN = "unknown"


class Subject(str, Enum):
    """Who was harmed: the person typing, someone under 18, another adult."""

    SELF = "self"
    CHILD = "child"
    ADULT = "adult"
    UNKNOWN = "unknown"


class Place(str, Enum):
    """Where the person typing lives. `BEYOND` is outside England and Wales."""

    CITY_OF_LONDON = "city_of_london"
    LONDON = "london"
    ENGLAND_AND_WALES = "england_and_wales"
    BEYOND = "beyond"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Situation:
    """Everything a signpost depends on. The defaults are a person who has told nothing yet.

    `also_harm` is a second kind of harm that the words may equally mean; its doors are shown besides.
    """

    age_group: AgeGroup = AgeGroup.UNKNOWN
    harm: Harm = Harm.UNKNOWN
    subject: Subject = Subject.UNKNOWN
    danger_now: bool = False
    self_harm: bool = False
    place: Place = Place.UNKNOWN
    own_behaviour: bool = False
    also_harm: Harm = Harm.UNKNOWN


def value_of(kind: Type[Value], text: object) -> Value:
    """The value of this closed set that is spelt so; its `UNKNOWN` for anything else."""
    try:
        return kind(text)
    except ValueError:
        return kind.UNKNOWN


def situation_from(told: Mapping[str, object]) -> Situation:
    """The situation in plain values under the names of its fields, as slots and entities hold them.

    What is missing or spelt in no known way counts as not told.
    """
    return Situation(
        age_group=value_of(AgeGroup, told.get("age_group")),
        harm=_harm(told.get("harm")),
        subject=value_of(Subject, told.get("subject")),
        danger_now=bool(told.get("danger_now")),
        self_harm=bool(told.get("self_harm")),
        place=value_of(Place, told.get("place")),
        own_behaviour=bool(told.get("own_behaviour")),
        also_harm=_harm(told.get("also_harm")),
    )


def _harm(text: object) -> Harm:
    harm = value_of(Harm, text)
    return harm if harm in HARMS else Harm.UNKNOWN
