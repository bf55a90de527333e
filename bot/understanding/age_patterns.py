"""An age in figures that somebody gives as their own and for now. `age.py` says how the rules are used."""

from __future__ import annotations

import re

from bot.understanding.age_words import (
    ABOUT,
    AGE,
    AM,
    DAY,
    I_AM,
    LINK,
    MONTH,
    NO_UNIT,
    OLD,
    PERSON,
    SEASON,
    SEX,
    START,
    STOP,
    WAY,
    YEARS_OLD,
    N,
    any_of,
    second,
    third,
)

_RECENT = any_of(rf"last,yesterday,today,this,a few,a couple,\d+ days? ago,\d+ weeks? ago,\d+ months? ago,in {MONTH},on,recently,now") + r"\b"  # fmt: skip
_NOT_PART_OF = r"(?=\s*(?:[.;!?)-]|,(?!\s*(?:\d|or\b|maybe\b|about\b))|$|and\b))"

# what somebody says of themselves; it does not count after "when", "if", "he thinks"
OF_SELF = [
    # "I'm 31", "im only fifteen", "I am a 45 year old man", "im15", "am only 12"
    re.compile(rf"(?:{I_AM}|{AM})\s*(?:(?:an?|the|of)\s+)?{ABOUT}{AGE}"),
    # "I'm a girl of 15", "im female 22"
    re.compile(rf"{I_AM}\s+{ABOUT}(?:an?\s+(?:(?!{LINK})[\w-]{{1,15}}\s+){{0,2}})?{PERSON}\s*,?\s*(?:of|and|aged?)?\s*{ABOUT}{AGE}{STOP}"),
    # "im maya (15)", "I'm the eldest at 16", "the only one who's 16"
    re.compile(rf"{I_AM}\s+(?!\w+ing\b|{LINK})[\w'-]{{2,15}}\s+[\(\[]\s*{AGE}\s*[\)\]]"),
    re.compile(rf"{I_AM}\s+(?:an?\s+)?(?:[\w-]{{1,15}}\s+)?{PERSON}\s*[\(\[]\s*{AGE}\s*[\)\]]"),
    re.compile(rf"(?:{I_AM}|\bas)\s+(?:some(?:one|body)\s+|the\s+(?:\w+\s+){{1,3}}?)(?:at|aged|of|who'?s|who is)\s+{AGE}{STOP}"),
    # "I'm a scared 15 year old"
    re.compile(rf"{I_AM}\s+(?:an?\s+)?(?:(?!{LINK})[\w'-]{{1,20}}\s+){{1,3}}{N}{YEARS_OLD}"),
    # "I'm a teacher, 43,": an age set off by commas
    re.compile(rf"{I_AM}\s+(?:(?:an?|the|his|her|their)\s+)?(?:(?!{LINK})[\w'-]{{1,20}}\s+){{0,3}}(?!{LINK})[\w'-]{{1,20}},\s+(?:(?:divorced|single|married|widowed|aged|now|only),?\s+){{0,2}}{AGE}{_NOT_PART_OF}"),
    # "just turned 16", "I turned 18 last week": lately, so it is the age now
    re.compile(rf"(?:^\W*|\b(?:i|i've|ive|i have|i'm|and)\s+)(?:(?:(?:just|only|recently)\s+){{1,2}}turned\s+{AGE}|turned\s+{second(AGE)}(?=\s+{_RECENT}))|\b(?:yesterday|last week|\d{{1,2}} (?:days?|weeks?) ago),? i turned\s+{third(AGE)}"),
    # "been 18 since tuesday"
    re.compile(rf"(?:^\W*|\b(?:i've|ive|i have)\s+)(?:only )?been {AGE}(?=\s+(?:since|for (?:a|\d+) (?:days?|weeks?|months?))\b)"),
    # "pushing 60"
    re.compile(rf"(?:^\W*|{I_AM}\s+|\bi(?:'ve|ve| have) )(?:pushing|approaching|knocking on|getting on for|not far off|just gone|coming up (?:to|for)|the wrong side of|north of)\s+(?:my )?(?P<n>[2-9]\d)(?:th|st|nd|rd)?\b{NO_UNIT}"),
    # "being 72 I stay in", "me being 13"
    re.compile(rf"\bme being\s+{ABOUT}{AGE}|(?:^\W*|[.!?,]\s+)being\s+{second(ABOUT + AGE)}(?=,?\s+(?:i|im|i'm|nobody|no ?one|people|they|it|my)\b)"),
    # "I have 15 years, I live in a hostel", as many languages say it; not "I have 12 years of messages"
    re.compile(rf"\b(?:i|mi|me) have {N} (?:years?|yrs)(?: old)?(?=\s*(?:$|[.,;!]|(?:and|but)\s+(?:i|my|he|she|they)\b))"),
]  # fmt: skip
_YO = rf"(?:{YEARS_OLD}|\s*yrs?\b)?"
# "17f", "22/m", "18yo M", "f,16", "m 20", "both 17"
_PRONOUNS = r"(?:(?:she/her|he/him|they/them)\W+)?"
_TAG = rf"{_PRONOUNS}(?:both\s+)?(?:(?:{SEX}\s*[/,-]?\s*)?{N}{_YO}|{second(N)}{_YO}\s*[/,-]?\s*{SEX})"
_TAG_WITH_SEX = rf"(?:{SEX}\s*[/,-]?\s*{N}|{second(N)}{_YO}\s*[/,-]?\s*{SEX})"
_OPENING, _CLOSING = r"[\(\[{]\s*", r"\s*[\)\]}]"
_MYSELF = r"\b(?:i|me|my|myself|im|i'm|i've|ive)"
_DONE_TO_ME = r"(?!\W*(?!(?:my|our|i|a|an|the|some\w*|he|she|they)\b)\w+(?:\s+\w+){0,2}\s+me\b)"
# after "14 m" only a measure makes the m a metre
_NO_METRE = rf"(?!\s+(?:{WAY}|later|ago|max|walk|drop|run|more)\b)"
_STATE = any_of(
    "living,pregnant,single,married,divorced,widowed,homeless,disabled,alone,afraid,scared,terrified,"
    "stuck,being,unemployed,new to,looking,hiding,struggling"
)
_SEEKING = any_of(
    "looking,seeking,asking,wanting,needing,hoping,trying,feeling,dealing,struggling,wondering,needs?,with,who is,just,alone,of \\d"
)
_DESCRIBED = any_of(
    "trans,gay,bi,lesbian,autistic,disabled,single,girl,boy,male,female,guy,lad,man,woman,lady,bloke,mum,"
    "dad,mother,father,student,apprentice,schoolgirl,schoolboy,carer,teen,[mf]"
)
_STATUS = any_of(
    "retired,single,married,divorced,widowed,disabled,gay,working,full-time,stay-at-home,male,female,deaf,blind"
)
_BY_TITLE = rf"{_STATUS}\s+[\w-]{{1,15}}(?:\s+[\w-]{{1,15}}){{0,2}}|retired|divorced|single|widowed|married|(?:[\w-]{{1,15}}\s+){{1,2}}here|nurse|teacher|carer|bus driver|pensioner|widow|widower|bloke|man|woman|lady|grandmother of \d+|(?:mum|dad|mother|father) of \d+"
_WHAT_HE_DID = any_of("\\d,who,was,is,has,had,got,gets,keeps,came,went,hit,grabbed,\\w+ed") + r"\b"
# ages that stand on their own: whatever comes before, they are the typer's and now
TAGS = [
    # "I, a 41 year old woman, ..."
    re.compile(rf"\b(?:i|me),? an? (?:\w+ )?{N}{YEARS_OLD}"),
    # "my twin and I are 12"
    re.compile(rf"\b(?:my [\w']{{1,15}}(?: [\w']{{1,15}})? and (?:me|i)|me and (?:my )?[\w']{{1,15}}(?: [\w']{{1,15}})?)(?:'re| are| r) (?:only |just |both )?{AGE}{STOP}(?! and \d)"),
    # "51 I am", "14 im in a house i dont know"
    re.compile(rf"(?:{START}|[.!?]\s+){AGE}{OLD},?\s*(?:i'?m|i am)\b(?!\s+\d)"),
    re.compile(rf"\b{N}{YEARS_OLD}\s+i am\b"),
    # "I (17F)", "me [22/m]", "my (26F) boyfriend", "I (38) am done"
    re.compile(rf"{_MYSELF}\s*[-,]?\s*{_OPENING}{_TAG}{_CLOSING}"),
    # "[m/16] my ex ...": whoever opens with a tag is the typer, unless it is somebody who did something to them
    re.compile(rf"{START}(?<=[\(\[{{])\s*{_TAG_WITH_SEX}(?:/\w+)?{_CLOSING}{_DONE_TO_ME}"),
    # "... (me being 17)", "... or just not go in? (15M)"
    re.compile(rf"[.?!]\s*{_OPENING}(?:{N}\s*/?\s*{SEX}|{SEX}\s*/?\s*{second(N)}){_CLOSING}\W*$"),
    # "me 22f", "I, 34 F,", "Me - M22"
    re.compile(rf"{_MYSELF}\b(?!')\s*[-,]?\s*(?!m\s?8\b){_TAG_WITH_SEX}(?![\w*'-])(?!\s*(?:ago|{WAY})\b)"),
    # "me, 16, him, 24", "me 18 him 17": one against the other
    re.compile(rf"\b(?:me|i)\b\W{{1,3}}{AGE}(?=\W{{1,3}}(?:him|her|he|she|they|them|he's|hes|she's|shes|and (?:him|her|my))\b)"),
    re.compile(rf"^\W*me,?\s+{AGE}(?=\s*[.,;!](?!\s*\d))"),
    # "my girlfriend and i, both 17", "me n my cousin both 14", "we're both 15", "were all 12"
    re.compile(rf"\b(?:me|i|we)\b[\s,(-]{{1,3}}(?:(?:and|n|&) (?:my )?\w+(?: \w+)?[\s,(-]{{1,3}})?(?:are |we are |we're )?both\s+{ABOUT}{AGE}"),
    re.compile(rf"(?:\b(?:we're|we are|we r)|(?:^|[.,!?]\s*|\b(?:and|but|because|cos)\s+)were(?=\s+(?:only|both|all|like|just)\b))\s+(?:(?:only|both|all|like|just|about)\s+){{0,2}}{AGE}{STOP}"),
    # "63 and I still work nights", "31 and living with my mum"
    re.compile(rf"(?:{START}|[.!?]\s+){AGE}{OLD},?\s+(?:and|n)\s+(?:(?:i'm|im|i am|still|never|i've|ive|i (?:have|don'?t|can'?t|feel|want|need|live|do)|my)\b|(?:(?:still|now|heavily|already)\s+)?{_STATE}\b)"),
    # "Hello. 58, ex-army, and I was robbed"
    re.compile(rf"(?:{START}|[.!?]\s+){AGE}{OLD},\s+[a-z' -]{{2,25}},?\s+and (?:i|i'm|im|my)\b"),
    # "can I get a flat at 17?"
    re.compile(rf"\b(?:can|could|do|should|am|would) i\b[^.!?\d]{{1,50}}?\bat (?P<n>1[3-7])\b{NO_UNIT}(?=\s*(?:$|[?.!,]|(?:cos|because|if|without|or|with)\b))"),
    # "it's my birthday, 13 today"
    re.compile(rf"(?:{START}|[.!?,]\s+){AGE}{OLD} today\b"),
    # "16 btw"
    re.compile(rf"(?:{START}|[.!?,]\s+){AGE}{OLD},?\s+(?:btw|by the way)\b"),
    # "my age is 15", "age: 15", "aged 83, living alone"; "aged 12 i was touched" is the age then
    re.compile(rf"\bmy age(?:'s| is| =|:)?\s*{ABOUT}{AGE}"),
    re.compile(rf"(?:^\W*aged?|\b(?:me|i), aged?)\s*[:=]?\s*(?:is\s+)?{AGE}(?=\s*(?:$|[.;!?)]|,(?!\s*(?:i|he|she|they|we|it|my|a|the|when|was|first|then)\b)|and (?:i'm|im|i am|live|{_STATE})\b|here\b))"),
    # an answer beside its question: "how old are you? 14"
    re.compile(rf"^\W*(?:q\W+)?(?:how old are (?:you|u)|(?:your )?age)\W{{1,4}}(?:a\W+)?{AGE}\W*$"),
    # "he is 15 same as me", "she is 15 and so am i"
    re.compile(rf"\b{N}\s*,?\s*(?:years? old\s*|too\s*)?(?:(?:the )?(?:same(?: age)? as|like) (?:me|i am|myself)|and so am i)\b"),
    # "as a 45 year old", not "the same as a 12 year old"
    re.compile(rf"(?:^\W*|[.,!?;]\s*|\b(?:and|but|speaking|writing|because|cos)\s+)as an? {N}{YEARS_OLD}(?!\s+{PERSON}\s+(?!i\b|and\b|who\b|with\b)\w)"),
    re.compile(rf"(?:^\W*|[.,!?;]\s*|\b(?:and|but|speaking|writing|because|cos)\s+)as an? (?:\w+ )?{PERSON} (?:of|aged) {AGE}"),
    re.compile(rf"\bas an? {N}{YEARS_OLD}(?=(?:\s+(?:girl|boy|man|woman|lad|bloke))?,?\s+(?:can i|do i|am i|i)\b)"),
    # "at 67 I should know better", "at 82 you don't expect": never what was
    re.compile(r"(?:^|[.,;!?]\s*|\b(?:and|but|even)\s+)at (?:the age of )?(?P<n>1[3-9]|[2-9]\d),?\s+(?:i'm|im|(?:can|do|am|should|could) i|(?:i|you|1)\s+(?:am|should|shouldn't|don'?t|do(?:es)? not|doesn'?t|can'?t|cannot|do|still|know|feel|find|need|expect|would|have|haven't)\b)(?!\s+(?:been|had)\b)"),
    # "its my 16th birthday today", "my 18th birthday was last month"
    re.compile(rf"\bmy {N}(?:st|nd|rd|th) (?:birthday |bday )?(?:(?:is|was) )?(?:today|yesterday|last|this week|\d+ (?:days|weeks) ago)\b"),
    re.compile(rf"\b(?:today is|just had|just celebrated|only had) my {N}(?:st|nd|rd|th)\b"),
    # "83 last birthday"
    re.compile(rf"(?:{START}|{I_AM}\s+|\bi was\s+){AGE}{OLD}\s+(?:on my |my )?last birthday\b"),
    # "15 here", "50 y/o man here", "17 year old trans boy here"
    re.compile(rf"{START}(?:an?\s+)?{N}{OLD}(?:\s+{_DESCRIBED}){{0,3}}\s+here\b(?=\s*(?:$|[.,;:!-]|(?:and|i|im|i'm|my|with)\b))"),
    # "29F, spiked last night", "22/m student house", "18 m sweden"; not "6 f***ing lads", "15 m from my door"
    re.compile(rf"{START}{N}(?:{_YO}\s*|/|-)?{SEX}(?:/[\w/]{{1,20}})?(?![\w*'-]|\s*[\)\]]){_NO_METRE}"),
    # "f22", "Female, 34."; not "m8", "M25 services"
    re.compile(rf"^\W*(?:f\s*[,/]?|female\W+|male\W+|m\W+)\s*{AGE}(?=\s*(?:$|[.,;)!/]|here\b|from\b|and (?:i|my)\b))"),
    re.compile(rf"^\W*m\s?{AGE}(?=\s*(?:$|[;)!/]|here\b|and (?:i|my)\b))"),
    re.compile(rf"^\W*(?:girl|boy|man|woman|lad)\W+{N}(?=\W*$|\s+here\b)"),
    # "64 years old, mugged at ..."; not "15 year old girl got stabbed"
    re.compile(rf"{START}(?:an?\s+)?{N}(?:{YEARS_OLD}|\s*(?:yrs?|years)(?=\s+{PERSON}\b))(?:\s+{_DESCRIBED}){{0,3}}(?=\s*(?:$|[.,;]|and (?:i|my|im|i'm|{_STATE})\b|(?:but|i(?! was)|im|my|already|{_SEEKING})\b|from \w+(?: \w+)?\s*(?:[,.]|$)))"),
    # "Retired bus driver, 67. Kids ..."; not "Man, 40, followed me"
    re.compile(rf"(?:^|[.!?]\s+)(?:{_BY_TITLE}),\s+(?:aged?\s+)?{AGE}(?=\s*(?:[.;!]|$|here\b|and (?:i|my|live|living)\b|,(?!\s*{_WHAT_HE_DID})))"),
]  # fmt: skip
# "me and my sister are 12 and 14"
PAIR = re.compile(rf"\b(?:me and (?:my )?[\w']{{1,15}}(?: [\w']{{1,15}})?|my [\w']{{1,15}}(?: [\w']{{1,15}})? and (?:me|i)|we)(?:'re|\s+are|\s+r)\s+(?:only\s+)?{N} (?:and|n|&) (?P<m>\d{{1,2}})\b{NO_UNIT}")  # fmt: skip

