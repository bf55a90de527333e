"""Is somebody in danger right now? The grammar of the present moment; the learned part is in classifier.py.

Missing danger harms most, so these rules lean to yes; the past, the negated, the future in general and
figures of speech do not count.
"""

from __future__ import annotations

import re
from typing import Optional

from bot.understanding.text import plain

_SOMEONE = r"(?:he|she|they|someone|somebody|sum ?one|sum1|some ?1|a man|this man|this guy|some guy|two (?:men|blokes|guys|lads)|the(?:se|m)? (?:men|blokes|guys|lads|boys)|my (?:husband|wife|partner|boyfriend|bf|girlfriend|gf|dad|stepdad|step dad|mum|brother|son|ex|man|uncle|flatmate|housemate)|dad|mum|stepdad|people|(?:a )?(?:group|gang|bunch)(?: of \w+)?)"
_IS = r"(?:'?s|'?re| is| are| r| keeps?| has| have|'?ve)?(?: (?:just|still|now|also|all|already|currently|literally|actually|both))*"

_HERE_NOW = re.compile(
    rf"\b{_SOMEONE}{_IS} (?:(?:stood |standing |sat |sitting |waiting |right |parked |hiding |shouting |screaming |banging |round |come |came |coming )*(?:outside(?: my| the| our| now| rn| right now|$)|at (?:my|the|our) (?:front |back )?(?:door|window)|on the (?:other side|stairs|landing)|in the next room|in the (?:house|flat|building|garden|kitchen|hall|corridor|other room)(?: now| rn| with me)|round the back|by the (?:bins|back door|gate) (?:now|waiting)|behind me|up ?stairs (?:now|with)|down ?stairs (?:now|smashing|screaming|shouting)))"
)
_ACTING_NOW = re.compile(
    rf"\b{_SOMEONE}{_IS} (?:(?:trying|tryna|tring|starting|going|gonna|about) (?:to )?)?(?:kick|bang|smash|break|hammer|pound|batter|bash|boot|ram|climb|forc|com|get|gett|push)(?:ing|in|s)? (?:(?:at|on|down|through|thru|my|the|our|in(?:to)?|up|over|back|front|his way|their way|open) )*(?:door|doors|window|windows|in\b|gate|fence|the stairs|up the stairs|for me|after me|towards? (?:me|us)|at me|at us|shutters?)"
)
_HOLDING = re.compile(
    rf"\b{_SOMEONE}(?:'?s| is|'?ve|'?re| are| has| have)(?: just| still| now)*(?: got| holding| waving| pulled| with)(?: out)?(?: a| the| his| her| some)?(?: \w+)? (?:knife|blade|machete|gun|bat|hammer|axe|acid|petrol|bottle of acid|weapon|shank|zombie knife|lighter and petrol)\b"
)
_TRAPPED = re.compile(
    r"\b(?:i'?m|i am|im|we'?re|we are|ive|i've|i have|were)(?: just| still| both| all| now)* (?:hid(?:ing|in|den)?|hidin|lock(?:ed|in|ing)? (?:myself |ourselves )?(?:in|inside)|barricaded|trapped|stuck in (?:a|the|his|this)(?: \w+)? (?:room|bathroom|toilet|loo|cupboard|boot|car|van|flat|house)|tied up|cornered|being (?:followed|chased|attacked|held|beaten|strangled)|under the (?:bed|table|desk)|running (?:from|away from) (?:him|her|them))\b"
    r"|\b(?:he'?s|hes|she'?s|shes|they'?ve|theyve|they have|he has|she has|has|boyfriend'?s?|husband|partner'?s?|dad'?s?) (?:just )?(?:locked|shut|barricaded|tied) (?:me|us) (?:in|up|out on)\b"
    r"|\b(?:won'?t|wont|not|dont|doesn'?t|refus(?:es|ing) to) let(?:ting)? (?:me|us|her|him) (?:out|leave|go home|go now)\b(?! (?:to|with|with|on|anywhere|when|if|at|because|cos))"
    r"|\bcan'?t (?:get out of (?:here|the|this)|get away from (?:him|them|her) (?:now|rn))\b"
)
_FOLLOWED = re.compile(
    r"\b(?:is|are|'s|'re|been|s) (?:still )?(?:following|folowing|chasing|walking behind|right behind|coming after|surrounding|circling) (?:me|us|her|him)\b(?=.*\b(?:now|rn|still|home|station|bus|street|train|tube|night bus|help|and i|im|i'm|i am)\b)|\bi(?:'?m|m| am) being followed\b"
)
_BODY = re.compile(
    r"\b(?:(?:he|she|they|my \w+|mum|dad|nan|friend|mate)(?:'?s|s| is| are)? (?:not (?:breathing|waking|moving|responding|answering me)|unconscious|passed out|bleeding|collapsed|fitting|having a (?:fit|seizure)|choking|turned blue|going blue|stopped breathing)|won'?t wake up|isn'?t breathing|can'?t breathe|cant breath|so much blood|blood everywhere|bleeding (?:out|badly|loads|a lot|everywhere|and i|won'?t stop)|i(?:'?m| am|'?ve| have)(?: just)?(?: been)? (?:bleeding|stabbed|shot)(?: and| now| help| just|$)|(?:head|face|arm|leg|hand)(?:'?s| is) bleeding)\b"
    r"|\bcan'?t feel my (?:legs|hands|arms|feet|face|body)\b"
)
_PLEA = re.compile(
    r"^\W*(?:(?:please|pls|plz|god|oh my god|omg|just)\W+)*(?:help+(?: me| us| now| pls| please| quick)?|sos|emergency|999|mayday|hurry)(?:\W+(?:help|me|now|please|pls|hurry|quick|quickly|emergency|help me))*\W*$"
    r"|\b(?:please|pls|plz|just) (?:hurry|come (?:quick|now|fast)|send (?:someone|help|police|the police|an ambulance|ambulance|somebody))\b|\b(?:hurry|quick|quickly|be quick) (?:pls|please|plz)\b|\bpls hurry\b|\bhurry up pls\b"
    r"|\b(?:send|need|get|call|want) (?:me |us )?(?:the |an |some )?(?:police|ambulance|feds|help|someone) (?:here |to (?:my|the|our) \w+ )?(?:right now|now|asap|urgently|immediately|quick|quickly|please now|straight away)\b"
)
_OVERDOSE = re.compile(
    r"\b(?:i(?:'ve|ve| have)?|she(?:'s|s)?|he(?:'s|s)?|they(?:'ve|ve)?|my \w+(?:'s| has)?) (?:just |already )?(?:took|taken|swallowed|had|downed) (?:all|loads|too many|a load|a lot|the lot|them all|the whole|an overdose|every|\d{2,})\b.{0,30}(?:pills?|tablets?|paracetamol|meds|medication|overdose|packet|bottle|them|lot)?|\b(?:pills|tablets|paracetamol)\b.{0,40}\b(?:count(?:ed|d)|lined up|laid out|out (?:on|ready)|in (?:my|a) (?:hand|row|pile)|rows?|in front of)\b|\b(?:lined up|counted out|laid out)\b.{0,25}\b(?:pills|tablets|paracetamol)\b|\b(?:on|stood on|standing on|sat on|sitting on|at) the (?:bridge|ledge|edge|roof|platform edge|wrong side)\b.{0,30}\b(?:now|jump|cant|can't|end)\b"
)
_GOING_TO = re.compile(
    r"\b(?:trying|tryin|tryna|going|gonna|about|threatening) (?:to )?(?:kill|stab|shoot|murder) (?:me|us|him|her|them|my \w+)\b(?! (?:lol|with laughter))|"
    rf"\b(?:{_SOMEONE})(?:'?s|'?re| is| are)? (?:about to|gonna|going to|goin to|gunna|will) (?:kill|stab|shoot|hurt|beat|hit|burn|strangle|attack|rape|jump|batter)(?: \w+)? (?:now|tonight|rn|right now|in a minute|any (?:minute|second|moment)|when (?:he|she|they) (?:gets?|comes?) (?:in|back|home|here|up))\b|\bany (?:minute|second|moment) now\b|\bon (?:his|her|their) way (?:here|up|over|round|to (?:mine|my|our|us))\b|\b(?:he|she|they)(?:'?s|'?re|s| is| are)? (?:coming|coming back|back|home|here)(?: now| any minute| soon)? (?:to (?:kill|get|hurt)|and (?:he|im|i'm|i am|hes)|please|pls|help)\b"
)
_RIGHT_NOW = re.compile(
    r"\b(?:right now|rn|as we speak|as i (?:type|write)(?: this)?|this (?:very )?(?:minute|second|moment|instant)|happening now|at this moment|in progress|currently happening)\b|,\s*now\b|\bnow\s*[,!]|\bNOW\b"
)
_HARMFUL = re.compile(
    r"\b(?:hit|hitting|kick|punch|beat|attack|fight|smash|break(?:ing)? in|knife|knives|gun|stab|fire|burn|screaming|shouting|threat|grab|drag|lobbing|throwing|firework|robb|following|chasing|hurting|strangl|weapon|machete|bomb|smok(?:e|ing)|bang|abus|rap(?:e|ing)|kidnap|taken|angle grinder|burgl|intruder|forc)\w*"
)
_DEADLINE = re.compile(
    r"\b(?:in|within|got|have|only|gives? (?:me|us)|gave (?:me|us)) (?:an|one|half an|\d{1,2}|two|five|ten|twenty|thirty) ?(?:hour|minutes?|mins?)\b(?=.*\b(?:or|else|police|money|kill|hurt|bring|pay|hes|they)\b)"
)

