"""What still has to be asked, and how often it may be."""

from __future__ import annotations

from enum import Enum
from typing import Iterable, Mapping

from bot.signposting.situation import HARMS, AgeGroup, Harm, Situation

MOST_TIMES_ASKED = 2
"""A question is asked once, and once more if the person asked something back. Never a third time."""


class Question(str, Enum):
    """What the bot may wait for, as clients see it in `asks`."""

    AGE_GROUP = "age_group"
    HARM = "harm"
    PLACE = "place"
    SUBJECT = "subject"
    DANGER = "danger"
    CONFIRM = "confirm"


def questions_left(
    situation: Situation, times_asked: Mapping[Question, int], age_refused: bool = False
) -> tuple[Question, ...]:
    """The questions that may still be put to this person, in order.

    Nobody in danger, and nobody who speaks of ending their life, is asked what happened. Somebody worried about
    their own behaviour is asked nothing: where they turn depends on neither answer.
    """
    if situation.own_behaviour:
        return ()
    left = []
    if situation.harm is Harm.UNKNOWN and not situation.danger_now and not situation.self_harm:
        left.append(Question.HARM)
    if situation.age_group is AgeGroup.UNKNOWN and not age_refused:
        left.append(Question.AGE_GROUP)
    return tuple(question for question in left if times_asked.get(question, 0) < MOST_TIMES_ASKED)


def settled_harm(told: Iterable[Harm]) -> Harm:
    """The harm to signpost for, from all that was told, oldest first.

    The latest counts, but a vague word ("it was horrible") never undoes a kind of harm that was told before.
    """
    settled = Harm.UNKNOWN
    for harm in told:
        if harm not in HARMS:
            continue
        if harm is not Harm.OTHER_HARM or settled is Harm.UNKNOWN:
            settled = harm
    return settled
