"""Whether a probability means what it says: of messages given 0.8, eight in ten should be so. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Iterable, Optional, Sequence

from bot.evaluation.reading import Reading
from bot.evaluation.shares import Share, share_of
from bot.signposting import Harm
from bot.understanding.recogniser import CHATTER

BINS = 10
Pair = tuple[float, bool]
"""A probability, and whether it came true."""


@dataclass(frozen=True)
class Bin:
    """Messages with neighbouring probabilities: the mean probability, and the share that came true."""

    mean: float
    true: Share


@dataclass(frozen=True)
class Calibration:
    """Bins of equal mass, and the expected calibration error: the mean gap, weighted by the bins' sizes."""

    bins: tuple[Bin, ...]
    error: Optional[float]


def calibration(pairs: Iterable[Pair], count: int = BINS) -> Calibration:
    """The pairs in at most `count` bins of equal mass, the lowest first. Equal probabilities stay in one bin."""
    ordered = sorted(pairs)
    size, start = len(ordered), 0
    parts: list[list[Pair]] = [[] for _ in range(count)]
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        same = list(group)
        parts[(start + len(same) // 2) * count // size] += same
        start += len(same)
    bins = tuple(Bin(sum(p for p, _ in part) / len(part), share_of(t for _, t in part)) for part in parts if part)
    gaps = (abs(each.mean * each.true.all - each.true.right) for each in bins)
    return Calibration(bins, sum(gaps) / size if size else None)


def calibrations(readings: Sequence[Reading]) -> dict[str, Calibration]:
    """`harm_share` against whether the message tells of harm; `confidence` against whether the intent is right."""
    scored = [r for r in readings if r.message.tells_of_harm or r.message.is_harmless]
    return {
        "harm_share": calibration((r.answer.harm_share, r.message.tells_of_harm) for r in scored),
        "confidence": calibration((r.answer.confidence, is_intent_right(r)) for r in readings if r.message.intent),
    }


def is_intent_right(reading: Reading) -> bool:
    """Whether the intent is the labelled one. All chatter is one; a flag or a harm that is labelled besides is right."""
    message, answer = reading.message, reading.answer
    if answer.intent == message.intent or (message.is_out_of_scope and answer.intent in CHATTER):
        return True
    if answer.danger_now:
        return bool(message.danger_now)
    if answer.self_harm:
        return bool(message.self_harm)
    return answer.harm is not Harm.NONE and reading.is_harm_right
