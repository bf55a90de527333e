"""The words that tell an age, and those that only look as if they did. `age.py` says how they are used.

All of them expect text from `text.plain` with number words as digits. Every repeat is bounded or anchored, so that
reading takes no longer than the text is long.
"""

from __future__ import annotations

import re

I_AM = r"\b(?:i\s?'?\s?a?m|i ma|am i|(?:i|me) is|me am)(?![a-z'])"
# the I left out: "am only 12", "... and am 71 now"
AM = r"(?:^|[.!?,]\s*|\b(?:and|but|n|cos|because)\s+)am(?=\s)"
# the start of a message, without a sign that makes the number something else ("<18", "£16")
START = r"^[^\w<>£$€#@+]*"
ABOUT = r"(?:(?:only|just|like|now|currently|nearly|almost|about|actually|still|a|an|abt|literally|around|turning|well|age|aged|already|both|all|an?d)\s+){0,3}"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_SEASON = r"(?:summer|spring|autumn|winter|xmas|christmas|easter)"
_SEX = r"(?:f|m|female|male|nb|mtf|ftm)"
_WAY = r"(?:from|away|to|down|up|off|behind|ahead|tall|high|long|wide|deep|or)"
_UNIT = (
    r"mins?|minutes?|hours?|hrs?|secs?|seconds?|days?|weeks?|wks?|months?|mths?|miles?|met(?:re|er)s?|kms?|k|kgs?|kilos?|stone|st|lbs?|ft|feet|foot"
    r"|inch(?:es)?|ins|cm|mm|yards?|yds?|blocks?|houses?|doors?|floors?|stops?|stations?|steps?|stairs?|rows?|quid|pounds?|pence|p|grand|times?|people|percent"
    r"|per cent|pm|o'?clock|texts?|messages?|calls?|pages?|points?|pregnant|degrees|pints?|hole|am\b(?!\s+i)|m\b(?=\s+" + _WAY + r"\b)"
)  # fmt: skip
# what may not follow an age: another unit, a price, a score, a share, a further figure, a distance, years of something
NO_UNIT = (
    r"(?!(?:\s*(?:and|n|&)\s*a?\s*(?:half|quarter))?(?:\s*(?:[%£$€°#\d]|:\d|''?\s?\d|''|\+\s?\d)|[.,/-]\d|(?:st|nd|rd|th|s)\b|\s*(?:to|or|x|by|v|vs|out of|-)\s*\d|\s+of\b|\s+again\b|\s+(?:in the (?:queue|line)|sure|certain|done|positive|serious|missed)\b"
    r"|\s+from (?:the|my|his|her|their|our|him|them|home|here|there|where|it)\b|[\s-]*(?:" + _UNIT + r")\b"
    r"|\s+(?!(?:hes|shes|its|theres|this|was|has|dads|mums|always|yes|lets|whos|thats)\b)\w{2,20}s\s+(?:" + _WAY + r"|late|early|short|further|back|apart|clean|sober|free|pregnant|gone|later|older|younger|ago|per|a (?:day|week|month|year|night))\b"
    r"|[\s-]*(?:years?|yrs?)\b(?![\s-]*(?:old|olds|of age|o\b|young|now\b|$|[.,;!?)]|and\b(?! \d)|but\b|n\b|im?\b|i'm))))"
)  # fmt: skip
N = r"(?P<n>\d{1,3})"
AGE = N + r"(?!\d)(?!(?!yo\b|y\b|y/o|yrs?|years?|[mf]\b|nb\b|ish\b)[a-z])" + NO_UNIT
_OLD = r"[\s-]*(?:years?|yrs?|yr|y)[\s-]*/?(?:old|o)\b"
OLD = rf"(?:{_OLD}|\s*yo\b|\s*years?\b|\s*yrs?\b)?"
# after an age that stands apart: the end, a stop, or a new start; never the things counted ("6 men", "15 boys")
STOP = rf"(?={OLD}\s*(?:$|[.;!?)]|,(?!\s*(?:\d|or\b|maybe\b|about\b))|-(?!\d)|(?:and|but|n|here|now|with|living|in|i|im|i'm|my|typed|typo|not|lol)\b(?! \d)|from\b))"
_LINK = r"(?:of|to|with|for|who|whose|and|my|our|about|at|in|from|by|on|called|than|near|like|if|the|a|an)\b"
_PERSON = r"(?:male|female|man|woman|girl|boy|guy|lad|m|f|bloke|lady|student|widow|widower|fella|teenager)"
_RECENT = (
    rf"(?:last|yesterday|today|this|a (?:few|couple)|\d+ (?:days?|weeks?|months?) ago|in {MONTH}|on|recently|now)\b"
)

