"""Words run together are set apart again: "hewontletmeleave" → "he wont let me leave".

A frightened thumb misses the space bar. The encoder and the rules would read one unknown word; so a long word that
nobody uses is split into the likeliest row of words that people do use.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Container, Iterable, Mapping, Optional

SHORTEST = 8
"""A shorter unknown word is more likely a slip than two words."""
LONGEST_WORD = 16
FEWEST_USES = 4
DEAREST = {2: 1.4, 3: 2.1, 4: 2.4}
"""Nats a letter that a row of two, of three, of four or more words may cost. Two common words cost less ("my husband":
1.3); a real word in two scraps costs more ("panic king": 2.1) and stays whole. A long row is no accident."""
_LETTERS = re.compile(rf"[A-Za-z']{{{SHORTEST},}}")
_WORD = re.compile(r"[a-z][a-z']*")
_ENDINGS = ("s", "'s", "es", "d", "ed", "ing", "ly", "er", "ers")
_SINGLE = frozenset("ai")


class WordSpacing:
    """Knows the words that people use, and how often. Make one with `learn` or from `costs`.

    `known` are further words that stay whole: the encoder's own vocabulary.
    """

    def __init__(self, costs: Mapping[str, float], known: Container[str] = frozenset()) -> None:
        self.costs = dict(costs)
        self._known = known

    @classmethod
    def learn(cls, texts: Iterable[str], known: Container[str] = frozenset()) -> WordSpacing:
        """From the words of many messages; rare ones are left out, they may be slips themselves."""
        counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
        used = {
            word: count
            for word, count in counts.items()
            if count >= FEWEST_USES and len(word) <= LONGEST_WORD and (len(word) > 1 or word in _SINGLE)
        }
        total = sum(used.values()) or 1
        return cls({word: -math.log(count / total) for word, count in used.items()}, known)

    def spaced(self, text: str) -> str:
        """The text with run-together words set apart; every other character stays as it is."""
        return _LETTERS.sub(self._apart, text)

    def _apart(self, match: re.Match[str]) -> str:
        word = match.group(0)
        if self._is_word(word.lower()):
            return word
        parts = self._split(word.lower())
        if parts is None:
            return word
        found, start = [], 0
        for part in parts:
            found.append(word[start : start + len(part)])
            start += len(part)
        return " ".join(found)

    def _is_word(self, word: str) -> bool:
        """Whether people write it so; an ending may stand behind it."""
        stems = [word] + [word[: -len(end)] for end in _ENDINGS if word.endswith(end)]
        return any(stem in self.costs or stem in self._known for stem in stems)

    def _split(self, word: str) -> Optional[list[str]]:
        """The cheapest row of known words, or None where there is none that is likelier than an unknown word."""
        best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - LONGEST_WORD), end):
                cost = self.costs.get(word[start:end])
                if cost is not None and best[start][0] + cost < best[end][0]:
                    best[end] = (best[start][0] + cost, start)
        if best[-1][0] == math.inf:
            return None
        parts, end = [], len(word)
        while end:
            parts.append(word[best[end][1] : end])
            end = best[end][1]
        dearest = DEAREST.get(min(len(parts), 4), 0.0)
        return parts[::-1] if best[-1][0] <= dearest * len(word) else None
