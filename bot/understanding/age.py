"""The age now of the person typing, with the words that tell it.

A wrong side does harm: a child in the adult chat, an adult in the children's. So an age counts only when it
is the typer's own and it is their age now. The age when it happened, other people's ages, years that passed,
prices and times do not count. Unsure is `UNKNOWN`: then the bot asks.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Iterator, Optional

from bot.signposting import AgeGroup
from bot.understanding import age_patterns as patterns
from bot.understanding.text import plain, with_digits

YOUNGEST, OLDEST = 5, 110
ADULT = 18


@dataclass(frozen=True)
class AgeReading:
    """What was read: the group, the age in years when one was said, and the words it was read from.

    `is_told` is False when the age is only likely from a way of life (a husband, a wedding): the bot still asks,
    because the married are not always 18.
    """

    group: AgeGroup
    years: Optional[int] = None
    reason: str = ""
    is_told: bool = True


NOT_TOLD = AgeReading(AgeGroup.UNKNOWN)


def read_age(text: str, today: Optional[datetime.date] = None) -> AgeReading:
    """The age group of the person typing, as far as the message tells it. `today` dates birth years."""
    today = today or datetime.date.today()
    words = with_digits(plain(text))
    return (
        _corrected(words)
        or _birthday_ahead(words)
        or _own_number(words)
        or _birth_year(words, today)
        or _said_in_words(words)
        or _school_year(words)
        or _long_ago(words, today)
        or _life(words)
        or NOT_TOLD
    )


def _group(years: int) -> AgeGroup:
    return AgeGroup.UNDER_18 if years < ADULT else AgeGroup.EIGHTEEN_OR_OVER


def _reading(years: int, reason: str) -> Optional[AgeReading]:
    if YOUNGEST <= years <= OLDEST:
        return AgeReading(_group(years), years, reason.strip()[:60])
    return None


def _bare(words: str) -> Optional[re.Match[str]]:
    """A match when the message is nothing but an age with an afterthought."""
    match = patterns.BARE.match(words)
    if not match:
        return None
    rest = match["rest"] or ""
    if (
        not rest
        or (len(rest) < 40 and patterns.BARE_REST.match(rest))
        or re.match(r"^\W*\d{1,2}\s*(?:[.,!?]|$)", words)
    ):
        return (
            match
            if not re.match(
                r"^\W*\d{1,3}\s*(?:[%£$€]|am\b|pm\b|:\d|mins?\b|hours?\b|years? ago|times?\b|quid|pounds?)", words
            )
            else None
        )
    return None


def _corrected(words: str) -> Optional[AgeReading]:
    """ "12. no sorry 21 typed it backwards": the last figure counts."""
    found = list(patterns.CORRECTED.finditer(words))
    if found and (_bare(words) or any(True for _ in _own_numbers(words))):
        last = found[-1]
        if not re.search(r"\bnot\W+$", words[: last.start("n")]):
            return _reading(int(last["n"]), last.group(0))
    return None


def _birthday_ahead(words: str) -> Optional[AgeReading]:
    if re.search(
        r"\b(?:he|she|they|son|daughter|brother|sister|friend|cousin)(?:'s|s| is)?\s+(?:nearly|almost|turning|not|about)\b[^.]{0,12}18",
        words,
    ):
        return None
    if re.search(r"\buntil (?:i'?m|im|i am) 18\b", words):
        return None
    match = patterns.NEXT_BIRTHDAY.search(words) or patterns.EIGHTEEN_SOON.search(words)
    if match and (re.search(r"\b(?:i|im|i'm|my)\b", words) or len(words) < 40):
        return AgeReading(AgeGroup.UNDER_18, 17, match.group(0))
    match = patterns.N_SOON.search(words)
    if match:
        return _reading(int(match["n"]) - 1, match.group(0))
    return None


def _own_numbers(words: str) -> Iterator[re.Match[str]]:
    for pattern in patterns.FIRST_PERSON:
        for match in pattern.finditer(words):
            before = words[: match.start()]
            after = words[match.end() :]
            if re.search(
                r"\b(?:when|since|until|till|til|if|before|while|as if|like|after|once|by the time|says?|said|thinks?|thought|told (?:him|her|them)|tells? \w+|pretend(?:ed|ing)?(?: to be)?|that)\s+$",
                before,
            ) and not re.search(r"\b(?:now|same as me)\b", match.group(0)):
                continue
            if re.match(r"\s*(?:years?|yrs?)?\s*(?:when|at the time|back then|then\b)", after):
                continue
            yield match


def _years(match: re.Match[str]) -> int:
    """The number a pattern of `patterns.FIRST_PERSON` found, in whichever of its two places."""
    return int(match["n"] or match["m"]) if "m" in match.re.groupindex else int(match["n"])


def _own_number(words: str) -> Optional[AgeReading]:
    bare = _bare(words)
    if bare:
        reading = _reading(int(bare["n"]), bare.group(0))
        if reading:
            return reading
    found = [match for match in _own_numbers(words) if YOUNGEST <= _years(match) <= OLDEST]
    if not found:
        return None
    now = [match for match in found if "now" in match.group(0)]
    chosen = (now or sorted(found, key=lambda match: match.end()))[-1]
    return _reading(_years(chosen), chosen.group(0))


def _birth_year(words: str, today: datetime.date) -> Optional[AgeReading]:
    match = patterns.BORN.search(words)
    if not match or patterns.BORN_NOT_ME.search(words[: match.start()]):
        return None
    year = int(match["year"].lstrip("'"))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    youngest = today.year - year - 1
    if year == today.year - ADULT:
        return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 this year")
    return _reading(youngest if youngest >= ADULT else today.year - year, match.group(0))


def _said_in_words(words: str) -> Optional[AgeReading]:
    answer = patterns.ANSWER.match(words)
    if answer:
        group = AgeGroup.UNDER_18 if answer["under"] else AgeGroup.EIGHTEEN_OR_OVER
        return AgeReading(group, None, answer.group(0)[:60])
    for pattern, group in (
        (patterns.CHILD_SELF, AgeGroup.UNDER_18),
        (patterns.ADULT_SELF, AgeGroup.EIGHTEEN_OR_OVER),
        (patterns.PARENT_ANSWER, AgeGroup.EIGHTEEN_OR_OVER),
    ):
        match = pattern.search(words)
        if match and not re.search(r"\b(?:when|since|because|cos)\s+$", words[: match.start()]):
            return AgeReading(group, None, match.group(0))
    return None


def _school_year(words: str) -> Optional[AgeReading]:
    """Year 12 is 16 or 17; year 13 and sixth form are 16 to 18, so they do not tell."""
    if patterns.TEACHES.search(words) and not re.search(r"\bmy (?:form )?(?:teacher|tutor)\b", words):
        return None
    for match in [*patterns.YEAR_GROUP.finditer(words), *patterns.YEAR_GROUP_SELF.finditer(words)]:
        if int(match["n"]) <= 12 and not re.search(
            r"\b(?:my (?:son|daughter|boy|girl|kid|child|brother|sister|lad)|he|she|since|from|when)\b[^.!?]{0,12}$",
            words[: match.start()] + match.group(0)[:6].split("year")[0],
        ):
            return AgeReading(AgeGroup.UNDER_18, None, match.group(0))
    said = patterns.CHILD_SAYS.search(words)
    if (
        said
        and not patterns.ADULT_KIN.search(words)
        and not patterns.ADULT_LIFE.search(words)
        and not re.search(r"\b(?:was|were|used to|years ago|back (?:in|when)|when i|old school|in 19|my old)\b", words)
    ):
        return AgeReading(AgeGroup.UNDER_18, None, said.group(0))
    return None


def _long_ago(words: str, today: datetime.date) -> Optional[AgeReading]:
    """What the person lived through long ago makes them an adult now: "in 1974 ... I was eleven", "30 years ago"."""
    for match in patterns.PAST_YEAR.finditer(words):
        year = int(match["year"] or match["y2"])
        then = patterns.I_WAS_N.search(words)
        own = bool(patterns.I_PAST.search(words))
        if own and (today.year - year >= ADULT + 3 or (then and today.year - year + int(then["n"]) >= ADULT + 1)):
            return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0))
    for match in patterns.YEARS_AGO.finditer(words):
        years = int(match["n"] or match["n2"])
        if 18 <= years <= 80 and patterns.I_PAST.search(words):
            return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0))
    return None


def _life(words: str) -> Optional[AgeReading]:
    likely = None
    for pattern in (patterns.ADULT_KIN, patterns.ADULT_LIFE, patterns.JOB, patterns.WORK, patterns.STUDENT):
        match = pattern.search(words)
        if match and not patterns.SOMEBODY_ELSES.search(words[: match.start()][-20:]):
            is_told = not patterns.SPOUSE.search(match.group(0))
            reading = AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0), is_told)
            if is_told:
                return reading
            likely = likely or reading
    return likely
