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
from bot.understanding.text import plain, with_digits

YOUNGEST, OLDEST = 5, 110
ADULT = 18


@dataclass(frozen=True)
class AgeReading:
    """What was read: the group, the age in years when one was said, and the words it was read from."""

    group: AgeGroup
    years: Optional[int] = None
    reason: str = ""


NOT_TOLD = AgeReading(AgeGroup.UNKNOWN)

_N = r"(?P<n>\d{1,3})"
_ABOUT = r"(?:(?:only|just|like|now|currently|nearly|almost|about|actually|still|a|an|abt|literally|around|over|only just|well|age|aged|already|both|all|an?d)\s+){0,2}"
# what may not follow a number that is an age: another unit, a price, a score, a share
_NO_UNIT = (
    r"(?!\s*(?:[%£$€:/]|\d|(?:st|nd|rd|th)\b|,\d|\.\d"
    r"|(?:-?\s*)(?:mins?|minutes?|hours?|hrs?|secs?|seconds?|days?|weeks?|wks?|months?|mths?|miles?|m(?:et(?:re|er)s?)?|km|k|kg|stone|st|lbs?|ft|feet|foot|cm"
    r"|quid|pounds?|pence|p|grand|times?|people|of (?:us|them)|percent|per cent|am|pm|o'?clock|floors?|doors?|stops?|steps?|weeks pregnant"
    r"|texts?|messages?|calls?|pages?|points?)\b"
    r"|\s*(?:years?|yrs?)\s+(?:ago|sober|clean|in(?:to)?\b|now|later|together|married|older|younger|since|with|at|on|here|on)))"
)
_I_AM = r"(?:\bi\s?a?'?\s?m\b|\bi am\b|\biam\b|\bim\b|\bi'm\b|\bi ma\b|\bam i\b)"
_OLD = r"(?:\s*(?:-?\s*(?:years?|yrs?|yr|y)[\s-]*(?:old|o)?\b|y/?o\b|yo\b))?"

