"""Danger and self-harm: how many are found, and how many rightly, at every threshold of the learned heads. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Sequence

from bot.evaluation.calibration import Pair
from bot.evaluation.reading import Reading
from bot.evaluation.shares import Share, share_of

THRESHOLDS: tuple[float, ...] = tuple(number / 100 for number in range(101))
"""Hundredths, as thresholds are written in config.yml."""


@dataclass(frozen=True)
class FlagPoint:
    """Recall and precision when the head alone says yes from this probability."""

    threshold: float
    recall: Share
    precision: Share


@dataclass(frozen=True)
class FlagCurve:
    """The head alone at every threshold, its average precision, and the answers as served: head and rules together."""

    points: tuple[FlagPoint, ...]
    average_precision: Optional[float]
    served_recall: Share
    served_precision: Share


def flag_curves(readings: Sequence[Reading]) -> dict[str, FlagCurve]:
    """The curves of `danger_now` and `self_harm`."""
    danger = [(r.answer.danger_share, bool(r.message.danger_now), r.answer.danger_now) for r in readings]
    self_harm = [(r.answer.self_harm_share, bool(r.message.self_harm), r.answer.self_harm) for r in readings]
    return {"danger_now": _curve(danger), "self_harm": _curve(self_harm)}


def flag_points(pairs: Sequence[Pair]) -> tuple[FlagPoint, ...]:
    """Recall and precision at each of `THRESHOLDS`."""
    return tuple(
        FlagPoint(
            threshold,
            recall=share_of(probability >= threshold for probability, true in pairs if true),
            precision=share_of(true for probability, true in pairs if probability >= threshold),
        )
        for threshold in THRESHOLDS
    )


def average_precision(pairs: Iterable[Pair]) -> Optional[float]:
    """The mean, over the true ones, of the precision among all that are at least as probable; None without any."""
    precisions: list[float] = []
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))
    for place, (_, true) in enumerate(ordered, start=1):
        if true:
            precisions.append((len(precisions) + 1) / place)
    return sum(precisions) / len(precisions) if precisions else None


def _curve(rows: Sequence[tuple[float, bool, bool]]) -> FlagCurve:
    pairs = [(probability, true) for probability, true, _ in rows]
    return FlagCurve(
        flag_points(pairs),
        average_precision(pairs),
        served_recall=share_of(answered for _, true, answered in rows if true),
        served_precision=share_of(true for _, true, answered in rows if answered),
    )