# what somebody says of themselves; it does not count after "when", "if", "he thinks"
OF_SELF = [
    # "I'm 31", "im only fifteen", "I am a 45 year old man", "im15", "am only 12"
    re.compile(rf"(?:{I_AM}|{AM})\s*(?:(?:an?|the)\s+)?{ABOUT}{AGE}"),
    # "I'm a girl of 15", "im female 22"
    re.compile(rf"{I_AM}\s+(?:an?\s+(?:(?!{_LINK})[\w-]{{1,15}}\s+){{0,2}})?{_PERSON}\s*,?\s*(?:of|and|aged?)?\s*{ABOUT}{AGE}{STOP}"),
    # "I'm a scared 15 year old"
    re.compile(rf"{I_AM}\s+an?\s+(?:(?!{_LINK})[\w'-]{{1,20}}\s+){{1,3}}{N}(?:{_OLD}|\s*yo\b)"),
    # "I'm a teacher, 43,": an age set off by commas
    re.compile(rf"{I_AM}\s+(?:(?:an?|the|his|her|their)\s+)?(?:(?!{_LINK})[\w'-]{{1,20}}\s+){{0,3}}(?!{_LINK})[\w'-]{{1,20}},\s+(?:(?:divorced|single|married|widowed|aged|now|only),?\s+){{0,2}}{AGE}(?=\s*(?:[.;!?)-]|,(?!\s*(?:\d|or\b|maybe\b|about\b))|$|and\b))"),
    # "just turned 16", "I turned 18 last week": lately, so it is the age now
    re.compile(rf"(?:^\W*|\b(?:i|i've|ive|i have|i'm|and)\s+)(?:(?:just|only|recently)\s+turned\s+{AGE}|turned\s+{AGE.replace('<n>', '<m>')}(?=\s+{_RECENT}))"),
    # "pushing 60"
    re.compile(rf"(?:^\W*|{I_AM}\s+)(?:pushing|approaching|knocking on|getting on for|coming up (?:to|for)|the wrong side of|north of)\s+(?P<n>[2-9]\d)\b{NO_UNIT}"),
    re.compile(rf"\bme being\s+{ABOUT}{AGE}"),
    re.compile(rf"\bi have {N} (?:years|yrs)(?: old)?(?=\s*(?:$|[.,;!]))"),
]  # fmt: skip
_TAG = rf"(?:(?:{_SEX}\s*[/,-]?\s*)?{N}\s*(?:yo|y/o|yrs? old|years? old)?|{N.replace('<n>', '<m>')}\s*[/,-]?\s*{_SEX})"
# ages that stand on their own: whatever comes before, they are the typer's and now
TAGS = [
    # "51 I am", "14 im in a house i dont know"
    re.compile(rf"(?:{START}|[.!?]\s+){AGE}{OLD},?\s*(?:i'?m|i am)\b(?!\s+\d)"),
    re.compile(rf"\b{N}{_OLD}\s+i am\b"),
    # "I (17F)", "me [22/m]", "my (26F) boyfriend", "I (38) am done"
    re.compile(rf"\b(?:i|me|my|myself|im|i'm|i've|ive)\s*[-,]?\s*[\(\[{{]\s*{_TAG}\s*[\)\]}}]"),
    # "me 22f", "I, 34 F,", "Me - M22"
    re.compile(rf"\b(?:i|i've|ive|i'm|im|me|myself)\b(?!')\s*[-,]?\s*(?!m\s?8\b)(?:{_SEX}\s*[/,-]?\s*{N}|{N.replace('<n>', '<m>')}\s*(?:yo|y/o)?\s*[/,-]?\s*{_SEX})(?![\w*'-])(?!\s*(?:ago|{_WAY})\b)"),
    # "... or just not go in? (15M)"
    re.compile(rf"[.?!]\s*[\(\[]\s*(?:{N}\s*/?\s*{_SEX}|{_SEX}\s*/?\s*{N.replace('<n>', '<m>')})\s*[\)\]]\W*$"),
    # "58 and I'm shaking like a leaf"
    re.compile(rf"(?:{START}|[.!?]\s+){AGE}{OLD},?\s+(?:and|n)\s+(?:i'm|im|i am|still|never|i've|ive)\b"),
    # "my age is 15", "age: 15", "aged 83, living alone"; "aged 12 i was touched" is the age then
    re.compile(rf"(?:\bmy age(?:'s| is)?|^\W*aged?|\b(?:me|i), aged?)\s*[:=]?\s*(?:is\s+)?{AGE}(?=\s*(?:$|[.;!?)]|,(?!\s*(?:i|he|she|they|we|it|my|a|the|when|was)\b)|and (?:i'm|im|i am|live|living)\b|here\b))"),
    # "we're both 15", "were all 12"
    re.compile(rf"(?:\b(?:we're|we are|we r)|(?:^|[.,!?]\s*|\b(?:and|but|because|cos)\s+)were(?=\s+(?:only|both|all|like|just)\b))\s+(?:(?:only|both|all|like|just|about)\s+){{0,2}}{AGE}{STOP}"),
    # "he is 15 same as me"
    re.compile(rf"\b{N}\s*,?\s*(?:years? old\s*)?(?:the )?(?:same(?: age)? as|like) (?:me|i am|myself)\b"),
    # "as a 45 year old", not "the same as a 12 year old"
    re.compile(rf"(?:^\W*|[.,!?;]\s*|\b(?:and|but|speaking|writing|because|cos)\s+)as an? {N}{_OLD}"),
    re.compile(rf"\bas an? {N}{_OLD}(?=(?:\s+(?:girl|boy|man|woman|lad|bloke))?,?\s+(?:can i|do i|am i|i)\b)"),
    # "at 67 I should know better", "at 82 you don't expect": never what was
    re.compile(r"(?:^|[.,;!?]\s*|\b(?:and|but)\s+)at (?P<n>1[3-9]|[2-9]\d),?\s+(?:i'm|im|(?:i|you|1)\s+(?:am|should|shouldn't|don'?t|can'?t|cannot|do|still|know|feel|find|need|expect|would|have|haven't)\b)(?!\s+(?:been|had)\b)"),
    # "its my 16th birthday today", "my 18th birthday was last month"
    re.compile(rf"\bmy {N}(?:st|nd|rd|th) (?:birthday |bday )?(?:(?:is|was) )?(?:today|yesterday|last|this week|\d+ (?:days|weeks) ago)\b"),
    re.compile(rf"\b(?:today is|just had|just celebrated|only had) my {N}(?:st|nd|rd|th)\b"),
    # "15 here", "50 y/o man here", "17 year old trans boy here"
    re.compile(rf"{START}(?:an?\s+)?{N}{OLD}(?:\s+(?:trans|gay|bi|lesbian|autistic|disabled|single|girl|boy|male|female|guy|lad|man|woman|lady|bloke|mum|dad|student|teen|[mf])){{0,3}}\s+here\b(?=\s*(?:$|[.,;:!-]|(?:and|i|im|i'm|my|with)\b))"),
    # "29F, spiked last night", "22/m student house"; not "6 f***ing lads", "15 m from my door"
    re.compile(rf"{START}{N}(?:/|-)?{_SEX}(?![\w*'-])(?!\s+{_WAY}\b)"),
    re.compile(rf"{START}{N}\s*[,/]?\s*{_SEX}(?=\s*(?:$|[.,;/)!?]|(?:and|i|im|i'm|my|never|been|got)\b))"),
    # "f22", "Female, 34."; not "m8", "M25 services"
    re.compile(rf"^\W*(?:f\s*[,/]?|female\W+|male\W+|m\W+)\s*{N}(?=\s*(?:$|[.,;)!]|here\b|and (?:i|my)\b))"),
    re.compile(rf"^\W*(?:girl|boy|man|woman|lad)\W+{N}(?=\W*$|\s+here\b)"),
    # "64 years old, mugged at ..."; not "15 year old girl got stabbed"
    re.compile(rf"{START}{N}(?:{_OLD}|\s*yo\b)(?:\s+(?:girl|boy|male|female|m|f|guy|lad|man|woman))?(?=\s*(?:$|[.,;]|and (?:i|my|im|i'm)\b|but\b|i\b|im\b|my\b))"),
    # "Retired bus driver, 67. Kids ..."; not "Man, 40, followed me"
    re.compile(rf"(?:^|[.!?]\s+)(?:(?:retired|single|married|divorced|widowed|disabled|gay|working|full-time|stay-at-home)\s+[\w-]{{1,15}}(?:\s+[\w-]{{1,15}}){{0,2}}|retired|divorced|(?:[\w-]{{1,15}}\s+){{1,2}}here|nurse|teacher|carer|bus driver|pensioner|widow|widower|bloke|man|woman|lady|grandmother of \d+|(?:mum|dad|mother|father) of \d+),\s+(?:aged?\s+)?{AGE}(?=\s*(?:[.;!]|$|here\b|and (?:i|my|live|living)\b|,(?!\s*(?:\d|who|was|is|has|had|got|gets|keeps|came|went|hit|grabbed|\w+ed)\b)))"),
]  # fmt: skip
# "me and my sister are 12 and 14"
PAIR = re.compile(rf"\b(?:me and (?:my )?[\w']{{1,15}}(?: [\w']{{1,15}})?|my [\w']{{1,15}} and (?:me|i)|we)(?:'re|\s+are|\s+r)\s+(?:only\s+)?{N} and (?P<m>\d{{1,2}})\b{NO_UNIT}")  # fmt: skip

