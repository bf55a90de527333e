"""What a date of birth, or something lived through long ago, tells of the age now."""

from __future__ import annotations

import datetime
import re
from typing import Iterator, Optional

from bot.signposting import AgeGroup
from bot.understanding.age_reading import ADULT, OLDEST, AgeReading, before, group_of, in_words, in_years, number
from bot.understanding.age_words import AGE, MONTH, MONTHS, NO_UNIT, OLD, REPORTED, UNIT, N, any_of, second

_DAY_AND_MONTH = rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s/.-]+(?P<month>\d{{1,2}}|{MONTH})[\s/.,-]+|{MONTH}\s+(?:of\s+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d|\d\d(?=\s*(?:$|[.,;!?)]|(?:and|so|but)\b)))"
_DATE = rf"(?:{_DAY_AND_MONTH})?{_YEAR}"
_OF_BIRTH = any_of(
    r"dob,d\.o\.b\.?,date of birth,birth ?(?:year|date),year of birth,birthday,bday,birthdate"
)  # fmt: skip
BORN = re.compile(
    rf"(?:(?:^|[.!?(]\s*|\b(?:i was|i were|i'm|im|i am|me|was i|i)\s+)(?:(?:was|and)\s+)?born (?:on |in |back in )?"
    rf"|(?:^\W*|[.!?]\s+|\bmy ){_OF_BIRTH}\s*(?:is|was)?\s*[:=-]?\s*(?:in |on )?){_DATE}(?![\d%])(?!\s*(?:years?|yrs?|{UNIT})\b)"
)
DATE_ALONE = re.compile(r"^\W*(?P<day>\d{1,2})[\s/.-](?P<month>\d{1,2})[\s/.-](?P<year>(?:19|20)\d\d|\d\d)\W*$")

_ON = any_of("when,and,at the time,then,in,or,but,so,he,she,they,hes,he's,shes,it,we,the,my,i,last,that")
_DID = any_of("met,married,left,became,moved,lost,started,had my,never,was,thought,had,have,am")
# grown up already then, so now as well: "it happened when I was 25", "At 19 I married"
ADULT_THEN = re.compile(
    rf"\bi (?:was|were|turned|became|reached) (?:(?:only|just|about|around|already|over|a|an) ){{0,2}}{AGE}(?={OLD}\s*(?:$|[.,;!?)]|{_ON}\b))"
    rf"|\b(?:aged|at the age of|at) {second(N)},? i {_DID}\b"
)

