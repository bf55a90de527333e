"""Invented readings for the tests: a message, its labels, and what was answered."""

from typing import Any, Optional

from bot.evaluation.reading import Answer, Labelled, Reading
from bot.signposting import AgeGroup, Harm, Subject


def reading(
    harm: Optional[str] = None,
    answered: str = "none",
    *,
    text: str = "a message",
    intent: Optional[str] = None,
    answered_intent: Optional[str] = None,
    if_any: Optional[str] = None,
    if_none: str = "off_topic",
    confidence: float = 0.9,
    harm_share: float = 0.5,
    answered_age: AgeGroup = AgeGroup.UNKNOWN,
    answered_subject: Subject = Subject.UNKNOWN,
    answered_danger: bool = False,
    answered_self_harm: bool = False,
    danger_share: float = 0.0,
    self_harm_share: float = 0.0,
    **labels: Any,
) -> Reading:
    """A reading; `harm` lists the acceptable labels with commas, best first."""
    acceptable = tuple(Harm(label) for label in harm.split(",")) if harm else None
    message = Labelled(labels.pop("id", "m1"), text, harm=acceptable, intent=intent, **labels)
    answer = Answer(
        answered_intent or (answered if answered != "none" else "off_topic"), confidence, Harm(answered), harm_share,
        answered_age, answered_subject, answered_danger, answered_self_harm, danger_share, self_harm_share,
    )  # fmt: skip
    return Reading(message, answer, Harm(if_any or answered), if_none)