_FIRST_PERSON = [
    # "I'm 31", "im only fifteen", "I am a 45 year old man"
    re.compile(_I_AM + r"\s+(?:(?:a|an|the)\s+)?(?:(?:male|female|man|woman|girl|boy|guy|lad|m|f|bloke|lady|student|mum|dad|widow|widower)\s*,?\s*(?:of|and|aged?)?\s+)?" + _ABOUT + _N + r"\b" + _NO_UNIT),
    # "I'm a teacher, 43," "I'm a man, 46, two boys": an age set off by commas after I am
    re.compile(_I_AM + r"\s+(?:an?\s+)?(?:\w+\s+){0,3}\w+,\s+(?:divorced,\s+|single,\s+|married,\s+)?(?:aged\s+)?" + _N + r"(?=\s*(?:,|\.|and|$|-))" + _NO_UNIT),
    # "51 I am"
    re.compile(r"\b" + _N + r"\s*,?\s+i\s?a?'?m\b(?!\s+\d)"),
    re.compile(r"\b" + _N + r"\s+years?\s+old\s+i\s+am\b"),
    # "I (17F)", "me [22/m]", "I, 34 F,"
    re.compile(r"\b(?:i|me|myself|im|i'm)\s*,?\s*[\(\[{]\s*(?:f|m|female|male|nb|mtf|ftm)?\s*[/,]?\s*" + _N + r"\s*[/,]?\s*(?:f|m|female|male|nb|yo|y/o|mtf|ftm|years? old)?\s*[\)\]}/,]"),
    # "I've (f/23) been", "my (26F) boyfriend", "Me - M22": the tag right behind I, me or my is the typer's
    re.compile(r"\b(?:i|i've|ive|i'm|im|me|my|myself)\b(?!')\s*-?\s*,?\s*[\(\[{]?\s*(?:(?:f|m|female|male|nb|mtf|ftm)\s*[/,-]?\s*" + _N + r"|" + _N.replace("<n>", "<m>") + r"\s*(?:yo|y/o|yrs? old|years? old)?\s*[/,-]?\s*(?:f|m|female|male|nb|mtf|ftm))\b(?!\s*(?:ago|from))"),
    re.compile(_I_AM + r"\s+(?:an?\s+)?" + _N + r"\s*[/,]?\s*(?:f|m|female|male|nb|mtf|ftm)\b"),
    # "58 and I'm shaking like a leaf"
    re.compile(r"(?:^|[.!?]\s+)" + _N + r",?\s+(?:and|an|n)\s+(?:i'm|im|i am|still|never)\b"),
    # "my age is 15", "age: 15", "aged 76 myself"
    re.compile(r"\b(?:my age(?:'s| is)?|age)\s*[:=]?\s*(?:is\s+)?" + _N + r"\b" + _NO_UNIT),
    # "were both 15", "we're all 12", "were only 12"
    re.compile(r"\b(?:we're|we are|we r|were|we)\s+(?:only|both|all|like|just)\s+(?:like |about |only )?" + _N + r"\b" + _NO_UNIT),
    # "he is 15 same as me", "15 like me", "the same age as me, 15"
    re.compile(r"\b" + _N + r"\s*,?\s*(?:years? old\s*)?(?:the )?(?:same(?: age)? as|like) (?:me|i am|myself)\b"),
    # "as a 45 year old", "speaking as a 17 yr old"
    re.compile(r"\bas an? " + _N + r"[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\b" + _NO_UNIT),
    # "at 67 I should know better", "at 82 you don't expect"
    re.compile(r"(?:^|[.,;!?]\s*)at " + _N + r",?\s+(?:i|you|one)\b(?! (?:was|were|had|got|went|did))"),
    # "turned 18 last week", "just turned 16", "I turn 18"
    re.compile(r"(?:^\W*|\b(?:i|i've|ive|i have)\s+)(?:just\s+|only\s+|recently\s+)?turned\s+" + _N + r"\b"),
    re.compile(r"\b(?:was|were|is)?\s*my\s+" + _N + r"(?:st|nd|rd|th)\s+(?:birthday|bday)\s+(?:was|were)\b"),
    # "50 y/o man here", "17 year old girl here", at the start, or followed by here
    re.compile(r"^\W*(?:a\s+)?" + _N + r"\s*-?\s*(?:years?\s*-?\s*old|y/?o|yr\s*-?\s*old|yrs\s*-?\s*old)\b(?=[^.!?]{0,30}\bhere\b)"),
    re.compile(r"^\W*(?:f|m|female|male)\s*[,/]?\s*" + _N + r"\b(?!\s*[/:]\d)"),
    re.compile(r"^\W*" + _N + r"\s*[,/]?\s*(?:f|m|female|male|nb|mtf|ftm)\b"),
    re.compile(r"^\W*" + _N + r"\s*(?:yo|y/o|yrs old|years old|year old)\b\s*(?:[,.]|and|from|girl|boy|male|female|m\b|f\b|guy|lad|$)"),
    # "(I'm a) 62-year-old retired teacher" after a comma: "Retired teacher, 62."
    re.compile(r"\b(?:here|bloke|man|woman|lady|girl|boy|lad|male|female|pensioner|retired[\w ]{0,20}|widow|widower|divorced|grandmother|grandad|mum|dad|single|student),?\s+(?:aged?\s+)?" + _N + r"(?=\s*(?:[.,;]|and\b|$|here))" + _NO_UNIT + r"(?<!old )"),
]  # fmt: skip

