"""Training the heads that stand on the sentence vectors and on the counts: features in, plain arrays out.

Only `make train` and `make evaluate` come here; scikit-learn is not loaded while the bot answers.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import partial
from typing import Any, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.signposting import HARMS, Subject
from bot.understanding.counts import WIDTH as COUNTS_WIDTH
from bot.understanding.counts import count_features

Array = NDArray[np.float32]
HARM_NAMES: tuple[str, ...] = tuple(harm.value for harm in HARMS)
SUBJECT_NAMES: tuple[str, ...] = tuple(subject.value for subject in Subject)
NEVER = -30.0
"""The score of a class that no example has."""
MOST_ROUNDS = 60
SLIPPED_WEIGHT = 0.5
"""What a copy with slips counts against the message as it was written."""


@dataclass(frozen=True)
class ClassifierSettings:
    """What training may choose; the defaults were measured (docs/adr/0007)."""

    intent_strength: float = 1.0
    flag_strength: float = 1.0
    counts_strength: float = 10.0
    counts_share: float = 0.3
    flag_weight: float = 3.0
    slips: float = 0.0
    seed: int = 20


@dataclass(frozen=True)
class Labels:
    """What each row of features means. `subjects` is -1 where nobody was harmed."""

    intents: Sequence[str]
    danger_now: Sequence[bool]
    self_harm: Sequence[bool]
    subjects: Sequence[int]
    weights: Sequence[float]

    def rows(self, chosen: Sequence[int]) -> Labels:
        """The labels of some rows."""
        return Labels(*([values[row] for row in chosen] for values in vars(self).values()))


def group_of(intent: str) -> int:
    """The number of a harm, and one number more for everything that is no harm."""
    return HARM_NAMES.index(intent) if intent in HARM_NAMES else len(HARM_NAMES)


Fitted = dict[str, Any]
"""Fitted heads by name; the next fit on more of the same data goes on from them, in a fraction of the time."""


def fit_heads(
    vectors: Array, labels: Labels, settings: ClassifierSettings, fitted: Fitted
) -> tuple[dict[str, Array], list[str]]:
    """The heads on the vectors, as arrays, and the intents in the order of their columns."""
    fit = partial(_fit, settings=settings, weights=labels.weights, fitted=fitted)
    intent_head = fit("intent", vectors, labels.intents, settings.intent_strength)
    flags = [
        fit(name, vectors, flag, settings.flag_strength, balance={False: 1.0, True: settings.flag_weight})
        for name, flag in (("danger", labels.danger_now), ("self-harm", labels.self_harm))
    ]
    arrays: dict[str, Array] = {
        "intent_weights": intent_head.coef_.T.astype(np.float32),
        "intent_bias": intent_head.intercept_.astype(np.float32),
        "flag_weights": np.concatenate([head.coef_ for head in flags]).T.astype(np.float32),
        "flag_bias": np.concatenate([head.intercept_ for head in flags]).astype(np.float32),
    }
    if len(intent_head.classes_) == 2:
        arrays["intent_weights"] = np.concatenate([-intent_head.coef_, intent_head.coef_]).T.astype(np.float32) / 2
        arrays["intent_bias"] = np.array([-1, 1], np.float32) * intent_head.intercept_.astype(np.float32) / 2
    arrays.update(_fit_subjects(vectors, labels, settings, fitted))
    return arrays, [str(name) for name in intent_head.classes_]


def _fit(
    name: str,
    features: Any,
    labels: Sequence[Any],
    strength: float,
    settings: ClassifierSettings,
    fitted: Fitted,
    weights: Optional[Sequence[float]] = None,
    balance: Optional[Mapping[Any, float]] = None,
) -> Any:
    """A logistic regression; `strength` is the inverse of the penalty. It goes on from the head of that name, if any."""
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=strength, max_iter=MOST_ROUNDS, class_weight=balance, random_state=settings.seed)
    before = fitted.get(name)
    if before is not None and list(before.classes_) == sorted(set(labels)):
        head.set_params(warm_start=True)
        head.classes_, head.coef_, head.intercept_ = before.classes_, before.coef_.copy(), before.intercept_.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # more rounds change no answer
        fitted[name] = head.fit(features, list(labels), sample_weight=None if weights is None else list(weights))
    return head


def _fit_subjects(vectors: Array, labels: Labels, settings: ClassifierSettings, fitted: Fitted) -> dict[str, Array]:
    harmed = [row for row, subject in enumerate(labels.subjects) if subject >= 0]
    subjects = [labels.subjects[row] for row in harmed]
    weights = np.zeros((vectors.shape[1], len(SUBJECT_NAMES)), dtype=np.float32)
    bias = np.full(len(SUBJECT_NAMES), NEVER, dtype=np.float32)
    if len(set(subjects)) > 2:
        weights_of_rows = [labels.weights[row] for row in harmed]
        head = _fit(
            "subject", vectors[harmed], subjects, settings.flag_strength, settings, fitted, weights=weights_of_rows
        )
        weights[:, head.classes_] = head.coef_.T
        bias[head.classes_] = head.intercept_
    else:
        bias[:] = 0.0
    return {"subject_weights": weights, "subject_bias": bias}


def count_matrix(texts: Sequence[str]) -> Any:
    """The counts of at least one text as a sparse matrix (CSR), shape (len(texts), COUNTS_WIDTH)."""
    from scipy.sparse import csr_matrix

    columns, values = zip(*map(count_features, texts))
    starts = np.cumsum([0, *map(len, columns)])
    return csr_matrix((np.concatenate(values), np.concatenate(columns), starts), shape=(len(texts), COUNTS_WIDTH))


def fit_counts(texts: Sequence[str], intents: Sequence[str], settings: ClassifierSettings) -> dict[str, Array]:
    """The head on word and letter counts; it tells the harms and "none of them"."""
    matrix = count_matrix(texts)
    head = _fit("counts", matrix, [group_of(intent) for intent in intents], settings.counts_strength, settings, {})
    weights = np.zeros((COUNTS_WIDTH, len(HARM_NAMES) + 1), dtype=np.float32)
    bias = np.full(len(HARM_NAMES) + 1, NEVER, dtype=np.float32)
    coefficients, intercepts = head.coef_, head.intercept_
    if len(head.classes_) == 2:
        coefficients = np.concatenate([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    for row, group in enumerate(head.classes_):
        weights[:, group] = coefficients[row]
        bias[group] = intercepts[row]
    return {"count_weights": weights, "count_bias": bias}
