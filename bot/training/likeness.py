"""How alike two messages are, by their words alone: for near-duplicates and for leaks from what is kept for measuring."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Iterator, Mapping, Sequence

from bot.understanding.text import plain

RUN = 5
"""Words in a run that is compared."""
SHORT = 8
"""Fewer words than this have too few runs to compare: they count as alike only word for word."""
ALIKE = 0.7
"""From this share of shared pairs of words (Jaccard) two training messages are near-duplicates."""
LEAKED = 0.3
"""From this share of its runs found in one training message, a message kept for measuring has leaked."""
RARE = 40
"""A pair of words in more messages than this says little; it opens no comparison."""

_WORD = re.compile(r"[\w£$%]+")


def words_of(text: str) -> tuple[str, ...]:
    """The words, small, without apostrophes and stops: "He's gone!" → ("hes", "gone")."""
    return tuple(_WORD.findall(plain(text).replace("'", "")))


def runs_of(words: Sequence[str], length: int = RUN) -> set[int]:
    """The runs of `length` words as 32-bit fingerprints (CRC-32), so that they can be kept without the words."""
    return {
        zlib.crc32(" ".join(words[start : start + length]).encode("utf-8")) for start in range(len(words) - length + 1)
    }


def whole_of(words: Sequence[str]) -> int:
    """The fingerprint of a whole message."""
    return zlib.crc32(" ".join(words).encode("utf-8"))


@dataclass(frozen=True)
class Pair:
    """Two messages, by their positions, and how alike they are (0 to 1)."""

    first: int
    second: int
    likeness: float


def near_duplicates(texts: Sequence[str], alike: float = ALIKE) -> Iterator[Pair]:
    """Every pair of messages that are nearly the same, each once, in order.

    Only messages that share a rare pair of words are compared, so 20,000 messages take seconds.
    """
    words = [words_of(text) for text in texts]
    pairs = [set(pairwise(each)) or {(word, "") for word in each} for each in words]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    whole: dict[tuple[str, ...], int] = {}
    for position, found in enumerate(pairs):
        if not words[position]:
            continue  # only pictures or stops
        earlier = whole.setdefault(words[position], position)
        if earlier != position:
            yield Pair(earlier, position, 1.0)
            continue
        rivals: set[int] = set()
        for pair in found:
            held = holders[pair]
            if len(held) <= RARE:
                rivals.update(held)
            held.append(position)
        if len(words[position]) < SHORT:
            continue
        for rival in sorted(rivals):
            shared = len(found & pairs[rival])
            likeness = shared / (len(found) + len(pairs[rival]) - shared)
            if likeness >= alike:
                yield Pair(rival, position, likeness)


@dataclass(frozen=True)
class Fingerprint:
    """A message that is kept for measuring, without its words: its set and id, its runs, the whole of it."""

    name: str
    whole: int
    runs: frozenset[int]


class Fingerprints:
    """All messages kept for measuring, as fingerprints."""

    def __init__(self, kept: Sequence[Fingerprint]) -> None:
        self._kept = kept
        self._by_run: Mapping[int, list[int]] = defaultdict(list)
        self._whole = {each.whole: each for each in kept}
        for position, each in enumerate(kept):
            for run in each.runs:
                self._by_run[run].append(position)

    def __len__(self) -> int:
        return len(self._kept)

    def leak(self, text: str) -> tuple[str, float] | None:
        """The kept message that this text repeats, and the share of it that is repeated; None where it repeats none."""
        words = words_of(text)
        same = self._whole.get(whole_of(words))
        if same is not None and len(words) > 2:
            return same.name, 1.0
        counts: dict[int, int] = defaultdict(int)
        for run in runs_of(words):
            for position in self._by_run.get(run, ()):
                counts[position] += 1
        if not counts:
            return None
        best = max(counts, key=lambda position: counts[position] / len(self._kept[position].runs))
        share = counts[best] / len(self._kept[best].runs)
        return (self._kept[best].name, share) if counts[best] >= 2 and share >= LEAKED else None

    def shares_run(self, text: str, length: int = 2) -> str | None:
        """The kept message of which this text holds `length` runs or more: for code and rules, where none may stand."""
        counts: dict[int, int] = defaultdict(int)
        for run in runs_of(words_of(text)):
            for position in self._by_run.get(run, ()):
                counts[position] += 1
        found = [position for position, count in counts.items() if count >= length]
        return self._kept[found[0]].name if found else None