# the whole message is an age, perhaps with an afterthought: "17", "15 nearly 16", "18, birthday was last month"
_HUMMING = any_of(
    "me,now,er,erm,um,uh,well,ok,okay,aite,yeah,yh,yes,no,nah,sorry,i,oh,hi,hiya,hey,hello,yo,evening,"
    "good evening,so,only,just,still,nearly,almost,exactly,about"
)
BARE = re.compile(rf"{START}(?:{_HUMMING}\W+){{0,4}}{AGE}(?P<old>{OLD})(?P<rest>.*)$")
_ADDED = any_of(
    "nearly,almost,nxt,next,in,turning,going,soon,now,today,why,lol,n,a,half,as,i,im,said,not,sure,it,"
    "matters,birthday,bday,was,just,yesterday,last,old,years,yrs,yo,thanks,but,please,pls,typed,sorry,no,"
    "mate,bruv,innit,if,u,you,need,must,know,then,so,my,ish,dear,love,til,till,until"
)
BARE_REST = re.compile(rf"^\s+(?!i (?:was|had|got|met|\w+ed)\b)(?:{_ADDED}\b|and\b(?! (?:\d|hes|he's|shes|she's|he|she|they)\b(?! \d))|(?:m|f|male|female|girl|boy)(?=\W*$|\s*[.,]|\s+and (?:i|im|my)\b))")  # fmt: skip
# after a stop: "66, widowed, ...", "17. He hits me"; a comma needs more than a word about oneself: "12, all armed, chased me"
_ABOUT_ONESELF = any_of(
    "nearly,almost,turning,birthday,bday,just,next,soon,now,today,last,why,lol,as,not,if,thanks,please,"
    "pls,typed,sorry,no,mate,bruv,innit,dear,love,living,alone,on my own,lonely,disabled,deaf,blind,"
    "homeless,pregnant,widow,widower,pensioner,single,married,never,widowed,divorced,retired,male,female,"
    "girl,boy,woman,man,mother,father,m,f,live,i,i'm,im,i've,ive,my,being,trans,nonbinary,non-binary,"
    "lesbian,bi,mugged,robbed,attacked,assaulted,burgled,stalked,followed,spiked,scammed,bullied,"
    "threatened,harassed,groomed,blackmailed,raped,beaten up"
)
AFTERTHOUGHT = re.compile(rf"^[\s.,!?;()-]+(?:1?\d (?:in|next|soon|tomorrow)|{_ABOUT_ONESELF})\b")
OWN_WORDS = re.compile(r"^\s*[.!?;].*\b(?:i|i'm|im|i've|ive|me|my|myself|we|us)\b")
_STREET = any_of("road,rd,street,st,lane,avenue,ave,close,court,way,gardens,terrace,square,hill")
# "10, 15 of them", "12, Mill Lane"
NOT_ALONE = re.compile(rf"^\s*[,.]?\s*(?:(?:or|and|to|maybe|perhaps)\b\W*){{0,2}}\d(?!\d? (?:in|next|soon|tomorrow|quarters?)\b)|^,?\s+(?:[\w']+\s+){{1,3}}{_STREET}\b")  # fmt: skip

