"""The sentence encoder: texts in, unit vectors out. Weights: models/encoder/ (see its card.json)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.settings import ROOT

ENCODER_DIR = ROOT / "models" / "encoder"
WIDTH = 384
MOST_TOKENS = 256
LONG_MESSAGE_WORDS = 60
"""Above this a message is also read in pieces, so that one line in the middle of a long account is found."""
PIECE_WORDS = 40

Vectors = NDArray[np.float32]
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


class EncoderMissing(FileNotFoundError):
    """models/encoder/ lacks a file; the message says how to make it."""


def check_encoder(directory: Path = ENCODER_DIR) -> None:
    """Raise `EncoderMissing` when a file of the encoder is not there."""
    for name in ("encoder.onnx", "tokenizer.json"):
        if not (directory / name).is_file():
            raise EncoderMissing(f"{directory / name} is missing. Check it out again, or run `make encoder`.")


class SentenceEncoder:
    """Turns texts into vectors of length `WIDTH` with Euclidean norm 1."""

    def __init__(self, directory: Path = ENCODER_DIR, threads: int = 1) -> None:
        """Load the encoder. `threads` messages are read at a time. Raises `EncoderMissing` when a file is not there."""
        check_encoder(directory)
        self._tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(directory / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @property
    def vocabulary(self) -> frozenset[str]:
        """The whole words that the encoder knows."""
        return frozenset(word for word in self._tokenizer.get_vocab() if not word.startswith("##"))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), WIDTH). Texts past `MOST_TOKENS` tokens are cut.

        Each text is read by itself. The int8 weights scale a layer's activations over everything read at once, so in
        a batch a text's vector would depend on its neighbours (cosines of 0.98): training, serving and the pieces of
        a long message would see the same words differently. It costs nothing: without padding, 200 messages took
        0.5 s one by one and 0.7 s in batches of 32 (one thread, sorted by length).
        """
        encodings = self._tokenizer.encode_batch(list(texts))
        if self._threads > 1 and len(texts) > self._threads:
            with ThreadPoolExecutor(self._threads) as pool:
                rows = list(pool.map(self._vector, encodings, chunksize=64))
        else:
            rows = [self._vector(encoding) for encoding in encodings]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), dtype=np.float32)

    def _vector(self, encoding: Encoding) -> Vectors:
        ids = np.array([encoding.ids], dtype=np.int64)
        row: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return row


def pieces(text: str) -> list[str]:
    """The message itself and, when it is long, its consecutive pieces of about `PIECE_WORDS` words."""
    if len(text.split()) <= LONG_MESSAGE_WORDS:
        return [text]
    found: list[str] = []
    current: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        while words:
            room = PIECE_WORDS - len(current)
            if len(words) > room and current:
                found.append(" ".join(current))
                current = []
                continue
            current += words[:PIECE_WORDS]
            words = words[PIECE_WORDS:]
    if current:
        found.append(" ".join(current))
    return [text, *found]