_NOT_NOW = re.compile(
    r"\bnot (?:right |happening )?now\b|\bno(?:t)? (?:immediate|current) (?:danger|risk)\b|\b(?:is|am|are|'m|im|we'?re) safe (?:now|for now|at the moment)\b|\b(?:he|she|they)(?:'?s|s| is|'?re| are) (?:(?:not|n'?t) (?:here|in|home|around)|at work|at (?:his|her) (?:mum|mate|sister)s?|gone|asleep|away|out(?: for| until| til| at|$|[.,])|in prison|inside|on holiday)\b|\bno one (?:is here|has come)\b|\bhappened (?:last|yesterday|ages|a (?:week|month|year))\b"
)
_PAST = re.compile(
    r"\b(?:last (?:night|nite|week|month|year|summer|winter|weekend|time|saturday|sunday|monday|tuesday|wednesday|thursday|friday)|yesterday|years? ago|months? ago|weeks? ago|days? ago|back in|when i was|the other (?:day|night|week)|used to|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|19\d\d|20\d\d)|this morning|earlier today)\b"
)
_STORY = re.compile(
    r"\b(?:film|movie|episode|novel|story|book|series|netflix|game|minecraft|fortnite|gta|call of duty|essay|homework|coursework|dissertation|hypothetical\w*|play|podcast|documentary|dream(?:t|ed)?|lyrics|song|news)\b"
)

