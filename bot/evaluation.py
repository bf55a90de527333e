"""`python -m bot evaluate`: recognition measured on seeded folds of the training data, written to var/reports.

The encoder was tuned on these messages too, so the figures flatter it: use them to compare two changes,
not to say how well strangers are understood.
"""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Iterable, Optional, Sequence

from bot.signposting import Harm
from bot.understanding.classifier import ClassifierSettings, Example, MessageClassifier, Progress
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.recogniser import Recogniser, Recognition, Thresholds

FOLDS, SEED = 5, 20
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


def harm_of(intent: str) -> Harm:
    """The harm that an example's intent stands for; every other intent is `NONE`."""
    return Harm(intent) if intent in {harm.value for harm in Harm} else Harm.NONE


def folds(examples: Sequence[Example], count: int = FOLDS, seed: int = SEED) -> list[list[int]]:
    """The examples' positions in `count` folds: seeded, and each intent spread evenly over them."""
    by_intent: dict[str, list[int]] = defaultdict(list)
    for position, example in enumerate(examples):
        by_intent[example.intent].append(position)
    dealt: list[list[int]] = [[] for _ in range(count)]
    chance = random.Random(seed)
    for intent in sorted(by_intent):
        chance.shuffle(by_intent[intent])
        for turn, position in enumerate(by_intent[intent]):
            dealt[turn % count].append(position)
    return dealt


def evaluate(
    examples: Sequence[Example], thresholds: Thresholds, settings: ClassifierSettings, progress: Progress
) -> dict[str, Share]:
    """Train on all folds but one, read the one, for each fold in turn; every measure by its name."""
    encoder = SentenceEncoder(threads=2)
    read: list[tuple[Example, Recognition]] = []
    for number, fold in enumerate(folds(examples), start=1):
        progress(f"fold {number} of {FOLDS}")
        held = set(fold)
        training = [example for position, example in enumerate(examples) if position not in held]
        recogniser = Recogniser(MessageClassifier.train(training, settings, encoder), thresholds)
        read += [(examples[position], recogniser.recognise(examples[position].text)) for position in fold]
    return measures(read)


def measures(read: Iterable[tuple[Example, Recognition]]) -> dict[str, Share]:
    """Harm right, missed and falsely found; danger and self-harm found and rightly found; each harm's recall."""
    pairs = [(example, harm_of(example.intent), answer) for example, answer in read]
    plain = [(h, a) for e, h, a in pairs if e.intent not in ("danger_now", "self_harm", "own_behaviour")]
    told = [(h, a) for h, a in plain if h is not Harm.NONE]
    untold = [(h, a) for h, a in plain if h is Harm.NONE]
    found = {
        "harm right": _share(h is a.harm for h, a in plain),
        "harm missed": _share(a.harm is Harm.NONE for _, a in told),
        "false alarm": _share(a.harm is not Harm.NONE for _, a in untold),
        "danger found": _share(a.danger_now for e, _, a in pairs if e.danger_now),
        "danger rightly found": _share(e.danger_now for e, _, a in pairs if a.danger_now),
        "self-harm found": _share(a.self_harm for e, _, a in pairs if e.self_harm),
        "self-harm rightly found": _share(e.self_harm for e, _, a in pairs if a.self_harm),
    }
    for harm in sorted({h for h, _ in told}, key=lambda harm: harm.value):
        found[f"{harm.value} right"] = _share(a.harm is harm for h, a in told if h is harm)
    return found


def write_report(found: dict[str, Share], path: Path) -> None:
    """Keep the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({name: asdict(share) for name, share in found.items()}, indent=2) + "\n", encoding="utf-8"
    )


def _share(answers: Iterable[bool]) -> Share:
    all_answers = list(answers)
    return Share(sum(all_answers), len(all_answers))
