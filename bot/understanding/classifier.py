"""The learned part of recognition: heads on the sentence vectors, one on counts, weighed with the signs of the grammar.

Trained by `make train` from data/nlu.yml (bot/understanding/training.py), kept as plain arrays inside the Rasa model.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence

import numpy as np

from bot.signposting import Subject
from bot.understanding.counts import count_features
from bot.understanding.danger import danger_signs
from bot.understanding.encoder import SentenceEncoder, pieces
from bot.understanding.examples import Example
from bot.understanding.heads import HARM_NAMES, SUBJECT_NAMES, Array, ClassifierSettings, group_of
from bot.understanding.self_harm import self_harm_signs
from bot.understanding.spacing import WordSpacing
from bot.understanding.subject import subject_signs
from bot.understanding.text import clean
from bot.understanding.weighing import Features, Weighing, logit

HEADS_FILE = "heads.npz"
FLAGS = ("danger_now", "self_harm")
HARMLESS = (
    "everyday_feelings", "law_and_money", "harmless_words", "council_matter", "off_topic", "low_mood", "own_behaviour",
)  # fmt: skip
"""Intents that are easily taken for harm."""
OWN = "head"
"""The feature that is the head's own word."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Classification:
    """Probabilities: `intents` and `subjects` each add up to 1; the flags stand on their own.

    `signs` are what the grammar shows of danger and of self-harm, for staff.
    """

    intents: Mapping[str, float]
    danger_now: float
    self_harm: float
    subjects: Mapping[Subject, float]
    signs: frozenset[str] = field(default=frozenset())

    @property
    def harm_share(self) -> float:
        """The probability that the message tells of harm at all."""
        return sum(self.intents.get(name, 0.0) for name in HARM_NAMES)

    def harms(self) -> list[tuple[str, float]]:
        """The kinds of harm with their probabilities among the harms, likeliest first."""
        total = self.harm_share or 1.0
        ranked = ((name, self.intents.get(name, 0.0) / total) for name in HARM_NAMES)
        return sorted(ranked, key=lambda pair: -pair[1])


@dataclass(frozen=True)
class HeadsRead:
    """What the heads say before anything is weighed.

    Shares of the intents (and of those by the vectors alone), of the thirteen harms and none by the counts (None without
    counts), likelihoods of the two flags (on the whole, in the likeliest piece), shares of who was harmed.
    """

    intents: Array
    by_vector: Array
    by_counts: Optional[Array]
    flags: Array
    subjects: Array


