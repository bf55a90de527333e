"""The words that tell an age, and those that only look as if they did. `age.py` says how they are used.

All of them expect text from `text.plain` with number words as digits.
"""

from __future__ import annotations

import re

N = r"(?P<n>\d{1,3})"
ABOUT = r"(?:(?:only|just|like|now|currently|nearly|almost|about|actually|still|a|an|abt|literally|around|over|only just|well|age|aged|already|both|all|an?d)\s+){0,2}"
# what may not follow a number that is an age: another unit, a price, a score, a share
NO_UNIT = (
    r"(?!\s*(?:[%£$€:/]|\d|(?:st|nd|rd|th)\b|,\d|\.\d"
    r"|(?:-?\s*)(?:mins?|minutes?|hours?|hrs?|secs?|seconds?|days?|weeks?|wks?|months?|mths?|miles?|m(?:et(?:re|er)s?)?|km|k|kg|stone|st|lbs?|ft|feet|foot|cm"
    r"|quid|pounds?|pence|p|grand|times?|people|of (?:us|them)|percent|per cent|am|pm|o'?clock|floors?|doors?|stops?|steps?|weeks pregnant"
    r"|texts?|messages?|calls?|pages?|points?)\b"
    r"|\s*(?:years?|yrs?)\s+(?:ago|sober|clean|in(?:to)?\b|now|later|together|married|older|younger|since|with|at|on|here|on)))"
)
I_AM = r"(?:\bi\s?a?'?\s?m\b|\bi am\b|\biam\b|\bim\b|\bi'm\b|\bi ma\b|\bam i\b)"
OLD = r"(?:\s*(?:-?\s*(?:years?|yrs?|yr|y)[\s-]*(?:old|o)?\b|y/?o\b|yo\b))?"

FIRST_PERSON = [
    # "I'm 31", "im only fifteen", "I am a 45 year old man"
    re.compile(I_AM + r"\s+(?:(?:a|an|the)\s+)?(?:(?:male|female|man|woman|girl|boy|guy|lad|m|f|bloke|lady|student|mum|dad|widow|widower)\s*,?\s*(?:of|and|aged?)?\s+)?" + ABOUT + N + r"\b" + NO_UNIT),
    # "I'm a teacher, 43," "I'm a man, 46, two boys": an age set off by commas after I am
    re.compile(I_AM + r"\s+(?:an?\s+)?(?:\w+\s+){0,3}\w+,\s+(?:divorced,\s+|single,\s+|married,\s+)?(?:aged\s+)?" + N + r"(?=\s*(?:,|\.|and|$|-))" + NO_UNIT),
    # "51 I am"
    re.compile(r"\b" + N + r"\s*,?\s+i\s?a?'?m\b(?!\s+\d)"),
    re.compile(r"\b" + N + r"\s+years?\s+old\s+i\s+am\b"),
    # "I (17F)", "me [22/m]", "I, 34 F,"
    re.compile(r"\b(?:i|me|myself|im|i'm)\s*,?\s*[\(\[{]\s*(?:f|m|female|male|nb|mtf|ftm)?\s*[/,]?\s*" + N + r"\s*[/,]?\s*(?:f|m|female|male|nb|yo|y/o|mtf|ftm|years? old)?\s*[\)\]}/,]"),
    # "I've (f/23) been", "my (26F) boyfriend", "Me - M22": the tag right behind I, me or my is the typer's
    re.compile(r"\b(?:i|i've|ive|i'm|im|me|my|myself)\b(?!')\s*-?\s*,?\s*[\(\[{]?\s*(?:(?:f|m|female|male|nb|mtf|ftm)\s*[/,-]?\s*" + N + r"|" + N.replace("<n>", "<m>") + r"\s*(?:yo|y/o|yrs? old|years? old)?\s*[/,-]?\s*(?:f|m|female|male|nb|mtf|ftm))\b(?!\s*(?:ago|from))"),
    re.compile(I_AM + r"\s+(?:an?\s+)?" + N + r"\s*[/,]?\s*(?:f|m|female|male|nb|mtf|ftm)\b"),
    # "58 and I'm shaking like a leaf"
    re.compile(r"(?:^|[.!?]\s+)" + N + r",?\s+(?:and|an|n)\s+(?:i'm|im|i am|still|never)\b"),
    # "my age is 15", "age: 15", "aged 76 myself"
    re.compile(r"\b(?:my age(?:'s| is)?|age)\s*[:=]?\s*(?:is\s+)?" + N + r"\b" + NO_UNIT),
    # "were both 15", "we're all 12", "were only 12"
    re.compile(r"\b(?:we're|we are|we r|were|we)\s+(?:only|both|all|like|just)\s+(?:like |about |only )?" + N + r"\b" + NO_UNIT),
    # "he is 15 same as me", "15 like me", "the same age as me, 15"
    re.compile(r"\b" + N + r"\s*,?\s*(?:years? old\s*)?(?:the )?(?:same(?: age)? as|like) (?:me|i am|myself)\b"),
    # "as a 45 year old", "speaking as a 17 yr old"
    re.compile(r"\bas an? " + N + r"[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\b" + NO_UNIT),
    # "at 67 I should know better", "at 82 you don't expect"
    re.compile(r"(?:^|[.,;!?]\s*)at " + N + r",?\s+(?:i|you|one)\b(?! (?:was|were|had|got|went|did))"),
    # "turned 18 last week", "just turned 16", "I turn 18"
    re.compile(r"(?:^\W*|\b(?:i|i've|ive|i have)\s+)(?:just\s+|only\s+|recently\s+)?turned\s+" + N + r"\b"),
    re.compile(r"\b(?:was|were|is)?\s*my\s+" + N + r"(?:st|nd|rd|th)\s+(?:birthday|bday)\s+(?:was|were)\b"),
    # "50 y/o man here", "17 year old girl here", at the start, or followed by here
    re.compile(r"^\W*(?:a\s+)?" + N + r"\s*-?\s*(?:years?\s*-?\s*old|y/?o|yr\s*-?\s*old|yrs\s*-?\s*old)\b(?=[^.!?]{0,30}\bhere\b)"),
    re.compile(r"^\W*(?:f|m|female|male)\s*[,/]?\s*" + N + r"\b(?!\s*[/:]\d)"),
    re.compile(r"^\W*" + N + r"\s*[,/]?\s*(?:f|m|female|male|nb|mtf|ftm)\b"),
    re.compile(r"^\W*" + N + r"\s*(?:yo|y/o|yrs old|years old|year old)\b\s*(?:[,.]|and|from|girl|boy|male|female|m\b|f\b|guy|lad|$)"),
    # "(I'm a) 62-year-old retired teacher" after a comma: "Retired teacher, 62."
    re.compile(r"\b(?:here|bloke|man|woman|lady|girl|boy|lad|male|female|pensioner|retired[\w ]{0,20}|widow|widower|divorced|grandmother|grandad|mum|dad|single|student),?\s+(?:aged?\s+)?" + N + r"(?=\s*(?:[.,;]|and\b|$|here))" + NO_UNIT + r"(?<!old )"),
]  # fmt: skip

