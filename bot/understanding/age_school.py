"""The words of a child at school, and of anybody who says in words that they are under 18 or over."""

from __future__ import annotations

import re
from typing import Optional

from bot.signposting import AgeGroup
from bot.understanding.age_life import ADULT_SELF, PARENT_ANSWER, life
from bot.understanding.age_reading import NOT_TOLD, AgeReading, before, in_words, number
from bot.understanding.age_words import EMBEDDED, I_AM, NO_UNIT, any_of, rule

_GO_ON = any_of(
    "and,but,so,n,i,im,i'm,who,with,in,from,he,she,they,hes,shes,my,not,pls,please,being,getting,living,"
    "here,lol,myself,still,u,you,really,yes,yet"
)
_CLOSE = rf"(?=\s*(?:$|[.,;:!?)]|{_GO_ON}\b))"
_CHILD = any_of("kid,child,pupil,minor,teen(?:ager)?,school ?(?:boy|girl|kid)")
CHILD_SELF = re.compile(
    rf"{I_AM}\s+(?:(?:only|just|still|literally|like|basically|technically|nearly)\s+)*(?:(?:(?:an?|the)\s+)?(?:(?:little|young|small|youngest)\s+)?{_CHILD}(?! at heart){_CLOSE}"
    rf"|underage\b|under age\b|(?:not|nearly|almost|not (?:yet|quite|even)) an adult\b(?! (?:anymore|any more))"
    rf"|not (?:over|above) 18\b|not 18\b(?! any ?more)|not old enough (?:to|for)\b|not (?:of|legal|the legal) age\b|(?:under|below|younger than) ?(?:the age of )?(?:1[0-8]|9)\b{NO_UNIT}|(?:in|at|go to) (?:primary|secondary|high|infant|junior|middle) school\b|still (?:in|at) school\b)"
    rf"|^\W*(?:an? )?(?:teen(?:ager|age girl|age boy)?|school ?(?:girl|boy)) here\b|\bas a (?:minor|teenager|teen),? (?:i (?:am|have|do|don'?t|can'?t|cannot|feel|need|want)|can i|do i|am i)\b"
)
_MUCH = r"(?:(?:a lot|lots|much|way|far|quite a bit|well|considerably|bit) )?"
_UNDER = any_of(
    r"<\s?18,u18,under ?18,minor,kid,child,younger(?: than (?:18|that))?,teen(?:ager)?,not (?:yet )?18,"
    r"below 18,not an adult,not over 18,not (?:of|legal) age(?: yet)?,underage"
)
_OVER = any_of(
    rf">\s?18,18 or over,over ?18,18 ?(?:\+|plus),18 and (?:over|above),"
    rf"(?:over|past|above) ?(?:1[89]|[2-9]\d),well past 18,not under 18,not (?:a minor|underage),adult,"
    rf"{_MUCH}older(?: than (?:that|18))?,{_MUCH}over that,grown ?up"
)
_POLITE = any_of(
    "now,here,yes,yeah,yh,yep,love,dear,mate,thanks,thank you,lol,sorry,obviously,staff,member,worker,"
    "visitor,resident,employee,please,pls,i'?m afraid,male,female,man,woman,btw"
)
_HUMMING = rf"(?:(?:i'?m|i am|im|yes|yeah|no(?! {any_of('child,kid,minor,adult,teen')})|nah|nope|yep|yup|er|well|just|only|still|the|a|an|oh|definitely|legally)\W+){{0,4}}"
_GOES_ON = r"[.,!?;]+\s*(?:(?:and|but|so) )?(?:i|i'm|im|my|me|is|are|do|does|can|not|please|pls|that|why|what)\b.*$"
# the answer to the question of the bot: "under 18", "older than that, dear"
ANSWER = re.compile(rf"^\W*{_HUMMING}(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))(?:\W+{_POLITE})*\s*(?:\W*$|{_GOES_ON})")

