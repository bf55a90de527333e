"""How well one system's answers fit the labels, and how long they took. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Sequence

from bot.evaluation.measures import label_scores, measures
from bot.evaluation.reading import Answer, Labelled, Reading
from bot.evaluation.shares import Share, mean_f1
from bot.signposting import Harm


@dataclass(frozen=True)
class Score:
    """One system on one set, by the definitions of `bot.evaluation.measures`."""

    accuracy: Share
    macro_f1: Optional[float]
    missed: Share
    false_alarm: Share


def score(messages: Sequence[Labelled], harms: Sequence[str]) -> Score:
    """The answered harms against the messages' labels, in the same order."""
    readings = [
        Reading(message, Answer(intent="", confidence=0.0, harm=Harm(harm), harm_share=0.0))
        for message, harm in zip(messages, harms)
    ]
    found = measures(readings)
    nothing = Share(0, 0)
    return Score(
        found.get("harm_accuracy", nothing),
        mean_f1(label_scores(readings).values()),
        found.get("harm_missed", nothing),
        found.get("false_alarm", nothing),
    )


@dataclass(frozen=True)
class Speed:
    """How long one message took, in milliseconds."""

    median: float
    p95: float
    processor_median: float


def speed(times: Sequence[float], processor_times: Sequence[float]) -> Speed:
    """The median and the 95th percentile (nearest rank) of at least one time."""
    ordered, processor = sorted(times), sorted(processor_times)
    return Speed(_percentile(ordered, 0.5), _percentile(ordered, 0.95), _percentile(processor, 0.5))


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
