"""The same measures on parts of the messages: short and long ones, misspelt ones, those about somebody else. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Iterable, Iterator, Mapping, Sequence

from bot.evaluation.measures import measures
from bot.evaluation.reading import Labelled, Reading
from bot.evaluation.shares import Share
from bot.signposting import Subject

LENGTHS: tuple[tuple[int, str], ...] = ((5, "1 to 5 words"), (15, "6 to 15"), (40, "16 to 40"), (100, "41 to 100"))
LONGEST = "over 100"
KINDS = ("length", "person", "spelling", "capitals", "style")
"""The kinds of slice, in the order of the report."""
FEWEST_ODD, ODD_SHARE = 2, 0.1
"""From so many odd words, and with a greater share of them, a message counts as misspelt."""
_TIMES_RARER, _MOST_RARE, _SHORTEST_COMMON = 20, 5, 5
SHOUTED_SHARE = 0.7
"""With a greater share of its letters in capitals, a message counts as typed in capitals."""
_WORD = re.compile(r"[a-z']{4,}")
_FEWEST_LETTERS = 8


@dataclass(frozen=True)
class Slice:
    """The messages of one value of a kind, and their measures."""

    kind: str
    value: str
    messages: int
    measures: Mapping[str, Share]


class Vocabulary:
    """In how many messages each word of four letters or more occurs, and so which words look like slips."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._messages = Counter(word for text in texts for word in _words(text))
        self._commonest: dict[str, int] = {}
        for word, count in self._messages.items():
            if count >= _TIMES_RARER and len(word) >= _SHORTEST_COMMON:
                for shape in _shapes(word):
                    self._commonest[shape] = max(count, self._commonest.get(shape, 0))

    def is_odd(self, word: str) -> bool:
        """Whether the word is rare, and a letter away from one that is at least twenty times as common."""
        count = self._messages[word]
        if count > _MOST_RARE or self._is_inflected(word):
            return False
        return max(self._commonest.get(shape, 0) for shape in _shapes(word)) >= _TIMES_RARER * max(1, count)

    def is_misspelt(self, text: str) -> bool:
        """Whether several words look like slips. Rough: it misses many, and catches a few others."""
        words = _words(text)
        odd = sum(self.is_odd(word) for word in words)
        return odd >= FEWEST_ODD and odd > ODD_SHARE * len(words)

    def _is_inflected(self, word: str) -> bool:
        return (word[:-1] in self._messages and word[-1] in "sdrny'") or f"{word}s" in self._messages


def slices(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[Slice]:
    """Every slice that has messages, kind by kind. Style is sliced only where it is labelled."""
    parts: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        for kind, value in _slices_of(reading.message, vocabulary):
            parts[kind, value].append(reading)
    ordered = sorted(parts, key=lambda key: (KINDS.index(key[0]), _place(key[1])))
    return [Slice(kind, value, len(parts[kind, value]), measures(parts[kind, value])) for kind, value in ordered]


def length_of(text: str) -> str:
    """The band of the message's length in words."""
    words = len(text.split())
    return next((band for most, band in LENGTHS if words <= most), LONGEST)


def is_in_capitals(text: str) -> bool:
    """Whether it is typed in capitals; a few letters alone say nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= _FEWEST_LETTERS and capitals > SHOUTED_SHARE * len(letters)


def _slices_of(message: Labelled, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield "length", length_of(message.text)
    if message.tells_of_harm and message.subject is Subject.SELF:
        yield "person", "the writer was harmed"
    elif message.tells_of_harm and message.subject in (Subject.CHILD, Subject.ADULT):
        yield "person", "somebody else was harmed"
    yield "spelling", "misspelt" if vocabulary.is_misspelt(message.text) else "not misspelt"
    yield "capitals", "in capitals" if is_in_capitals(message.text) else "not in capitals"
    if message.style:
        yield "style", message.style


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("’", "'")))


def _shapes(word: str) -> set[str]:
    """The word, and what is left of it without each of its letters: neighbours share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _place(value: str) -> tuple[int, str]:
    bands = [band for _, band in LENGTHS] + [LONGEST]
    return (bands.index(value), "") if value in bands else (len(bands), value)