# the whole message is an age, perhaps with an afterthought: "17", "Seventy six, as I said", "15 nearly 16", "18, birthday was last month"
_BARE = re.compile(
    r"^\W*(?:(?:me|age|aged|er|erm|um|uh|well|ok|okay|aite|yeah|yh|yes|no|nah|sorry|i|oh|hi|so)\W+){0,3}"
    + _N
    + _OLD
    + r"(?:\W+(?P<rest>.*))?$"
)
_BARE_REST = re.compile(
    r"^(?:(?:nearly|almost|nxt|next|in|turning|soon|now|why|lol|and|n|a|half|as|i|said|not|sure|it|matters|birthday|bday|was|just|yesterday|last|month|week|year|old|years|yrs|yo|m|f|male|female|girl|boy|thanks|but|please|pls|hes|he's|she's|shes|they|theyre|they're|typed|sorry|no|mate|bruv|innit|if|u|you|need|must|know|then|so|why\?)\b|\W)"
)
_CORRECTED = re.compile(
    r"\b(?:no|sorry|i mean|i meant|meant|actually|correction|wait|oops|not)\b\W+(?:(?:sorry|i|mean|meant|its|it's|im|i'm|no|wait|typo|am)\W+){0,3}" + _N + r"\b(?!\s*(?:years? ago|times))" + _NO_UNIT
)  # fmt: skip

_NEXT_BIRTHDAY = re.compile(
    r"\b(?:(?:i'?m|i am|im|i)\s+)?(?:turn(?:ing)?|gonna be|going to be|be|nearly|almost|soon|not yet|not even|not quite|il?l be|i'll be|will be|about to turn|just under)\s+(?:turning\s+|be\s+)?18\b"
)
_18_SOON = re.compile(
    r"\b18\s+(?:next|in)\s+(?:\w+\s+)?(?:week|month|year|days?|weeks|months|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|summer|spring)\b"
)
_N_SOON = re.compile(
    r"\b(?:i'?m|i am|im|i'll be|ill be|i turn|turning|i'm nearly|nearly|almost)\s+(?:turning\s+|nearly\s+|almost\s+)?"
    + _N
    + r"\s+(?:next|in a|in (?:\d+|two|three|a few))\s*(?:week|month|days?|weeks|months)?\b"
)

_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?year|born in|bday)\b[^.!?\d]{0,25}(?:\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.,-]+)?(?:[a-z]{3,9}\s+(?:of\s+)?)?(?P<year>(?:19|20)\d\d|'\d\d|(?<=/)\d\d)\b"
)
_BORN_NOT_ME = re.compile(
    r"\b(?:he|she|they|son|daughter|baby|kid|child|brother|sister|mum|dad)\s+(?:was|were|is)?\s*$"
)

_YEAR_GROUP = re.compile(
    r"(?:\b(?:i'?m|i am|im|i|me|we're|we are|am|were|now|both|just|started|going into)\s+(?:and \w+ are |only |just |still |both |all )?(?:in |a |at )?(?:the )?|^\W*(?:in )?|\bmy (?:school )?|\bnow |\band )(?:year|yr|y)\s*(?P<n>[1-9]|1[0-3])\b(?!\s*(?:s\b|pupils?|class|boy|girl|student|child|kid|old|ago|lad))"
)
_YEAR_GROUP_SELF = re.compile(r"\b(?:i'?m|i am|im)\s+an?\s+(?:year|yr|y)\s*(?P<n>[1-9]|1[0-3])\b")
_TEACHES = re.compile(
    r"\b(?:teach|teacher|tutor|pupils?|my class|lecturer|safeguarding lead|head ?teacher|teaching assistant|form tutor to)\b"
)
_CHILD_SAYS = re.compile(
    r"\b(?:my (?:form )?(?:tutor|teacher|headteacher|head of year|school)|at school|in my (?:year|class|form)|our (?:teacher|head of year)|after school|my gcses?|doing (?:my )?gcses?|my mocks|school bus|p\.?e\.? kit|detention|my foster (?:mum|dad|carers?|parents)|year above|(?:mum|dad|mam|mom) (?:and dad |and mum )?(?:won'?t let|said im not|grounded|says im too young))\b"
)
_CHILD_SELF = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:only |just |still |literally |like )?(?:an? )?(?:kid|child|minor|teenager|teen|under ?18|underage|under age|below 18|under eighteen|not 18(?: yet)?|school ?(?:boy|girl|kid))\b"
)
_ADULT_SELF = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:over|above|more than|older than|way over|well over|past)\s+(?:18|20|30|40|50|60|70|80|21|25|that)\b|\b(?:i'?m|i am|im)\s+(?:an? )?(?:grown(?: man| woman|-up)|adult|pensioner|oap|retired|middle[- ]aged|grandmother|grandfather|grandad|granny|nan|widow|widower|mother|father|mum of|dad of|mother of|father of|parent|single (?:mum|dad|parent)|landlord|landlady)\b|\bi am an adult\b|\bas an adult\b(?! when)"
)
_ANSWER = re.compile(
    r"^\W*(?:(?:i'?m|i am|im|yes|yeah|no|er|well|the)\W+){0,3}(?:(?P<under>under ?(?:18|eighteen)|minor|a kid|a child|younger|child|teen(?:ager)?|not yet 18|below 18)|(?P<over>18 or over|over ?(?:18|eighteen)|18 ?(?:\+|plus)|18 and over|above 18|adult|an adult|older(?: than that)?|over that|grown up|much older|way older))\b[\w\s,.!']{0,40}$"
)

