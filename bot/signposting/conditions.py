"""The questions a route may ask of a situation. Each is one plain sentence."""

from __future__ import annotations

from typing import Callable

from bot.signposting.situation import AgeGroup, Harm, Place, Situation, Subject

Condition = Callable[[Situation], bool]

_TEAM_HARMS = frozenset({Harm.ANTI_SOCIAL_BEHAVIOUR, Harm.NIGHT_TIME_ECONOMY, Harm.RADICALISATION, Harm.TERRORISM})


def in_danger_now(situation: Situation) -> bool:
    """Someone may be hurt right now, or it is happening now."""
    return situation.danger_now


def speaks_of_self_harm(situation: Situation) -> bool:
    """The person speaks of suicide or of hurting themselves."""
    return situation.self_harm


def is_under_18(situation: Situation) -> bool:
    """The person typing is under 18."""
    return situation.age_group is AgeGroup.UNDER_18


def is_18_or_over(situation: Situation) -> bool:
    """The person typing is 18 or over."""
    return situation.age_group is AgeGroup.EIGHTEEN_OR_OVER


def may_be_under_18(situation: Situation) -> bool:
    """The person typing is under 18, or has not told their age."""
    return not is_18_or_over(situation)


def may_be_18_or_over(situation: Situation) -> bool:
    """The person typing is 18 or over, or has not told their age."""
    return not is_under_18(situation)


def is_about_a_child(situation: Situation) -> bool:
    """Someone under 18 was harmed, and the person typing is not known to be a child."""
    return situation.subject is Subject.CHILD and not is_under_18(situation)


def may_live_in_london(situation: Situation) -> bool:
    """The person lives in London, or has not said where they live."""
    return situation.place in (Place.CITY_OF_LONDON, Place.LONDON, Place.UNKNOWN)


def lives_outside_london(situation: Situation) -> bool:
    """The person lives in England or Wales, but not in London."""
    return situation.place is Place.ENGLAND_AND_WALES


def lives_beyond(situation: Situation) -> bool:
    """The person lives outside England and Wales."""
    return situation.place is Place.BEYOND


def worries_about_own_behaviour(situation: Situation) -> bool:
    """The person is worried about what they themselves do or may do."""
    return situation.own_behaviour


def was_affected(situation: Situation) -> bool:
    """The person, or someone they care about, was harmed or affected."""
    return not situation.own_behaviour


def is_for_the_team(situation: Situation) -> bool:
    """The harm is, or may be, one that the Community Safety Team works on."""
    return situation.harm in _TEAM_HARMS or situation.also_harm in _TEAM_HARMS


def is_suspicion_of_terrorism(situation: Situation) -> bool:
    """Something suspicious was seen, rather than an attack lived through."""
    return situation.harm is Harm.TERRORISM and situation.subject is not Subject.SELF


def harm_is(*harms: Harm) -> Condition:
    """A condition: the harm is one of these."""
    wanted = frozenset(harms)

    def condition(situation: Situation) -> bool:
        return situation.harm in wanted

    condition.__doc__ = "The harm is " + " or ".join(harm.value.replace("_", " ") for harm in harms) + "."
    return condition


def harm_may_be(*harms: Harm) -> Condition:
    """A condition: the harm is one of these, or the words may equally mean one of these."""
    wanted = frozenset(harms)

    def condition(situation: Situation) -> bool:
        return situation.harm in wanted or situation.also_harm in wanted

    condition.__doc__ = "The harm is or may be " + " or ".join(harm.value.replace("_", " ") for harm in harms) + "."
    return condition


def both(*conditions: Condition) -> Condition:
    """A condition: all of these hold."""

    def condition(situation: Situation) -> bool:
        return all(each(situation) for each in conditions)

    condition.__doc__ = " ".join(each.__doc__ or "" for each in conditions)
    return condition
