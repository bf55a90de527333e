"""The small words that every rule about an age is made of. `age_patterns.py` and its neighbours put them together.

All rules expect text from `text.plain` with number words as digits. Every repeat is bounded or anchored, so that
reading takes no longer than the text is long.
"""

from __future__ import annotations

import re
from typing import Sequence


def any_of(words: str) -> str:
    """A group that takes any of the words, which commas part. A word may be a small pattern of its own."""
    return "(?:" + "|".join(word.strip().replace(" ", r"\ ") for word in words.split(",")) + ")"


def second(pattern: str) -> str:
    """The same pattern for a second place in one rule: a group's name may stand there only once."""
    return pattern.replace("?P<n>", "?P<m>")


def third(pattern: str) -> str:
    """The same pattern for a third place in one rule."""
    return pattern.replace("?P<n>", "?P<o>")


def rule(*anywhere: str, opening: Sequence[str] = ()) -> re.Pattern[str]:
    """A rule of which one part may start at any word, and another only opens the message."""
    within = rf"\b(?:{'|'.join(anywhere)})"
    return re.compile(rf"^\W{{0,20}}(?:{'|'.join(opening)})|{within}" if opening else within)


# the start of a sentence, or of what follows a comma
AT_STOP = r"(?:^|(?<=[.!?,] ))"
I_AM = r"\b(?:i\s?'?\s?a?m(?:\s?a(?=\s\d))?|i ma|am i|(?:i|me) is|me am)(?![a-z'])"
# the I left out: "am only 12", "... and am 71 now", "my name is sam am 13"; never "1 am 13 of them"
AM = r"(?:(?:^|[.!?,]\s*|\b(?:and|but|n|cos|because)\s+)am(?=\s)|\bam(?=\s\d)(?<!\dam)(?<!\d am))"
# the start of a message, without a sign that makes the number something else ("<18", "£16")
_HELLO = r"(?:(?:hi|hiya|hey|hello|yo|sup|dear|good|morning|afternoon|evening|all|there|everyone|guys|again)[\s,.!]{1,3}){1,3}"
START = rf"^[^\w<>£$€#@+]{{0,20}}(?:{_HELLO})?"
ABOUT = any_of(
    "only,just,like,now,currently,nearly,almost,about,actually,still,a,an,abt,literally,around,turning,"
    "well,age,aged,already,both,all,an?d,basically,really,technically"
)
ABOUT = rf"(?:{ABOUT}\s+){{0,3}}"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = any_of(
    "jan(?:uary)?,feb(?:ruary)?,mar(?:ch)?,apr(?:il)?,may,june?,july?,aug(?:ust)?,sept?(?:ember)?,oct(?:ober)?,nov(?:ember)?,dec(?:ember)?"
)
DAY = any_of("mon,tues?,wed(?:nes)?,thu(?:rs)?,fri,sat(?:ur)?,sun") + "(?:day)?"
SEASON = any_of("summer,spring,autumn,winter,xmas,christmas,easter")
SEX = any_of("f,m,female,male,nb,mtf,ftm")
PERSON = any_of("male,female,man,woman,girl,boy,guy,lad,m,f,bloke,lady,student,widow,widower,fella,teenager,dude,gal")
LINK = (
    any_of("of,to,with,for,who,whose,and,my,our,about,at,in,from,by,on,called,than,near,like,if,the,a,an") + r"\b(?!&)"
)

