"""Out of scope: whether chatter is left alone, and at what price to those who tell of harm or ask about the bot. Pure.

In scope are messages that tell of harm and questions about the bot; out of scope is chatter. Two thresholds:

harm_share    From it on, a message is taken for harm. Chatter is right when it is not taken for harm, danger or
              self-harm.
confidence    Below it, the answer is set aside. Chatter is right when it is set aside or understood as chatter.

In scope a message is right when it gets its own label and is not set aside; one that is set aside counts as wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Sequence

from bot.evaluation.flags import THRESHOLDS
from bot.evaluation.reading import Reading
from bot.evaluation.shares import Share, share_of
from bot.signposting import Harm
from bot.understanding.recogniser import CHATTER

RECALL_BAR, ACCURACY_BAR = 0.80, 0.90
"""On the folds some threshold must reach both."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a message on one side of the threshold. `is_kept`: it is not treated as chatter."""

    is_right: bool
    is_kept: bool


@dataclass(frozen=True)
class ScopeRow:
    """A message's score and what becomes of it from the threshold on (`above`) and below it."""

    score: float
    is_in_scope: bool
    above: Outcome
    below: Outcome


@dataclass(frozen=True)
class ScopePoint:
    """One threshold. `accuracy` is of all in scope; `kept` are those not treated as chatter, `kept_accuracy` of these."""

    threshold: float
    recall: Share
    accuracy: Share
    kept: Share
    kept_accuracy: Share

    @property
    def meets_bar(self) -> bool:
        """Whether both bars are reached here."""
        return (self.recall.value or 0.0) >= RECALL_BAR and (self.accuracy.value or 0.0) >= ACCURACY_BAR


@dataclass(frozen=True)
class ScopeCurve:
    """Every threshold, the one that is served, and the one with the best accuracy where the recall reaches its bar."""

    points: tuple[ScopePoint, ...]
    served: ScopePoint
    best: Optional[ScopePoint]


def point(rows: Sequence[ScopeRow], threshold: float) -> ScopePoint:
    """What the threshold does to these messages."""
    decided = [(row.is_in_scope, row.above if row.score >= threshold else row.below) for row in rows]
    inside = [outcome for is_in_scope, outcome in decided if is_in_scope]
    return ScopePoint(
        threshold,
        recall=share_of(outcome.is_right for is_in_scope, outcome in decided if not is_in_scope),
        accuracy=share_of(outcome.is_right for outcome in inside),
        kept=share_of(outcome.is_kept for outcome in inside),
        kept_accuracy=share_of(outcome.is_right for outcome in inside if outcome.is_kept),
    )


def curve(rows: Sequence[ScopeRow], served: float) -> ScopeCurve:
    """The rows at each of `THRESHOLDS`, and at the threshold that is served."""
    points = tuple(point(rows, threshold) for threshold in THRESHOLDS)
    return ScopeCurve(points, point(rows, served), _best(points, RECALL_BAR))


def tune(rows: Sequence[ScopeRow], floor: float = RECALL_BAR) -> Optional[ScopePoint]:
    """The threshold with the highest in-scope accuracy whose out-of-scope recall is at least the floor.

    Of equally accurate ones the one with the highest recall. None where no threshold reaches the floor.
    """
    return _best([point(rows, threshold) for threshold in THRESHOLDS], floor)


def harm_rows(readings: Iterable[Reading]) -> list[ScopeRow]:
    """The messages in or out of scope, by the probability of harm."""
    return [
        ScopeRow(reading.answer.harm_share, not reading.message.is_out_of_scope, _as_harm(reading), _as_none(reading))
        for reading in readings
        if _counts(reading)
    ]


def confidence_rows(readings: Iterable[Reading]) -> list[ScopeRow]:
    """The messages in or out of scope, by the probability of the answer."""
    return [
        ScopeRow(
            reading.answer.confidence,
            not reading.message.is_out_of_scope,
            above=_as_answered(reading),
            below=Outcome(is_right=reading.message.is_out_of_scope, is_kept=False),
        )
        for reading in readings
        if _counts(reading)
    ]


def _best(points: Iterable[ScopePoint], floor: float) -> Optional[ScopePoint]:
    allowed = [each for each in points if (each.recall.value or 0.0) >= floor]
    return max(allowed, key=lambda each: (each.accuracy.value or 0.0, each.recall.value or 0.0), default=None)


def _counts(reading: Reading) -> bool:
    message = reading.message
    return message.tells_of_harm or message.is_about_bot or message.is_out_of_scope


def _as_harm(reading: Reading) -> Outcome:
    return Outcome(is_right=reading.message.tells_of_harm and reading.harm_if_any in _acceptable(reading), is_kept=True)


def _as_none(reading: Reading) -> Outcome:
    message, answer = reading.message, reading.answer
    if answer.danger_now or answer.self_harm:  # Decided apart from harm: no threshold of harm takes it back.
        return Outcome(is_right=message.tells_of_harm and answer.harm in _acceptable(reading), is_kept=True)
    is_kept = reading.intent_if_none not in CHATTER
    if message.is_out_of_scope:
        return Outcome(is_right=True, is_kept=is_kept)
    return Outcome(is_right=reading.intent_if_none == message.intent, is_kept=is_kept)


def _as_answered(reading: Reading) -> Outcome:
    message, answer = reading.message, reading.answer
    is_chatter = answer.intent in CHATTER
    if message.is_out_of_scope:
        return Outcome(is_right=is_chatter, is_kept=not is_chatter)
    is_right = reading.is_harm_right if message.tells_of_harm else answer.intent == message.intent
    return Outcome(is_right, is_kept=not is_chatter)


def _acceptable(reading: Reading) -> tuple[Harm, ...]:
    return reading.message.harm or ()
