"""The wordings by which people say where they live. `place.py` says what each of them counts for.

They read text as `respelt` leaves it: small letters, "i'm" and "don't" with their apostrophes, no hyphens in names.
"""

from __future__ import annotations

import re

_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b(i|we)ve\b", r"\1've"),
        (r"\bim\b", "i'm"),
        (r"\b(do|does|is)nt\b", r"\1n't"),
        (r"\bw/\s*", "with "),
        (r"\bu\.k\.?(?=\W|$)", "uk"),
        (r"\bst\. ", "st "),
        (r"(?<=[a-z])-(?=[a-z])", " "),
    )
)


def respelt(words: str) -> str:
    """`plain` text with the spellings that the patterns expect."""
    for pattern, replacement in _SPELLINGS:
        words = pattern.sub(replacement, words)
    return words


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


def _any_of(words: str, *phrases: str) -> str:
    return "(?:" + "|".join([*words.split(), *phrases]) + ")"


# ── names ───────────────────────────────────────────────────────────────────────────────────────────

POSTCODE = re.compile(
    r"\b(?:(?P<city>ec[1-4][a-z]?)|e(?:1w|[1-9]|1\d|20)|wc[12][a-z]?|n(?:1c|w?(?:1[01]|[1-9])|1[2-9]|2[0-2])"
    r"|se(?:[1-9]|1\d|2[0-8])|sw(?:[1-9]|1\d|20)[a-z]?|w(?:[1-9]|1[0-4])[a-z]?)(?: ?\d[a-z]{2})?\b"
)
_STREETS = "street st road rd lane ln avenue ave drive crescent terrace grove gardens mews row close"
STREETS = word_set(_STREETS)
NAME_OF_A_STREET = re.compile(
    rf" (?:{_any_of(_STREETS)}(?! (?:to|by)\b)|station|bridge|airport)\b|(?<=\bthe city) (?:of|centre|center)\b"
)
"""After a place name: then it names a street or a station, which may be anywhere."""

ARTICLE = re.compile(r"\b(?:the|a|an|my|our|his|her|your) $")

# ── who ─────────────────────────────────────────────────────────────────────────────────────────────

_WE = r"\b(?:i|we|(?:me|myself|i) and (?:(?:my|our|the) )?\w+(?: \w+)?|and (?:me|i|myself))"
_OPEN = (
    r"(?P<open>^|[,:(-]|\b(?:and|but|so|also|hi|hello|hey|yes|yeah|no|ok|well)\b|\b\d{1,2} ?(?:f|m|yo|y/o|years? old)?)"
)
_AM = r"\b(?:i'm|i am|we're|we are|as|(?:i|we)(?:'ve| have) been)"
_ADVERB = _any_of(
    "now currently still just only actually also both all always really mostly do recently then since even"
)
_NOT = rf"(?:{_ADVERB} )*(?P<no>(?:do not|don't|not|never|no longer|ain't) )?(?:{_ADVERB} )*"
_LIVES_THERE = _any_of(
    "girl boy woman man guy lad lady mum mother dad father teen teenager person resident family", "year old"
)
_STUDIES_THERE = _any_of("student teacher nurse worker")
_I_AM_A = rf"an? (?:(?!(?:an?|of|by|my|the|he|she|who) )[\w'-]+ ){{0,5}}?(?:{_LIVES_THERE}|(?P<works>{_STUDIES_THERE}))"

LAST_SUBJECT = re.compile(r".*\b(?:(?P<own>i'm|i've|i|we're|we've|we)|he|she|they|who|it|someone)\b")
SUBJECTS = tuple(
    (re.compile(rf"(?:{verbs})$"), re.compile(subject + "$"))
    for verbs, subject in (
        ("live|stay|reside|rent", rf"(?:{_WE}|{_OPEN}) ?{_NOT}"),
        (
            "living|staying|residing|renting|lodging|based|settled|housed|residents?",
            rf"(?:{_AM}|{_OPEN}) ?{_NOT}(?:(?:an?|the) |{_I_AM_A} )?",
        ),
        ("lived", rf"\b(?:i|we)(?:'ve| have) {_NOT}"),
        (
            "moved|relocated|rehoused|placed",
            rf"(?:{_WE}|\b(?:i|we)'ve|{_OPEN}) ?(?:(?:was|were|have|got|been|eventually|finally|had to|{_ADVERB}) )*",
        ),
        ("move|relocate", r"\b(?:i|we)(?:(?:'ve| have)? had to| just| recently) "),
    )
)
"""For each form of a verb of living: what must stand before it for the person typing to be the one who lives there now."""

# ── what ties a place to them ───────────────────────────────────────────────────────────────────────

_VERB = r"live[sd]?|living|stay(?:s|ed|ing)?|resid(?:es?|ing|ents?)|based|rent(?:s|ing)?|lodging|settled|(?:re)?housed|placed|move[sd]?|moving|relocated?"
_OWN_HOME = (
    r"\b(?:my|our) (?!home town)(?:(?:new|own|current|council|rented|family|shared|full|home|local) )*"
    r"(?:flat|house|home|place|address|post ?code|estate|road|street|block|building|room|bedsit|area|town|village|borough|council|city)\b"
    r"|\bwhere (?:i|we) (?:(?:now|currently) )?(?:live|stay)\b|(?:^|(?<=[,.] ))(?:home(?= is\b)|post ?code\b)"
)
HEAD = re.compile(
    rf"\b(?P<verb>{_VERB})\b|(?P<home>{_OWN_HOME})"
    r"|(?P<write>(?:^|(?<=[.!?] )|\b(?:i'm|i am|we're) (?:just )?)(?:writing|messaging|typing|texting|contacting|calling)\b|\b(?:hello|hi|hey)\b)"
    r"|(?P<be>\b(?:i'm|i am|we're|we are)\b|(?:^|(?<=[.!?,] ))am\b)"
)
"""What a place may hang on. The last one before the place counts."""

