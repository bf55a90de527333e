"""The learned part of recognition: three logistic heads on the sentence vectors, one on word and letter counts.

Trained by `make train` from data/nlu.yml in under three minutes, kept as plain arrays inside the Rasa model.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.signposting import HARMS, Subject
from bot.understanding.counts import WIDTH as COUNTS_WIDTH
from bot.understanding.counts import count_features
from bot.understanding.encoder import SentenceEncoder, Vectors, pieces
from bot.understanding.text import clean

HARM_NAMES: tuple[str, ...] = tuple(harm.value for harm in HARMS)
SUBJECT_NAMES: tuple[str, ...] = tuple(subject.value for subject in Subject)
_NEVER = -30.0
"""The score of a class that no example has."""
HEADS_FILE = "heads.npz"

Array = NDArray[np.float32]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Example:
    """One training message: what was typed, what it means, and what it says besides.

    `subject` is who was harmed; it counts only where the intent is a kind of harm.
    """

    text: str
    intent: str
    danger_now: bool = False
    self_harm: bool = False
    subject: Subject = Subject.SELF


@dataclass(frozen=True)
class ClassifierSettings:
    """What training may choose; the defaults were measured (docs/adr/0004)."""

    intent_strength: float = 1.0
    flag_strength: float = 1.0
    counts_strength: float = 10.0
    counts_share: float = 0.3
    flag_weight: float = 3.0
    seed: int = 20


@dataclass(frozen=True)
class Classification:
    """Probabilities: `intents` and `subjects` each add up to 1; the flags stand on their own."""

    intents: Mapping[str, float]
    danger_now: float
    self_harm: float
    subjects: Mapping[Subject, float]

    @property
    def harm_share(self) -> float:
        """The probability that the message tells of harm at all."""
        return sum(self.intents.get(name, 0.0) for name in HARM_NAMES)

    def harms(self) -> list[tuple[str, float]]:
        """The kinds of harm with their probabilities among the harms, likeliest first."""
        total = self.harm_share or 1.0
        ranked = ((name, self.intents.get(name, 0.0) / total) for name in HARM_NAMES)
        return sorted(ranked, key=lambda pair: -pair[1])


class MessageClassifier:
    """Reads what a message means. Make one with `train` or `load`."""

    def __init__(
        self, encoder: SentenceEncoder, arrays: Mapping[str, Array], intents: Sequence[str], counts_share: float
    ) -> None:
        self._encoder = encoder
        self._arrays = arrays
        self.intents = tuple(intents)
        self._counts_share = counts_share
        groups = [HARM_NAMES.index(name) if name in HARM_NAMES else len(HARM_NAMES) for name in self.intents]
        self._group = np.array(groups)

    def classify(self, text: str) -> Classification:
        """What the message means. A long message is also read in pieces, and the pieces that tell of harm weigh more."""
        text = clean(text)
        parts = pieces(text)
        vectors = self._encoder.encode(parts)
        by_part = _softmax(vectors @ self._arrays["intent_weights"] + self._arrays["intent_bias"])
        flags = _sigmoid(vectors @ self._arrays["flag_weights"] + self._arrays["flag_bias"])
        subjects = _softmax(vectors @ self._arrays["subject_weights"] + self._arrays["subject_bias"]).mean(0)
        if len(parts) == 1:
            meaning = by_part[0]
        else:
            harm = by_part[:, self._group < len(HARM_NAMES)].sum(1)
            weights = np.concatenate(([float(len(parts) - 1)], 0.3 + harm[1:]))
            meaning = (by_part * weights[:, None]).sum(0) / weights.sum()
        meaning = self._with_counts(meaning, text)
        return Classification(
            {name: float(share) for name, share in zip(self.intents, meaning)},
            danger_now=float((flags[0, 0] + flags[:, 0].max()) / 2),
            self_harm=float(flags[:, 1].max()),
            subjects={Subject(name): float(share) for name, share in zip(SUBJECT_NAMES, subjects)},
        )

    def _with_counts(self, meaning: Array, text: str) -> Array:
        """The counts head knows the thirteen harms and "none of them"; it moves mass between these groups only."""
        if not self._counts_share:
            return meaning
        columns, values = count_features(text)
        scores = values @ self._arrays["count_weights"][columns] + self._arrays["count_bias"]
        counted = _softmax(scores[None, :])[0]
        size = len(HARM_NAMES) + 1
        mass = np.bincount(self._group, weights=meaning, minlength=size)
        mixed = (1 - self._counts_share) * mass + self._counts_share * counted
        scaled: Array = meaning * (mixed / np.maximum(mass, 1e-9))[self._group]
        shares: Array = scaled / scaled.sum()
        return shares

    def save(self, directory: Path) -> None:
        """Write everything but the encoder into the directory."""
        about = json.dumps({"intents": self.intents, "counts_share": self._counts_share})
        np.savez(directory / HEADS_FILE, about=np.array(about), **self._arrays)

    @classmethod
    def load(cls, directory: Path, encoder: Optional[SentenceEncoder] = None) -> MessageClassifier:
        """Read what `save` wrote."""
        with np.load(directory / HEADS_FILE, allow_pickle=False) as data:
            about = json.loads(str(data["about"]))
            arrays = {name: data[name] for name in data.files if name != "about"}
        check_arrays(arrays)
        return cls(encoder or SentenceEncoder(), arrays, about["intents"], about["counts_share"])

    @classmethod
    def train(
        cls,
        examples: Sequence[Example],
        settings: ClassifierSettings = ClassifierSettings(),
        encoder: Optional[SentenceEncoder] = None,
        progress: Progress = lambda line: None,
    ) -> MessageClassifier:
        """Train every head on the examples. Needs at least two intents and an example of each flag."""
        encoder = encoder or SentenceEncoder(threads=2)
        texts = [clean(example.text) for example in examples]
        progress(f"reading {len(texts)} examples")
        vectors = encoder.encode(texts)
        progress("training the intent head")
        intents = [example.intent for example in examples]
        intent_head = _fit(vectors, intents, settings.intent_strength, settings)
        names = [str(name) for name in intent_head.classes_]
        progress("training the heads for danger and self-harm")
        flags = [
            _fit(
                vectors,
                [getattr(example, flag) for example in examples],
                settings.flag_strength,
                settings,
                settings.flag_weight,
            )
            for flag in ("danger_now", "self_harm")
        ]
        arrays: dict[str, Array] = {
            "intent_weights": intent_head.coef_.T.astype(np.float32),
            "intent_bias": intent_head.intercept_.astype(np.float32),
            "flag_weights": np.concatenate([head.coef_ for head in flags]).T.astype(np.float32),
            "flag_bias": np.concatenate([head.intercept_ for head in flags]).astype(np.float32),
        }
        progress("training the head for who was harmed")
        arrays.update(_fit_subjects(vectors, examples, settings))
        if settings.counts_share:
            progress("training the word and letter counts")
            arrays.update(_fit_counts(texts, intents, settings))
        return cls(encoder, arrays, names, settings.counts_share)


class ModelOutdated(ValueError):
    """The trained heads are older than the code; the message says what to run."""


def check_arrays(names: Iterable[str]) -> None:
    """Raise `ModelOutdated` unless every head that the code reads was trained."""
    needed = {f"{head}_{part}" for head in ("intent", "flag", "subject") for part in ("weights", "bias")}
    missing = sorted(needed - set(names))
    if missing:
        raise ModelOutdated(f"The model lacks {', '.join(missing)}: it is older than this code. Run `make train`.")


def _fit(
    features: Any, labels: Sequence[Any], strength: float, settings: ClassifierSettings, weight: float = 1.0
) -> Any:
    from sklearn.linear_model import LogisticRegression

    balance = {False: 1.0, True: weight} if weight != 1.0 else None
    head = LogisticRegression(C=strength, max_iter=400, class_weight=balance, random_state=settings.seed)
    return head.fit(features, list(labels))


def _fit_subjects(vectors: Vectors, examples: Sequence[Example], settings: ClassifierSettings) -> dict[str, Array]:
    harmed = [position for position, example in enumerate(examples) if example.intent in HARM_NAMES]
    subjects = [SUBJECT_NAMES.index(examples[position].subject.value) for position in harmed]
    weights = np.zeros((vectors.shape[1], len(SUBJECT_NAMES)), dtype=np.float32)
    bias = np.full(len(SUBJECT_NAMES), _NEVER, dtype=np.float32)
    if len(set(subjects)) > 2:
        head = _fit(vectors[harmed], subjects, settings.flag_strength, settings)
        weights[:, head.classes_] = head.coef_.T
        bias[head.classes_] = head.intercept_
    else:
        bias[:] = 0.0
    return {"subject_weights": weights, "subject_bias": bias}


def _fit_counts(texts: Sequence[str], intents: Sequence[str], settings: ClassifierSettings) -> dict[str, Array]:
    from scipy.sparse import csr_matrix

    columns, values, starts = [], [], [0]
    for text in texts:
        column, value = count_features(text)
        columns.append(column)
        values.append(value)
        starts.append(starts[-1] + len(column))
    matrix = csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(starts)), shape=(len(texts), COUNTS_WIDTH)
    )
    groups = [HARM_NAMES.index(name) if name in HARM_NAMES else len(HARM_NAMES) for name in intents]
    head = _fit(matrix, groups, settings.counts_strength, settings)
    weights = np.zeros((COUNTS_WIDTH, len(HARM_NAMES) + 1), dtype=np.float32)
    bias = np.full(len(HARM_NAMES) + 1, _NEVER, dtype=np.float32)
    coefficients, intercepts = head.coef_, head.intercept_
    if len(head.classes_) == 2:
        coefficients, intercepts = (
            np.concatenate([-coefficients, coefficients]) / 2,
            np.concatenate([-intercepts, intercepts]) / 2,
        )
    for row, group in enumerate(head.classes_):
        weights[:, group] = coefficients[row]
        bias[group] = intercepts[row]
    return {"count_weights": weights, "count_bias": bias}


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _sigmoid(scores: Array) -> Array:
    shares: Array = 1.0 / (1.0 + np.exp(-scores))
    return shares
