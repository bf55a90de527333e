"""How people type when they are hurried, upset or on a small screen: slips made by rule, seeded.

Training reads each message as written and with slips, so that a shaking hand costs nobody their answer; `make
evaluate` measures with the same kinds and another seed. Standard library only.
"""

from __future__ import annotations

import random
import re
from typing import Callable, Mapping

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_AUTOCORRECTED = {
    "he's": "hes", "i'm": "I'm", "were": "we're", "well": "we'll", "its": "it's", "your": "you're", "their": "there",
    "there": "their", "his": "this", "hit": "hot", "him": "hum", "for": "fir", "and": "abd", "the": "he", "was": "wad",
    "of": "if", "if": "of", "is": "us", "in": "on", "on": "in", "it": "ut", "me": "mr", "my": "ny", "to": "too",
    "from": "form", "with": "wirh", "that": "thay", "so": "do", "but": "bit", "out": "our", "off": "of", "then": "than",
}  # fmt: skip
_EMOJI = ("😭", "😢", "😡", "🙏", "😔", "💔", "😰", "🤦", "❗", "😩", "🥺", "😳")
_WORD = re.compile(r"[A-Za-z']+")


def _somewhere(text: str, chance: random.Random, each: int, change: Callable[[str, int], str]) -> str:
    """`change` applied at one place in every `each` letters, inside words only."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i - 1].isalpha()]
    for place in sorted(chance.sample(places, min(len(places), 1 + len(text) // each)), reverse=True):
        text = change(text, place)
    return text


def dropped_letters(text: str, chance: random.Random) -> str:
    """A letter missing here and there."""
    return _somewhere(text, chance, 25, lambda t, i: t[:i] + t[i + 1 :])


def doubled_letters(text: str, chance: random.Random) -> str:
    """A letter typed twice."""
    return _somewhere(text, chance, 20, lambda t, i: t[:i] + t[i] + t[i:])


def swapped_letters(text: str, chance: random.Random) -> str:
    """Two letters in the wrong order."""
    return _somewhere(text, chance, 30, lambda t, i: t[: i - 1] + t[i] + t[i - 1] + t[i + 1 :])


def neighbouring_keys(text: str, chance: random.Random) -> str:
    """The key beside the right one."""

    def beside(t: str, i: int) -> str:
        row = next((keys for keys in _KEYS if t[i].lower() in keys), None)
        if row is None:
            return t
        at = row.index(t[i].lower())
        return t[:i] + chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2]) + t[i + 1 :]

    return _somewhere(text, chance, 30, beside)


def autocorrected(text: str, chance: random.Random) -> str:
    """Small words turned into others, as a telephone does."""

    def other(match: re.Match[str]) -> str:
        found = _AUTOCORRECTED.get(match.group(0).lower())
        return found if found and chance.random() < 0.35 else match.group(0)

    return _WORD.sub(other, text)


def missing_spaces(text: str, chance: random.Random) -> str:
    """Words run together: here and there, now and then throughout."""
    share = 1.0 if chance.random() < 0.3 else 0.3
    return re.sub(r"(?<=\w) (?=\w)", lambda gap: "" if chance.random() < share else " ", text)


def no_punctuation(text: str, chance: random.Random) -> str:
    """Neither stops nor capitals nor apostrophes."""
    return re.sub(r"[^\w\s£$%@#&+]", "", text).lower()


def all_capitals(text: str, chance: random.Random) -> str:
    """The capitals key left on."""
    return text.upper()


def with_emoji(text: str, chance: random.Random) -> str:
    """A picture or three."""
    several = " ".join(chance.choice(_EMOJI) for _ in range(chance.randint(1, 3)))
    return f"{text} {several}" if chance.random() < 0.8 else f"{several} {text}"


SLIPS: Mapping[str, Callable[[str, random.Random], str]] = {
    slip.__name__: slip
    for slip in (
        dropped_letters, doubled_letters, swapped_letters, neighbouring_keys, autocorrected, missing_spaces,
        no_punctuation, all_capitals, with_emoji,
    )
}  # fmt: skip


def with_slips(text: str, chance: random.Random) -> str:
    """The text with one or two kinds of slip."""
    for name in chance.sample(sorted(SLIPS), chance.randint(1, 2)):
        text = SLIPS[name](text, chance)
    return text