_THE = r"(?:(?:the|a|an|my|our|sunny|rural|north|south|east|west) )*"
_DWELLING = (
    r"(?:flat|house|home|room|bedsit|studio|hostel|refuge|village|town|part|place|suburb|accommodation|housing|estate)"
)
MOVE_GAP = re.compile(
    r" (?:(?:me|us|house|home|back|up|down|out|over|away|here|with \w+(?: \w+)?) )*?(?:from [\w ]{1,40}? )?(?:(?P<left>out of|away from)|to|into|in)\b"
)
MOVES = re.compile(r"moved?$|relocated?$|rehoused$|placed$")
WITH_ME = re.compile(r" (?:\w+ ){0,2}(?:with )?(?:me|us)\b(?= (?:and \w+ )?(?:in|to|at|near)\b)")
BE_GAP = re.compile(
    rf"(?: (?:{_ADVERB}|(?P<way>back|up|down|over|out|here|(?:at )?home)|\d{{1,2}}|years?|yrs?|old|yo|y/o|f|m|male|female|and)\b,?|,)* (?P<no>(?:not|no longer) )?(?:{_ADVERB} )?"
    rf"(?:(?P<noun>{_I_AM_A}) )?(?P<prep>(?:from )?outside(?: of)?|from|in|nowhere near) "
    rf"(?:(?:an?|my|our|the|temporary|emergency|supported) (?:[\w-]+ ){{0,2}}?{_DWELLING} (?:in|near|on|of|at|called) )?{_THE}$"
)
HOME_GAP = re.compile(
    r" ?(?:(?P<no>isn't|is not|'s not)|is|'s|=|:)?(?: |$)(?=$|(?:in|near|at|on|off|of|by|outside|the)\b|\d)"
)
WRITE_GAP = re.compile(rf" (?:(?:to|you|this|all|everyone|there) )*from {_THE}$")
NOT_NOW = re.compile(r"\b(?:when|whenever|if|until|till|while) $")
LOOSE = re.compile(
    rf"(?:(?P<origin>^from|(?<![£$€\d])\b\d{{1,2}} ?(?:f|m|yo|y/o|years? old|male|female)?,? from)|\bhere in) {_THE}$"
)
I_AM_A = re.compile(r"\b(?:i'm|i am|we're|we are|as) (?:an? )?$")
AFTER_RESIDENT = re.compile(r" (?:based|resident|local)\b")
AFTER_HOME = re.compile(
    r"(?:,? (?:london|uk|england|wales|scotland))? ?(?:is|'s|(?P<no>isn't|is not|'s not)) (?:(?:actually|now|still|currently) )*"
    r"(?:where (?:i|we)(?:'m|'re| am| are)? ?(?:now |currently )?(?:live|living|stay|based)\b"
    r"|(?:my|our) (?:home|address|area|borough|post ?code)\b(?! town)|home\b(?! to\b))"
)
ON_A_VISIT = re.compile(
    r"\W*(?:for (?:the |an? |one |two |\d+ |my |some )?(?:few |long |short )?(?:days?|nights?|weekend|weeks?|holidays?|trip|visit|party|concert|work|conference|wedding)\b"
    r"|on (?:holiday|a|business|my)\b|visiting|today|tonight|right now|at the moment|and (?:someone|some|an?|this|there)\b|this (?:week|weekend|evening|morning))"
)
NO_MORE = re.compile(r"\W*(?:before|once|in the past|years ago|when|until|till)\b")

# ── the words between ───────────────────────────────────────────────────────────────────────────────

THE = word_set("the a an my our sunny rural north south east west")
INSIDE = word_set("in at on within inside around round over between called into")
BESIDE = word_set("near by off to from opposite beyond towards")
TIES = INSIDE | BESIDE
DISTANCES = word_set("hour hours minute minutes min mins mile miles km close next far drive train bus")
EDGES = word_set("outskirts edge north south east west side")
OTHER_CLAUSE = word_set(
    """he she they it who which that where when while because since after before until if cos but so or is are was
    were has have had been be being got get gets go goes going went come came coming happened attacked assaulted
    robbed mugged raped stolen hit met visit visits visiting travel commute work works working worked job office
    study studying fear i i'm we not"""
)
"""Words that begin something else: a place after them is not where the verb before them says."""

# ── several places, and answers ─────────────────────────────────────────────────────────────────────

CHAIN = re.compile(
    rf" ?[,(/-]? ?(?P<prep>(?:(?:in|near|outside|at|just|area|borough|region|a village|a town|called)\s+)*){_THE}"
)
"""Between two names of one address: "Perth, Australia"."""
CHAIN_BREAKS = re.compile(r" ?(?:'s|(?:is|was|isn't|has|police)\b)")
_FILLER = _any_of(
    "yes yeah yep no nope nah um umm er erm hi hello hey in at around from the it its s just actually sorry please "
    "thanks thank you area borough of a village town ok okay well now mate north south east west based currently",
)
ANSWER = re.compile(
    rf"(?:\W|\b{_FILLER}\b)*(?P<away>(?:not|outside|nowhere near)\b ?(?:(?:in|of|inside|really)\b ?)*)?(?P<near>near\b)? ?(?:the )?"
)
"""Around the names in a message that is nothing but an answer: "no, Manchester"."""