# the age is not the typer's word for themselves, or not for now
NOT_MEANT = r"\b(?:if|unless|whether|like|as if|as though|(?:say|says|said|saying|thinks?|thought|thinking|believes?|believed|assum\w+|guess\w*|claim\w*|pretend\w*|lied|lies|lying|put|wish|make out|made out|convinced|imagine|dream\w*)(?: (?:to )?(?:him|her|them|me|everyone|people))?|(?:tell|tells|telling|told)(?: (?!you\b|u\b)\w+){0,2})(?: that)?\s*[\"']?$"
THEN = re.compile(r"\s*(?:years?|yrs?)?\s*(?:old)?\s*(?:when|at the time|back then|then)\b")
REPORTED = re.compile(NOT_MEANT)
EMBEDDED = re.compile(NOT_MEANT + r"|\b(?:when(?:ever)?|since|until|till?|before|while|after|once|by the time|not|wasn't|isn't)\s+$")  # fmt: skip
AS_I_SAID = re.compile(r"\b(?:like|as) i (?:already |just )?(?:said|wrote|told (?:you|u)),? $")
# grown up already then, so now as well: "it happened when I was 25", "At 19 I married"
ADULT_THEN = re.compile(rf"\bi (?:was|were|turned|became|reached) (?:(?:only|just|about|around|already|over|a|an) ){{0,2}}{AGE}(?={OLD}\s*(?:$|[.,;!?)]|(?:when|and|at the time|then|in|or|but|so|he|she|they|hes|he's|shes|it|we|the|my|i|last|that)\b))"
    rf"|\b(?:aged|at the age of|at) {N.replace('<n>', '<m>')},? i (?:met|married|left|became|moved|lost|started|had my)\b")  # fmt: skip

# the whole message is an age, perhaps with an afterthought: "17", "15 nearly 16", "18, birthday was last month"
BARE = re.compile(rf"{START}(?:(?:me|er|erm|um|uh|well|ok|okay|aite|yeah|yh|yes|no|nah|sorry|i|oh|hi|so|only|just|still|nearly|almost)\W+){{0,4}}{AGE}(?P<old>{OLD})(?P<rest>.*)$")  # fmt: skip
BARE_REST = re.compile(r"^\s+(?!i (?:was|had|got|met|\w+ed)\b)(?:(?:nearly|almost|nxt|next|in|turning|going|soon|now|today|why|lol|n|a|half|as|i|im|said|not|sure|it|matters|birthday|bday|was|just|yesterday|last|old|years|yrs|yo|thanks|but|please|pls|typed|sorry|no|mate|bruv|innit|if|u|you|need|must|know|then|so|my|ish)\b"
    r"|and\b(?! (?:\d|hes|he's|shes|she's|he|she|they)\b(?! \d))|(?:m|f|male|female|girl|boy)(?=\W*$|\s*[.,]|\s+and (?:i|im|my)\b))")  # fmt: skip
# after a stop: "66, widowed, ...", "17. He hits me"; a comma needs more than a word about oneself: "12, all armed, chased me"
AFTERTHOUGHT = re.compile(r"^[\s.,!?;()-]+(?:1?\d (?:in|next|soon|tomorrow)|nearly|almost|turning|birthday|bday|just|next|soon|now|today|last|why|lol|as|not|if|thanks|please|pls|typed|sorry|no|mate|bruv|innit|dear|love|living|alone|on my own|lonely|disabled|deaf|blind|homeless|pregnant|widow|widower|pensioner|single|married|never|widowed|divorced|retired|male|female|girl|boy|woman|man|m|f|live|i|i'm|im|i've|ive|my)\b")  # fmt: skip
OWN_WORDS = re.compile(r"^\s*[.!?;].*\b(?:i|i'm|im|i've|ive|me|my|myself|we|us)\b")
# "10, 15 of them", "12, Mill Lane"
NOT_ALONE = re.compile(r"^\s*[,.]?\s*(?:(?:or|and|to|maybe|perhaps)\b\W*){0,2}\d(?!\d? (?:in|next|soon|tomorrow)\b)|^,?\s+(?:[\w']+\s+){1,3}(?:road|rd|street|st|lane|avenue|ave|close|court|way|gardens|terrace|square|hill)\b")  # fmt: skip

