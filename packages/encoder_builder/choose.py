"""Compare sentence encoders and heads on the tenth of the messages that no encoder was tuned on (docs/adr/0007).

    .venv-encoder/bin/python packages/encoder_builder/choose.py models/encoder [FOLDER …] [--sets EVAL] [--examples N]

Prints a table, one row a head: the share of messages whose kind of harm (one of thirteen, or none) is right, on the
kept-back tenth and on labelled sets; and false alarms on the messages of each set without harm. Heads decide alone here:
nothing is weighed with the grammar.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import warnings
from pathlib import Path
from typing import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.neighbors import KNeighborsClassifier  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402

from bot.evaluation.sets import read_sets  # noqa: E402
from bot.understanding.classifier import pooled, softmax  # noqa: E402
from bot.understanding.encoder import pieces  # noqa: E402
from bot.understanding.examples import FLAGGED_INTENTS, is_kept_back, read_examples  # noqa: E402
from bot.understanding.heads import HARM_NAMES, count_matrix, group_of  # noqa: E402
from bot.understanding.remembering import RememberingEncoder  # noqa: E402
from bot.understanding.text import clean  # noqa: E402

NONE = len(HARM_NAMES)
LINEAR, NEAR, COUNTS = "logistic regression", "20 nearest neighbours", "counts alone"
MIXED = ((NEAR, 0.3), (COUNTS, 0.3), (COUNTS, 0.5))
"""What is mixed into the logistic regression, and its share."""
Read = Callable[[np.ndarray], np.ndarray]
"""Vectors in, shares of the thirteen harms and of none out."""


def _by_group(shares: np.ndarray, classes: Sequence[str]) -> np.ndarray:
    grouped = np.zeros((len(shares), NONE + 1), dtype=np.float32)
    for column, intent in enumerate(classes):
        grouped[:, group_of(intent)] += shares[:, column]
    return grouped


def _support_vectors(vectors: np.ndarray, intents: Sequence[str]) -> Read:
    head = LinearSVC(C=0.3).fit(vectors, intents)

    def read(rows: np.ndarray) -> np.ndarray:
        return _by_group(softmax(4 * head.decision_function(rows)), head.classes_)

    return read


def _heads(vectors: np.ndarray, intents: Sequence[str]) -> Iterator[tuple[str, Read]]:
    linear = LogisticRegression(max_iter=100).fit(vectors, intents)
    near = KNeighborsClassifier(20, weights="distance", metric="cosine").fit(vectors, intents)
    layer = MLPClassifier((128,), early_stopping=True, random_state=20).fit(vectors, intents)

    def by(head: object) -> Read:
        return lambda rows: _by_group(head.predict_proba(rows), head.classes_)

    yield LINEAR, by(linear)
    yield "linear support vectors", _support_vectors(vectors, intents)
    yield "one hidden layer of 128", by(layer)
    yield NEAR, by(near)


def main() -> None:
    """Read the folders and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoders", type=Path, nargs="+")
    parser.add_argument("--sets", type=Path)
    parser.add_argument("--examples", type=int, help="train the heads on this many messages only")
    parser.add_argument("--card", action="store_true", help="write what was measured into each folder's card.json")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    everything = list(read_examples())
    shown = [example for example in everything if not is_kept_back(example.text)]
    random.Random(20).shuffle(shown)
    shown = shown[: given.examples]
    kept = [example for example in everything if is_kept_back(example.text) and example.intent not in FLAGGED_INTENTS]
    tests = {"kept back": ([clean(e.text) for e in kept], [{group_of(e.intent)} for e in kept])}
    if given.sets:
        for name, messages in read_sets(given.sets).items():
            told = [m for m in messages if m.harm]
            if told:
                labels = [{group_of(harm.value) for harm in m.harm} for m in told]
                tests[name.rsplit("/", 1)[-1]] = ([clean(m.text) for m in told], labels)
    print("share right / false alarms on: " + ", ".join(f"{name} ({len(texts)})" for name, (texts, _) in tests.items()))
    intents = [example.intent for example in shown]
    counting = LogisticRegression(C=10, max_iter=60).fit(
        count_matrix([clean(example.text) for example in shown]), [group_of(intent) for intent in intents]
    )
    counted = {name: counting.predict_proba(count_matrix(texts)) for name, (texts, _) in tests.items()}
    _row("", COUNTS, counted, tests)
    for folder in given.encoders:
        encoder = RememberingEncoder(folder)
        vectors = encoder.encode([clean(example.text) for example in shown])
        parts = {name: [pieces(text) for text in texts] for name, (texts, _) in tests.items()}
        read = {name: encoder.encode([part for row in rows for part in row]) for name, rows in parts.items()}
        shares = {COUNTS: counted}
        for head, of_vectors in _heads(vectors, intents):
            shares[head] = {name: _pooled(of_vectors(read[name]), parts[name]) for name in tests}
            measured = _row(folder.name, head, shares[head], tests)
            if given.card and head == LINEAR:
                _write_card(folder / "card.json", measured)
        for other, share in MIXED:
            mixed = {name: (1 - share) * shares[LINEAR][name] + share * shares[other][name] for name in tests}
            _row(folder.name, f"{LINEAR}, {share} of {other}", mixed, tests)


def _pooled(shares: np.ndarray, parts: Sequence[Sequence[str]]) -> np.ndarray:
    """One row a message."""
    ends = np.cumsum([len(row) for row in parts])[:-1]
    return np.stack([pooled(part, 1 - part[:, NONE]) for part in np.split(shares, ends)])


def _write_card(card: Path, measured: dict[str, float]) -> None:
    about = json.loads(card.read_text(encoding="utf-8"))
    about["measured"] = {"what": "share of kinds of harm right, by logistic regression alone", **measured}
    card.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def _row(encoder: str, head: str, shares: dict[str, np.ndarray], tests: dict) -> dict[str, float]:
    """Print a row; the shares right by set."""
    cells, rights = [], {}
    for name, (_, labels) in tests.items():
        harmed = 1 - shares[name][:, NONE] > 0.5
        best = shares[name][:, :NONE].argmax(1)
        answers = np.where(harmed, best, NONE)
        right = np.mean([answer in label for answer, label in zip(answers, labels)])
        rights[name] = round(float(right), 3)
        none = [row for row, label in enumerate(labels) if label == {NONE}]
        cells.append(f"{right:.3f}/" + (f"{harmed[none].mean():.3f}" if none else "  –  "))
    print(f"{encoder:22} {head:48} " + "  ".join(cells), flush=True)
    return rights


if __name__ == "__main__":
    main()
