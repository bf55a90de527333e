"""Where the person typing lives. Where the harm happened, where they work or pass through does not count."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Iterator

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.signposting import Place
from bot.understanding.text import plain

PLACES_FILE = Path(__file__).with_name("places.yml")

_LONDON_POSTCODE = re.compile(
    r"\b(?:e(?:c[1-4][a-z]?|[1-9]|1[0-9]|20)|wc[12][a-z]?|n(?:w?(?:1[01]|[1-9])|1[2-9]|2[0-2])|se(?:[1-9]|1\d|2[0-8])|sw(?:[1-9]|1\d|20)[a-z]?|w(?:[1-9]|1[0-4])[a-z]?)\b"
)
_CITY_POSTCODE = re.compile(r"\bec[1-4][a-z]?\b")
_LIVES = re.compile(
    r"\b(?:live[sd]? (?:now )?(?:just |right |up |down |out |over )?(?:in|at|near|by|outside|round)|living (?:now )?(?:just |up |down |out |over )?(?:in|at|near)|(?:moved|move|moving|relocated) (?:back |up |down |out |over |away |home )*to|(?:i'?m|im|i am|we'?re|we are|am) (?:now )?(?:based |back |up |down |over |staying |actually )*(?:in|from|out in)|(?:my|our) (?:flat|house|home|place|address) (?:is |'s )?(?:in|near)|(?:home|back|staying|based|house|flat|resident|residing|reside) (?:is |now )?(?:in|of)|here in|(?:i )?(?:come|came|writing|messaging|typing) from|from)\s+(?:the\s+|a\s+|near\s+|just\s+|outside\s+|north |south |east |west )*$"
)
_LIVED = re.compile(
    r"\b(?:lived|was living|used to live|moved from|moved away from|came from|come from|originally from|away from|(?:he|she|they|mum|dad|son|daughter|brother|sister|friend|man|woman|guy)(?:'?s|s| is| are| was)?(?: also| now| still)? (?:lives?|living|in|from|based|moved))\b[^.!?]{0,14}$"
)
_BORN_IN = re.compile(r"\bfrom\s+(?:the\s+)?$")
_MY_VISIT = re.compile(
    r"\b(?:train|flight|bus|coach|plane|call|calls|letter|e?mail|text|message|agent|lorry|parcel|picked (?:him|her|me) up|back|home|girl|man|guy|someone|people|lads?|mate|him|her)\s+from\s+(?:the\s+)?$"
)


@lru_cache(maxsize=1)
def _matcher() -> tuple[spacy.language.Language, PhraseMatcher]:
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for place, names in yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8")).items():
        flat = [name for group in names for name in (group if isinstance(group, list) else [group])]
        matcher.add(place, [nlp.make_doc(name) for name in flat])
    return nlp, matcher


def _mentions(words: str) -> Iterator[tuple[int, int, Place]]:
    """Every place name in the text: start and end in characters, and where it is."""
    nlp, matcher = _matcher()
    doc: Doc = nlp.make_doc(words)
    for label, start, end in matcher(doc):
        span = doc[start:end]
        name = nlp.vocab.strings[label]
        if name == "abroad" and _BORN_IN.search(words[: span.start_char]):
            continue
        yield span.start_char, span.end_char, Place.BEYOND if name == "abroad" else Place(name)
    for match in _LONDON_POSTCODE.finditer(words):
        yield match.start(), match.end(), Place.CITY_OF_LONDON if _CITY_POSTCODE.match(match.group(0)) else Place.LONDON


def read_place(text: str) -> Place:
    """Where the person typing says they live, or `UNKNOWN`.

    A message that is nothing but a place name is an answer, so it counts.
    """
    words = plain(text)
    found: list[tuple[int, int, Place]] = sorted(_mentions(words))
    lived_in = [place for start, _, place in found if _lives_there(words[:start])]
    if lived_in:
        beyond_london = [place for place in lived_in if place in (Place.BEYOND, Place.ENGLAND_AND_WALES)]
        return (beyond_london or lived_in)[-1]
    if found and len(words.split()) <= 4 and found[-1][1] - found[0][0] >= len(words) * 0.5:
        return found[0][2]
    return Place.UNKNOWN


def _lives_there(before: str) -> bool:
    return bool(_LIVES.search(before)) and not _LIVED.search(before) and not _MY_VISIT.search(before)