_FIX = r"(?:no|sorry|i mean|i meant|meant|actually|correction|wait|oops|typo)\b\W+(?:(?:sorry|i|mean|meant|its|it's|im|i'm|no|wait|typo|am)\W+){0,3}"
CORRECTED = re.compile(rf"\b{_FIX}{AGE}(?!\s*-?\s*year[\s-]old \w){STOP}")
CORRECTION_ONLY = re.compile(rf"^\W*(?:(?:oh|well|no|and)\W+)?{_FIX}{AGE}\W*$")
NOT_BUT = re.compile(rf"(?:^\W*(?:no\W+)?|{I_AM}\s+)not (?:an? )?\d{{1,3}}{OLD}\W+(?:(?:but|its?|it's|i'm|im|i am|sorry|no|actually)\W+){{0,3}}{AGE}{STOP}")  # fmt: skip
I_SAID = re.compile(rf"\bi (?:said|put|typed|wrote) (?:i'?m |i was )?\d{{1,3}}\b[^.!?\d]{{0,15}}\b(?:meant|mean|im|i'm|i am|actually|should be)\s+{AGE}")  # fmt: skip

_AHEAD = rf"(?P<when>tomorrow|tmrw?|soon|on (?:the )?(?:{_DAY}|{MONTH}|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?= (?:of )?{MONTH}))\b|next (?:week|month|year|birthday|{_DAY}|{MONTH}|{_SEASON})\b|in (?:the )?(?:{MONTH}|{_SEASON})\b|this (?:week|weekend|month|year|coming|{_DAY}|{MONTH}|{_SEASON})\b|in (?:(?:a|an|the|about|under|few|couple|couple of|less than|\d{{1,2}})\s+){{0,4}}(?:days?|weeks?|wks?|months?|years?|yrs?)\b)"
# "17 next month", "i'll be 19 in march", "im 18 tomorrow"
BIRTHDAY_AHEAD = re.compile(rf"(?:{START}(?=(?:turning )?1\d\s+(?!this))|{I_AM}\s+|\bi'?(?:ll)?\s+|\bi will\s+|\bmy\s+(?=\d+[snrt]))(?:(?:turn(?:ing)?|going|be|nearly|almost|only|just|gonna be|going to be|about to (?:be|turn))\s+){{0,2}}{N}(?:th|st|nd|rd)?(?:{_OLD}|\s+(?:birthday|bday)(?:\s+is)?)?\s+{_AHEAD}")  # fmt: skip
BIRTHDAY_ABOUT_NOW = re.compile(r"\b18(?:th)?\b.*\bthis (?:week|month|year|summer)$|\b19(?:th)?\b.*\bnext year$")
NOT_YET_18 = re.compile(rf"(?:^\W*(?:no\W+)?|{I_AM}\s+|\bi\s+)(?:still\s+|only\s+)?(?:(?:nearly|almost|turn(?:ing)?|about to (?:be|turn)|just under|close to)\s+18|not\s+(?:even|quite|yet)\s+(?:1[0-8]|9)|not\s+(?:18|1[0-7]\s+yet))\b{NO_UNIT}(?!\s+any ?more)")  # fmt: skip
UNTIL_18 = re.compile(r"\b(?:when|until|till?|before|once|by the time) (?:i'?m|i am|i turn|i'll be|i reach|i hit|my) 18(?:th)?\b"
    + NO_UNIT)  # fmt: skip

_DATE = rf"(?:(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s/.-]+(?P<month>\d{{1,2}}|{MONTH})[\s/.,-]+|{MONTH}\s+(?:of\s+)?)?(?P<year>(?:19|20)\d\d|'\d\d|\d\d(?=\s*(?:$|[.,;!?)]|(?:and|so|but)\b)))"
BORN = re.compile(rf"(?:(?:^|[.!?(]\s*|\b(?:i was|i were|i'm|im|i am|me|was i)\s+)(?:(?:was|and)\s+)?born (?:on |in |back in )?|(?:^|[.!?]\s+|\bmy )(?:dob|d\.o\.b\.?|date of birth|birth ?(?:year|date)|year of birth|birthday|bday)\s*(?:is|was)?\s*[:=-]?\s*(?:in |on )?){_DATE}(?![\d%])(?!\s*(?:years?|yrs?|{_UNIT})\b)")  # fmt: skip
DATE_ALONE = re.compile(r"^\W*(?P<day>\d{1,2})[\s/.-](?P<month>\d{1,2})[\s/.-](?P<year>(?:19|20)\d\d|\d\d)\W*$")

# the words of a grown-up life
_NOT_KIN = r"(?!(?<=children)'?s'? home\b)(?!\s+(?:brother|sister|sis\b|bro\b|cousin|friend|mate|sibling|uncle|aunt|protection|psych\w+|therapist|social worker|counsellor|support worker|mental|club\b|card|oyster|id\b|union|council|nurse|film|email|rep\b))"
_WHICH = r"(?:(?:late|ex|former|dear|own|eldest|youngest|oldest|middle|little|teenage|teen|grown(?:-| )?(?:up)?|adult|\d+|lovely|poor|other|step|disabled|autistic|elder|older|younger|only|first|second|beautiful|deaf|blind|gay|trans|baby|twin|primary school|(?:year|yr|y) ?\d+|\d+[\s-]*(?:year|yr|y)s?[\s-]*(?:old|o)|\d+ ?yo)[\s-]+){0,3}"
_CHILD = r"(?:step-?|grand|great-?grand)?(?:sons?|daughters?|child(?:ren)?)(?:-in-law)?|dau?hgters?|duaghter|daugter|(?:grand|step-?)?kids?|carer's allowance"
ADULT_KIN = re.compile(rf"\b(?:my|mi) {_WHICH}(?:{_CHILD}|teenagers?|toddlers?|twins|pension\b|mortgage|tenants?|lodgers?|(?:employees?|staff)(?! (?:room|pass|card|discount|uniform|badge|door|party|toilet|handbook|number))|pupils?|patients?|clients?|students?)\b{_NOT_KIN}"
    rf"|\bour {_WHICH}(?!kid\b)(?:{_CHILD}|tenants?|lodgers?|employees?|staff|pupils|patients?|clients?|residents|service users|parishioners)\b{_NOT_KIN}"
    rf"|(?<!call )(?<!calls )(?<!called )\bme {_WHICH}(?:son|daughter|grandson|granddaughter|lad)\b{_NOT_KIN}"
    rf"|\bmy (?:little|wee) (?:girl|boy|ones?|lad)\b{_NOT_KIN}|\bmy (?:(?:eldest|youngest|oldest|little|middle) )?lad\b|\bmy (?:eldest|youngest|oldest)\b(?! (?:step|half|memory|enemy|known|living|family|in (?:the|my)|of (?:the|my)|and)){_NOT_KIN}"
    r"|\bmy \d{1,2}(?:[\s-]*(?:years?|yrs?|yr)[\s-]*old|[\s-]*yo)(?:'s)?(?=\s*(?:$|[.,!?]|(?:is|was|has|had|got|gets|came|keeps|won'?t|says|said|told|who|and)\b))"
    r"|\bi(?: have|'?ve|'?ve got| have got) (?:an?|\d+) (?:(?:little|young|small|grown|teenage|adult) )?(?:sons?|daughters?|kids|children|grandchildren|grandkids|grandson|granddaughter)(?=\s*(?:$|[.,;!?)]|(?:and|with|by|together|to|aged|under|at home)\b))"
    r"|^\W*(?:(?:found|caught|worried about|help) )?(?:teenage |teen |\d+[\s-]*(?:yo|year[\s-]old) )?(?:step|grand)?(?:son|daughter)(?:'s)?\b(?!-in)(?! (?:of|in law)\b)")  # fmt: skip
