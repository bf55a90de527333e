"""A share of messages with its 95 % Wilson interval, and the F1 of a label with an interval of the same make."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Iterable, Optional

_Z = 1.96


@dataclass(frozen=True)
class Share:
    """`right` out of `all`, with the 95 % Wilson interval."""

    right: int
    all: int

    @property
    def value(self) -> Optional[float]:
        """The share, or None of nothing."""
        return self.right / self.all if self.all else None

    def interval(self) -> tuple[float, float]:
        """The Wilson score interval: lower and upper bound."""
        if not self.all:
            return 0.0, 1.0
        share, count = self.right / self.all, self.all
        centre = (share + _Z * _Z / (2 * count)) / (1 + _Z * _Z / count)
        spread = _Z * math.sqrt(share * (1 - share) / count + _Z * _Z / (4 * count * count)) / (1 + _Z * _Z / count)
        return max(0.0, centre - spread), min(1.0, centre + spread)

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        low, high = self.interval()
        return f"{self.value:.3f} ({low:.3f} to {high:.3f}, {self.right} of {self.all})"


def share_of(answers: Iterable[bool]) -> Share:
    """How many of the answers are yes."""
    known = list(answers)
    return Share(sum(known), len(known))


@dataclass(frozen=True)
class LabelScore:
    """How one label was answered: rightly (`hit`), where another was right (`wrong`), and not where it was right
    (`missed`)."""

    hit: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Share:
        """Of the answers with this label, those that were right."""
        return Share(self.hit, self.hit + self.wrong)

    @property
    def recall(self) -> Share:
        """Of the messages with this label, those that got it."""
        return Share(self.hit, self.hit + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is neither."""
        whole = 2 * self.hit + self.wrong + self.missed
        return 2 * self.hit / whole if whole else 0.0

    def f1_interval(self) -> tuple[float, float]:
        """95 %: F1 is 2J/(1+J) of the share J = hit/(hit+wrong+missed), so the Wilson interval of J carries over."""
        low, high = Share(self.hit, self.hit + self.wrong + self.missed).interval()
        return 2 * low / (1 + low), 2 * high / (1 + high)


def mean_f1(scores: Iterable[LabelScore]) -> Optional[float]:
    """The macro F1: the mean over the labels, or None of no label."""
    each = [score.f1 for score in scores]
    return sum(each) / len(each) if each else None