_YEAR = r"(?:year|yr|y)\s?"
_STARTING = r"(?:(?:only|just|still|both|all|now|in|at|starting|going into|the)\s+){0,3}"
_IN = rf"(?:{I_AM}|\bwe're|\bwe are|\bme and (?:my )?\w+ are|\bi (?:just )?(?:started|start|go into))\s+{_STARTING}"
_OPENS = rf"(?:(?:just )?(?:started|starting|going into) (?:in )?|(?:only |just )?(?:in )?(?={_YEAR}\d+\s*(?:$|[.,;!]|here\b|and\b|now\b)))"
_NOT_OF_STAFF = r"(?!\s+(?:of|into|as|teacher|tutor|form tutor|lead|parent|pupils))"
_PUPIL = any_of("student,pupil,girl,boy,kid,lad")
# school: years 1 to 12 end before 18, year 13 and sixth form may not
YEAR_GROUP = rule(
    rf"{_IN}{_YEAR}(?P<n>[1-9]|1[0-3])\b{_NOT_OF_STAFF}",
    rf"{I_AM}\s+an?\s+{_YEAR}(?P<m>[1-9]|1[0-3])\b(?=\s*(?:$|[.,;!]|(?:{_PUPIL}|and|but|at|in|from|who|so)\b))",
    rf"(?:i'?m|am|as|being) a (?:pupil|student) in {_YEAR}(?P<q>[1-9]|1[0-3])\b",
    opening=[
        rf"{_OPENS}{_YEAR}(?P<o>[1-9]|1[0-3])\b{_NOT_OF_STAFF}",
        rf"{_YEAR}(?P<p>[1-9]|1[0-3])\b(?=\s*{_PUPIL}\b(?! \w+(?:ed|ing)? me\b))",
    ],
)
_NTH = r"(?:[1-9](?:st|nd|rd|th)|1[01]th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh)"
_US_CLASS = any_of("freshman,sophomore,junior")
# "in 8th grade", "a junior in high school", "S4 pupil", "in P7": all end before 18; a senior may be 18, and who is in S6
GRADE = rule(
    rf"{I_AM}\s+(?:only |just |now |still )?(?:in |starting |going into )?(?:the |an? )?{_NTH} grade(?:r|rs)?\b(?! teacher)",
    rf"{I_AM}\s*(?:an? )?(?:{_US_CLASS} (?:in|at|year of) (?:my )?high ?school|high ?school {_US_CLASS})\b",
    rf"{I_AM}\s+(?:only |just |still )?in (?:p[1-7]|s[1-5]|grade (?:[1-9]|1[01]))\b",
    opening=[
        rf"(?:in )?(?:the )?{_NTH} grade(?:r|rs)?\b(?! teacher)",
        rf"(?:only |just )?(?:an? )?(?:{_US_CLASS} (?:in|at|year of) (?:my )?high ?school|high ?school {_US_CLASS})\b",
        r"(?:in )?(?:p[1-7]|s[1-5]) (?:pupil|here|and)\b",
    ],
)
_OF_SOMEONE = any_of(
    "form,class,set,group,lot,pupils?,students?,son,daughter,boy,girl,lad,kid,child,grand\\w+,step\\w+,"
    "niece,nephew,brother,sister,cousin"
)
MY_YEAR = re.compile(rf"\bmy (?:school )?(?:year|yr|y) ?(?:[1-9]|1[0-2])\b(?! {_OF_SOMEONE})")

