"""Every figure of one run, gathered. Pure: readings in, values out."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Iterable, Mapping, Optional, Sequence

from bot.evaluation.calibration import Calibration, calibrations
from bot.evaluation.flags import FlagCurve, flag_curves
from bot.evaluation.held_out import HeldOut, Plan
from bot.evaluation.measures import confusion, label_scores, measures
from bot.evaluation.mistakes import mistaken_ids
from bot.evaluation.reading import Reading
from bot.evaluation.robustness import FALL_BAR, OVER_ALL, Fall, falls
from bot.evaluation.scope import (
    ACCURACY_BAR,
    RECALL_BAR,
    ScopeCurve,
    ScopePoint,
    ScopeRow,
    confidence_rows,
    curve,
    harm_rows,
    point,
    tune,
)
from bot.evaluation.shares import LabelScore, Share, mean_f1
from bot.evaluation.slices import Slice, Vocabulary, slices
from bot.signposting import Harm

LIKELY_FLOOR = 0.90
"""What is taken for harm without asking back must leave more of the chatter alone."""
_DIGITS = 4


@dataclass(frozen=True)
class Served:
    """The thresholds in use: `harm` and `likely` on harm_share, `fallback` (config.yml's FallbackClassifier) on confidence."""

    harm: float
    likely: float
    fallback: float


@dataclass(frozen=True)
class Part:
    """The figures of some of the held-out messages."""

    messages: int
    measures: Mapping[str, Share]
    macro_f1: Optional[float]
    labels: Mapping[Harm, LabelScore]
    confusion: Mapping[Harm, Mapping[Harm, int]]
    slices: Sequence[Slice]
    calibration: Mapping[str, Calibration]
    flags: Mapping[str, FlagCurve]
    out_of_scope: Mapping[str, ScopeCurve]


@dataclass(frozen=True)
class SetPart:
    """The figures of one labelled set, read by the model as it is served."""

    messages: int
    measures: Mapping[str, Share]
    macro_f1: Optional[float]
    labels: Mapping[Harm, LabelScore]
    mistaken_ids: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Proposal:
    """A threshold chosen on one half of the messages that the encoder was not tuned on, and what it does to the other."""

    name: str
    served: float
    floor: float
    chosen: Optional[float]
    checked: Optional[ScopePoint]


@dataclass(frozen=True)
class Bar:
    """What must be reached; `value` says in words what was."""

    name: str
    value: str
    is_met: bool


@dataclass(frozen=True)
class Figures:
    """Everything that one run of `make evaluate` measured. The field names are the keys of recognition.json."""

    plan: Plan
    all: Part
    kept_back: Part
    robustness: Sequence[Fall]
    proposals: Sequence[Proposal]
    bars: Sequence[Bar]
    sets: Mapping[str, SetPart]
    sets_slices: Sequence[Slice]


def figures(held: HeldOut, sets: Mapping[str, Sequence[Reading]], served: Served, plan: Plan) -> Figures:
    """All the figures. Of the sets' messages nothing is kept but ids and counts."""
    kept = [reading for reading in held.readings if reading.message.is_kept_back]
    in_sets = [reading for readings in sets.values() for reading in readings]
    vocabulary = Vocabulary(reading.message.text for reading in (*held.readings, *in_sets))
    everything = _part(held.readings, vocabulary, served)
    fallen = falls(held.slipped)
    return Figures(
        plan,
        everything,
        _part(kept, vocabulary, served),
        fallen,
        proposals(kept, served),
        _bars(everything, fallen),
        {name: _set_part(readings) for name, readings in sets.items()},
        slices([reading for reading in in_sets if reading.message.harm is not None], vocabulary),
    )


def proposals(readings: Sequence[Reading], served: Served) -> list[Proposal]:
    """Thresholds tuned on every second message, and checked on the others."""
    by_harm, by_confidence = harm_rows(readings), confidence_rows(readings)
    return [
        _propose("harm", by_harm, served.harm, RECALL_BAR),
        _propose("likely", by_harm, served.likely, LIKELY_FLOOR),
        _propose("fallback", by_confidence, served.fallback, RECALL_BAR),
    ]


def as_json(value: Any) -> Any:
    """The value in what JSON knows: a share with its interval, a dataclass by its fields, numbers to four digits."""
    if isinstance(value, Share):
        low, high = value.interval()
        return {"right": value.right, "all": value.all, **as_json({"value": value.value, "low": low, "high": high})}
    if isinstance(value, LabelScore):
        low, high = value.f1_interval()
        shares = {"precision": value.precision, "recall": value.recall}
        return as_json({**shares, "f1": value.f1, "f1_low": low, "f1_high": high})
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {(key.value if isinstance(key, Enum) else key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return round(value, _DIGITS) if isinstance(value, float) else value


def _part(readings: Sequence[Reading], vocabulary: Vocabulary, served: Served) -> Part:
    labels = label_scores(readings)
    return Part(
        len(readings),
        measures(readings),
        mean_f1(labels.values()),
        labels,
        confusion(readings),
        slices(readings, vocabulary),
        calibrations(readings),
        flag_curves(readings),
        {
            "harm_share": curve(harm_rows(readings), served.harm),
            "confidence": curve(confidence_rows(readings), served.fallback),
        },
    )


def _set_part(readings: Sequence[Reading]) -> SetPart:
    labels = label_scores(readings)
    return SetPart(len(readings), measures(readings), mean_f1(labels.values()), labels, mistaken_ids(readings))


def _propose(name: str, rows: Sequence[ScopeRow], served: float, floor: float) -> Proposal:
    best = tune(rows[::2], floor)
    return Proposal(
        name, served, floor, best.threshold if best else None, point(rows[1::2], best.threshold) if best else None
    )


def _bars(part: Part, fallen: Iterable[Fall]) -> list[Bar]:
    best = part.out_of_scope["harm_share"].best
    lost = next((fall.points for fall in fallen if fall.kind == OVER_ALL), None)
    return [
        Bar(
            f"out-of-scope recall of {RECALL_BAR:.2f} at an in-scope accuracy of {ACCURACY_BAR:.2f}",
            "no threshold reaches the recall" if best is None else
            f"at best {best.accuracy.value or 0:.3f} in scope, with a recall of {best.recall.value or 0:.3f} "
            f"(harm threshold {best.threshold:.2f})",
            best is not None and best.meets_bar,
        ),
        Bar(
            f"slips cost at most {FALL_BAR:g} points of harm accuracy over all",
            "not measured" if lost is None else f"{lost:.1f} points",
            lost is not None and lost <= FALL_BAR,
        ),
    ]  # fmt: skip
