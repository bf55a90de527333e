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
from scipy.sparse import csr_matrix  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.neighbors import KNeighborsClassifier  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402

from bot.evaluation.sets import read_sets  # noqa: E402
from bot.understanding.counts import WIDTH, count_features  # noqa: E402
from bot.understanding.encoder import SentenceEncoder, pieces  # noqa: E402
from bot.understanding.examples import FLAGGED_INTENTS, is_kept_back, read_examples  # noqa: E402
from bot.understanding.heads import HARM_NAMES, group_of  # noqa: E402
from bot.understanding.text import clean  # noqa: E402

NONE = len(HARM_NAMES)
Read = Callable[[np.ndarray], np.ndarray]
"""Vectors in, shares of the thirteen harms and of none out."""


def _counts(texts: Sequence[str]) -> csr_matrix:
    found = [count_features(text) for text in texts]
    starts = np.cumsum([0, *(len(columns) for columns, _ in found)])
    columns = np.concatenate([columns for columns, _ in found])
    values = np.concatenate([values for _, values in found])
    return csr_matrix((values, columns, starts), shape=(len(texts), WIDTH))


def _by_group(shares: np.ndarray, classes: Sequence[str]) -> np.ndarray:
    grouped = np.zeros((len(shares), NONE + 1), dtype=np.float32)
    for column, intent in enumerate(classes):
        grouped[:, group_of(intent)] += shares[:, column]
    return grouped


def _support_vectors(vectors: np.ndarray, intents: Sequence[str]) -> Read:
    head = LinearSVC(C=0.3).fit(vectors, intents)

    def read(rows: np.ndarray) -> np.ndarray:
        scores = 4 * head.decision_function(rows)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return _by_group(powers / powers.sum(axis=1, keepdims=True), head.classes_)

    return read


def _heads(vectors: np.ndarray, intents: Sequence[str]) -> Iterator[tuple[str, Read]]:
    linear = LogisticRegression(max_iter=100).fit(vectors, intents)
    near = KNeighborsClassifier(20, weights="distance", metric="cosine").fit(vectors, intents)
    layer = MLPClassifier((128,), early_stopping=True, random_state=20).fit(vectors, intents)

    def by(head: object) -> Read:
        return lambda rows: _by_group(head.predict_proba(rows), head.classes_)

    yield "logistic regression", by(linear)
    yield "linear support vectors", _support_vectors(vectors, intents)
    yield "one hidden layer of 128", by(layer)
    yield "20 nearest neighbours", by(near)
    yield (
        "logistic regression, 0.3 neighbours",
        lambda rows: 0.7 * by(linear)(rows) + 0.3 * by(near)(rows),
    )


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
        _counts([clean(example.text) for example in shown]), [group_of(intent) for intent in intents]
    )
    counted = {name: counting.predict_proba(_counts(texts)) for name, (texts, _) in tests.items()}
    _row("", "counts alone", counted, tests)
    for folder in given.encoders:
        encoder = SentenceEncoder(folder, threads=2)
        vectors = encoder.encode([clean(example.text) for example in shown])
        parts = {name: [pieces(text) for text in texts] for name, (texts, _) in tests.items()}
        read = {name: encoder.encode([part for row in rows for part in row]) for name, rows in parts.items()}
        for head, of_vectors in _heads(vectors, intents):
            shares = {name: _pooled(of_vectors(read[name]), parts[name]) for name in tests}
            measured = _row(folder.name, head, shares, tests)
            if given.card and head == "logistic regression":
                _write_card(folder / "card.json", measured)
            if head == "logistic regression":
                for share in (0.3, 0.5):
                    mixed = {name: (1 - share) * shares[name] + share * counted[name] for name in tests}
                    _row(folder.name, f"logistic regression, {share} counts", mixed, tests)


def _pooled(shares: np.ndarray, parts: Sequence[Sequence[str]]) -> np.ndarray:
    """One row a message: the whole and its pieces, those that tell of harm weighing more."""
    rows, start = [], 0
    for row in parts:
        part = shares[start : start + len(row)]
        start += len(row)
        weights = np.concatenate(([max(1.0, len(row) - 1.0)], 1.3 - part[1:, NONE]))
        rows.append((part * weights[:, None]).sum(0) / weights.sum())
    return np.stack(rows)


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
    print(f"{encoder:22} {head:36} " + "  ".join(cells), flush=True)
    return rights


if __name__ == "__main__":
    main()
