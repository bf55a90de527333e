"""Vectors that are kept beside the encoder: each text is read once, and nothing is taken from another encoder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Sequence

import numpy as np
import pytest

from bot.understanding.encoder import ENCODER_DIR, SentenceEncoder, Vectors
from bot.understanding.examples import read_examples
from bot.understanding.remembering import VECTORS_FILE, RememberingEncoder, read_vectors, write_vectors

TEXTS = ["my bike was taken", "he follows me home", "when is bin day"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder without kept vectors."""
    copy = tmp_path_factory.mktemp("encoder")
    for name in ("encoder.onnx", "tokenizer.json"):
        shutil.copy(ENCODER_DIR / name, copy / name)
    return copy


def test_each_text_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def encode(self: SentenceEncoder, texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)

    monkeypatch.setattr(SentenceEncoder, "encode", encode)
    encoder = RememberingEncoder(folder)
    assert encoder.unknown(["a", "bb", "a"]) == 2
    assert encoder.encode(["a", "bb", "a"]).tolist() == [[1, 1], [2, 1], [1, 1]]
    assert encoder.encode(["bb", "ccc"]).tolist() == [[2, 1], [3, 1]]
    assert encoder.encode([]).shape == (0, 2)
    assert asked == ["a", "bb", "ccc"]


def test_what_is_read_ahead_is_told_and_need_not_be_read_again(folder: Path) -> None:
    encoder, lines = RememberingEncoder(folder), list[str]()
    encoder.read_ahead([f"{TEXTS[0]} {number}" for number in range(501)], lines.append, clock=lambda: 0.0)
    assert lines == ["encoding message 1 of 501", "encoding message 501 of 501, about 1 seconds left"]
    assert encoder.unknown([f"{TEXTS[0]} 0", f"{TEXTS[0]} 500"]) == 0


def test_kept_vectors_are_those_that_the_encoder_gives(folder: Path) -> None:
    exact = SentenceEncoder(folder).encode(TEXTS)
    write_vectors(dict(zip(TEXTS, exact)), folder)
    encoder = RememberingEncoder(folder)
    assert encoder.unknown([*TEXTS, "something new"]) == 1
    assert ((encoder.encode(TEXTS) * exact).sum(axis=1) > 0.9998).all()
    assert np.allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_vectors_of_another_encoder_are_set_aside(folder: Path, tmp_path: Path) -> None:
    write_vectors(dict(zip(TEXTS, SentenceEncoder(folder).encode(TEXTS))), folder)
    (tmp_path / "encoder.onnx").write_bytes(b"another")
    shutil.copy(folder / VECTORS_FILE, tmp_path / VECTORS_FILE)
    assert len(read_vectors(folder)) == len(TEXTS)
    assert read_vectors(tmp_path) == {}


def test_what_is_kept_in_the_repository_is_of_the_encoder_there() -> None:
    kept, encoder = read_vectors(ENCODER_DIR), SentenceEncoder()
    assert len(kept) > 10_000
    remembering = RememberingEncoder()
    some = [text for text in (example.text for example in read_examples()) if remembering.unknown([text]) == 0][::500]
    assert len(some) > 20
    assert ((remembering.encode(some) * encoder.encode(some)).sum(axis=1) > 0.995).all()