# likely, not certain: people marry, and become aunts, before they are 18
LIKELY = re.compile(rf"\b(?:my|our|me|mi) (?:soon[\s-]to[\s-]be )?{_WHICH}(?:husband|hubby|hubsand|husbend|husban|wife|missus|spouse|fianc[eé]e?|ex-?(?:husband|wife)|(?:mother|father)[ -]in[ -]law|in-laws|marriage|wedding|nephews?|nieces?|colleagues?)\b{_NOT_KIN}"
    r"|\bsince (?:we|i) (?:got )?married\b|\b(?:we|i)(?:'ve| have|ve|'d) been married\b|\bi(?:'m| am|m) (?:(?:a )?married|(?:his|her) (?:wife|husband|aunt|auntie|uncle))\b"
    r"|\bcolleague of mine\b|\bthe missus\b|\bme and the (?:wife|husband)\b|^\W*(?:ex[ -]?)?(?:husband|hubby|husbend|husban|hubsand|husbnad|wife|missus)\b(?! (?:and|of|beater))")  # fmt: skip
ADULT_LIFE = re.compile(r"\b(?:my (?:divorce|retirement|phd|master'?s|first marriage|redundancy|firm|shop(?! job)|degree)\b|(?<!mind )(?<!minding )(?<!of )(?<!in )my business\b|my company (?:is|has|was|won'?t|says|said|makes|gave|paid|pays)\b"
    r"|(?:my|get(?:ting)? (?:the|a)|on (?:the|a)) (?:state )?pension\b|i(?:'m| am|m) (?:pregnant with my (?:second|third|2nd|3rd|\d)|divorced|widowed|retired|doing a (?:master'?s|phd))"
    r"|i retired\b|i have a degree|husband of \d+ years|speaking as a (?:mother|father|parent))\b"
    r"|(?<!when i'm )(?<!when im )\bin my (?:(?:early|mid|late)[\s-]+)?(?:[2-9]0'?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
    r"|\bdisclosed to (?:me|us|staff)\b|\bon my caseload\b|\bi have \d+ (?:men|staff|people) under me\b|\b(?:1 of )?my (?:year|yr) \d+s\b")  # fmt: skip
_WORKPLACE = r"(?:shop|store|bar|pub|nightclub|caf[eé]|restaurant|hotel|hostel|business|company|firm|launderette|cleaners|minimarket|supermarket|salon|barbers?|gym|nursery|playgroup|food ?bank|charity|small team|building|block|branch|office|department|ward|surgery|practice|clinic|pharmacy|bakery|garage|stall|hall|centre|library|depot|warehouse|factory|gallery|theatre|cinema|takeaway|chippy|agency|guest ?house|off licence|newsagents?|property|properties|flats?|house|care home|nursing home|estate|project|service|scheme|place)s?"
_JOB = (
    r"(?:(?:head ?|supply )?teacher|teaching assistant|deputy head|head of (?:year|department)|lecturer|professor|(?:ward )?sister at|nurse|matron|midwife|health visitor|doctor(?! who)|gp|paramedic|surgeon|dentist|pharmacist|therapist|counsellor|psychologist|psychotherapist"
    r"|social worker|(?:care|support|key ?|youth|outreach|case) ?worker|care coordinator|(?:(?:practice|line|site|building|shop|store|bar|pub|duty|deputy|assistant|hr|general|area|office|project) )manager"
    r"|foster carer|childminder|caretaker|concierge|(?:head )?porter|warden|librarian|manager|director|chief executive|ceo|trustee|company secretary|team leader|personnel|supervisor"
    r"|churchwarden|vicar|imam|rabbi|priest|pastor|chaplain|councillor|governor|solicitor|barrister|paralegal|accountant|journalist|architect|electrician|plumber|civil servant|officer|firefighter|security guard|bouncer|doorman|door supervisor"
    r"|landlord|landlady|licensee|publican|shopkeeper|newsagent|homeowner|leaseholder|receptionist|dinner lady|lollipop (?:man|lady)|postman|(?:bus|train|tube|tram|taxi|cab|minicab|lorry|coach|hgv|van|delivery) driver|safeguarding lead|hr advisor)"
)  # fmt: skip
_MOD = rf"(?:(?!{_LINK})[\w&'-]{{1,20}}\s+){{0,3}}?"
# "I'm the caretaker", "im security guard", "As a teacher, ..."; not "I'm a doctor's daughter", "i'm scared of my teacher"
JOB_OF_SELF = re.compile(rf"(?:(?:{I_AM}|{AM})\s+(?:(?:also|only|just|retired)\s+)?(?:(?:an?|the|his|her|their|our|1 of the)\s+{_MOD})?"
    rf"|(?:^|[.!?]\s*|\b(?:speaking|writing|asking|posting|i work)\s+)as (?:an?|the)\s+(?!(?:[\w-]+ ){{1,3}}(?:he|she|they)\b){_MOD}|(?:^|[.!?]\s*|\bwriting )as (?:designated |duty |hr )?|\bi (?:was|used to be|worked as) (?:an?|the|his|her|their)\s+{_MOD}|\bi work as (?:an?\s+)?{_MOD}){_JOB}\b(?!'|\s+(?:daughter|son|kid|child|wife|friend|pet|target)\b)")  # fmt: skip
