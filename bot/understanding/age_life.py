"""The words of a grown-up life: children, a job, a pension, a marriage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.signposting import AgeGroup
from bot.understanding.age_reading import AgeReading, before, in_words
from bot.understanding.age_words import (
    ADULT_KIN_OF_CHILD,
    AT_STOP,
    EMBEDDED,
    I_AM,
    MOTHER_OR_FATHER,
    NO_UNIT,
    YEARS_OLD,
    any_of,
    rule,
)
from bot.understanding.age_work import JOB_OF_SELF, SOMEBODY_ELSES, WORKING_LIFE

_NOT_KIN = (
    r"(?!(?<=children)'?s'? home\b)(?!\s+"
    + any_of(
        "brother,sister,sis\\b,bro\\b,cousin,friend,mate,sibling,uncle,aunt,protection,psych\\w+,therapist,"
        "social worker,counsellor,support worker,mental,club\\b,card,oyster,id\\b,union,council,nurse,film,"
        "email,rep\\b,self\\b"
    )
    + ")"
)  # fmt: skip
_AGED = rf"(?:year|yr|y) ?\d+|\d+{YEARS_OLD}"
_WHICH = (
    r"(?:"
    + any_of(
        "late,ex,former,dear,own,eldest,youngest,oldest,middle,little,teenage,teen,grown(?:-| )?(?:up)?,"
        f"adult,\\d+,lovely,poor,other,step,disabled,autistic,elder,older,younger,only,first,second,beautiful,"
        f"deaf,blind,gay,trans,baby,twin,primary school,foster,adopted,great,{_AGED}"
    )
    + r"[\s-]+){0,3}"
)  # fmt: skip
_CHILD = r"(?:step-?|grand|great-?grand)?(?:sons?|daughters?|child(?:ren)?)(?:-in-law)?|dau?hgters?|duaghter|daugter|dauter|(?:grand|step-?)?kids?|gran(?:son|daughter)s?"
_AT_WORK = any_of("employees?,staff") + r"(?! " + any_of("room,pass,card,discount,uniform,badge,door,party,toilet,handbook,number") + ")"  # fmt: skip
_OWN = any_of(
    f"{_CHILD},teenagers?,toddlers?,twins,pension\\b,mortgage,tenants?,lodgers?,{_AT_WORK},pupils?,"
    f"patients?,clients?,students?,carer's allowance"
)
_OURS = any_of(
    f"{_CHILD},tenants?,lodgers?,employees?,staff,pupils,patients?,clients?,residents,service users,parishioners"
)
_DOES = any_of(
    "is,was,has,had,got,gets,came,comes,keeps,won'?t,says,said,told,saw,heard,found,went,goes,cries,"
    "cried,sleeps,can'?t,cannot,doesn'?t,did,does,are,were,with,who,and,in,at,on,to"
)
_CHILDREN = any_of(
    "sons?,daughters?,kids,children,toddlers?,teenagers,boys(?! who),girls(?! who),grandchildren,grandkids,grandson,granddaughter,\\d+ year old"
)
_AND_SO_ON = r"(?=\s*(?:$|[.,;!?)]|(?:and|with|by|together|to|aged|under|at home|who)\b))"
_CARING = any_of("collect,pick up,take,took,feed,raise,protect,keep")
# the typer's own children, grandchildren, tenants, pupils
ADULT_KIN = rule(
    # "my son", "our tenants", "me daughter"
    rf"(?:my|mi) {_WHICH}{_OWN}\b{_NOT_KIN}",
    rf"our {_WHICH}(?!kid\b){_OURS}\b{_NOT_KIN}",
    rf"(?<!call )(?<!calls )(?<!called )me {_WHICH}(?:son|daughter|grandson|granddaughter|lad)\b{_NOT_KIN}",
    # "my little girl", "our lad", "my youngest"
    rf"my (?:little|wee) (?:girl|boy|ones?|lad)\b{_NOT_KIN}",
    r"(?:my|our) (?:(?:eldest|youngest|oldest|little|middle) )?lad\b",
    rf"my (?:eldest|youngest|oldest)\b(?! (?:step|half|memory|enemy|known|living|family|in (?:the|my)|of (?:the|my)|and)){_NOT_KIN}",
    # "my 2 boys", "my girls' nursery"; "my boys" alone may be mates
    r"(?:my|our) (?:[2-9] (?:boys|girls)\b|(?:boys|girls)')",
    r"my (?:boy|girl) is (?:only |just )?(?:[1-9]|1[0-2])\b",
    # "my 14 year old is ..."
    rf"(?:my|our) \d{{1,2}}(?:{YEARS_OLD})(?:'s)?(?=\s*(?:$|[.,!?]|{_DOES}\b))",
    # "I have two boys", "I've kids"; "I have two brothers" tells nothing
    rf"(?:i|we)(?: have|'?ve|'?ve got| have got) (?:an?|\d+) (?:(?:little|young|small|grown|teenage|adult) )?{_CHILDREN}{_AND_SO_ON}",
    r"i(?: have|'?ve got| have got) (?:grand)?(?:children|kids)\b",
    # "he hit me in front of the kids", "I feed the kids", "he'll take the kids off me"
    r"(?:me|us) in front of the (?:kids|children)\b",
    rf"(?:i|we) {_CARING} the (?:kids|children)\b(?! next| from| upstairs| down)",
    r"the (?:kids|children) (?:off|away from|back to) me\b",
    r"(?:won'?t|refuses to) (?:give|bring) the (?:kids|children) back\b",
    r"the kids and (?:i|me)\b",
    r"me and the kids\b",
    # "Son being sent threats"
    opening=[r"(?:(?:found|caught|worried about|help) )?(?:teenage |teen |\d+[\s-]*(?:yo|year[\s-]old) )?(?:step|grand)?(?:son|daughter)(?:'s)?\b(?!-in)(?! (?:of|in law)\b)"],
)  # fmt: skip
_MARRIED = any_of(
    "husband,hubby,hubsand,husbend,husban,husbnad,wife,missus,spouse,fianc[eé]e?,ex-?(?:husband|wife),"
    "(?:mother|father)[ -]in[ -]law,in-laws,marriage,wedding"
)
_LIKELY_OWN = any_of("nephews?,nieces?,colleagues?,housing officer,tenancy,flatmates?,housemates?,buggy,mobility scooter")  # fmt: skip
# likely, not certain: people marry, become aunts and have colleagues before they are 18
LIKELY = rule(
    rf"(?:my|our|me|mi) (?:soon[\s-]to[\s-]be )?{_WHICH}(?:{_MARRIED}|{_LIKELY_OWN})\b{_NOT_KIN}",
    r"since (?:we|i) (?:got )?married\b",
    r"(?:we|i)(?:'ve| have|ve|'d) been married\b",
    r"we got married\b",
    r"i(?:'?m| am) engaged\b",
    r"(?:my|on) universal credit\b",
    r"my carers?\b",
    r"(?:at|from|to) nursery\b",
    r"i(?:'m| am|m) (?:(?:a )?married|(?:his|her) (?:wife|husband|aunt|auntie|uncle))\b",
    r"colleague of mine\b",
    r"the missus\b",
    r"me and the (?:wife|husband)\b",
    r"(?:a|my) (?:promotion|pay rise|appraisal)\b",
    r"i (?:was|got|have been|'ve been) promoted\b",
    r"the (?:buggy|pram|pushchair|school run|tenancy)\b",
    r"(?<!his )(?<!her )(?<!their )custody (?:hearing|battle|order|case)\b",
    r"family court\b",
    r"we(?:'re| are| want to|'d like to) (?:get(?:ting)?|be) married\b",
    r"(?:give|giving|register|registering) (?:my |our |a )?(?:notice of )?(?:our )?(?:marriage|civil partnership)\b",
    opening=[
        r"(?:ex[ -]?)?(?:husband|hubby|husbend|husban|hubsand|husbnad|wife|missus)\b(?! (?:and|of|beater))",
        r"been married\b",
    ],
)  # fmt: skip
_LIFE = any_of(
    "divorce,retirement,phd,master'?s,first marriage,redundancy,firm,shop(?! job),degree,pension,maternity leave,childminder"
)
_PREGNANT = r"(?:pregnant with|expecting) my (?:second|third|2nd|3rd|\d)"
_DECADE = r"(?:[2-9]0'?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
_DECADE_NOW = rf"(?:(?:early|mid|late)[\s-]+)?{_DECADE}\b"
ADULT_LIFE = rule(
    rf"my {_LIFE}\b",
    r"(?<!mind )(?<!minding )(?<!of )(?<!in )my business\b",
    r"my company (?:is|has|was|won'?t|says|said|makes|gave|paid|pays)\b",
    r"(?:my|get(?:ting)? (?:the|a)|on (?:the|a)) (?:state )?pension\b",
    rf"i(?:'m| am|m) (?:{_PREGNANT}|divorced|widowed|retired|self[ -]employed|getting divorced|doing a (?:master'?s|phd))\b",
    r"i (?:was|have been|'ve been|got) (?:recently |newly )?(?:widowed|divorced)\b",
    r"on maternity leave\b",
    r"i retired\b",
    r"i have a degree\b",
    r"husband of \d+ years\b",
    # "in my forties"
    rf"(?<!when i'm )(?<!when im )in (?:my|our) {_DECADE_NOW}",
    r"disclosed to (?:me|us|staff)\b",
    r"on my caseload\b",
    r"i have \d+ (?:men|staff|people) under me\b",
    # a teacher's "my year 9s"
    r"my (?:year|yr) \d+s\b",
    opening=[rf"(?:wo)?man in (?:her|his) {_DECADE_NOW} here\b", r"[2-9]0[- ]?something\b(?=\s*(?:$|[.,;]|(?:wo)?man\b|female\b|male\b|here\b|and i\b))"],
)  # fmt: skip
_KIN = any_of("brother,sister,sibling")
_NOT_OWN = rf"(?!'s| (?:of the group|figure|friend|in this|now|to my (?:\w+ )?{_KIN}))"
_HOW_OLD = any_of("old,(?:fully )?grown,elderly,disabled,retired,single,full[ -]time,working,expectant,divorced,proud")
_ELDER = any_of(
    "grown(?: man| woman|-?up),adult,pensioner,oap,senior citizen,retired,middle[- ]aged,elderly,"
    "old (?:man|woman|lady|bloke),widow(?:er)?,veteran,elderly (?:man|woman|lady|gentleman|person)"
)
_MOVED = any_of(
    "worried,concerned,desperate,single,proud,heartbroken,foster,exhausted,grieving,working,bereaved,"
    "stay at home,full time,frightened,scared"
)
_STANDING = any_of("pensioner,widow,widower,taxpayer,homeowner")
_INTRODUCED = r"(?=\s*(?:$|[.,:;!-]|(?:here|of|writing|asking|in|with|to)\b))"
_MORE_THAN = r"(?:(?:way|well|definitely|a lot|much)\s+)?(?:over|above|more than|older than|past)"
_MANY_OF_US = any_of("pensioners,oaps,retired,elderly,adults,grandparents,parents,foster carers,foster parents")
# an adult in so many words: "I'm over 21", "I am a pensioner", "worried dad", "Grandmother here"
ADULT_SELF = rule(
    rf"{I_AM}\s+{_MORE_THAN}\s+(?:the age of )?(?:(?:1[89]|[2-9]\d)\b{NO_UNIT}|that\b)",
    rf"{I_AM}\s+not (?:under 18|underage|a minor)\b",
    rf"{I_AM}\s+(?:(?:now|already|single|legally)\s+)*(?:an? )?(?:{_HOW_OLD} )?(?:{_ELDER}|{ADULT_KIN_OF_CHILD}|step ?{MOTHER_OR_FATHER})\b{_NOT_OWN}",
    r"as an adult,? (?:i|now)\b",
    rf"{AT_STOP}as (?:his|her|their) {ADULT_KIN_OF_CHILD}\b",
    rf"(?:{AT_STOP}|(?:speaking|writing) )as an? (?:\w+ )?(?:{ADULT_KIN_OF_CHILD}|{_STANDING})\b",
    rf"{AT_STOP}as (?:foster |step)?(?:parents|grandparents|carers),? we\b",
    rf"{AT_STOP}as an? (?:retired|elderly)\b",
    rf"we(?:'re| are) (?:(?:both|all|2|an?) )*{_MANY_OF_US}\b",
    r"i(?:'ve| have|ve) been an? (?:widow|widower|pensioner)\b",
    opening=[
        # "Worried mum", "Grandad here", "Mother of two", "Retired postman, cheated"
        rf"(?:very |really |just a )?{_MOVED} {ADULT_KIN_OF_CHILD}\b{_INTRODUCED}",
        rf"(?:{ADULT_KIN_OF_CHILD}|oap|pensioner|widow|widower|grown (?:man|woman)) here\b",
        r"(?:oap|pensioner)(?=\s*[.,:;])",
        rf"(?:[\w ]{{1,20}}, )?{ADULT_KIN_OF_CHILD} (?:of|to) (?:\d|twins|an? (?:{_AGED}|teenager?|young|toddler|baby)\b)",
        r"(?:semi-)?retired\b(?! (?:man|woman|lady|bloke|gentleman|couple))(?=(?:\s+[\w-]{1,15}){0,3}\s*(?:$|[.,;!:])|\s+(?:and|bus|teacher|nurse|here|from|last|now)\b)",
    ],
)  # fmt: skip
_AGE_BEHIND = re.compile(r"\W{0,3}(?:(?:is|who is|who's|aged?|only|just) )*[\[(]?(?:m|f)?\d{1,2}\b")
_IN_CHARGE = any_of("foster carer,paid carer,teacher,guardian,social worker,landlord,boss,manager")
# "I'm her mum": whose child is spoken of
PARENT_ANSWER = re.compile(
    rf"{I_AM}\s+(?:his|her|their|the|\w+'s)\s+(?:(?!young\b)\w+\s+)?(?:{ADULT_KIN_OF_CHILD}|{_IN_CHARGE})\b{_NOT_OWN}"
    rf"|{I_AM}\s+(?:the )?{MOTHER_OR_FATHER} (?:to|of)\b(?! my (?:\w+ )?{_KIN})"
)


def _says_childs_age(words: str, match: re.Match[str]) -> bool:
    """Whether the child's age stands in or straight behind its name: "my 9 year old son", "my daughter (15)"."""
    return bool(re.search(r"\d", match.group(0)) or _AGE_BEHIND.match(words, match.end()))


def life(words: str) -> Optional[AgeReading]:
    """An adult by their way of life: told by children, work or a pension; only likely by a marriage or a nephew."""
    for pattern in (ADULT_KIN, ADULT_LIFE, *WORKING_LIFE, LIKELY):
        for match in pattern.finditer(words):
            lead = before(words, match)
            is_meant = pattern is not JOB_OF_SELF or not EMBEDDED.search(lead)
            if is_meant and not SOMEBODY_ELSES.search(lead):
                reading = in_words(AgeGroup.EIGHTEEN_OR_OVER, match.group(0), is_told=pattern is not LIKELY)
                return replace(reading, by_childs_age=pattern is ADULT_KIN and _says_childs_age(words, match))
    return None
