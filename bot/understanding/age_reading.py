"""What a message told about the age of the person typing, and how a rule says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from bot.signposting import AgeGroup

YOUNGEST, OLDEST = 5, 110
ADULT = 18
MOST_OF_REASON = 60


@dataclass(frozen=True)
class AgeReading:
    """What was read: the group, the age in years when one was said, and the words it was read from.

    `is_told` is False when the age is only likely (a husband, a nephew; not all are 18): the bot still asks.
    `by_childs_age` is True when the only age said is that of the writer's child: the bot treats them as the parent they
    are (docs/signposting.md, rule 5), and `python -m bot recognise` does not print an age that was not theirs.
    """

    group: AgeGroup
    years: Optional[int] = None
    reason: str = ""
    is_told: bool = True
    by_childs_age: bool = False

    @property
    def own_group(self) -> AgeGroup:
        """The group, unless all that was said is how old the writer's child is."""
        return AgeGroup.UNKNOWN if self.by_childs_age else self.group


NOT_TOLD = AgeReading(AgeGroup.UNKNOWN)


def group_of(years: int) -> AgeGroup:
    """The group of somebody so many years old."""
    return AgeGroup.UNDER_18 if years < ADULT else AgeGroup.EIGHTEEN_OR_OVER


def in_years(years: int, reason: str) -> Optional[AgeReading]:
    """A reading of an age in years; none when nobody who types is that old."""
    if not YOUNGEST <= years <= OLDEST:
        return None
    return AgeReading(group_of(years), years, reason.strip()[:MOST_OF_REASON])


def in_words(group: AgeGroup, reason: str, is_told: bool = True) -> AgeReading:
    """A reading of words that tell a side of 18, without an age in years."""
    return AgeReading(group, None, reason.strip()[:MOST_OF_REASON], is_told)


def before(words: str, match: re.Match[str]) -> str:
    """The few words in front of a match: enough to see who says it, and of when."""
    return words[max(0, match.start() - 45) : match.start()]


def number(match: re.Match[str]) -> int:
    """The number a rule found, in whichever of its places."""
    return int(next(match[name] for name in "nmopq" if name in match.re.groupindex and match[name]))
