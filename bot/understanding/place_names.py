"""The places that a message names, whoever they belong to. The names are in places.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.signposting import Place
from bot.understanding import place_patterns as patterns

PLACES_FILE = Path(__file__).with_name("places.yml")

LONDON_ITSELF = {"london", "greater london"}
UNITED_KINGDOM = {"uk", "united kingdom", "britain", "great britain", "england and wales"}
AROUND_LONDON = {"kent", "essex", "surrey", "middlesex", "hertfordshire", "herts", "england"}
"""Counties that people still write after a part of London: "Croydon, Surrey" is in London."""
_ALSO_WORDS = patterns.word_set("bath reading hull bow barking cork derby turkey china jersey barnet rugby poole")
"""After "the" or "my" these are not places."""


@dataclass(frozen=True)
class Mention:
    """A place name in the text, from `start` to `end` in characters."""

    start: int
    end: int
    name: str
    place: Place
    is_abroad: bool = False


@lru_cache(maxsize=1)
def _matcher() -> tuple[spacy.language.Language, PhraseMatcher]:
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for place, names in yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8")).items():
        flat = [name for group in names for name in (group if isinstance(group, list) else [group])]
        matcher.add(place, [nlp.make_doc(name) for name in flat])
    return nlp, matcher


def find_mentions(words: str) -> list[Mention]:
    """Every place named, in order. Of names inside each other the longest counts: Sutton Coldfield is not Sutton."""
    nlp, matcher = _matcher()
    found: list[Mention] = []
    for span in filter_spans(matcher(nlp.make_doc(words), as_spans=True)):
        is_word = span.text in _ALSO_WORDS and patterns.ARTICLE.search(words[: span.start_char])
        if not is_word and not patterns.NAME_OF_A_STREET.match(words, span.end_char):
            place = Place.BEYOND if span.label_ == "abroad" else Place(span.label_)
            found.append(Mention(span.start_char, span.end_char, span.text, place, span.label_ == "abroad"))
    for match in patterns.POSTCODE.finditer(words):
        if not any(each.start < match.end() and match.start() < each.end for each in found):
            place = Place.CITY_OF_LONDON if match["city"] else Place.LONDON
            found.append(Mention(match.start(), match.end(), match.group(0), place))
    return sorted(found, key=lambda each: each.start)