_STRONG = (
    ("someone is here", _HERE_NOW), ("an act under way", _ACTING_NOW), ("a weapon in hand", _HOLDING), ("trapped", _TRAPPED),
    ("followed", _FOLLOWED), ("badly hurt", _BODY), ("a plea", _PLEA), ("an overdose", _OVERDOSE), ("about to happen", _GOING_TO), ("a deadline", _DEADLINE),
)  # fmt: skip


def danger_reason(text: str) -> Optional[str]:
    """Why the words alone say that someone may be hurt right now, or None."""
    words = plain(text)
    if _STORY.search(words):
        return None
    if _NOT_NOW.search(words) and not _RIGHT_NOW.search(words):
        return None
    for reason, pattern in _STRONG:
        match = pattern.search(words)
        if match and not _told_as_past(words, match):
            return reason
    if _RIGHT_NOW.search(words) and _HARMFUL.search(words) and not _PAST.search(words):
        return "happening now"
    if re.search(r"\bRIGHT NOW\b", text) and _HARMFUL.search(words):
        return "happening now"
    return None


def is_ruled_out(text: str) -> bool:
    """Whether the message itself says that nobody is in danger at this moment, or that it is a story."""
    words = plain(text)
    return bool(_NOT_NOW.search(words) or _STORY.search(words))


def _told_as_past(words: str, match: re.Match[str]) -> bool:
    """Whether the sentence around the match tells of the past: "last night he was banging on the door"."""
    start = max(words.rfind(mark, 0, match.start()) for mark in ".!?") + 1
    ends = [end for end in (words.find(mark, match.end()) for mark in ".!?") if end >= 0]
    sentence = words[start : min(ends) if ends else len(words)]
    return bool(_PAST.search(sentence)) and not re.search(r"\b(?:now|again tonight|rn|still here)\b", sentence)