_MINE = any_of(
    "form (?:tutor|teacher),teacher(?! friend),head ?teacher,head of year,gcses?,sats,mocks,school bus,"
    "school tie,school uniform,school ?bag,blazer,homework,tutor group,"
    "foster (?:mum|dad|carers?|parents),p\\.?e\\.? kit"
)
_NOT_OF_PUPIL = any_of("needs,policy,must,has a duty,days,run,reunion,report,friends?,cap")
# who else is at school: "she's at school", "my son at school"
_SOMEBODY = "".join(f"(?<!{word} at school)" for word in ("back", "work", "works", "teach", "is", "he's", "hes", "she's", "shes", "are", "'re", "theyre", "him", "her", "them", "son", "daughter"))  # fmt: skip
_CLASSMATES = any_of(
    "kids,children,boys,girls,lads,people,ppl,everyone,every1,no ?(?:one|1),nobody,someone,some1,boy,girl,lad,kid"
)
_GOING = any_of(
    "go(?: to)?,attend,walk to,skip,bunk off,hate(?: going)?(?: to)?,don'?t want to go (?:to|back to),"
    "dont wanna go (?:to )?"
)
_LESSON = any_of("assembly,pe,p\\.e,maths,form time,tutor time")
_PARENTS = any_of("mum,dad,mam,mom,parents,mum and dad")
_ALL_AT_SCHOOL = r"the whole (?:school|class|year group)\b(?=[^.!?]{0,40}\b(?:me|my)\b)"
# what pupils say, and hardly anybody else
CHILD_SAYS = rule(
    rf"my {_MINE}\b",
    rf"my school\b(?! {_NOT_OF_PUPIL})",
    r"our (?:teacher|head of year)\b",
    r"i(?:'?m| am|'?ve got|ve got| have)(?: doing| revising for| sitting)? ?(?:my )?gcses?\b",
    rf"at school\b{_SOMEBODY}",
    r"(?<!\d )in my (?:year|form)\b(?! at (?:uni|college)| \d)",
    rf"(?<!\d ){_CLASSMATES} in my class\b(?=.{{0,120}}?\bme\b)",
    r"i(?:'ve)? (?:got|get|had) (?:the |a |put in )?detentions?\b",
    r"gave me (?:a )?detention\b",
    r"year above\b",
    r"(?:everyone|every1|no ?(?:one|1)|nobody) in my class\b",
    r"i live in a children'?s home\b",
    r"on the school bus\b(?! driver)(?=[^.!?]{0,60}\b(?:me|my)\b)",
    r"(?:sir|miss) (?:at school|says|said|just|told me|laughed|won'?t)\b",
    _ALL_AT_SCHOOL,
    r"(?:me|i)\b[^.!?,]{0,25}\bafter school\b(?! (?:finishes|lets|closes|ends|is|hours|club|run))",
    r"grounded me\b",
    r"i(?:'?m| am| got|'ve been) grounded\b",
    rf"my {_PARENTS} says? im too young\b",
    r"on (?:the|my) way (?:to|home from|back from) school\b",
    rf"(?:in|during|after) {_LESSON}\b(?! department| office)",
    rf"i {_GOING} ?(?:an? )?(?:[\w-]{{1,12}} )?(?:(?:primary|secondary|high|boarding) )?school\b(?! run| gates?| to (?:pick|collect|drop)| for (?:him|her|them))",
    opening=[r"(?:doing |revising for |sitting )?(?:my )?gcses?\b"],
)
SIXTH_FORM = re.compile(r"\b(?:sixth|6th) form\w*|\ba-?\s?levels?\b|\b(?:year|yr|y) ?13\b|\bupper sixth\b|\b(?:at|in) college\b|\bhigh school senior\b|\bsenior (?:in|at) high\b")  # fmt: skip
_SCHOOL_STAFF = any_of("teacher,teachers,caretaker,coach,tutor,staff,nurse,pupil,student,child")
# a grown-up, or somebody who speaks of what was
NOT_A_PUPIL = re.compile(
    r"\b(?:i (?:teach|work|pick|collect|drop|see|drove|drive)\b|teaching assistant|(?:i|we) (?:was|were)\b|used to|years ago|back in (?:the|19|20|my|school|year)|back when (?:i|we)|when i|old school|in 19|my old|disclosed)"
    rf"|\b{_SCHOOL_STAFF} (?:at school|in my)|^\W*{_SCHOOL_STAFF} |\b(?:kids|teenagers|youths|children|pupils|schoolchildren|students|groups?)\b[^.!?]{{0,60}}after school|\bmy boss\b|\bat school\b[^.!?]{{0,20}}\b(?:pick|collect)"
)
WAS = re.compile(r"\b(?:was|were)\b")


def said_in_words(words: str) -> Optional[AgeReading]:
    """A side of 18 without a figure: "adult", "I'm a kid", "worried mum"."""
    answer = ANSWER.match(words)
    if answer:
        return in_words(AgeGroup.UNDER_18 if answer["under"] else AgeGroup.EIGHTEEN_OR_OVER, answer.group(0))
    for pattern in (CHILD_SELF, ADULT_SELF, PARENT_ANSWER):
        group = AgeGroup.UNDER_18 if pattern is CHILD_SELF else AgeGroup.EIGHTEEN_OR_OVER
        for match in pattern.finditer(words):
            if not EMBEDDED.search(before(words, match)):
                return in_words(group, match.group(0))
    return None


def school_year(words: str) -> Optional[AgeReading]:
    """Year 12 is 16 or 17; year 13 and sixth form are 16 to 18, so they do not tell."""
    for match in YEAR_GROUP.finditer(words):
        if number(match) <= 12 and not EMBEDDED.search(before(words, match)):
            return in_words(AgeGroup.UNDER_18, match.group(0))
    grade = GRADE.search(words)
    if grade and not EMBEDDED.search(before(words, grade)):
        return in_words(AgeGroup.UNDER_18, grade.group(0))
    return _speaks_as_a_pupil(words)


def _speaks_as_a_pupil(words: str) -> Optional[AgeReading]:
    """ "my form tutor told me", "at school they hit me": a child, unless something else says a grown-up or a past."""
    said = MY_YEAR.search(words) or CHILD_SAYS.search(words)
    if not said or NOT_A_PUPIL.search(words) or SIXTH_FORM.search(words) or WAS.search(_sentence(words, said)):
        return None
    lived = life(words)
    if lived and lived.is_told:
        return None
    return NOT_TOLD if lived else in_words(AgeGroup.UNDER_18, said.group(0))


def _sentence(words: str, match: re.Match[str]) -> str:
    """The sentence a match stands in."""
    start = max(words.rfind(stop, 0, match.start()) for stop in ".!?") + 1
    end = re.compile(r"[.!?]|$").search(words, match.end())
    return words[start : end.start() if end else len(words)]
