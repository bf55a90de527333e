"""The age now of the person typing, with the words that tell it.

A wrong side does harm: a child in the adult chat, an adult in the children's. So an age counts only when it
is the typer's own and it is their age now. The age when it happened, other people's ages, years that passed,
prices and times do not count. Unsure is `UNKNOWN`: then the bot asks.

The neighbours hold the rules: `age_patterns` for figures, `age_past` for dates and what is long ago, `age_school`
for pupils and for "under 18", `age_life` and `age_work` for grown-up lives, `age_words` for what they share.
"""

from __future__ import annotations

import datetime
import re
from typing import Iterator, Optional

from bot.signposting import AgeGroup
from bot.understanding import age_patterns as patterns
from bot.understanding.age_life import life
from bot.understanding.age_past import birth_date, long_ago
from bot.understanding.age_reading import (
    ADULT,
    NOT_TOLD,
    OLDEST,
    YOUNGEST,
    AgeReading,
    before,
    group_of,
    in_words,
    in_years,
    number,
)
from bot.understanding.age_school import said_in_words, school_year
from bot.understanding.age_words import AS_I_SAID, EMBEDDED, I_TOLD, REPORTED, THEN
from bot.understanding.text import plain, with_digits

__all__ = ["AgeReading", "read_age"]


def read_age(text: str, today: Optional[datetime.date] = None) -> AgeReading:
    """The age group of the person typing, as far as the message tells it. `today` dates birth years."""
    today = today or datetime.date.today()
    words = with_digits(plain(text))
    return (
        _corrected(words)
        or _birthday_ahead(words)
        or birth_date(words, today)
        or _own_number(words)
        or said_in_words(words)
        or school_year(words)
        or long_ago(words, today)
        or life(words)
        or NOT_TOLD
    )


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
            return in_years(int(match["n"]), match.group(0))
    found = list(patterns.CORRECTED.finditer(words))
    if found and (_bare(words) or any(True for _ in _own_numbers(words))):
        return in_years(int(found[-1]["n"]), found[-1].group(0))
    return None


def _birthday_ahead(words: str) -> Optional[AgeReading]:
    """ "im 18 tomorrow", "i'll be 19 in march", "not quite 18 yet": one year less, or as many as are said."""
    match = patterns.BIRTHDAY_AHEAD.search(words) or patterns.BIRTHDAY_THEN.search(words)
    if match and not REPORTED.search(before(words, match)):
        if patterns.BIRTHDAY_ABOUT_NOW.search(match.group(0)):
            return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 about now")
        years_ahead = re.search(r"(\d+) (?:years|yrs)", match["when"])
        return in_years(int(match["n"]) - (int(years_ahead[1]) if years_ahead else 1), match.group(0))
    nearly = patterns.NOT_YET_18.search(words)
    if nearly and not REPORTED.search(before(words, nearly)):
        return in_words(AgeGroup.UNDER_18, nearly.group(0))
    until = patterns.UNTIL_18.search(words)
    is_old_rule = until and patterns.NO_LEAVE.search(words[: until.start()][-200:])
    return in_words(AgeGroup.UNDER_18, until.group(0)) if until and not is_old_rule else None


def _own_numbers(words: str) -> Iterator[re.Match[str]]:
    """Every age the typer gives as their own and now."""
    if not re.search(r"\d", words):
        return
    for pattern in patterns.OF_SELF:
        for match in pattern.finditer(words):
            lead = before(words, match)
            is_embedded = EMBEDDED.search(lead) and not _is_own_word(lead, number(match))
            if not is_embedded and not THEN.match(words[match.end() : match.end() + 30]):
                yield match
    for pattern in patterns.TAGS:
        yield from pattern.finditer(words)


def _is_own_word(lead: str, years: int) -> bool:
    """Whether "said" or "told" before an age leaves it the typer's own: "like i said im 12", "told him im 14"."""
    return bool(AS_I_SAID.search(lead) or (years < ADULT and I_TOLD.search(lead)))


def _own_number(words: str) -> Optional[AgeReading]:
    """The age in figures. Where two ages of the typer fall on different sides, none: then the bot asks."""
    bare = _bare(words)
    if bare and YOUNGEST <= int(bare["n"]) <= OLDEST:
        return in_years(int(bare["n"]), bare.group(0))
    found = [match for match in _own_numbers(words) if YOUNGEST <= number(match) <= OLDEST]
    if not found:
        return _own_pair(words)
    now = [match for match in found if "now" in match.group(0) + words[match.end() : match.end() + 4]]
    if not now and len({group_of(number(match)) for match in found}) > 1:
        return NOT_TOLD
    chosen = max(now or found, key=lambda match: match.end())
    return in_years(number(chosen), chosen.group(0))


def _own_pair(words: str) -> Optional[AgeReading]:
    """ "me and my sister are 12 and 14": the side that both are on."""
    pair = patterns.PAIR.search(words)
    if not pair or group_of(int(pair["n"])) is not group_of(int(pair["m"])):
        return None
    return in_words(group_of(int(pair["n"])), pair.group(0))