class MessageClassifier:
    """Reads what a message means. Make one with `training.train` or `load`."""

    def __init__(
        self,
        encoder: SentenceEncoder,
        arrays: Mapping[str, Any],
        intents: Sequence[str],
        counts_share: float,
        spacing: Optional[WordSpacing] = None,
        weighings: Optional[Mapping[str, Weighing]] = None,
    ) -> None:
        self._encoder = encoder
        self._arrays = arrays
        self.intents = tuple(intents)
        self._counts_share = counts_share
        self._spacing = spacing or WordSpacing({})
        self._weighings = dict(weighings or {})
        self._group = np.array([group_of(name) for name in self.intents])

    def weighed(self, weighings: Mapping[str, Weighing]) -> MessageClassifier:
        """This classifier with these last words."""
        return MessageClassifier(
            self._encoder, self._arrays, self.intents, self._counts_share, self._spacing, weighings
        )

    def count_arrays(self) -> dict[str, Any]:
        """The trained head on the counts, for another classifier."""
        return {name: array for name, array in self._arrays.items() if name.startswith("count_")}

    def classify(self, text: str) -> Classification:
        """What the message means."""
        shown = self.respaced(text)
        read = self.read(shown)
        danger, self_harm, harmed = danger_signs(shown), self_harm_signs(shown), subject_signs(shown)
        meaning = self._calibrated(read, self.harm_features(read, harmed))
        intents = {name: float(share) for name, share in zip(self.intents, meaning)}
        unweighed = {name: float(share) for name, share in zip(self.intents, read.intents)}
        flags = [
            self._weighings[flag].likelihood(flag_features(read, column, unweighed, signs)) if flag in self._weighings else float(read.flags[0, column])
            for column, (flag, signs) in enumerate(zip(FLAGS, (danger, self_harm)))
        ]  # fmt: skip
        subjects = read.subjects
        if "subject" in self._weighings:
            subjects = softmax(self._weighings["subject"].scores(subject_features(read, harmed)))
        return Classification(
            intents, flags[0], flags[1],
            {Subject(name): float(share) for name, share in zip(SUBJECT_NAMES, subjects)},
            danger | self_harm,
        )  # fmt: skip

    def respaced(self, text: str) -> str:
        """The message as the heads and the signs read it: clean, with run-together words set apart."""
        return self._spacing.spaced(clean(text))

    def read(self, shown: str) -> HeadsRead:
        """What the heads say. A long message is also read in pieces, and the pieces that tell of harm weigh more."""
        parts = pieces(shown)
        vectors = self._encoder.encode(parts)
        by_part = softmax(vectors @ self._arrays["intent_weights"] + self._arrays["intent_bias"])
        flags = sigmoid(vectors @ self._arrays["flag_weights"] + self._arrays["flag_bias"])
        subjects = softmax(vectors @ self._arrays["subject_weights"] + self._arrays["subject_bias"]).mean(0)
        meaning = pooled(by_part, by_part[:, self._group < len(HARM_NAMES)].sum(1))
        counted = self._counted(shown) if self._counts_share else None
        mixed = meaning if counted is None else self._with_counts(meaning, counted)
        return HeadsRead(mixed, meaning, counted, np.stack([flags[0], flags.max(0)]), subjects)

    def _counted(self, text: str) -> Array:
        columns, values = count_features(text)
        return softmax(values @ self._arrays["count_weights"][columns] + self._arrays["count_bias"])

    def _with_counts(self, meaning: Array, counted: Array) -> Array:
        """The counts head knows the thirteen harms and "none of them"; it moves mass between these groups only."""
        mass = np.bincount(self._group, weights=meaning, minlength=len(counted))
        mixed = (1 - self._counts_share) * mass + self._counts_share * counted
        scaled: Array = meaning * (mixed / np.maximum(mass, 1e-9))[self._group]
        shares: Array = scaled / scaled.sum()
        return shares

    def harm_features(self, read: HeadsRead, signs: Iterable[str]) -> Features:
        """What is weighed for "harm at all": both heads, what else it may be, who did what to whom."""
        is_harm = self._group < len(HARM_NAMES)
        counted = read.by_counts if read.by_counts is not None else read.intents[:0]
        others = {
            f"intent: {name}": float(read.by_vector[self.intents.index(name)])
            for name in HARMLESS
            if name in self.intents
        }
        return {
            OWN: logit(float(read.intents[is_harm].sum())),
            "vector": logit(float(read.by_vector[is_harm].sum())),
            "counts": logit(float(1 - counted[-1])) if len(counted) else 0.0,
            "likeliest harm": float(read.intents[is_harm].max()) if is_harm.any() else 0.0,
            **others,
            **dict.fromkeys(signs, 1.0),
        }

    def _calibrated(self, read: HeadsRead, features: Features) -> Array:
        """The shares with "harm at all" as likely as it proved to be on messages that were kept back."""
        meaning, weighing = read.intents, self._weighings.get("harm")
        if weighing is None:
            return meaning
        is_harm = self._group < len(HARM_NAMES)
        before = float(meaning[is_harm].sum())
        after = weighing.likelihood(features)
        scaled = np.where(is_harm, meaning * after / max(before, 1e-9), meaning * (1 - after) / max(1 - before, 1e-9))
        shares: Array = (scaled / scaled.sum()).astype(np.float32)
        return shares

    def save(self, directory: Path) -> None:
        """Write everything but the encoder into the directory."""
        about = {
            "intents": self.intents, "counts_share": self._counts_share, "weighed": sorted(self._weighings),
            "costs": self._spacing.costs,
        }  # fmt: skip
        kept: dict[str, Any] = dict(self._arrays)
        for name, weighing in self._weighings.items():
            kept.update(weighing.arrays(f"weighing_{name}"))
        np.savez(directory / HEADS_FILE, about=np.array(json.dumps(about)), **kept)

    @classmethod
    def load(cls, directory: Path, encoder: Optional[SentenceEncoder] = None) -> MessageClassifier:
        """Read what `save` wrote. Raises `ModelOutdated` for what an older version wrote."""
        with np.load(directory / HEADS_FILE, allow_pickle=False) as data:
            check_arrays(data.files)
            about = json.loads(str(data["about"]))
            arrays = {name: data[name] for name in data.files if name != "about"}
        weighings = {name: Weighing.of_arrays(arrays, f"weighing_{name}") for name in about["weighed"]}
        encoder = encoder or SentenceEncoder()
        spacing = WordSpacing(about["costs"], encoder.vocabulary)
        return cls(encoder, arrays, about["intents"], about["counts_share"], spacing, weighings)

    @classmethod
    def train(
        cls,
        examples: Sequence[Example],
        settings: Optional[ClassifierSettings] = None,
        encoder: Optional[SentenceEncoder] = None,
        progress: Progress = lambda line: None,
    ) -> MessageClassifier:
        """Train every head on the examples. Needs at least two intents and an example of each flag."""
        from bot.understanding.remembering import RememberingEncoder
        from bot.understanding.training import train

        return train(examples, settings or ClassifierSettings(), encoder or RememberingEncoder(), progress)


