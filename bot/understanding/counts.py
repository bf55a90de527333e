"""Word and letter counts: which words, pairs of words and runs of letters a message has, in a fixed number of columns.

They catch what the encoder blurs (a rare word, a spelling), at the cost of a few microseconds a word.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter

import numpy as np
from numpy.typing import NDArray

WIDTH = 1 << 15
"""Columns. Features are hashed into them (CRC-32, the same on every machine)."""
LETTER_RUNS = (3, 4)

_WORD = re.compile(r"[\w']+")


def count_features(text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The columns that the text fills and their values: 1 + log(count), scaled to Euclidean norm 1."""
    words = _WORD.findall(text.lower())
    found: Counter[int] = Counter()
    for position, word in enumerate(words):
        found[_column(word)] += 1
        if position:
            found[_column(f"{words[position - 1]} {word}")] += 1
        padded = f" {word} "
        for run in LETTER_RUNS:
            for start in range(len(padded) - run + 1):
                found[_column("~" + padded[start : start + run])] += 1
    if not found:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    columns = np.fromiter(found.keys(), dtype=np.int32, count=len(found))
    values = 1.0 + np.log(np.fromiter(found.values(), dtype=np.float32, count=len(found)))
    return columns, (values / np.sqrt((values * values).sum())).astype(np.float32)


def _column(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8")) % WIDTH