# the whole message is an age, perhaps with an afterthought: "17", "Seventy six, as I said", "15 nearly 16", "18, birthday was last month"
BARE = re.compile(
    r"^\W*(?:(?:me|age|aged|er|erm|um|uh|well|ok|okay|aite|yeah|yh|yes|no|nah|sorry|i|oh|hi|so)\W+){0,3}"
    + N
    + OLD
    + r"(?:\W+(?P<rest>.*))?$"
)
BARE_REST = re.compile(
    r"^(?:(?:nearly|almost|nxt|next|in|turning|soon|now|why|lol|and|n|a|half|as|i|said|not|sure|it|matters|birthday|bday|was|just|yesterday|last|month|week|year|old|years|yrs|yo|m|f|male|female|girl|boy|thanks|but|please|pls|hes|he's|she's|shes|they|theyre|they're|typed|sorry|no|mate|bruv|innit|if|u|you|need|must|know|then|so|why\?)\b|\W)"
)
CORRECTED = re.compile(
    r"\b(?:no|sorry|i mean|i meant|meant|actually|correction|wait|oops|not)\b\W+(?:(?:sorry|i|mean|meant|its|it's|im|i'm|no|wait|typo|am)\W+){0,3}" + N + r"\b(?!\s*(?:years? ago|times))" + NO_UNIT
)  # fmt: skip

NEXT_BIRTHDAY = re.compile(
    r"\b(?:(?:i'?m|i am|im|i)\s+)?(?:turn(?:ing)?|gonna be|going to be|be|nearly|almost|soon|not yet|not even|not quite|il?l be|i'll be|will be|about to turn|just under)\s+(?:turning\s+|be\s+)?18\b"
)
EIGHTEEN_SOON = re.compile(
    r"\b18\s+(?:next|in)\s+(?:\w+\s+)?(?:week|month|year|days?|weeks|months|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|summer|spring)\b"
)
N_SOON = re.compile(
    r"\b(?:i'?m|i am|im|i'll be|ill be|i turn|turning|i'm nearly|nearly|almost)\s+(?:turning\s+|nearly\s+|almost\s+)?"
    + N
    + r"\s+(?:next|in a|in (?:\d+|two|three|a few))\s*(?:week|month|days?|weeks|months)?\b"
)

BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?year|born in|bday)\b[^.!?\d]{0,25}(?:\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.,-]+)?(?:[a-z]{3,9}\s+(?:of\s+)?)?(?P<year>(?:19|20)\d\d|'\d\d|(?<=/)\d\d)\b"
)
BORN_NOT_ME = re.compile(r"\b(?:he|she|they|son|daughter|baby|kid|child|brother|sister|mum|dad)\s+(?:was|were|is)?\s*$")

YEAR_GROUP = re.compile(
    r"(?:\b(?:i'?m|i am|im|i|me|we're|we are|am|were|now|both|just|started|going into)\s+(?:and \w+ are |only |just |still |both |all )?(?:in |a |at )?(?:the )?|^\W*(?:in )?|\bmy (?:school )?|\bnow |\band )(?:year|yr|y)\s*(?P<n>[1-9]|1[0-3])\b(?!\s*(?:s\b|pupils?|class|boy|girl|student|child|kid|old|ago|lad))"
)
YEAR_GROUP_SELF = re.compile(r"\b(?:i'?m|i am|im)\s+an?\s+(?:year|yr|y)\s*(?P<n>[1-9]|1[0-3])\b")
TEACHES = re.compile(
    r"\b(?:teach|teacher|tutor|pupils?|my class|lecturer|safeguarding lead|head ?teacher|teaching assistant|form tutor to)\b"
)
CHILD_SAYS = re.compile(
    r"\b(?:my (?:form )?(?:tutor|teacher|headteacher|head of year|school)|at school|in my (?:year|class|form)|our (?:teacher|head of year)|after school|my gcses?|doing (?:my )?gcses?|my mocks|school bus|p\.?e\.? kit|detention|my foster (?:mum|dad|carers?|parents)|year above|(?:mum|dad|mam|mom) (?:and dad |and mum )?(?:won'?t let|said im not|grounded|says im too young))\b"
)
CHILD_SELF = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:only |just |still |literally |like )?(?:an? )?(?:kid|child|minor|teenager|teen|under ?18|underage|under age|below 18|under eighteen|not 18(?: yet)?|school ?(?:boy|girl|kid))\b"
)
ADULT_SELF = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:over|above|more than|older than|way over|well over|past)\s+(?:18|20|30|40|50|60|70|80|21|25|that)\b|\b(?:i'?m|i am|im)\s+(?:an? )?(?:grown(?: man| woman|-up)|adult|pensioner|oap|retired|middle[- ]aged|grandmother|grandfather|grandad|granny|nan|widow|widower|mother|father|mum of|dad of|mother of|father of|parent|single (?:mum|dad|parent)|landlord|landlady)\b|\bi am an adult\b|\bas an adult\b(?! when)"
)
ANSWER = re.compile(
    r"^\W*(?:(?:i'?m|i am|im|yes|yeah|no|er|well|the)\W+){0,3}(?:(?P<under>under ?(?:18|eighteen)|minor|a kid|a child|younger|child|teen(?:ager)?|not yet 18|below 18)|(?P<over>18 or over|over ?(?:18|eighteen)|18 ?(?:\+|plus)|18 and over|above 18|adult|an adult|older(?: than that)?|over that|grown up|much older|way older))\b[\w\s,.!']{0,40}$"
)

