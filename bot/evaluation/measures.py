"""The measures, by the names and definitions that every scorer of this bot shares. Pure."""

from __future__ import annotations

from collections import Counter
from typing import Iterable, Mapping, Sequence

from bot.evaluation.reading import LABELS, Reading
from bot.evaluation.shares import LabelScore, Share, share_of
from bot.signposting import AgeGroup, Harm, Subject


def measures(readings: Sequence[Reading]) -> dict[str, Share]:
    """Every measure that the labels allow, by its name; what no message has a label for is left out.

    harm_accuracy: the label is among the acceptable ones. harm_missed: "none" where only harms are acceptable.
    false_alarm: a harm where only "none" is. age_wrong_side: the other age group, where one is told; age_invented:
    an age group where none is. subject_accuracy: where it is known. Recall and precision of both flags.
    """
    return {**_harm(readings), **_age(readings), **_subject(readings), **_flags(readings)}


def label_scores(readings: Iterable[Reading]) -> dict[Harm, LabelScore]:
    """Each label that occurs as the best one: an acceptable answer counts as the best label."""
    hit: Counter[Harm] = Counter()
    wrong: Counter[Harm] = Counter()
    missed: Counter[Harm] = Counter()
    for reading in readings:
        if reading.message.harm is None:
            continue
        best = reading.message.harm[0]
        if reading.is_harm_right:
            hit[best] += 1
        else:
            missed[best] += 1
            wrong[reading.answer.harm] += 1
    return {
        label: LabelScore(hit[label], wrong[label], missed[label]) for label in LABELS if hit[label] or missed[label]
    }


def confusion(readings: Iterable[Reading]) -> Mapping[Harm, Mapping[Harm, int]]:
    """How often each best label (outer) got each answer (inner); an acceptable answer counts as the best label."""
    counts = {true: dict.fromkeys(LABELS, 0) for true in LABELS}
    for reading in readings:
        if reading.message.harm is not None:
            best = reading.message.harm[0]
            counts[best][best if reading.is_harm_right else reading.answer.harm] += 1
    return counts


def _harm(readings: Sequence[Reading]) -> dict[str, Share]:
    scored = [reading for reading in readings if reading.message.harm is not None]
    if not scored:
        return {}
    return {
        "harm_accuracy": share_of(reading.is_harm_right for reading in scored),
        "harm_missed": share_of(r.answer.harm is Harm.NONE for r in scored if r.message.tells_of_harm),
        "false_alarm": share_of(r.answer.harm is not Harm.NONE for r in scored if r.message.is_harmless),
    }


def _age(readings: Sequence[Reading]) -> dict[str, Share]:
    pairs = [(r.message.age_group, r.answer.age_group) for r in readings if r.message.age_group is not None]
    if not pairs:
        return {}
    told = [(true, answered) for true, answered in pairs if true is not AgeGroup.UNKNOWN]
    return {
        "age_accuracy_when_told": share_of(true is answered for true, answered in told),
        "age_wrong_side": share_of(answered not in (true, AgeGroup.UNKNOWN) for true, answered in told),
        "age_invented": share_of(a is not AgeGroup.UNKNOWN for t, a in pairs if t is AgeGroup.UNKNOWN),
    }


def _subject(readings: Sequence[Reading]) -> dict[str, Share]:
    known = [r for r in readings if r.message.subject not in (None, Subject.UNKNOWN)]
    return {"subject_accuracy": share_of(r.message.subject is r.answer.subject for r in known)} if known else {}


def _flags(readings: Sequence[Reading]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for flag in ("danger_now", "self_harm"):
        pairs = [(bool(getattr(r.message, flag)), bool(getattr(r.answer, flag))) for r in readings
                 if getattr(r.message, flag) is not None]  # fmt: skip
        if pairs:
            found[f"{flag}_recall"] = share_of(answered for true, answered in pairs if true)
            found[f"{flag}_precision"] = share_of(true for true, answered in pairs if answered)
    return found
