"""Where the person typing lives. Where the harm happened, where they work or pass through does not count.

Each place in a message is tied to the words before it: a verb of living whose subject is the person typing, a home
of theirs, or "I'm in", "I'm from". Where nothing ties it, the place is not counted, and unsure is `UNKNOWN`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Callable, Optional

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.signposting import Place
from bot.understanding.text import plain

PLACES_FILE = Path(__file__).with_name("places.yml")
LIVES, IS_THERE, DENIES = 2, 1, 0
"""How sure the words are: "I live in", "I'm in" or "I'm from", and "I don't live in"."""

_LONDONERS = (Place.LONDON, Place.CITY_OF_LONDON)
_LONDON_ITSELF = {"london", "greater london"}
_UNITED_KINGDOM = {"uk", "united kingdom", "britain", "great britain", "england and wales"}
_AROUND_LONDON = {"kent", "essex", "surrey", "middlesex", "hertfordshire", "herts", "england"}
"""Counties that people still write after a part of London: "Croydon, Surrey" is in London."""
_ALSO_WORDS = {"bath", "reading", "hull", "bow", "barking", "cork", "derby", "turkey", "china", "jersey", "barnet", "rugby", "poole"}  # fmt: skip

_POSTCODE = re.compile(
    r"\b(?:(?P<city>ec[1-4][a-z]?)|e(?:1w|[1-9]|1[0-9]|20)|wc[12][a-z]?|n(?:1c|w?(?:1[01]|[1-9])|1[2-9]|2[0-2])"
    r"|se(?:[1-9]|1\d|2[0-8])|sw(?:[1-9]|1\d|20)[a-z]?|w(?:[1-9]|1[0-4])[a-z]?)(?: ?\d[a-z]{2})?\b"
)
_STREET = r"street|st|road|rd|lane|ln|avenue|ave|drive|crescent|terrace|grove|gardens|mews|row|close(?! (?:to|by))"
_STREET_AFTER = re.compile(rf"[ ](?:{_STREET}|station|bridge|airport)\b")
_THE = r"(?:(?:the|a|an|my|our|his|her|your|sunny|lovely|deepest|rural|north|south|east|west|upper|lower)\s+)*"
_ARTICLE = re.compile(r"\b(?:the|a|an|my|our|his|her|your)\s+$")
_SENTENCE_END = re.compile(r"[.!?;]")

_ALSO = r"(?:(?:now|currently|still|just|only|actually|also|both|all|always|really|mostly|basically|do|recently|then|have|since|happily)\s+)*"
_NOT = r"(?P<no>(?:do not|don'?t|does not|doesn'?t|not|never|no longer|ain'?t)\s+)?"
_WE = r"\b(?:i|we|(?:me|myself|i) and (?:(?:my|our|the)\s+)?\w+(?: \w+)?|(?:and|&) (?:me|i|myself))"
_OPEN = r"(?P<open>^|[,:(-]|\b(?:and|but|so|also|hi|hello|hey|yes|yeah|no|ok|well)\b|\b\d{1,2} ?(?:f|m|yo|y/o|years? old)?)"
_AM = r"\b(?:i'?m|i am|we'?re(?<!were)|we are|as|(?:i|we)(?:'?ve| have) been)"
_PLAIN_PERSON = r"girl|boy|woman|man|guy|lad|lady|mum|mother|dad|father|teen|teenager|person|resident|pensioner|tenant|family"
_NOUN = rf"an? (?:(?!(?:an?|of|by|my|the|he|she|who) )[\w'-]+ ){{0,5}}?(?:{_PLAIN_PERSON}|student|teacher|nurse|worker|couple)"
_SUBJECT = {
    name: re.compile(pattern + "$")
    for name, pattern in {
        "live": rf"(?:{_WE}|{_OPEN})\s*{_ALSO}{_NOT}{_ALSO}",
        "living": rf"(?:{_AM}|{_OPEN})\s*{_ALSO}{_NOT}{_ALSO}(?:(?:an?|the) |{_NOUN} )?",
        "lived": rf"\b(?:i|we)(?:'?ve| have)\s+{_ALSO}{_NOT}{_ALSO}",
        "moved": rf"(?:{_WE}|\b(?:i|we)'?ve|{_OPEN})\s*(?:(?:was|were|have|got|been|be|eventually|finally|had to)\s+|{_ALSO})*?{_ALSO}",
        "move": r"\b(?:i|we)(?:'?ve| have)? had to\s+",
    }.items()
}
_FORM = {
    **dict.fromkeys(("live", "stay", "reside", "rent"), "live"),
    **dict.fromkeys(("living", "staying", "residing", "renting", "lodging", "based", "settled", "housed", "resident", "residents"), "living"),
    **dict.fromkeys(("moved", "relocated", "rehoused", "placed"), "moved"),
    **dict.fromkeys(("move", "relocate"), "move"),
}  # fmt: skip
_HOME = r"(?:flat|house|home|place|address|post ?code|estate|road|street|block|building|room|bedsit|area|town|village|borough|council|city)\b"
_DWELLING = r"(?:flat|house|home|room|bedsit|studio|hostel|refuge|village|town|part|place|suburb|accommodation|housing|estate|area)"
_HEAD = re.compile(
    r"\b(?P<verb>live[sd]?|living|stay(?:s|ed|ing)?|resid(?:es?|ing|ents?)|based|rent(?:s|ing)?|lodging|settled|(?:re)?housed|placed|move[sd]?|moving|relocated?)\b"
    rf"|(?P<home>\bwhere (?:i|we) (?:(?:now|currently) )?(?:live|stay)\b|\b(?:my|our) (?!home town)(?:(?:new|own|current|council|rented|family|shared|full|home|local) )*{_HOME}|(?:^|(?<=[,.!] ))home(?= is\b))"
    r"|(?P<be>\b(?:i'?m|i am|we're|we are)\b|^am\b)|(?P<write>\b(?:writing|messaging|typing|texting|contacting|ringing|calling|hello|hi|hey)\b)"
)
_LAST_SUBJECT = re.compile(r"\b(?:(?P<own>i'?m|i'?ve|i|we're|we've|we)|he'?s?|she'?s?|they(?:'re)?|who|it|someone)\b")
_MOVE_GAP = re.compile(
    r"\s+(?:(?:me|us|house|home|back|up|down|out|over|away|here|with \w+(?: \w+)?)\s+)*?(?:from [\w ]{1,40}? )?(?:(?P<left>out of|away from)|to|into|in)\b"
)
_BE_GAP = re.compile(
    rf"\s*,?\s*(?:(?:now|currently|still|just|only|actually|also|both|all|really|back|up|down|over|out|here|home|at home|\d{{1,2}}|years?|yrs?|old|yo|y/o|f|m|male|female|and|,)[\s,]+)*"
    rf"(?P<no>not\s+)?(?:actually\s+|even\s+)?(?:(?P<noun>{_NOUN})\s+)?(?P<prep>from|in|outside(?: of)?|nowhere near)\s+"
    rf"(?:(?:(?:an?|my|our|the|temporary|emergency|supported)\s+)(?:[\w-]+\s+){{0,2}}?{_DWELLING}\s+(?:in|near|on|of|at|called|outside)\s+)?{_THE}$"
)
_WORKS_THERE = re.compile(r"\b(?:student|teacher|nurse|worker)$")
_HOME_GAP = re.compile(r"\s*(?:(?P<no>isn'?t|is not|'s not)|is|'s|=|:)?(?=\s|$)\s*")
_WRITE_GAP = re.compile(rf"\s+(?:(?:to|you|this|all|everyone|there)\s+)*from\s+{_THE}$")
_LOOSE = re.compile(rf"(?:^|(?<![£$€\d])\b\d{{1,2}} ?(?:f|m|yo|y/o|years? old|male|female)?,?\s+)(?P<origin>from)\s+{_THE}$|\bhere in\s+{_THE}$")
_AFTER_HOME = re.compile(
    r"(?:,? (?:london|uk|england|wales|scotland))?\s*(?:is|'s|(?P<no>isn'?t|is not|'s not))\s+(?:(?:actually|now|still|currently)\s+)*"
    r"(?:where (?:i|we)(?:'m|'re| am| are)? ?(?:actually |now |currently )?(?:live|living|stay|based)\b|(?:my|our) (?:home|address|area|borough|post ?code)\b(?! town)|home\b(?! to\b))"
)
_AFTER_RESIDENT = re.compile(r"[ -](?:based|resident|local)\b")
_I_AM_A = re.compile(r"\b(?:i'?m|i am|we're|we are|as)\s+(?:an?\s+)?$")
_ON_A_VISIT = re.compile(
    r"\W*(?:for (?:the |a |an |one |two |\d+ |my |some )?(?:few |long |short )?(?:days?|nights?|weekend|weeks?|holidays?|trip|visit|party|concert|work|conference|wedding)\b"
    r"|on (?:holiday|a|business|my)\b|visiting|today|tonight|right now|at the moment|and (?:someone|some|a|an|this|there)\b|this (?:week|weekend|evening|morning))"
)
_NO_MORE = re.compile(r"\W*(?:before|once|in the past|years ago|when|until|till)\b")

_IN = set("in at on within inside around round over between called into".split())
_BY = set("near by to from opposite beyond towards nearby".split())
_NEW_CLAUSE = set("""he she they it who which that where when while because since after before until if cos but so or is are was
were has have had been be being got get gets go goes going went come came coming happened attacked assaulted robbed mugged raped
stolen hit met visit visits visiting travel commute work works working worked job office study studying fear ex's i i'm im""".split())  # fmt: skip
_CHAIN = re.compile(rf"\s*[,(/-]?\s*(?P<prep>(?:(?:in|near|outside|at|just|area|borough|region|a village|a town|called)\s+)*){_THE}")
_CHAIN_ENDS = re.compile(r"\s*(?:'s|(?:is|was|isn't|has|police)\b)")
_ANSWER = re.compile(
    r"(?:\W|\b(?:yes|yeah|yep|no|nope|nah|umm?|err?m?|hi|hello|hey|in|at|around|from|the|its?|s|just|actually|sorry|please|thanks?|you|area|borough|of|a|village|town|ok|okay|well|now|mate|north|south|east|west|based|currently)\b)*"
    r"(?P<away>(?:not|outside|nowhere near)\b[ ]?(?:(?:in|of|inside|really)\b )*)?(?P<near>near )?\s*(?:the )?"
)