WAY = any_of("from,away,to,down,up,off,behind,ahead,tall,high,long,wide,deep,or")
UNIT = any_of(
    "mins?,minutes?,hours?,hrs?,secs?,seconds?,days?,weeks?,wks?,months?,mths?,miles?,met(?:re|er)s?,kms?,k,kgs?,kilos?,stone,st,lbs?,ft,feet,foot,"
    "inch(?:es)?,ins,cm,mm,yards?,yds?,blocks?,houses?,doors?,floors?,stops?,stations?,steps?,stairs?,rows?,quid,pounds?,pence,p,grand,times?,people,percent,"
    r"per cent,pm,o'?clock,texts?,messages?,calls?,pages?,points?,pregnant,degrees,pints?,hole,am\b(?!\s+i),m\b(?=\s+" + WAY + r"\b)"
)  # fmt: skip
_HALF = r"(?:\s*(?:and|n|&)\s*a?\s*(?:half|quarter))?"
_FIGURE = (
    r"(?:\s*(?:[%£$€°#\d]|:\d|''?\s?\d|''|\+\s?\d)|[.,/-]\d|(?:st|nd|rd|th|s)\b|\s*(?:to|or|x|by|v|vs|out of|-)\s*\d)"
)
_SHARE = r"\s+of\b(?! age\b)|\s+again\b|\s+(?:in the (?:queue|line)|sure|certain|done|positive|serious|missed)\b"
_WHENCE = r"\s+from (?:the|my|his|her|their|our|him|them|home|here|there|where|it)\b"
# "3 streets away", "4 credits short"; "he's" and such are no things counted
_NOT_COUNTED = any_of("hes,shes,its,theres,this,was,has,dads,mums,always,yes,lets,whos,thats") + r"\b"
_COUNTED = rf"\s+(?!{_NOT_COUNTED})\w{{2,20}}s\s+(?:{WAY}|late|early|short|further|back|apart|clean|sober|free|pregnant|gone|later|older|younger|ago|per|a (?:day|week|month|year|night))\b"
_YEARS_OF = r"[\s-]*(?:years?|yrs?)\b(?![\s-]*(?:old|olds|of age|o\b|young|now\b|$|[.,;!?)]|(?:and )?\d{1,2} months?(?: old\b|\s*(?:$|[.,;!]))|and\b(?! \d)|but\b|n\b|im?\b|i'm|from\b|[fm]\b|male\b|female\b))"
# what may not follow an age: another unit, a price, a score, a share, a further figure, a distance, years of something
NO_UNIT = rf"(?!{_HALF}(?:{_FIGURE}|{_SHARE}|{_WHENCE}|[\s-]*{UNIT}\b|{_COUNTED}|{_YEARS_OF}))"
N = r"(?P<n>\d{1,3})"
AGE = N + r"(?!\d)(?!(?!yo\b|y\b|y/o|yrs?|years?|[mf]\b|nb\b|ish\b)[a-z])" + NO_UNIT
YEARS_OLD = r"[\s-]*(?:(?:years?|yrs?|yr|y)[\s-]*/?(?:old|o)\b|y\.o\.?|yo\b|years? young\b|years? of age\b)"
OLD = rf"(?:{YEARS_OLD}|\s*years?\b|\s*yrs?\b)?"
# after an age that stands apart: the end, a stop, or a new start; never the things counted ("6 men", "15 boys")
_NEW_START = any_of("and,but,n,here,now,with,living,in,i,im,i'm,my,typed,typo,not,lol,btw") + r"\b(?! \d)"
STOP = rf"(?={OLD}\s*(?:$|[.;!?)]|,(?!\s*(?:\d|or\b|maybe\b|about\b))|-(?!\d)|{_NEW_START}|from\b))"

_SAYING = any_of(
    "say,says,said,saying,thinks?,thought,thinking,believes?,believed,assum\\w+,guess\\w*,claim\\w*,"
    "pretend\\w*,lied,lies,lying,put,wish,make out,made out,convinced,imagine,dream\\w*"
)
_TO_WHOM = r"(?: (?:to )?(?:him|her|them|me|everyone|people))?"
_TELLING = r"(?<!dont )(?<!don't )(?<!not )(?:tell|tells|telling|told)(?: (?!you\b|u\b)\w+){0,2}"
# right before an age that is not the typer's word for themselves: "if i'm 14", "he thinks i'm 18"
NOT_MEANT = rf"\b(?:if|unless|whether|like|as if|as though|{_SAYING}{_TO_WHOM}|{_TELLING})(?: that)?\s*[\"']?$"
REPORTED = re.compile(NOT_MEANT)
# ... or not for now: "when i'm 20", "not 12"
EMBEDDED = re.compile(NOT_MEANT + r"|\b(?:when(?:ever)?|(?<=\w )since|until|till?|before|while|after|once|by the time|not|wasn't|isn't)\s+$")  # fmt: skip
AS_I_SAID = re.compile(
    r"\b(?:(?:like|as) i (?:already |just )?(?:said|wrote|told (?:you|u)),?|should (?:also |probably )?(?:say|tell you)(?: that)?) $"
)
# a child may tell somebody that they are older; hardly anybody tells that they are younger
I_TOLD = re.compile(
    r"(?:^\W*|[.!?,]\s*|\bi(?:'ve| have)? (?:already |just )?|\band )(?:told (?:him|her|them|the \w+|every(?:one|body))|said)(?: that)? $"
)
THEN = re.compile(r"\s*(?:years?|yrs?)?\s*(?:old)?\s*(?:when|at the time|back then|then)\b")

MOTHER_OR_FATHER = any_of("mother,father,mum,mam,mom,mummy,dad,parent")
GRANDPARENT = r"(?:great[- ]?)?" + any_of(
    "grandmother,grandfather,grandad,granddad,grandma,grandpa,granny,gran,nan,nana,grandparent"
)
ADULT_KIN_OF_CHILD = rf"(?:{MOTHER_OR_FATHER}|{GRANDPARENT})"
