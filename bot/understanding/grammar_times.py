"""When it happens: what a sentence's time words say, and how typed contractions are spelt out for the parser."""

from __future__ import annotations

import re
from enum import Enum

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|few|couple(?: of)?|several|many|some|half an?)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri|sat"
_MONTH = r"january|february|march|april|may|june|july|august|september|october|november|december"
_SPAN = r"(?:day|night|week|month|year|yr|decade|weekend|fortnight)s?"
_SHORT_SPAN = r"(?:second|sec|minute|min|hour|hr)s?"


class When(str, Enum):
    """What the time words of a sentence say. They may say several things."""

    PAST = "past"
    NOW = "now"
    SOON = "soon"
    LATER = "later"
    HABIT = "habit"


_TIMES = {
    When.PAST: re.compile(
        rf"\b(?:yesterday|ago|last (?:night|nite|summer|winter|spring|autumn|christmas|time|{_SPAN}|{_DAY}|{_MONTH})|the other {_SPAN}|back (?:then|when|in (?:the|\d))|"
        rf"in (?:the )?(?:19|20)?\d0'?s|(?:in|since|from) (?:19|20)\d\d|when (?:i|we) (?:was|were)|i was (?:only |about )?(?:\d{{1,2}}|{_NUMBER}|\w+teen)\b|since|used to|once|earlier|this morning|afterwards|at the time|"
        rf"(?:on|since|after) (?:{_DAY}|christmas)|(?:in|since) (?:{_MONTH})|for (?:{_NUMBER} )?{_SPAN}|(?:{_NUMBER}) {_SPAN} (?:later|now)|back then|the night (?:i|it|he|we))\b"
    ),
    When.NOW: re.compile(
        r"\b(?:now|right now|rn|atm|as (?:we|i) (?:speak|type|write)|at (?:the|this) moment|this (?:very )?(?:minute|second|moment|instant)|currently|still|"
        r"just now|in progress)\b"
    ),
    When.SOON: re.compile(
        rf"\b(?:tonight|any (?:minute|second|moment|time now)|(?:in|within) (?:about )?{_NUMBER} {_SHORT_SPAN}|in (?:five|ten|\d{{1,2}})\b(?! \w)|on (?:his|her|their|the|its) way|"
        rf"about to|soon|by (?:\d{{1,2}}(?:am|pm)?|midnight|tonight|morning)|(?:got|gave (?:me|us)|give (?:me|us)|gives (?:me|us)|have) {_NUMBER} {_SHORT_SPAN}|before (?:he|she|they) (?:gets?|comes?))\b"
    ),
    When.LATER: re.compile(
        rf"\b(?:tomorrow|tmrw|tmr|next (?:time|summer|{_SPAN}|{_DAY}|{_MONTH})|(?:in|till|until|by|within) (?:{_NUMBER} {_SPAN}|{_MONTH}|the (?:summer|autumn|spring|end))|one day|some ?day|"
        rf"eventually|when (?:he|she|they) (?:gets?|comes?|is|are) (?:out|released)|at the weekend|after the summer)\b"
    ),
    When.HABIT: re.compile(
        rf"\b(?:(?:every|each|most) (?:time|morning|evening|single|other|\w+day|hour|{_SPAN})|always|usually|often|sometimes|whenever|never stops|regularly|constantly|all (?:the time|day|night)|"
        rf"(?:a|per) (?:day|week|month|night)|on (?:{_DAY})s|nights|mornings|evenings|weekends|used to|day in|occasionally|again and again|months of|years of|for (?:months|years|weeks|ages))\b"
    ),
}  # fmt: skip


def whens(sentence: str) -> frozenset[When]:
    """Everything the time words of a plain sentence say about when."""
    return frozenset(when for when, pattern in _TIMES.items() if pattern.search(sentence))


