"""Training on data/nlu.yml: heads on everything, and their weight beside the grammar's signs on what was kept back."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Optional, Sequence

from bot.understanding.classifier import (
    FLAGS,
    OWN,
    HeadsRead,
    MessageClassifier,
    Progress,
    flag_features,
    subject_features,
)
from bot.understanding.danger import danger_signs
from bot.understanding.encoder import SentenceEncoder, pieces
from bot.understanding.examples import FLAGGED_INTENTS, Example, is_kept_back
from bot.understanding.heads import (
    HARM_NAMES,
    SLIPPED_WEIGHT,
    SUBJECT_NAMES,
    Array,
    ClassifierSettings,
    Fitted,
    Labels,
    fit_counts,
    fit_heads,
)
from bot.understanding.self_harm import self_harm_signs
from bot.understanding.slips import with_slips
from bot.understanding.spacing import WordSpacing
from bot.understanding.subject import subject_signs
from bot.understanding.text import clean
from bot.understanding.weighing import Weighing, learn_one_of, learn_yes_or_no

SIGNS = (danger_signs, self_harm_signs)


@dataclass(frozen=True)
class Material:
    """What training works with: rows of texts, vectors and labels; the last rows are copies with slips."""

    shown: list[str]
    vectors: Array
    labels: Labels
    copy_of: list[int]
    """For each copy, the row of its example."""

    def with_copies(self, rows: Sequence[int]) -> list[int]:
        """These rows and the rows of their copies."""
        chosen = set(rows)
        return [*rows, *(len(self.shown) + place for place, row in enumerate(self.copy_of) if row in chosen)]


def train(
    examples: Sequence[Example], settings: ClassifierSettings, encoder: SentenceEncoder, progress: Progress
) -> MessageClassifier:
    """Train every head. Needs at least two intents and an example of each flag."""
    spacing, shown = as_read(examples, encoder)
    progress(f"reading {len(examples)} examples, {settings.slips:.0%} of them with slips of the finger besides")
    material = _material(examples, shown, settings, encoder, spacing)
    everything = list(range(len(examples)))
    kept_back = [row for row in everything if is_kept_back(examples[row].text)]
    others = [row for row in everything if not is_kept_back(examples[row].text)]
    fitted: Fitted = {}
    first = None
    if _can_split(material.labels, others):
        progress("training the heads on nine tenths of the examples")
        first = _heads(material, others, settings, encoder, spacing, fitted)
    progress("weighing what they say with what the grammar shows, on the tenth that was kept back")
    weighings = _weighings(first, examples, material.shown, kept_back if first else [], settings.seed)
    progress("training the heads on everything")
    return _heads(material, everything, settings, encoder, spacing, fitted, first).weighed(weighings)


def as_read(examples: Sequence[Example], encoder: SentenceEncoder) -> tuple[WordSpacing, list[str]]:
    """Where words that run together come apart, and the examples' texts as the heads read them."""
    cleaned = [clean(example.text) for example in examples]
    spacing = WordSpacing.learn(cleaned, encoder.vocabulary)
    return spacing, [spacing.spaced(text) for text in cleaned]


def texts_to_encode(examples: Sequence[Example], encoder: SentenceEncoder) -> list[str]:
    """Every text that training has encoded: the examples, and the pieces of long ones that are weighed."""
    _, shown = as_read(examples, encoder)
    parts = (part for example, text in zip(examples, shown) if is_kept_back(example.text) for part in pieces(text))
    return list(dict.fromkeys([*shown, *parts]))


def _material(
    examples: Sequence[Example],
    shown: list[str],
    settings: ClassifierSettings,
    encoder: SentenceEncoder,
    spacing: WordSpacing,
) -> Material:
    chances = [random.Random(f"{settings.seed} {text}") for text in shown]
    copy_of = [row for row, chance in enumerate(chances) if chance.random() < settings.slips]
    slipped = [spacing.spaced(with_slips(shown[row], chances[row])) for row in copy_of]
    subjects = [
        SUBJECT_NAMES.index(example.subject.value) if example.intent in HARM_NAMES else -1 for example in examples
    ]
    rows = [*range(len(examples)), *copy_of]
    labels = Labels(
        [example.intent for example in examples],
        [example.danger_now for example in examples],
        [example.self_harm for example in examples],
        subjects,
        [1.0] * len(examples),
    ).rows(rows)
    weights = [1.0] * len(examples) + [SLIPPED_WEIGHT] * len(copy_of)
    return Material(shown, encoder.encode([*shown, *slipped]), replace(labels, weights=weights), copy_of)


def _can_split(labels: Labels, rows: Sequence[int]) -> bool:
    """Whether these rows have at least two intents and both answers to each flag."""
    chosen = labels.rows(rows)
    return min(len(set(chosen.intents)), len(set(chosen.danger_now)), len(set(chosen.self_harm))) > 1


def _heads(
    material: Material,
    rows: Sequence[int],
    settings: ClassifierSettings,
    encoder: SentenceEncoder,
    spacing: WordSpacing,
    fitted: Fitted,
    first: Optional[MessageClassifier] = None,
) -> MessageClassifier:
    """A classifier of heads alone, trained on these rows and their copies with slips.

    The counts take longest and gain least from the last tenth: `first` lends its own.
    """
    both = material.with_copies(rows)
    arrays, intents = fit_heads(material.vectors[both], material.labels.rows(both), settings, fitted)
    if first is not None:
        arrays.update(first.count_arrays())
    elif settings.counts_share:
        labels = [material.labels.intents[row] for row in rows]
        arrays.update(fit_counts([material.shown[row] for row in rows], labels, settings))
    return MessageClassifier(encoder, arrays, intents, settings.counts_share, spacing)


def _weighings(
    first: MessageClassifier | None, examples: Sequence[Example], shown: Sequence[str], rows: Sequence[int], seed: int
) -> dict[str, Weighing]:
    """What each of the last words has learned from the rows that neither the encoder nor `first` has seen."""
    read = {row: first.read(shown[row]) for row in rows} if first else {}
    weighings: dict[str, Weighing] = {}
    told = [row for row in rows if examples[row].intent not in FLAGGED_INTENTS]
    weighings["harm"] = learn_yes_or_no(
        [first.harm_features(read[row], subject_signs(shown[row])) for row in told] if first else [],
        [examples[row].intent in HARM_NAMES for row in told],
        OWN,
        seed,
    )
    for column, flag in enumerate(FLAGS):
        features = [
            flag_features(read[row], column, _named(first, read[row]), SIGNS[column](shown[row])) for row in rows
        ]
        weighings[flag] = learn_yes_or_no(features, [getattr(examples[row], flag) for row in rows], OWN, seed)
    harmed = [row for row in rows if examples[row].intent in HARM_NAMES]
    weighings["subject"] = learn_one_of(
        [subject_features(read[row], subject_signs(shown[row])) for row in harmed],
        [SUBJECT_NAMES.index(examples[row].subject.value) for row in harmed],
        [f"head: {name}" for name in SUBJECT_NAMES],
        seed,
    )
    return weighings


def _named(first: MessageClassifier | None, read: HeadsRead) -> dict[str, float]:
    return {name: float(share) for name, share in zip(first.intents, read.intents)} if first else {}
