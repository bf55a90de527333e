"""The lists of words that redaction reads with: names, what is none, and ordinary words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, FrozenSet

import yaml

HERE = Path(__file__).parent


def folded(word: str) -> str:
    """A word in small letters without accents, as the lists have it."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def words_of(name: str) -> FrozenSet[str]:
    """The words of a list in this folder; lines with # are comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(folded(word) for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _word_sets() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((HERE / "name_words.yml").read_text(encoding="utf-8"))
    return read


def word_set(name: str) -> FrozenSet[str]:
    """One of the sets of name_words.yml."""
    return frozenset(folded(word) for word in str(_word_sets()[name]).split())


def phrases() -> tuple[str, ...]:
    """Names of public people, brands and laws that stay."""
    return tuple(str(phrase) for phrase in _word_sets()["phrases"])


MOSTLY_NAMES = word_set("mostly_names")
NEED_A_CUE = word_set("need_a_cue")
ALSO_WORDS = (word_set("also_words") | NEED_A_CUE) - MOSTLY_NAMES
GIVEN = (words_of("given_names.txt") | MOSTLY_NAMES) - ALSO_WORDS
SURNAMES = words_of("surnames.txt")
NOT_NAMES = words_of("not_names.txt") - GIVEN
ORDINARY = words_of("ordinary_words.txt") - GIVEN