_APOSTROPHES = {
    **{f"{word}s": f"{word}'s" for word in ("he", "she", "that", "there", "what", "who", "where", "someone", "somebody", "everyone", "noone")},
    **{f"{word}nt": f"{word}n't" for word in (
        "do", "does", "did", "wo", "ca", "could", "would", "should", "is", "are", "was", "were", "have", "has", "had",
    )},
    **{f"{word}ve": f"{word}'ve" for word in ("i", "you", "they", "we", "could", "would", "should")},
    **{f"{word}re": f"{word}'re" for word in ("they", "you")},
    "im": "i'm", "iam": "i am", "theyll": "they'll", "youll": "you'll", "theyd": "they'd", "youd": "you'd", "aint": "is not", "ain't": "is not",
    "itll": "it'll", "hed": "he'd", "its": "it's",
}  # fmt: skip
_SPELT = {
    **_APOSTROPHES,
    "wanna": "want to", "wana": "want to", "gonna": "going to", "gunna": "going to", "gona": "going to", "finna": "going to",
    "tryna": "trying to", "gotta": "got to", "lemme": "let me", "gimme": "give me", "dunno": "do not know",
    "u": "you", "ur": "your", "r": "are", "n": "and", "w": "with", "w/": "with", "&": "and", "cos": "because", "coz": "because", "cuz": "because", "bc": "because",
    "bf": "boyfriend", "gf": "girlfriend", "ppl": "people", "thru": "through", "pls": "please", "plz": "please", "tht": "that", "b4": "before",
    "rn": "right now", "wiv": "with", "dat": "that", "da": "the", "dem": "them", "ya": "you", "meself": "myself", "mi": "my", "abt": "about",
    "som1": "someone", "sum1": "someone", "some1": "someone", "every1": "everyone", "no1": "no one", "2nite": "tonight", "tonite": "tonight",
    "bout": "about", "outta": "out of", "kinda": "kind of", "tho": "though", "wid": "with", "havent": "haven't", "bro": "brother", "sis": "sister",
}  # fmt: skip
_TYPED = re.compile(r"(?<![\w'])(?:" + "|".join(sorted(map(re.escape, _SPELT), key=len, reverse=True)) + r")(?![\w'])")
_ITS = re.compile(r"\bit's (?=(?:own|way|head|tail|name|owner|door|back|side)\b)")
_SHALL = re.compile(
    r"(^|[.,!?;] |\b(?:and|but|so|then|think|if|or|because|say|said|that) )(i)(ll|d) (?!(?:card|number|in\b|with|health))"
)
_ONLY_ONE = "boyfriend|girlfriend|husband|hubby|wife|missus|partner|ex|man|mum|mam|mom|mother|dad|father|stepdad|stepmum|stepfather|stepmother|nan|nana|gran|grandad"
"""Whom people have one of: with an s and no noun behind, it is "has" or "is", with or without its mark."""
_ONLY_ONE_HAS = re.compile(
    rf"\bmy ({_ONLY_ONE})'?s (?=(?:just |now |only )?(?:been|got|gone|come|hit|hurt|beat|broken|taken|thrown|shut|\w{{3,}}ed)\b)"
)
_ONLY_ONE_IS = re.compile(
    rf"\bmy ({_ONLY_ONE})s (?=(?:not|out|in|at|on|here|back|outside|downstairs|upstairs|\w{{3,}}ing)\b)"
)
_GLUED = re.compile(r"(?<=\w)(\.{2,}|[!?;,]+|\.)(?=[a-z])")


def spelt_out(words: str) -> str:
    """Plain text with contractions as the parser knows them: "hes" → "he's", "gonna" → "going to"."""
    words = _TYPED.sub(lambda found: _SPELT[found[0]], words)
    words = _SHALL.sub(r"\1\2'\3 ", words)
    words = _ONLY_ONE_IS.sub(r"my \1 is ", _ONLY_ONE_HAS.sub(r"my \1 has ", words))
    return _GLUED.sub(r"\1 ", _ITS.sub("its ", words))