_ADULT_KIN = re.compile(
    r"(?:\b(?:my|our|me|mi|the)|^\W*(?:(?:found|caught|worried about)\s+)?)\s*(?:(?:late|ex|former|dear|own|eldest|youngest|oldest|middle|little|teenage|teen|grown|adult|two|three|four|\d+|lovely|poor|other|step|soon to be|soon-to-be|disabled|autistic|elder|older|younger|only)[\s-]+){0,3}(?:\d{1,2}[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\s+)?"
    r"(?:husband|hubby|hubsand|husbend|husban|other half and our kids|eldest|youngest|wife|missus|spouse|fianc[eé]e?|sons?|daughters?|dauhgter|duaghter|daugter|kids|children|child|grand(?:son|daughter|child|children|kids?|kid)s?|son-in-law|daughter-in-law|step-?(?:son|daughter|kids|children)|tenants?|lodger|employees?|staff|pension|mortgage|ex-?(?:husband|wife)|pupils|patients?|clients?|students|nephew|niece|carer's allowance)\b"
)
_PARENT_ANSWER = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:his|her|their|the|a|\w+'s)\s+(?:\w+\s+)?(?:mother|father|mum|mam|mom|dad|parent|nan|nana|gran|granny|grandmother|grandfather|grandad|carer|foster carer|teacher|guardian|social worker|aunt|auntie|uncle|landlord|boss|manager|wife|husband)\b"
)
_ADULT_LIFE = re.compile(
    r"\b(?:my (?:divorce|retirement|wedding|late (?:husband|wife)|marriage|phd|master'?s|solicitor|employer'?s? pension|ex[- ]wife|ex[- ]husband|first marriage|redundancy|business|company|shop|firm|mortgage)"
    r"|since (?:we|i) (?:got )?married|we(?:'ve| have) been married|been married|i(?:'m| am|m) (?:divorced|married|widowed|retired|pregnant with my (?:second|third))|i retired|when i retired|state pension|my pension|i(?:'m| am) (?:a )?(?:retired|divorced)"
    r"|\bhusband of \d+ years|before i retired|i lecture|i(?:'m| am) doing a (?:master'?s|phd)|my degree|i have a degree)\b"
)
_JOB = re.compile(
    r"(?:^|[.!?,]\s*|\b(?:i'?m|i am|im|as)\s+(?:an?\s+|the\s+|one of the\s+)?)(?:[\w&'-]+\s+){0,4}?"
    r"(?:teacher|headteacher|head of year|nurse|matron|doctor|gp|paramedic|social worker|care coordinator|support worker|key ?worker|caretaker|building manager|site (?:manager|supervisor)|facilities manager|hr (?:manager|advisor|officer)|shop manager|store manager|front[- ]of[- ]house manager|house manager|manager|trustee|company secretary|churchwarden|vicar|imam|rabbi|priest|chaplain|librarian|safeguarding lead|police officer|solicitor|barrister|accountant|journalist|youth worker|landlord|landlady|licensee|publican|head porter|concierge|lecturer|professor|midwife|health visitor|district nurse|pharmacist|dentist|housing officer|probation officer|councillor|governor|practice manager|bus driver|train driver|taxi driver|cab driver|lorry driver|firefighter|security guard|director|chief executive|receptionist at|personnel|team leader|warden)"
    r"(?:\b(?=\s+(?:here|at|in|of|for|with|on|from|near)\b|\s*[,.:;(-]|\s+and\s+i\b)|(?=:))"
)
_WORK = re.compile(
    r"\b(?:i (?:teach|manage|run|lecture|supervise|employ|foster|drive (?:a|the|in|for|nights)|own (?:a|the|my)|work as (?:a|an)|chair|volunteer as|let out|rent out)|(?:a |one of (?:my|our) )(?:clients?|patients?|pupils?|tenants?|residents?|service users?|staff|receptionists?|employees?|colleagues?|volunteers?|drivers?|members of staff)|our (?:staff|clients?|patients|pupils|tenants|residents|team|congregation|parishioners|service users|employees)|[a-z&]+ team (?:here|at)|at my (?:firm|practice|surgery|company)|my (?:year|yr) \d+s?|i(?:'ve| have) \d+ (?:men|staff|people) under me)\b"
)
_PAST_YEAR = re.compile(
    r"\b(?:in|since|back in|of|summer|winter|spring|autumn|,)\s*(?P<year>19[3-9]\d|200\d)\b|^\W*(?:\w+,\s*)?(?P<y2>19[3-9]\d|200\d)\b"
)
_I_PAST = re.compile(r"\b(?:i|me|my|we)\b")
_AGE_THEN_YEAR = re.compile(r"\b(?:19[3-9]\d|20[012]\d)\b")
_I_WAS_N = re.compile(
    r"\b(?:i was|i were|when i was|aged|i'd been|at the age of|was)\s+(?:only |just |about |like )?(?P<n>\d{1,2})\b"
    + _NO_UNIT
)
_YEARS_AGO = re.compile(
    r"\b(?P<n>\d{2})\s+(?:odd )?(?:years?|yrs?)\s+(?:ago|back|since|later|now|of marriage|married|in this (?:job|house|flat|street|country)|we've been)\b|\b(?:over|for|nearly|almost)\s+(?P<n2>\d{2})\s+(?:years|yrs)\b"
)
_STUDENT = re.compile(
    r"\b(?:(?:i'?m|im|i am) (?:at|in (?:my )?(?:first|second|third|final)? ?(?:year (?:at|of) )?)\s*uni(?:versity)?\b|my (?:uni|university) (?:halls|flat|course|flatmates?|tutor|lecturer)|in (?:my )?uni halls|first year at uni|my flatmates? at uni|my dissertation|my masters)\b"
)


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
    match = _BARE.match(words)
    if not match:
        return None
    rest = match["rest"] or ""
    if not rest or (len(rest) < 40 and _BARE_REST.match(rest)) or re.match(r"^\W*\d{1,2}\s*(?:[.,!?]|$)", words):
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
    found = list(_CORRECTED.finditer(words))
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
    match = _NEXT_BIRTHDAY.search(words) or _18_SOON.search(words)
    if match and (re.search(r"\b(?:i|im|i'm|my)\b", words) or len(words) < 40):
        return AgeReading(AgeGroup.UNDER_18, 17, match.group(0))
    match = _N_SOON.search(words)
    if match:
        return _reading(int(match["n"]) - 1, match.group(0))
    return None