# "Nurse here, one of my patients", "Caretaker at the primary: two men"; not "Teacher at school keeps touching my hair"
_PLAIN = r"(?!(?:me|us|my|i|him|her|he|she|they|keeps?|hits?|is|was|has|had|got|said|says|told|took|saw|made|came|who|that|\w+(?:ed|ing))\b)[\w&'-]{1,20}"
_OF_WORK = r"(?:my|our|1 of (?:my|our)) (?:\w+ )?(?:shift|ward|staff|branch|caseload|cab|patients?|pupils?|clients?|tenants?|residents?|passengers?|customers?|colleagues?)|pupil|client|tenant|service user|safeguarding|on shift"
JOB_FIRST = re.compile(rf"^\W*(?:(?:hi|hello|good (?:morning|afternoon|evening))\W+)?{_MOD}{_JOB}(?:(?:\s+(?:at|in|of|for|on|with)(?:\s+{_PLAIN}){{1,5}}?)?(?:\s+here\b(?=\s*(?:[.,:;!-]|$|and i\b|on a break\b))|\s*:|\s*[.;,-](?=.{{0,300}}?\b(?:{_OF_WORK})))|\s+(?:at|in|of|for)\s+an?(?:\s+{_PLAIN}){{1,5}}?\s*\.(?!.{{0,80}}\b(?:he|she|they|me)\b))")  # fmt: skip
# "A&E nurse. A young man came in", "Building manager, a block near Aldgate", "Social work team at the hospital here": a title that
# stands first and alone, unless what follows is done to the writer
TITLE_FIRST = re.compile(
    r"^\W*(?:[\w&'/-]{1,20} ){0,3}?(?:manager|nurse|matron|midwife|social worker|(?:care|support|key|youth|outreach|case) ?worker|coordinator|caretaker|concierge|trustee|company secretary|safeguarding lead|paramedic|pharmacist|librarian|supervisor|personnel|councillor|solicitor|housing officer)"
    rf"(?:,(?:\s+{_PLAIN}){{1,6}}?)?\s*[.,:;](?!.{{0,160}}\b(?:touch|hit|grab|hurt|shout|star|follow|messag|kiss)\w*\s+(?:at\s+)?me\b)"
    r"|^\W*(?:[\w&'/-]{1,20} ){0,3}?(?:team|office|department|ward|unit|service) (?:at|in|for|of) (?:[\w&'-]{1,20} ){1,4}here\b"
)  # fmt: skip
# "I run a bakery", "i teach", "one of our residents"; not "i run away", "i teach my little sister"
WORK = re.compile(rf"\bi (?:own|run|manage)\s+(?:an?|the|my|our|1 of|\d+)\s+(?:(?!at\b|in\b|for\b|from\b|to\b)[\w&'-]{{1,20}}\s+){{0,3}}?{_WORKPLACE}\b(?! (?:at|in|on) (?:my )?(?:school|roblox|minecraft|gta|fifa))"
    r"|\bi (?:teach (?!my (?:\w+ )?(?:brother|sister|cousin|friend|dog|mum|dad|nan|self)|him|her|them|myself|you)|lecture\b|employ\b|foster\b(?! (?:dad|mum))|chair (?:a|the|our)\b|let out\b|rent out\b)|\bi supervise\b(?! my (?:\w+ )?(?:brother|sister|cousin))"
    r"|\bi drive (?:(?:an?|the|my|in|on)\s+)?(?:(?:night|black|school|mini|company|delivery|double)[\s-]?)?(?:bus|cab|taxi|train|tube|van|lorry|truck|hgv|tram|coach|ambulance|n?\d+\b|for (?:an?|1|the|uber|bolt|nights|deliveroo)\b|nights\b|(?:\w+ ){1,4}for (?:uber|bolt|deliveroo|just eat|amazon)\b)"
    r"|\bi work (?:in|at|for) (?:(?:an?|the|our)\s+(?:[\w-]{1,15}\s+)?(?:school|hospital|surgery|nursery|prison|bank|council|police|home office|care home)|the nhs|nhs)\b"
    r"|\b(?:1|some|two|most|all|another) of (?:my|our) (?:\w+ )?(?:clients?|patients?|pupils?|tenants?|residents?|service users?|staff|receptionists?|employees?|colleagues?|volunteers?|drivers?)\b"
    r"|\b(?:client|patient|pupil|tenant|resident|employee) of (?:mine|ours)\b|\bmy (?:service users?|residents|parishioners|congregation)\b|\bat my (?:firm|practice|surgery|company)\b")  # fmt: skip
# at university: 18 and over but for a very few
STUDENT = re.compile(rf"{I_AM} (?:a |an )?(?:\w+ )?(?:(?:uni|university|phd|masters|postgrad(?:uate)?|law|medical|nursing) student|undergrad(?:uate)?|postgrad(?:uate)?|fresher)\b|^\W*(?:uni|university|phd|postgrad|masters) student\b(?=\s*(?:here|[.,:]|at\b|in\b|$))"
    rf"|{I_AM} (?:still |now )?(?:at|in (?:my )?(?:first|second|third|final|1st|2nd|3rd)? ?(?:year (?:at|of) )?)\s*uni(?:versity)?\b|\bi(?:'m| am|m) in (?:my )?(?:year|yr) \d of (?:my )?(?:degree|uni|university|phd|masters|medicine|medical school|nursing)\b"
    r"|\bmy (?:(?:uni|university) (?:halls|flat|course|flatmates?|tutor|lecturer)|dissertation|masters)\b|\bin (?:my )?uni halls\b|\bfirst year at uni\b|\bmy flatmates? at uni\b")  # fmt: skip
# who else might be speaking, or meant, right before the words of a life
SOMEBODY_ELSES = re.compile(r"\b(?:mate|friend|mum|dad|sister|brother|teacher|boyfriend|girlfriend|uncle|aunt|neighbour|boss|he|she|they)'?s?\s+(?:said|says|and|is|was)?\s*$")  # fmt: skip

