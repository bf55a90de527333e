"""Where somebody lives: full postcodes, of which the outward part stays, and street addresses."""

from __future__ import annotations

import re
from typing import Iterator

from bot.privacy.lexicon import ORDINARY
from bot.privacy.placeholders import SHOWN, Kind
from bot.privacy.spans import Span

_UNITS = "st nd rd th hr hrs yr ft lb pt"
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<out>[A-Za-z]{1,2}\d[A-Za-z\d]?)(?P<gap>[ .,_-]{0,2})(?P<in>\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)

_SPACED = re.compile(
    r"(?<![A-Za-z0-9])(?P<out>[A-Za-z](?: [A-Za-z])?(?: \d){1,2}(?: [A-Za-z])?) (?P<in>\d [A-Za-z] [A-Za-z])(?![A-Za-z0-9])"
)
"""One letter or digit after another, as on a form."""

_NUMBER = r"\d{1,4}(?: ?[a-zA-Z](?![a-zA-Z]))?(?: ?[-/] ?\d{1,4}[a-zA-Z]?(?![a-zA-Z]))?"
_FLAT = rf"(?:(?:flat|flt|apartment|apt|unit|room|rm|suite|block|studio)\.? ?(?:no\.? ?|number )?(?:{_NUMBER}|[a-zA-Z](?:\d{{1,3}})?)\b(?:[,;]? )?)"
_WORD = r"[A-Za-zÀ-ž][A-Za-zÀ-ž'.-]{0,24}"
_HARD = (
    "street|str|road|rd|avenue|ave|av|lane|ln|drive|close|crescent|cres|cresc|gardens|gdns|grove|terrace|mews|boulevard|blvd|cottages|"
    "embankment|parade|quay|wharf|walk|row|st|cl|dr|ct|sq|villas|broadway|mansions"
)
_SOFT = "court|place|pl|way|square|hill|green|park|rise|house|point|tower|towers|yard|vale|gate|heights|lodge|circus|passage|path|view|buildings|building|estate|croft|meadow|meadows|orchard|ridge|common|mount|bank|bridge|ter|end|field|fields|hall"
_STREET = re.compile(
    rf"(?<![\w£$€.,:/-])(?P<flat>{_FLAT}(?:{_WORD} ){{0,3}}?(?:{_WORD},? )?)?(?:no\.? ?|number |nr )?(?P<number>{_NUMBER}),? (?P<name>(?:{_WORD} ){{1,4}}?)"
    rf"(?P<type>{_HARD}|{_SOFT})\b(?: (?P<more>{_HARD})\b)?\.?(?! of\b)",
    re.IGNORECASE,
)
_FLAT_IN = re.compile(
    rf"\b(?P<flat>{_FLAT})(?P<name>(?:{_WORD} ){{1,3}}?)(?P<type>{_HARD}|{_SOFT})\b",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?:(?:i|we|he|she|they|who|and) (?:live|lives|living|stay|stays)|i'm living|im living|address(?: is|:| -|'s)?|live|lives|living|moved|house is|home is|is at|are at|am at|'s at|'m at) "
    rf"(?:at |to |in )?(?:(?:no\.? ?|number )?(?P<value>{_NUMBER},? (?!(?:[AP]M|[MTWFS][a-z]+day|GMT|BST)\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,3}}))",
)
_ON = re.compile(
    rf"\b(?P<value>(?:(?:house|flat|door) )?(?:number|no\.?) {_NUMBER},? (?:on|in|of) (?:{_WORD} ){{1,3}}?(?:{_HARD})\b)",
    re.IGNORECASE,
)
_NO_STREET = frozenset(
    ["on", "in", "at", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "those", "the", "a", "an", "down", "up", "off", "over", "across", "along", "from", "to", "by", "into", "onto", "near", "with", "of", "and", "or", "but", "so", "because", "when", "where", "while", "who", "which", "is", "was", "are", "were", "be", "been", "has", "have", "had", "do", "did", "does", "not", "no", "never", "if", "than", "then", "there", "here", "outside", "inside", "behind", "opposite", "between", "around", "past", "through", "towards", "toward", "after", "before", "since", "until", "for", "as", "about", "men", "man", "women", "woman", "people", "person", "boys", "girls", "lads", "kids", "guys", "years", "year", "yrs", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "hrs", "minutes", "minute", "mins", "min", "times", "time", "doors", "houses", "cars", "vans", "miles", "pm", "am", "oclock", "o'clock", "streets", "roads", "pounds", "quid", "other", "others", "different", "more", "same", "busy", "old", "big", "long", "quiet", "main", "whole", "i", "me", "he", "she", "we", "they", "you", "us", "him", "them", "said", "told", "lives", "live", "lived", "living", "went", "go", "walk", "ran", "run", "drove", "drive", "drove", "going", "coming", "came", "still", "just", "only", "also", "every", "each", "any", "some", "all", "both", "another", "like", "can", "will", "would", "could", "should", "may", "might", "th", "st", "nd", "rd", "f", "m", "yo", "male", "female", "later", "ago", "away", "left", "right", "police", "officers", "calls", "messages", "texts"]
)  # fmt: skip
_ARTICLE = frozenset({"the"})
_AGE_BEFORE = re.compile(r"\b(?:i'?m|i am|am|aged?|turned|turning|is|was|are|only|just|nearly|almost|for|over|past|last)\s*$", re.IGNORECASE)  # fmt: skip
_HOME_BEFORE = re.compile(r"\b(?:at|live|lives|living|address|flat|house|home|door|is|to|number|no)\W*(?:is )?\W*$", re.IGNORECASE)  # fmt: skip