def _own_numbers(words: str) -> Iterator[re.Match[str]]:
    for pattern in _FIRST_PERSON:
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
    """The number a pattern of `_FIRST_PERSON` found, in whichever of its two places."""
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
    match = _BORN.search(words)
    if not match or _BORN_NOT_ME.search(words[: match.start()]):
        return None
    year = int(match["year"].lstrip("'"))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    youngest = today.year - year - 1
    if year == today.year - ADULT:
        return AgeReading(AgeGroup.UNKNOWN, None, "turns 18 this year")
    return _reading(youngest if youngest >= ADULT else today.year - year, match.group(0))


def _said_in_words(words: str) -> Optional[AgeReading]:
    answer = _ANSWER.match(words)
    if answer:
        group = AgeGroup.UNDER_18 if answer["under"] else AgeGroup.EIGHTEEN_OR_OVER
        return AgeReading(group, None, answer.group(0)[:60])
    for pattern, group in (
        (_CHILD_SELF, AgeGroup.UNDER_18),
        (_ADULT_SELF, AgeGroup.EIGHTEEN_OR_OVER),
        (_PARENT_ANSWER, AgeGroup.EIGHTEEN_OR_OVER),
    ):
        match = pattern.search(words)
        if match and not re.search(r"\b(?:when|since|because|cos)\s+$", words[: match.start()]):
            return AgeReading(group, None, match.group(0))
    return None