# words for an age without a figure
_THEN_STOP = r"(?=\s*(?:$|[.,;:!?)]|(?:and|but|so|n|i|im|i'm|who|with|in|from|he|she|they|hes|shes|my|not|pls|please|being|getting|living|here|lol|myself|still|u|you|really|yes|yet)\b))"
CHILD_SELF = re.compile(rf"{I_AM}\s+(?:(?:only|just|still|literally|like|basically|nearly)\s+)*(?:(?:(?:an?|the)\s+)?(?:(?:little|young|small|youngest)\s+)?(?:kid|child|minor|teen(?:ager)?|school ?(?:boy|girl|kid))(?! at heart){_THEN_STOP}"
    rf"|underage\b|under age\b|(?:not|nearly|almost|not (?:yet|quite|even)) an adult\b(?! (?:anymore|any more))"
    rf"|not (?:over|above) 18\b|not 18\b(?! any ?more)|(?:under|below|younger than) ?(?:1[0-8]|9)\b{NO_UNIT}|(?:in|at) (?:primary|secondary|high|infant|junior) school\b)")  # fmt: skip
ADULT_SELF = re.compile(rf"{I_AM}\s+(?:(?:way|well|definitely|a lot|much)\s+)?(?:over|above|more than|older than|past)\s+(?:1[89]|[2-9]\d)\b{NO_UNIT}|{I_AM}\s+(?:(?:way|a lot|much) )?(?:older than|over) that\b|{I_AM}\s+not (?:under 18|underage|a minor)\b"
    rf"|{I_AM}\s+(?:(?:now|already|single|legally)\s+)*(?:an? )?(?:(?:old|elderly|disabled|retired|single|full[ -]time|working|expectant|divorced) )?(?:grown(?: man| woman|-?up)|adult|pensioner|oap|senior citizen|retired|middle[- ]aged|elderly|old (?:man|woman|lady|bloke)|(?:great[- ]?)?(?:grandmother|grandfather|grandad|granny|nan|grandma)|widow(?:er)?|(?:mother|father|mum|mam|mom|dad|parent)|veteran)\b(?!'s| (?:of the group|figure|friend|to my (?:\w+ )?(?:brother|sister|sibling)))"
    r"|\bas an adult,? (?:i|now)\b|(?:^|[.!?,]\s*|\b(?:speaking|writing) )as an? (?:\w+ )?(?:mum|mam|mother|dad|father|parent|grandmother|grandfather|grandad|nan|pensioner|widow|widower|taxpayer|homeowner)\b"
    r"|^\W*(?:very |really |just a )?(?:worried|concerned|desperate|single|proud|heartbroken|foster|exhausted|grieving|working|bereaved|stay at home|full time) (?:mum|mam|mom|mother|dad|father|parent|nan|gran|granny|grandmother|grandad|grandfather|grandparent)\b(?=\s*(?:$|[.,:;!-]|(?:here|of|writing|asking|in|with|to)\b))"
    r"|^\W*(?:mum|mam|mom|mother|dad|father|parent|nan|gran|grandmother|grandad|grandfather) (?:of|to) (?:\d|twins)|^\W*(?:semi-)?retired\b(?=\s*(?:$|[.,;!]|(?:and|bus|teacher|nurse|here|from|last|now)\b))")  # fmt: skip
PARENT_ANSWER = re.compile(rf"{I_AM}\s+(?:his|her|their|the|\w+'s)\s+(?:(?!young\b)\w+\s+)?(?:mother|father|mum|mam|mom|dad|parent|nan|nana|gran|granny|grandmother|grandfather|grandad|foster carer|paid carer|teacher|guardian|social worker|landlord|boss|manager)\b(?!'s| (?:friend|of the group|in this|now|to my (?:\w+ )?(?:brother|sister|sibling)))"
    rf"|{I_AM}\s+(?:mum|mother|mam|dad|father|parent) (?:to|of)\b(?! my (?:\w+ )?(?:brother|sister|sibling))")  # fmt: skip
_MUCH = r"(?:(?:a lot|lots|much|way|far|quite a bit|well|considerably|bit) )?"
_UNDER = r"<\s?18|u18|under ?18|minor|kid|child|younger(?: than 18)?|teen(?:ager)?|not (?:yet )?18|below 18|not an adult|not over 18"
_OVER = rf">\s?18|18 or over|over ?18|18 ?(?:\+|plus)|18 and (?:over|above)|above 18|not under 18|not (?:a minor|underage)|adult|{_MUCH}older(?: than (?:that|18))?|{_MUCH}over that|grown ?up"
_POLITE = r"now|here|yes|love|dear|mate|thanks|thank you|lol|sorry|obviously|staff|member|worker|visitor|resident|employee|please|pls|i'?m afraid|male|female|man|woman"
ANSWER = re.compile(rf"^\W*(?:(?:i'?m|i am|im|yes|yeah|no(?! (?:child|kid|minor|adult|teen))|nah|er|well|the|a|an|oh|definitely|legally)\W+){{0,3}}(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))(?:\W+(?:{_POLITE}))*\s*(?:\W*$|[.,!?;]+\s*(?:(?:and|but|so) )?(?:i|i'm|im|my|me|is|are|do|does|can|not|please|pls|that|why|what)\b.*$)")  # fmt: skip

# school: years 1 to 12 end before 18, year 13 and sixth form may not
YEAR_GROUP = re.compile(rf"(?:(?:{I_AM}|\bwe're|\bwe are|\bme and (?:my )?\w+ are|\bi (?:just )?(?:started|start|go into))\s+(?:(?:only|just|still|both|all|now|in|at|starting|going into|the)\s+){{0,3}}|^\W*(?:just )?started (?:in )?|^\W*(?:only |just )?(?:in )?(?=(?:year|yr|y) ?\d+\s*(?:$|[.,;!]|here\b|and\b|now\b)))(?:year|yr|y)\s?(?P<n>[1-9]|1[0-3])\b(?!\s+(?:of|into|as|teacher|tutor|form tutor|lead|parent|pupils))"
    rf"|{I_AM}\s+an?\s+(?:year|yr|y)\s?(?P<m>[1-9]|1[0-3])\b(?=\s*(?:$|[.,;!]|(?:student|pupil|girl|boy|kid|and|but|at|in|from|who|so)\b))")  # fmt: skip
