"""An encoder that reads each text once, and need not read at all what is kept beside it in models/encoder/vectors.npz.

Reading the training messages is most of the work of training. Their vectors change only with the encoder, so
`make encoder` keeps them; training then reads new and changed messages only. What another encoder made is set aside.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding.encoder import ENCODER_DIR, SentenceEncoder, Vectors

VECTORS_FILE = "vectors.npz"
KEY_BYTES = 8
Clock = Callable[[], float]
_AT_ONCE = 500
_STEPS = 127
"""A number is kept as one of 255 steps of its vector's largest: cosines with the exact vectors of 0.9999."""


class RememberingEncoder(SentenceEncoder):
    """A `SentenceEncoder` that knows the vectors that are kept, and those it has read."""

    def __init__(self, directory: Path = ENCODER_DIR, threads: int = 2) -> None:
        super().__init__(directory, threads=threads)
        self._known = read_vectors(directory)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `SentenceEncoder.encode`."""
        keys = [key_of(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in self._known}
        if new:
            self._known.update(zip(new, super().encode(list(new.values()))))
        return np.stack([self._known[key] for key in keys]) if keys else super().encode([])

    def read_ahead(self, texts: Sequence[str], progress: Callable[[str], None], clock: Clock = time.monotonic) -> None:
        """Read what it does not know yet of these texts. `progress` gets a line for every 500, with the time left."""
        started = clock()
        for start in range(0, len(texts), _AT_ONCE):
            progress(f"encoding message {start + 1} of {len(texts)}{time_left(clock() - started, start, len(texts))}")
            self.encode(texts[start : start + _AT_ONCE])

    def unknown(self, texts: Sequence[str]) -> int:
        """How many of the texts it would have to read."""
        return sum(key not in self._known for key in {key_of(text) for text in texts})


def time_left(seconds: float, done: int, of: int) -> str:
    """The words ", about 3 minutes left" after `seconds` for `done` of the steps; nothing before the first is done."""
    if not done or done >= of:
        return ""
    left = seconds / done * (of - done)
    if left < 90:
        return f", about {max(1, round(left))} seconds left"
    return f", about {round(left / 60)} minutes left"


def key_of(text: str) -> bytes:
    """What a text is kept under."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


def read_vectors(directory: Path) -> dict[bytes, Vectors]:
    """The kept vectors by key; none when there is no file, or when another encoder made it."""
    path = directory / VECTORS_FILE
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["encoder"]) != _fingerprint(directory):
            return {}
        keys, steps, largest = kept["keys"], kept["steps"], kept["largest"]
    vectors = steps.astype(np.float32) * (largest.astype(np.float32) / _STEPS)[:, None]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {key.tobytes(): row for key, row in zip(keys, vectors)}


def write_vectors(vectors: Mapping[str, Vectors], directory: Path) -> Path:
    """Keep these texts' vectors beside the encoder that made them; returns the file."""
    ordered = sorted(((key_of(text), row) for text, row in vectors.items()), key=lambda pair: pair[0])
    rows = np.stack([row for _, row in ordered])
    largest = np.abs(rows).max(axis=1)
    steps: NDArray[np.int8] = np.round(rows / largest[:, None] * _STEPS).astype(np.int8)
    keys = np.frombuffer(b"".join(key for key, _ in ordered), dtype=np.uint8).reshape(-1, KEY_BYTES)
    path = directory / VECTORS_FILE
    np.savez(
        path, encoder=np.array(_fingerprint(directory)), keys=keys, steps=steps, largest=largest.astype(np.float32)
    )
    return path


def _fingerprint(directory: Path) -> str:
    return hashlib.sha256((directory / "encoder.onnx").read_bytes()).hexdigest()
