"""How far two reviewers of the same conversation agree. Pure: pairs of answers in, figures out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Iterable, Optional

ENOUGH_FOR_KAPPA = 20
"""Below this many pairs kappa says more about chance than about reviewers."""


@dataclass(frozen=True)
class Agreement:
    """`share` is simple agreement, 0 to 1; both are None where there is too little to say."""

    pairs: int
    agreed: int
    share: Optional[float]
    kappa: Optional[float]


def agreement_of(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Simple agreement and Cohen's kappa of (first reviewer's answer, second's answer)."""
    counted = Counter(pairs)
    total = sum(counted.values())
    agreed = sum(count for (first, second), count in counted.items() if first == second)
    if not total:
        return Agreement(0, 0, None, None)
    return Agreement(total, agreed, agreed / total, _kappa(counted, total, agreed))


def _kappa(counted: Counter[tuple[str, str]], total: int, agreed: int) -> Optional[float]:
    if total < ENOUGH_FOR_KAPPA:
        return None
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), count in counted.items():
        firsts[first] += count
        seconds[second] += count
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts) / total**2
    return None if by_chance == 1 else (agreed / total - by_chance) / (1 - by_chance)
