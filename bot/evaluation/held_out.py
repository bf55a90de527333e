"""Seeded folds of the training messages: train on all but one, read the one. Trains and prints; the figures do not."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Iterable, Optional, Sequence, cast

from bot.evaluation.reading import Labelled, Reading, answer_of, labelled
from bot.evaluation.robustness import Slipped, sampled, slipped
from bot.signposting import Harm
from bot.understanding.classifier import Classification, MessageClassifier, Progress
from bot.understanding.examples import Example
from bot.understanding.heads import ClassifierSettings
from bot.understanding.recogniser import Recogniser, Thresholds
from bot.understanding.remembering import Clock, RememberingEncoder, time_left
from bot.understanding.training import texts_to_encode

FOLDS, SEED = 5, 20
_ALWAYS, _NEVER = 0.0, 2.0


@dataclass(frozen=True)
class Plan:
    """How much is measured. `slip_sample` is the number of messages in each fold that are read again with slips."""

    folds: int = FOLDS
    examples: int = 0
    """A seeded sample of this many examples; 0 for all."""
    slip_sample: int = 300


QUICK = Plan(folds=2, examples=2000, slip_sample=40)
"""Enough to see whether everything works; the figures mean little."""


@dataclass(frozen=True)
class HeldOut:
    """Every message as a recogniser read it that was not trained on it, and some of them read again with slips."""

    readings: Sequence[Reading]
    slipped: Sequence[Slipped]


class ClassifiedOnce:
    """Stands for a classifier; one message read several times in a row is classified once."""

    def __init__(self, inner: MessageClassifier) -> None:
        self._inner = inner
        self._last: Optional[tuple[str, Classification]] = None

    def classify(self, text: str) -> Classification:
        """As `MessageClassifier.classify`."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._inner.classify(text)
        return self._last[1]


def folds(examples: Sequence[Example], count: int = FOLDS, seed: int = SEED) -> list[list[int]]:
    """The examples' positions in `count` folds: seeded, and each intent spread evenly over them."""
    dealt: list[list[int]] = [[] for _ in range(count)]
    for positions in _shuffled_by_intent(examples, seed):
        for turn, position in enumerate(positions):
            dealt[turn % count].append(position)
    return dealt


def sample(examples: Sequence[Example], count: int, seed: int = SEED) -> list[Example]:
    """About `count` of the examples in their order, as many of each intent as its share, and at least two."""
    chosen: list[int] = []
    for positions in _shuffled_by_intent(examples, seed):
        chosen += positions[: max(2, round(len(positions) * count / len(examples)))]
    return [examples[position] for position in sorted(chosen)]


def read_held_out(
    examples: Sequence[Example],
    settings: ClassifierSettings,
    thresholds: Thresholds,
    plan: Plan,
    progress: Progress,
    clock: Clock = time.monotonic,
) -> HeldOut:
    """Train and read fold by fold. `progress` gets a line for every step, with the time left where it is known."""
    chosen = sample(examples, plan.examples) if 0 < plan.examples < len(examples) else list(examples)
    encoder = RememberingEncoder()
    encoder.read_ahead(texts_to_encode(chosen, encoder), progress, clock)
    dealt, started = folds(chosen, plan.folds), clock()
    read: list[HeldOut] = []
    for number, fold in enumerate(dealt):
        name = f"fold {number + 1} of {plan.folds}"
        progress(f"{name}{time_left(clock() - started, number, plan.folds)}")
        held = set(fold)
        training = [example for position, example in enumerate(chosen) if position not in held]
        classifier = MessageClassifier.train(training, settings, encoder, _named(progress, name))
        messages = [labelled(chosen[position], f"{chosen[position].intent}-{position + 1}") for position in fold]
        read.append(_read_fold(messages, classifier, thresholds, plan.slip_sample, _named(progress, name)))
    return HeldOut([r for fold in read for r in fold.readings], [s for fold in read for s in fold.slipped])


def read_fold(messages: Iterable[Labelled], classifier: MessageClassifier, thresholds: Thresholds) -> list[Reading]:
    """The messages as served, with the flags' probabilities and what each would be on the other side of `harm`."""
    once = cast(MessageClassifier, ClassifiedOnce(classifier))
    served = Recogniser(once, thresholds)
    eager, reluctant = (Recogniser(once, replace(thresholds, harm=harm)) for harm in (_ALWAYS, _NEVER))
    readings: list[Reading] = []
    for message in messages:
        found = served.recognise(message.text)
        other = (eager if found.harm is Harm.NONE else reluctant).recognise(message.text)
        shares = once.classify(message.text)
        harm, intent = (other.harm, found.intent) if found.harm is Harm.NONE else (found.harm, other.intent)
        readings.append(Reading(message, answer_of(found, shares.danger_now, shares.self_harm), harm, intent))
    return readings


def _read_fold(
    messages: Sequence[Labelled],
    classifier: MessageClassifier,
    thresholds: Thresholds,
    slip_sample: int,
    progress: Progress,
) -> HeldOut:
    progress(f"reading {len(messages)} held-out messages")
    readings = read_fold(messages, classifier, thresholds)
    chosen = sampled(messages, slip_sample)
    progress(f"reading {len(chosen)} of them again with each kind of slip")
    served = Recogniser(classifier, thresholds)
    return HeldOut(readings, slipped(chosen, lambda text: served.recognise(text).harm))


def _named(progress: Progress, name: str) -> Progress:
    return lambda line: progress(f"{name}: {line}")


def _shuffled_by_intent(examples: Sequence[Example], seed: int) -> list[list[int]]:
    by_intent: dict[str, list[int]] = defaultdict(list)
    for position, example in enumerate(examples):
        by_intent[example.intent].append(position)
    chance = random.Random(seed)
    for intent in sorted(by_intent):
        chance.shuffle(by_intent[intent])
    return [by_intent[intent] for intent in sorted(by_intent)]
