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
YOUNGEST_BY_DATE = 9  # a later date, and nothing else, may be the day it happened
ADULT = 18


@dataclass(frozen=True)
class AgeReading:
    """What was read: the group, the age in years when one was said, and the words it was read from.

    `is_told` is False when the age is only likely (a husband, a nephew; not all are 18): the bot still asks.
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
        or _birth_date(words, today)
        or _own_number(words)
        or _said_in_words(words)
        or _school_year(words)
        or _long_ago(words, today)
        or _life(words)
        or NOT_TOLD
    )


def _group(years: int) -> AgeGroup:
    return AgeGroup.UNDER_18 if years < ADULT else AgeGroup.EIGHTEEN_OR_OVER


def _reading(years: int, reason: str) -> Optional[AgeReading]:
    return AgeReading(_group(years), years, reason.strip()[:60]) if YOUNGEST <= years <= OLDEST else None


def _in_words(group: AgeGroup, reason: str) -> AgeReading:
    return AgeReading(group, None, reason.strip()[:60])


def _before(words: str, match: re.Match[str]) -> str:
    """The few words in front of a match: enough to see who says it, and of when."""
    return words[max(0, match.start() - 45) : match.start()]


def _number(match: re.Match[str]) -> int:
    """The number a pattern found, in whichever of its two places."""
    return int(next(match[name] for name in ("n", "m") if name in match.re.groupindex and match[name]))


def _bare(words: str) -> Optional[re.Match[str]]:
    """A match when the message is nothing but an age with an afterthought."""
    match = patterns.BARE.match(words)
    if not match or patterns.NOT_ALONE.match(match["rest"]):
        return None
    rest = match["rest"]
    if not re.search(r"\w", rest) or (len(rest) < 40 and patterns.BARE_REST.match(rest)):
        return match
    is_own = match["old"] or patterns.AFTERTHOUGHT.match(rest) or patterns.OWN_WORDS.match(rest)
    return match if is_own and re.match(r"\s*[.,!?;(]", rest) else None


def _corrected(words: str) -> Optional[AgeReading]:
    """ "12. no sorry 21 typed it backwards", "not 14, 41": the last figure counts."""
    for pattern in (patterns.NOT_BUT, patterns.I_SAID, patterns.CORRECTION_ONLY):
        match = pattern.search(words)
        if match:
            return _reading(int(match["n"]), match.group(0))
    found = list(patterns.CORRECTED.finditer(words))
    if found and (_bare(words) or any(True for _ in _own_numbers(words))):
        return _reading(int(found[-1]["n"]), found[-1].group(0))
    return None


def _birthday_ahead(words: str) -> Optional[AgeReading]:
    """ "im 18 tomorrow", "i'll be 19 in march", "not quite 18 yet": one year less, or as many as are said."""
    match = patterns.BIRTHDAY_AHEAD.search(words)
    if match and not patterns.REPORTED.search(_before(words, match)):
        if patterns.BIRTHDAY_ABOUT_NOW.search(match.group(0)):
            return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 about now")
        years_ahead = re.search(r"(\d+) (?:years|yrs)", match["when"])
        return _reading(int(match["n"]) - (int(years_ahead[1]) if years_ahead else 1), match.group(0))
    nearly = patterns.NOT_YET_18.search(words)
    if nearly and not patterns.REPORTED.search(_before(words, nearly)):
        return _in_words(AgeGroup.UNDER_18, nearly.group(0))
    until = patterns.UNTIL_18.search(words)
    return _in_words(AgeGroup.UNDER_18, until.group(0)) if until else None


def _own_numbers(words: str) -> Iterator[re.Match[str]]:
    """Every age the typer gives as their own and now."""
    if not re.search(r"\d", words):
        return
    for pattern in patterns.OF_SELF:
        for match in pattern.finditer(words):
            before = _before(words, match)
            is_embedded = patterns.EMBEDDED.search(before) and not patterns.AS_I_SAID.search(before)
            if not is_embedded and not patterns.THEN.match(words[match.end() : match.end() + 30]):
                yield match
    for pattern in patterns.TAGS:
        yield from pattern.finditer(words)


def _own_number(words: str) -> Optional[AgeReading]:
    """The age in figures. Where two ages of the typer fall on different sides, none: then the bot asks."""
    bare = _bare(words)
    if bare and YOUNGEST <= int(bare["n"]) <= OLDEST:
        return _reading(int(bare["n"]), bare.group(0))
    found = [match for match in _own_numbers(words) if YOUNGEST <= _number(match) <= OLDEST]
    if not found:
        pair = patterns.PAIR.search(words)
        is_one_side = pair and _group(int(pair["n"])) is _group(int(pair["m"]))
        return _in_words(_group(int(pair["n"])), pair.group(0)) if pair and is_one_side else None
    now = [match for match in found if "now" in match.group(0) + words[match.end() : match.end() + 4]]
    if not now and len({_group(_number(match)) for match in found}) > 1:
        return NOT_TOLD
    chosen = max(now or found, key=lambda match: match.end())
    return _reading(_number(chosen), chosen.group(0))


def _birth_date(words: str, today: datetime.date) -> Optional[AgeReading]:
    """The age from a date of birth; from a birth year alone only where it tells the side."""
    match = patterns.BORN.search(words) or patterns.DATE_ALONE.match(words)
    if not match:
        return None
    year = int(match["year"].lstrip("'"))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    month, day = match["month"], match["day"]
    if month and day:
        month_number = int(month) if month.isdigit() else patterns.MONTHS.index(month[:3]) + 1
        is_to_come = (today.month, today.day) < (month_number, int(day))
        years = today.year - year - is_to_come
        is_of_event = match.re is patterns.DATE_ALONE and years < YOUNGEST_BY_DATE
        return None if is_of_event else _reading(years, match.group(0))
    if year == today.year - ADULT:
        return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 this year")
    youngest = today.year - year - 1
    return _reading(youngest if youngest >= ADULT else today.year - year, match.group(0))


def _said_in_words(words: str) -> Optional[AgeReading]:
    answer = patterns.ANSWER.match(words)
    if answer:
        return _in_words(AgeGroup.UNDER_18 if answer["under"] else AgeGroup.EIGHTEEN_OR_OVER, answer.group(0))
    for pattern in (patterns.CHILD_SELF, patterns.ADULT_SELF, patterns.PARENT_ANSWER):
        group = AgeGroup.UNDER_18 if pattern is patterns.CHILD_SELF else AgeGroup.EIGHTEEN_OR_OVER
        for match in pattern.finditer(words):
            if not patterns.EMBEDDED.search(_before(words, match)):
                return _in_words(group, match.group(0))
    return None


def _school_year(words: str) -> Optional[AgeReading]:
    """Year 12 is 16 or 17; year 13 and sixth form are 16 to 18, so they do not tell."""
    for match in patterns.YEAR_GROUP.finditer(words):
        if _number(match) <= 12 and not patterns.EMBEDDED.search(_before(words, match)):
            return _in_words(AgeGroup.UNDER_18, match.group(0))
    said = patterns.MY_YEAR.search(words) or patterns.CHILD_SAYS.search(words)
    life = _life(words)
    if not said or patterns.NOT_A_PUPIL.search(words) or (life and life.is_told):
        return None
    return NOT_TOLD if life else _in_words(AgeGroup.UNDER_18, said.group(0))


def _long_ago(words: str, today: datetime.date) -> Optional[AgeReading]:
    """Who lived through something long ago is an adult now: "in 1974 ... I was eleven", "30 years ago"."""
    for match in patterns.ADULT_THEN.finditer(words):
        if ADULT <= _number(match) <= OLDEST and not patterns.REPORTED.search(_before(words, match)):
            return _in_words(AgeGroup.EIGHTEEN_OR_OVER, match.group(0))
    both = patterns.THEN_AND_AGO.search(words)
    if both:
        return _years_after(int(both["n"] or both["m"]), int(both["k"] or both["j"]), both.group(0))
    gives_own_age_then = bool(patterns.I_WAS_N.search(words))
    for clause, after in _clauses(words):
        reading = _since(clause, after, today, gives_own_age_then)
        if reading:
            return reading
    return None


def _clauses(words: str) -> Iterator[tuple[str, str]]:
    """Clauses with a number, and the one after; "in 1974" or "20 years ago" is joined to the clause it belongs to."""
    parts = [part for part in patterns.CLAUSE_END.split(words) if part.strip()]
    for part, after in zip(parts, [*parts[1:], ""]):
        if re.search(r"\d{2}", part):
            yield (f"{part} {after}" if patterns.ADVERBIAL.match(part) else part), after


def _since(clause: str, after: str, today: datetime.date, gives_own_age_then: bool) -> Optional[AgeReading]:
    """What a clause tells by a year or by years that passed, when the typer took part in it."""
    year, ago = patterns.PAST_YEAR.search(clause), patterns.YEARS_AGO.search(clause)
    passed = today.year - int(year["year"] or year["y2"]) if year else int(ago["n"] or ago["n2"]) if ago else 0
    then = patterns.I_WAS_N.search(clause) if year else None
    if then:
        return _years_after(int(then["n"]), passed, clause)
    next_then = patterns.I_WAS_N.match(after.strip())
    if passed and next_then and int(next_then["n"]) + passed > ADULT:
        return _in_words(AgeGroup.EIGHTEEN_OR_OVER, f"{clause}, {after}")
    is_own = patterns.I_PAST.search(clause) or (gives_own_age_then and re.search(r"\b(?:it|this|that)\b", clause))
    if is_own and passed >= ADULT + (3 if year else 0) and not patterns.NOT_LIVED.search(clause):
        return _in_words(AgeGroup.EIGHTEEN_OR_OVER, clause)
    return None


def _years_after(then: int, passed: int, reason: str) -> Optional[AgeReading]:
    """A group only where a year more or less leaves it the same."""
    groups = {_group(then + passed + more) for more in (-1, 0, 1)}
    return _in_words(groups.pop(), reason) if len(groups) == 1 else None


def _life(words: str) -> Optional[AgeReading]:
    """An adult by their way of life: told by children, work or a pension; only likely by a marriage or a nephew."""
    told = [patterns.ADULT_KIN, patterns.ADULT_LIFE, patterns.JOB_OF_SELF, patterns.JOB_FIRST, patterns.TITLE_FIRST]
    for pattern in [*told, patterns.WORK, patterns.STUDENT, patterns.LIKELY]:
        for match in pattern.finditer(words):
            before = _before(words, match)
            is_meant = pattern is not patterns.JOB_OF_SELF or not patterns.EMBEDDED.search(before)
            if is_meant and not patterns.SOMEBODY_ELSES.search(before):
                is_told = pattern is not patterns.LIKELY
                return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0).strip()[:60], is_told)
    return None