class ModelOutdated(ValueError):
    """The trained heads are older than the code; the message says what to run."""


def check_arrays(names: Iterable[str]) -> None:
    """Raise `ModelOutdated` unless everything that the code reads was trained."""
    needed = {f"{head}_{part}" for head in ("intent", "flag", "subject") for part in ("weights", "bias")}
    needed |= {f"weighing_{name}_weights" for name in ("harm", *FLAGS, "subject")}
    missing = sorted(needed - set(names))
    if missing:
        raise ModelOutdated(f"The model lacks {', '.join(missing)}: it is older than this code. Run `make train`.")


def flag_features(read: HeadsRead, column: int, intents: Mapping[str, float], signs: Iterable[str]) -> Features:
    """What is weighed for a flag: the head on the whole and on the likeliest piece, the intents, the signs."""
    harm = sum(intents.get(name, 0.0) for name in HARM_NAMES)
    flag = intents.get("danger_now", 0.0) + intents.get("self_harm", 0.0)
    return {
        OWN: logit(float(read.flags[0, column])),
        "likeliest piece": logit(float(read.flags[1, column])),
        "harm": harm,
        "nothing harmful": max(0.0, 1.0 - harm - flag),
        "own behaviour": intents.get("own_behaviour", 0.0),
        "low mood": intents.get("low_mood", 0.0),
        "self-harm intent": intents.get("self_harm", 0.0),
        "danger intent": intents.get("danger_now", 0.0),
        **dict.fromkeys(signs, 1.0),
    }


def subject_features(read: HeadsRead, signs: Iterable[str]) -> Features:
    """What is weighed for who was harmed: the head's word for each, and the signs."""
    heads = {f"head: {name}": float(np.log(max(share, 1e-4))) for name, share in zip(SUBJECT_NAMES, read.subjects)}
    return {**heads, **dict.fromkeys(signs, 1.0)}


def pooled(by_part: Array, harm: Array) -> Array:
    """One row of shares for a message: the whole (first row) and its pieces, those that tell of harm weighing more."""
    shares: Array = by_part[0]
    if len(by_part) > 1:
        weights = np.concatenate(([float(len(by_part) - 1)], 0.3 + harm[1:]))
        shares = (by_part * weights[:, None]).sum(0) / weights.sum()
    return shares


def softmax(scores: Array) -> Array:
    """Scores as shares that add up to 1, along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def sigmoid(scores: Array) -> Array:
    """Scores as likelihoods, each on its own."""
    shares: Array = 1.0 / (1.0 + np.exp(-scores))
    return shares