ADULT_KIN = re.compile(
    r"(?:\b(?:my|our|me|mi|the)|^\W*(?:(?:found|caught|worried about)\s+)?)\s*(?:(?:late|ex|former|dear|own|eldest|youngest|oldest|middle|little|teenage|teen|grown|adult|two|three|four|\d+|lovely|poor|other|step|soon to be|soon-to-be|disabled|autistic|elder|older|younger|only)[\s-]+){0,3}(?:\d{1,2}[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\s+)?"
    r"(?:husband|hubby|hubsand|husbend|husban|other half and our kids|eldest|youngest|wife|missus|spouse|fianc[eé]e?|sons?|daughters?|dauhgter|duaghter|daugter|kids|children|child|grand(?:son|daughter|child|children|kids?|kid)s?|son-in-law|daughter-in-law|step-?(?:son|daughter|kids|children)|tenants?|lodger|employees?|staff|pension|mortgage|ex-?(?:husband|wife)|pupils|patients?|clients?|students|nephew|niece|carer's allowance)\b"
)
SPOUSE = re.compile(r"\b(?:husb\w*|hubby|hubsand|wife|missus|spouse|fianc\w*|married|marriage|wedding)\b")
PARENT_ANSWER = re.compile(
    r"\b(?:i'?m|i am|im)\s+(?:his|her|their|the|a|\w+'s)\s+(?:\w+\s+)?(?:mother|father|mum|mam|mom|dad|parent|nan|nana|gran|granny|grandmother|grandfather|grandad|carer|foster carer|teacher|guardian|social worker|aunt|auntie|uncle|landlord|boss|manager|wife|husband)\b"
)
ADULT_LIFE = re.compile(
    r"\b(?:my (?:divorce|retirement|wedding|late (?:husband|wife)|marriage|phd|master'?s|solicitor|employer'?s? pension|ex[- ]wife|ex[- ]husband|first marriage|redundancy|business|company|shop|firm|mortgage)"
    r"|since (?:we|i) (?:got )?married|we(?:'ve| have) been married|been married|i(?:'m| am|m) (?:divorced|married|widowed|retired|pregnant with my (?:second|third))|i retired|when i retired|state pension|my pension|i(?:'m| am) (?:a )?(?:retired|divorced)"
    r"|\bhusband of \d+ years|before i retired|i lecture|i(?:'m| am) doing a (?:master'?s|phd)|my degree|i have a degree)\b"
)
JOB = re.compile(
    r"(?:^|[.!?,]\s*|\b(?:i'?m|i am|im|as)\s+(?:an?\s+|the\s+|one of the\s+)?)(?:[\w&'-]+\s+){0,4}?"
    r"(?:teacher|headteacher|head of year|nurse|matron|doctor|gp|paramedic|social worker|care coordinator|support worker|key ?worker|caretaker|building manager|site (?:manager|supervisor)|facilities manager|hr (?:manager|advisor|officer)|shop manager|store manager|front[- ]of[- ]house manager|house manager|manager|trustee|company secretary|churchwarden|vicar|imam|rabbi|priest|chaplain|librarian|safeguarding lead|police officer|solicitor|barrister|accountant|journalist|youth worker|landlord|landlady|licensee|publican|head porter|concierge|lecturer|professor|midwife|health visitor|district nurse|pharmacist|dentist|housing officer|probation officer|councillor|governor|practice manager|bus driver|train driver|taxi driver|cab driver|lorry driver|firefighter|security guard|director|chief executive|receptionist at|personnel|team leader|warden)"
    r"(?:\b(?=\s+(?:here|at|in|of|for|with|on|from|near)\b|\s*[,.:;(-]|\s+and\s+i\b)|(?=:))"
)
WORK = re.compile(
    r"\b(?:i (?:teach|manage|run|lecture|supervise|employ|foster|drive (?:a|the|in|for|nights)|own (?:a|the|my)|work as (?:a|an)|chair|volunteer as|let out|rent out)|(?:a |one of (?:my|our) )(?:clients?|patients?|pupils?|tenants?|residents?|service users?|staff|receptionists?|employees?|colleagues?|volunteers?|drivers?|members of staff)|our (?:staff|clients?|patients|pupils|tenants|residents|team|congregation|parishioners|service users|employees)|[a-z&]+ team (?:here|at)|at my (?:firm|practice|surgery|company)|my (?:year|yr) \d+s?|i(?:'ve| have) \d+ (?:men|staff|people) under me)\b"
)
PAST_YEAR = re.compile(
    r"\b(?:in|since|back in|of|summer|winter|spring|autumn|,)\s*(?P<year>19[3-9]\d|200\d)\b|^\W*(?:\w+,\s*)?(?P<y2>19[3-9]\d|200\d)\b"
)
I_PAST = re.compile(r"\b(?:i|me|my|we)\b")
AGE_THEN_YEAR = re.compile(r"\b(?:19[3-9]\d|20[012]\d)\b")
I_WAS_N = re.compile(
    r"\b(?:i was|i were|when i was|aged|i'd been|at the age of|was)\s+(?:only |just |about |like )?(?P<n>\d{1,2})\b"
    + NO_UNIT
)
YEARS_AGO = re.compile(
    r"\b(?P<n>\d{2})\s+(?:odd )?(?:years?|yrs?)\s+(?:ago|back|since|later|now|of marriage|married|in this (?:job|house|flat|street|country)|we've been)\b|\b(?:over|for|nearly|almost)\s+(?P<n2>\d{2})\s+(?:years|yrs)\b"
)
STUDENT = re.compile(
    r"\b(?:(?:i'?m|im|i am) (?:at|in (?:my )?(?:first|second|third|final)? ?(?:year (?:at|of) )?)\s*uni(?:versity)?\b|my (?:uni|university) (?:halls|flat|course|flatmates?|tutor|lecturer)|in (?:my )?uni halls|first year at uni|my flatmates? at uni|my dissertation|my masters)\b"
)
SOMEBODY_ELSES = re.compile(
    r"\b(?:mate|friend|mum|dad|sister|brother|teacher|boyfriend|girlfriend|uncle|aunt|neighbour|boss|he|she|they)'?s?\s+(?:said|says|and|is|was)?\s*$"
)
