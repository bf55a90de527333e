"""The last word on danger, self-harm and who was harmed: what the heads say, weighed with what the grammar shows.

The encoder and the heads have seen their training messages, so on those they are too sure of themselves. How much they
are worth beside the signs of the grammar is therefore learned on the tenth of the messages that was kept back from
both (`examples.is_kept_back`). The weights are few, and each has a name that staff can read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FEWEST = 25
"""With fewer examples of either kind nothing is weighed: the heads' own likelihood stands."""
STRENGTH = 0.3
_FAR = 8.0

Features = Mapping[str, float]
"""Named numbers of about the size of 1; a sign of the grammar is 0 or 1."""


@dataclass(frozen=True)
class Weighing:
    """Named weights and a bias for each class; one class means a yes or no."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, features: Features) -> NDArray[np.float32]:
        """One score a class: the sum of what each feature adds."""
        values = np.array([features.get(name, 0.0) for name in self.names], dtype=np.float32)
        found: NDArray[np.float32] = values @ self.weights + self.bias
        return found

    def likelihood(self, features: Features) -> float:
        """The probability of yes."""
        return float(1.0 / (1.0 + np.exp(-self.scores(features)[0])))

    def arrays(self, prefix: str) -> dict[str, Any]:
        """How it is kept."""
        return {f"{prefix}_names": np.array(self.names), f"{prefix}_weights": self.weights, f"{prefix}_bias": self.bias}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Any], prefix: str) -> Weighing:
        """What `arrays` made."""
        names = tuple(str(name) for name in arrays[f"{prefix}_names"])
        return cls(names, arrays[f"{prefix}_weights"], arrays[f"{prefix}_bias"])


def logit(likelihood: float) -> float:
    """The log odds, at most `_FAR` either way: a head that is certain does not drown every sign."""
    bounded = min(max(likelihood, 1e-6), 1 - 1e-6)
    return float(np.clip(np.log(bounded / (1 - bounded)), -_FAR, _FAR))


def learn_yes_or_no(rows: Sequence[Features], answers: Sequence[bool], own: str, seed: int) -> Weighing:
    """Weigh for a yes or no. `own` is the feature that stands alone where there is too little to learn from."""
    names = tuple(sorted({name for row in rows for name in row} | {own}))
    if min(sum(answers), len(answers) - sum(answers)) < FEWEST:
        return Weighing(names, _alone(names, [own]), np.zeros(1, dtype=np.float32))
    head = _fit(rows, names, list(answers), seed)
    return Weighing(names, head.coef_.T.astype(np.float32), head.intercept_.astype(np.float32))


def learn_one_of(rows: Sequence[Features], answers: Sequence[int], own: Sequence[str], seed: int) -> Weighing:
    """Weigh for one of several; `own` names, class by class, the feature that stands alone where there is too little."""
    names = tuple(sorted({name for row in rows for name in row} | set(own)))
    if len(answers) < FEWEST * len(own) or len(set(answers)) < len(own):
        return Weighing(names, _alone(names, own), np.zeros(len(own), dtype=np.float32))
    head = _fit(rows, names, list(answers), seed)
    return Weighing(names, head.coef_.T.astype(np.float32), head.intercept_.astype(np.float32))


def _alone(names: Sequence[str], own: Sequence[str]) -> NDArray[np.float32]:
    weights = np.zeros((len(names), len(own)), dtype=np.float32)
    for column, name in enumerate(own):
        weights[names.index(name), column] = 1.0
    return weights


def _fit(rows: Sequence[Features], names: Sequence[str], answers: Sequence[Any], seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression

    table = np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float32)
    return LogisticRegression(C=STRENGTH, max_iter=2000, random_state=seed).fit(table, answers)