def find_postcodes(text: str, is_cased: bool) -> Iterator[Span]:
    """The inward part of each full postcode; the outward part tells the borough, and signposting needs it."""
    for match in _SPACED.finditer(text):
        yield Span(match.end("out"), match.end(), Kind.POSTCODE, " " + SHOWN[Kind.POSTCODE])
    for match in _POSTCODE.finditer(text):
        inward, gap = match["in"], match["gap"]
        is_small = not is_cased or inward[1:].islower()
        if is_small and inward[1:].lower() in _UNITS.split():
            continue
        if not match["out"][0].isalpha() or (gap.strip() and gap.strip() not in "-._" and is_small):
            continue
        yield Span(match.end("out"), match.end(), Kind.POSTCODE, " " + SHOWN[Kind.POSTCODE])


def find_addresses(text: str, is_cased: bool) -> Iterator[Span]:
    """House or flat number with the name of the street. What has no number stays: it may be where it happened."""
    for match in _FLAT_IN.finditer(text):
        words = match["name"].split()
        if any(c.isdigit() for c in match["flat"]) and not _NO_STREET.intersection(w.strip(".,").lower() for w in words):  # fmt: skip
            yield Span(match.start(), match.end(), Kind.ADDRESS)
    for match in _STREET.finditer(text):
        start = match.start("flat") if match["flat"] else match.start()
        if _is_street(match, text, is_cased):
            yield Span(start, match.end(), Kind.ADDRESS)
    for match in _ON.finditer(text):
        yield Span(match.start("value"), match.end(), Kind.ADDRESS)
    if is_cased:
        for match in _AT.finditer(text):
            yield Span(match.start("value"), match.end("value"), Kind.ADDRESS)


def _is_street(match: re.Match[str], text: str, is_cased: bool) -> bool:
    words = [word.strip(".,").lower() for word in match["name"].split()]
    kind = (match["more"] or match["type"]).lower()
    before = text[max(0, match.start("number") - 25) : match.start("number")]
    has_home = bool(match["flat"]) or bool(_HOME_BEFORE.search(text[max(0, match.start() - 25) : match.start()]))
    is_capital = is_cased and all(word[:1].isupper() or word[:1] in "'" for word in match["name"].split())
    if words[0] == "st" and len(words) > 1 and is_capital:  # Saint
        words = words[1:]
    if words[0] in _ARTICLE and len(words) == 1:
        return (match["type"][:1].isupper() and is_cased) or (has_home and kind in _HARD.split("|"))
    if words[0] in _ARTICLE:
        words = words[1:]
    if _NO_STREET.intersection(words):
        return False
    if is_capital and len(match["name"].split()) > 1 and kind in _HARD.split("|"):
        return True
    if not match["flat"] and _AGE_BEFORE.search(before) and not re.search(r"\b(?:address|number|home|house) (?:is|was)\s*$", before, re.I):  # fmt: skip
        return False
    if kind in _HARD.split("|"):
        is_title = kind in ("st", "dr", "row", "walk", "drive", "close") and not is_capital
        return has_home if is_title else True
    return is_capital or (has_home and not all(word in ORDINARY for word in words)) or bool(match["flat"])