MY_YEAR = re.compile(r"\bmy (?:school )?(?:year|yr|y) ?(?:[1-9]|1[0-2])\b(?! (?:form|class|set|group|lot|pupils?|students?|son|daughter|boy|girl|lad|kid|child|grand\w+|step\w+|niece|nephew|brother|sister|cousin))")  # fmt: skip
_SCHOOL_STAFF = r"(?:teacher|teachers|caretaker|coach|tutor|staff|nurse|pupil|student|child)"
CHILD_SAYS = re.compile(r"\bmy (?:form (?:tutor|teacher)|teacher|head ?teacher|head of year|gcses?|sats|mocks|school bus|school tie|school uniform|foster (?:mum|dad|carers?|parents))\b"
    r"|\bmy school\b(?! (?:needs|policy|must|has a duty|days|run|reunion|report|friends?|cap))|\bour (?:teacher|head of year)\b|\bi(?:'?m| am) doing (?:my )?gcses?\b"
    r"|(?<!back )(?<!work )(?<!works )(?<!teach )(?<!is )(?<!he's )(?<!hes )(?<!she's )(?<!shes )(?<!are )(?<!'re )(?<!theyre )(?<!him )(?<!her )(?<!them )(?<!son )(?<!daughter )\bat school\b|\bin my (?:year|form)\b(?! at (?:uni|college)| \d)"
    r"|(?<!\d )\b(?:kids|children|boys|girls|lads|people|ppl|everyone|every1|someone|some1|boy|girl|lad|kid) in my class\b(?=.{0,120}?\bme\b)|\bi(?:'ve)? (?:got|get|had) (?:the |a |put in )?detentions?\b|\bgave me (?:a )?detention\b|\bmy p\.?e\.? kit\b|\byear above\b"
    r"|\b(?:me|i)\b[^.!?,]{0,25}\bafter school\b(?! (?:finishes|lets|closes|ends|is|hours|club|run))|\bmy (?:mum|dad|mam|mom|parents) (?:grounded me|says? im too young)\b"
    r"|\bi (?:go(?: to)?|walk to|skip|bunk off|hate(?: going)?(?: to)?|don'?t want to go (?:to|back to)|dont wanna go (?:to )?) ?(?:(?:primary|secondary|high|boarding) )?school\b(?! run| gates?| to (?:pick|collect|drop)| for (?:him|her|them))")  # fmt: skip
NOT_A_PUPIL = re.compile(rf"\b(?:i (?:teach|work|pick|collect|drop|see|drove|drive)\b|teaching assistant|was\b|were\b|used to|years ago|back (?:in|when)|when i|old school|in 19|my old|disclosed)|\b{_SCHOOL_STAFF} (?:at school|in my)"
    rf"|^\W*{_SCHOOL_STAFF} |\b(?:kids|teenagers|youths|children|pupils|schoolchildren|students|groups?)\b[^.!?]{{0,60}}after school|\bmy boss\b|\bat school\b[^.!?]{{0,20}}\b(?:pick|collect)")  # fmt: skip

# what happened long ago
CLAUSE_END = re.compile(r"[.!?;,]|\b(?:and|but|so|because|cos|who|which|while|when|before|after|that i|that was)\b|(?=\bi was \d)")  # fmt: skip
ADVERBIAL = re.compile(r"^\W*(?:(?:it|this|that|was|is|back|way|in|the|summer|winter|spring|autumn|of|since|month|year|over|about|nearly|almost|some|years?|ago|happened|all|about|early|late|\d+)\b\W*){1,10}$")  # fmt: skip
PAST_YEAR = re.compile(r"\b(?:in|since|of|was|,)\s*(?P<year>19[3-9]\d|20[0-2]\d)\b|^\W*(?P<y2>19[3-9]\d|20[0-2]\d)\b")
I_PAST = re.compile(r"\b(?:i|we)(?:'d|'ve)\b|\b(?:i|we|ive|weve) (?:never |have |had |first |only |just |also )?(?:was|were|did|had|been|got|came|went|left|met|lost|saw|ran|told|bought|became|lived|fell|took|paid|taught|drove|gave|kept|spent|served|have|(?!learn|studied|watched|want|need)\w+ed)\b(?! born| going to| gonna)"
    r"|\b(?:\w+(?<!explain)ed|hit|hits|beat|hurt|hurts|took|had|held|sent|shot|left|hitting|beating|hurting|stalking|following|happened to|done to|did (?:it |this |that )?to|at|on) (?:it )?me\b|\bhaunts? me\b")  # fmt: skip
NOT_LIVED = re.compile(r"\b(?:like|prison|jail|sentence[d]?|in the future|from now|will|i'll|ill|project|homework|essay|film)\b")  # fmt: skip
I_WAS_N = re.compile(rf"\bi (?:was|turned|were) (?:(?:only|just|about|like) )?{N}\b{NO_UNIT}")
# "30 years ago", "for 22 years"
YEARS_AGO = re.compile(r"\b(?P<n>\d{1,2}) (?:odd |or so )?(?:years?|yrs?) (?:ago|back|since|later|on|now|of marriage|married|in this (?:job|house|flat|street|country)|we've been)\b"
    r"|\b(?:over|for|nearly|almost|been|here|there|together|him|her) (?P<n2>\d{1,2}) (?:odd )?(?:years|yrs)\b")  # fmt: skip
# "2 years ago when i was 12", "i was 11, that was three years ago"
THEN_AND_AGO = re.compile(rf"\b(?P<k>\d{{1,2}}) (?:years?|yrs?) (?:ago|back)\W+(?:and |when )?i was (?:(?:only|just|about|like) )?{N}\b{NO_UNIT}"
    r"|\bi was (?:(?:only|just|about|like) )?(?P<m>\d{1,2})\b(?: years? old)?(?:,? |\W+(?:and |but )?(?:that|it|this) was )(?:about |over |nearly )?(?P<j>\d{1,2}) (?:years?|yrs?) (?:ago|back)\b")  # fmt: skip
