"""Does the person speak of suicide or self-harm? The words that say it; the learned part is in classifier.py.

Missing it harms most, so these rules lean to yes; jokes, figures of speech and films do not count.
"""

from __future__ import annotations

import re
from typing import Optional

from bot.understanding.text import plain

_ENDING = re.compile(
    r"\b(?:kill(?:ing)? (?:my ?self|meself|ourselves)|kms\b(?! (?:lol|haha))|end(?:ing)? (?:it all|my life|it tonight|everything)|take my (?:own )?life|taking my (?:own )?life|suicid(?:e|al)|top(?:ping)? (?:my|me)self|do myself in|hang(?:ing)? myself|overdos(?:e|ed|ing)\b)\b"
    r"|\bend it(?: all)?(?:$|[.!,]| tonight| now| for good)"
)
_WISH = re.compile(
    r"\b(?:(?:want|wanna|wanted|wana|wish|rather|ready|going|like|would love|just need) (?:to )?(?:be dead|die\b|dead|disappear for ?ever|never wake|not (?:be|exist|wake)|sleep for ?ever|go where (?:he|she) is)|(?:do(?:n'?t|nt)|dont|not|didn'?t) (?:want|wanna|wana) to? ?(?:be here (?:any ?more|no more|anymore)?|be alive|live|wake up|exist|carry on living|go on)(?:$|\W|any)|don'?t wanna (?:be here|be alive|live|wake up|exist)"
    r"|(?:better|easier|happier) off (?:without me|dead|if i)|better if i (?:was|were|wasn'?t|weren'?t|am not|disappeared)|if i (?:wasn'?t|wasnt|weren'?t|werent|was not|wernt) (?:here|around|alive)|no (?:point|reason) (?:in |to )?(?:living|being here|live|going on|carry on|me being)|(?:nothing|not) (?:left )?(?:to live for|worth living)|life (?:isn'?t|isnt|is not|aint) worth|wish i (?:was|were|could be) (?:dead|never born|gone)|wish i'?d? (?:never been|wasn'?t|hadn'?t been) born|(?:can'?t|cant|cannot) (?:go on|carry on|do this any ?more|live like this)(?=.*\b(?:pills|tablets|bridge|end|die|life|anymore)\b)|tired of (?:living|being alive|life)|no ?one would (?:notice|miss|care) if i|would(?:n'?t| not) (?:mind|care) (?:if i )?(?:not wak|didn'?t wake|died)|(?:go|went|be) to sleep and (?:not|never) wake"
    r"|(?:thoughts?|thinking|think) (?:about|of) (?:ending|dying|not being here|jumping|hurting myself|harming myself|killing myself))"
)
_HURTING = re.compile(
    r"\b(?:(?:hurt|hurting|harm|harming|cut|cutting|burn|burning|scratch|scratching|bite|biting|starv|punish|punishing|hit|hitting) (?:my ?self|meself|my (?:own )?(?:arms?|legs?|wrists?|thighs?|skin|stomach))|self[- ]?harm(?:ing|ed|s)?|sh\b(?= again| relapse)|started cutting|cutting again|been cutting|slit(?:ting)? my wrists?|blade(?:s)? (?:out|again|to my)|scrub(?:bing|bed)? (?:my|it).{0,40}(?:bleeds?|raw))\b"
)
_MEANS = re.compile(
    r"\b(?:pills|tablets|paracetamol|sleeping tablets|meds)\b.{0,40}\b(?:count(?:ed|d|ing)?|lined up|laid out|out on|in (?:my|a) (?:hand|row|pile|drawer)|saved up|took (?:them|all|loads)|taken (?:them|all|loads|too many|the lot)|all of them|rows?)\b|\b(?:count(?:ed|ing)?|took|taken|swallowed|saving up|got|saved up|lined up) (?:out )?(?:all |some |loads of |too many |my |the |a load of |a lot of )*(?:pills|tablets|paracetamol|sleeping tablets)(?: (?:out|ready|in front|here|all))?(?=\W|$)(?!.*\b(?:stolen|nicked|dealer|dealing|sell)\b)"
    r"|\b(?:jump|jumping|throw(?:ing)? myself|put(?:ting)? myself|step(?:ping)?|go)(?: off| from| in front of| under| infront of)+ (?:a |the |of )?(?:bridge|train|tube|bus|roof|balcony|car park|building|lorry|platform|edge)\b|\b(?:written|writing|wrote|left) (?:the|a|my|goodbye|some) (?:goodbye )?(?:notes?|letters?)(?: to| for)? (?:my|mum|them|everyone|the kids|the children)\b|\brope\b.{0,20}\b(?:ready|bought|tied|loft|garage)\b"
)
_NOT_MEANT = re.compile(
    r"\b(?:suicide squad|film|movie|episode|netflix|series|song|lyrics|essay|homework|dissertation|coursework|novel|news|documentary|book|character|awareness|training|volunteer|statistics|figures|leaflets?|posters?|suicide prevention|commit(?:ted)? social|rates?)\b|\b(?:killed it|killing it|lol|lmao|haha|😂|🤣|jk)\b"
)
_OTHERS = re.compile(
    r"\b(?:tell(?:s|ing)?|told|telling|says?|said) (?:me|him|her|them|us|my \w+) to (?:kms|kys|kill (?:my|him|her|them)sel(?:f|ves)|end it)\b|\bto kms\b|\bkys\b"
)


def is_not_meant(text: str) -> bool:
    """Whether the message is plainly a joke, a story or a figure of speech."""
    return bool(_NOT_MEANT.search(plain(text)))


def self_harm_reason(text: str) -> Optional[str]:
    """Why the words alone say suicide or self-harm, or None."""
    words = plain(text)
    if _NOT_MEANT.search(words):
        return None
    without_taunts = _OTHERS.sub(" ", words)
    for reason, pattern in (
        ("ending life", _ENDING),
        ("a wish to die", _WISH),
        ("self-harm", _HURTING),
        ("means", _MEANS),
    ):
        match = pattern.search(without_taunts)
        if match and not re.search(
            r"\b(?:not|never|n'?t|dont|wouldnt|no longer|aint)\s+(?:\w+\s+){0,2}$", without_taunts[: match.start()]
        ):
            return reason
    return None
