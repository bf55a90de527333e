"""The worst mistakes, for a person to read. Pure. Only our own training messages may be shown with their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from bot.evaluation.reading import Reading
from bot.signposting import Harm

MOST = 100


@dataclass(frozen=True)
class Mistake:
    """One message that was misread: what is right, what was answered, and how probable the answer was held."""

    id: str
    text: str
    right: str
    answered: str
    probability: float


def worst_mistakes(readings: Sequence[Reading], most: int = MOST) -> dict[str, list[Mistake]]:
    """By kind, the most confident first: wrong harm, missed danger, missed self-harm, false danger."""
    wrong = [r for r in readings if r.message.harm is not None and not r.is_harm_right]
    missed_danger = [r for r in readings if r.message.danger_now and not r.answer.danger_now]
    missed_self_harm = [r for r in readings if r.message.self_harm and not r.answer.self_harm]
    false_danger = [r for r in readings if r.message.danger_now is False and r.answer.danger_now]
    return {
        "wrong_harm": _worst([_harm_mistake(r) for r in wrong], most),
        "missed_danger": _worst([_flag_mistake(r, 1 - r.answer.danger_share, False) for r in missed_danger], most),
        "missed_self_harm": _worst(
            [_flag_mistake(r, 1 - r.answer.self_harm_share, False) for r in missed_self_harm], most
        ),
        "false_danger": _worst([_flag_mistake(r, r.answer.danger_share, True) for r in false_danger], most),
    }


def mistaken_ids(readings: Sequence[Reading]) -> Mapping[str, list[str]]:
    """The ids of the misread messages by what was misread: for sets whose texts may not be shown."""
    found: dict[str, list[str]] = {"harm": [], "age_group": [], "subject": [], "danger_now": [], "self_harm": []}
    for reading in readings:
        message = reading.message
        if message.harm is not None and not reading.is_harm_right:
            found["harm"].append(message.id)
        for name in ("age_group", "subject", "danger_now", "self_harm"):
            if getattr(message, name) not in (None, getattr(reading.answer, name)):
                found[name].append(message.id)
    return {name: ids for name, ids in found.items() if ids}


def _harm_mistake(reading: Reading) -> Mistake:
    """The probability that harm was told, or was not, whichever was answered."""
    answer = reading.answer
    probability = 1 - answer.harm_share if answer.harm is Harm.NONE else answer.harm_share
    right = ", ".join(label.value for label in reading.message.harm or ())
    return Mistake(reading.message.id, reading.message.text, right, answer.harm.value, round(probability, 3))


def _flag_mistake(reading: Reading, probability: float, answered: bool) -> Mistake:
    return Mistake(
        reading.message.id, reading.message.text, "no" if answered else "yes", "yes" if answered else "no",
        round(probability, 3),
    )  # fmt: skip


def _worst(mistakes: Sequence[Mistake], most: int) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: -mistake.probability)[:most]