def _school_year(words: str) -> Optional[AgeReading]:
    """Year 12 is 16 or 17; year 13 and sixth form are 16 to 18, so they do not tell."""
    if _TEACHES.search(words) and not re.search(r"\bmy (?:form )?(?:teacher|tutor)\b", words):
        return None
    for match in [*_YEAR_GROUP.finditer(words), *_YEAR_GROUP_SELF.finditer(words)]:
        if int(match["n"]) <= 12 and not re.search(
            r"\b(?:my (?:son|daughter|boy|girl|kid|child|brother|sister|lad)|he|she|since|from|when)\b[^.!?]{0,12}$",
            words[: match.start()] + match.group(0)[:6].split("year")[0],
        ):
            return AgeReading(AgeGroup.UNDER_18, None, match.group(0))
    match = _CHILD_SAYS.search(words)
    if (
        match
        and not _ADULT_KIN.search(words)
        and not _ADULT_LIFE.search(words)
        and not re.search(r"\b(?:was|were|used to|years ago|back (?:in|when)|when i|old school|in 19|my old)\b", words)
    ):
        return AgeReading(AgeGroup.UNDER_18, None, match.group(0))
    return None


def _long_ago(words: str, today: datetime.date) -> Optional[AgeReading]:
    """What the person lived through long ago makes them an adult now: "in 1974 ... I was eleven", "30 years ago"."""
    for match in _PAST_YEAR.finditer(words):
        year = int(match["year"] or match["y2"])
        then = _I_WAS_N.search(words)
        own = bool(_I_PAST.search(words))
        if own and (today.year - year >= ADULT + 3 or (then and today.year - year + int(then["n"]) >= ADULT + 1)):
            return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0))
    for match in _YEARS_AGO.finditer(words):
        years = int(match["n"] or match["n2"])
        if 18 <= years <= 80 and _I_PAST.search(words):
            return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0))
    return None


def _life(words: str) -> Optional[AgeReading]:
    for pattern in (_ADULT_KIN, _ADULT_LIFE, _JOB, _WORK, _STUDENT):
        match = pattern.search(words)
        if match and not re.search(
            r"\b(?:mate|friend|mum|dad|sister|brother|teacher|boyfriend|girlfriend|uncle|aunt|neighbour|boss|he|she|they)'?s?\s+(?:said|says|and|is|was)?\s*$",
            words[: match.start()][-20:],
        ):
            return AgeReading(AgeGroup.EIGHTEEN_OR_OVER, None, match.group(0))
    return None