CLAUSE_END = re.compile(
    r"[.!?;,]|\b(?:and|but|so|because|cos|who|which|while|when|before|after|that i|that was)\b|(?=\bi was \d)"
)
_TIME_WORD = any_of(
    "it,this,that,was,is,back,way,in,the,summer,winter,spring,autumn,of,since,month,year,over,about,nearly,almost,some,years?,ago,happened,all,early,late,\\d+"
)
ADVERBIAL = re.compile(rf"^\W*(?:{_TIME_WORD}\b\W*){{1,10}}$")
PAST_YEAR = re.compile(r"\b(?:in|since|of|was|,)\s*(?P<year>19[3-9]\d|20[0-2]\d)\b|^\W*(?P<y2>19[3-9]\d|20[0-2]\d)\b")
_I_DID = any_of(
    "was,were,did,had,been,got,came,went,left,met,lost,saw,ran,told,bought,became,lived,fell,took,paid,taught,drove,gave,kept,spent,served,have,grew,worked,began,broke,stood,held,wore,wrote,(?!learn|studied|watched|want|need)\\w+ed"
)
_DONE_TO_ME = any_of(
    "\\w+(?<!explain)ed,hit,hits,beat,beats,beaten,hurt,hurts,took,had,held,sent,shot,left,hitting,beating,hurting,stalking,following,happened to,done to,did (?:it |this |that )?to,at,on"
)
# the last year of each: who lived in it was born by then
DECADES = {"40s": 1949, "50s": 1959, "60s": 1969, "70s": 1979, "80s": 1989, "90s": 1999}
DECADES |= {"forties": 1949, "fifties": 1959, "sixties": 1969, "seventies": 1979, "eighties": 1989, "nineties": 1999}
PAST_DECADE = re.compile(
    r"\bin the (?:(?:early|mid|late)[\s-]+)?(?:19)?'?(?P<decade>[4-9]0s|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
# the typer took part: "we lost", "he hit me"
I_PAST = re.compile(
    rf"\b(?:i|we)(?:'d|'ve)\b|\b(?:i|we|ive|weve) (?:never |have |had |first |only |just |also )?{_I_DID}\b(?! born| going to| gonna)"
    rf"|\b{_DONE_TO_ME} (?:it )?(?:me|us)\b|\bhaunts? me\b|^\W*(?:been|lived|worked)\b"
)
NOT_LIVED = re.compile(
    r"\b(?:like|prison|jail|sentence[d]?|in the future|from now|will|i'll|ill|project|homework|essay|film)\b"
)
I_WAS_N = re.compile(rf"\bi (?:was|turned|were) (?:(?:only|just|about|like) )?{N}\b{NO_UNIT}")
_AND_SINCE = r"(?:ago|back|since|later|on|now|of marriage|married|in this (?:job|house|flat|street|country)|we've been)"
# "30 years ago", "for 22 years"
YEARS_AGO = re.compile(
    rf"\b(?P<n>\d{{1,2}}) (?:odd |or so )?(?:years?|yrs?) {_AND_SINCE}\b"
    r"|\b(?:over|for|nearly|almost|been|here|there|together|him|her|worked|lived|served|waited|spent|given|driven|taught|saved|house|flat|street|block|estate|area) (?P<n2>\d{1,2}) (?:odd )?(?:years|yrs)\b"
)
_YEARS_BACK = r"(?:years?|yrs?) (?:ago|back)"
_I_WAS = r"i was (?:(?:only|just|about|like) )?"
# "2 years ago when i was 12", "i was 11, that was three years ago", "i was 15, thats 20 years ago"
THEN_AND_AGO = re.compile(
    rf"\b(?P<k>\d{{1,2}}) {_YEARS_BACK}\W+(?:and |when )?{_I_WAS}{N}\b{NO_UNIT}"
    rf"|\b{_I_WAS}(?P<m>\d{{1,2}})\b(?: years? old)?(?:,? |\W+(?:and |but )?(?:that|it|this)(?:'?s| was| is) )(?:about |over |nearly )?(?P<j>\d{{1,2}}) {_YEARS_BACK}\b"
)
LAST_YEAR = re.compile(rf"\b{_I_WAS}{N}(?: years? old)? last (?:year|summer|winter|spring|autumn|christmas)\b")

YOUNGEST_BY_DATE = 9  # a later date, and nothing else, may be the day it happened


def birth_date(words: str, today: datetime.date) -> Optional[AgeReading]:
    """The age from a date of birth; from a birth year alone only where it tells the side."""
    match = BORN.search(words) or DATE_ALONE.match(words)
    if not match:
        return None
    year = int(match["year"].lstrip("'"))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    month, day = match["month"], match["day"]
    if month and day:
        month_number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
        is_to_come = (today.month, today.day) < (month_number, int(day))
        years = today.year - year - is_to_come
        is_of_event = match.re is DATE_ALONE and years < YOUNGEST_BY_DATE
        return None if is_of_event else in_years(years, match.group(0))
    if year == today.year - ADULT:
        return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 this year")
    youngest = today.year - year - 1
    return in_years(youngest if youngest >= ADULT else today.year - year, match.group(0))


def long_ago(words: str, today: datetime.date) -> Optional[AgeReading]:
    """Who lived through something long ago is an adult now: "in 1974 ... I was eleven", "30 years ago"."""
    for match in ADULT_THEN.finditer(words):
        if ADULT <= number(match) <= OLDEST and not REPORTED.search(before(words, match)):
            return in_words(AgeGroup.EIGHTEEN_OR_OVER, match.group(0))
    both = THEN_AND_AGO.search(words)
    if both:
        return _years_after(int(both["n"] or both["m"]), int(both["k"] or both["j"]), both.group(0))
    last_year = LAST_YEAR.search(words)
    if last_year:
        return _years_after(int(last_year["n"]), 1, last_year.group(0))
    gives_own_age_then = bool(I_WAS_N.search(words))
    for clause, after in _clauses(words):
        reading = _since(clause, after, today, gives_own_age_then)
        if reading:
            return reading
    return None


def _clauses(words: str) -> Iterator[tuple[str, str]]:
    """Clauses with a number, and the one after; "in 1974" or "20 years ago" is joined to the clause it belongs to."""
    parts = [part for part in CLAUSE_END.split(words) if part.strip()]
    for part, after in zip(parts, [*parts[1:], ""]):
        if re.search(r"\d{2}", part) or PAST_DECADE.search(part):
            yield (f"{part} {after}" if ADVERBIAL.match(part) else part), after


def _since(clause: str, after: str, today: datetime.date, gives_own_age_then: bool) -> Optional[AgeReading]:
    """What a clause tells by a year or by years that passed, when the typer took part in it."""
    year = PAST_YEAR.search(clause)
    passed = _years_passed(clause, today)
    then = I_WAS_N.search(clause) if year else None
    if then:
        return _years_after(int(then["n"]), passed, clause)
    next_then = I_WAS_N.match(after.strip())
    if passed and next_then and int(next_then["n"]) + passed > ADULT:
        return in_words(AgeGroup.EIGHTEEN_OR_OVER, f"{clause}, {after}")
    is_own = I_PAST.search(clause) or (gives_own_age_then and re.search(r"\b(?:it|this|that)\b", clause))
    if is_own and passed >= ADULT + (3 if year else 0) and not NOT_LIVED.search(clause):
        return in_words(AgeGroup.EIGHTEEN_OR_OVER, clause)
    return None


def _years_passed(clause: str, today: datetime.date) -> int:
    """The least number of years that passed since what a clause tells of, 0 when it does not say."""
    year, ago, decade = PAST_YEAR.search(clause), YEARS_AGO.search(clause), PAST_DECADE.search(clause)
    if year:
        return today.year - int(year["year"] or year["y2"])
    if ago:
        return int(ago["n"] or ago["n2"])
    return today.year - DECADES[decade["decade"]] if decade else 0


def _years_after(then: int, passed: int, reason: str) -> Optional[AgeReading]:
    """A group only where a year more or less leaves it the same."""
    groups = {group_of(then + passed + more) for more in (-1, 0, 1)}
    return in_words(groups.pop(), reason) if len(groups) == 1 else None