_FIX = r"(?:no|sorry|i mean|i meant|meant|actually|correction|wait|oops|typo)\b\W+(?:(?:sorry|i|mean|meant|its|it's|im|i'm|no|wait|typo|am)\W+){0,3}"
CORRECTED = re.compile(rf"\b{_FIX}{AGE}(?!\s*-?\s*year[\s-]old \w){STOP}")
CORRECTION_ONLY = re.compile(rf"^\W*(?:(?:oh|well|no|and)\W+)?{_FIX}{AGE}(?:\W+not \d+)?\W*$")
NOT_BUT = re.compile(rf"(?:^\W*(?:no\W+)?|{I_AM}\s+)not (?:an? )?\d{{1,3}}{OLD}\W+(?:(?:but|its?|it's|i'm|im|i am|sorry|no|actually)\W+){{0,3}}{AGE}{STOP}")  # fmt: skip
I_SAID = re.compile(rf"\bi (?:said|put|typed|wrote) (?:i'?m |i was )?\d{{1,3}}\b[^.!?\d]{{0,25}}\b(?:meant|mean|im|i'm|i am|actually|really|should be)\s+{ABOUT}{AGE}")  # fmt: skip

_NUMBERED_DAY = r"\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?= (?:of )?" + MONTH + ")"
_SPAN = r"(?:(?:a|an|the|about|under|few|couple|couple of|less than|\d{1,2})\s+){0,4}(?:days?|weeks?|wks?|months?|years?|yrs?)"
_AHEAD = (
    rf"(?P<when>tomorrow|tmrw?|soon|on (?:the )?(?:{DAY}|{MONTH}|{_NUMBERED_DAY})\b|next (?:week|month|year|birthday|{DAY}|{MONTH}|{SEASON})\b"
    rf"|in (?:the )?(?:{MONTH}|{SEASON})\b|this (?:week|weekend|month|year|coming|{DAY}|{MONTH}|{SEASON})\b|in {_SPAN}\b)"
)
_TURN = any_of("turn(?:ing)?,going,be,nearly,almost,only,just,gonna be,going to be,about to be,about to turn")
# "17 next month", "i'll be 19 in march", "im 18 tomorrow", "turning 30 in may"
BIRTHDAY_AHEAD = re.compile(
    rf"(?:{START}(?=1\d\s+(?!this))|{START}(?=turning |[2-9]\d (?:next|tomorrow|on)\b)|{I_AM}\s+|\bi'?l{{0,2}}\s+|\bi will\s+|\bmy\s+(?=\d+[snrt]))(?:{_TURN}\s+){{0,2}}"
    rf"{N}(?:th|st|nd|rd)?(?:{YEARS_OLD}|(?:\s+(?:birthday|bday))?(?:\s+is)?)\s+{_AHEAD}"
)
# "my birthday is tomorrow, I'll be 14"
BIRTHDAY_THEN = re.compile(
    rf"(?:\b(?:birthday|bday)(?:'s| is)? |^\W*|[.!?,]\s+|\b(?:and|but) )(?=tom|tm|in |on |next |this ){_AHEAD}\W+(?:and )?(?:i'?l{{1,2}}|i will|i shall|i'm|im) (?:be|turn\w*) {N}\b{NO_UNIT}"
)
BIRTHDAY_ABOUT_NOW = re.compile(r"\b18(?:th)?\b.*\bthis (?:week|month|year|summer)$|\b19(?:th)?\b.*\bnext year$")
_NOT_YET = r"(?:nearly|almost|turn(?:ing)?|about to (?:be|turn)|just under|close to)\s+18|\d{1,2} (?:days|weeks|months) (?:off|from|short of|away from) (?:being |turning )?18|no?t\s+(?:even|quite|yet)\s+(?:1[0-8]|9)|not\s+(?:18|1[0-7]\s+yet)|(?:don'?t|do not|won'?t|will not) (?:turn|be|become) 18(?=\s+(?:for|until|till?|yet)\b)"
NOT_YET_18 = re.compile(rf"(?:^\W*(?:no\W+)?|{I_AM}\s+|\bi\s+)(?:still\s+|only\s+)?(?:{_NOT_YET})\b{NO_UNIT}(?!\s+any ?more)")  # fmt: skip
UNTIL_18 = re.compile(r"\b(?:days|weeks|months|year|years) (?:until|till?|before) (?:i'?m|i am|i turn|i'll be) 1[0-7]\b|\b(?:when|until|till?|before|once|by the time) (?:i'?m|i am|i turn|i'll be|i reach|i hit|my) 18(?:th)?\b" + NO_UNIT)  # fmt: skip
# "not allowed out until I'm 18" tells of a rule, and not that it still holds
NO_LEAVE = re.compile(r"\b(?:not|never) (?:being )?(?:allow|lett|permitt)\w+\b[^.!?]*$|\b(?:did not|didn'?t|would not|wouldn'?t|were|was|wasn'?t) [^.!?]*$")  # fmt: skip
