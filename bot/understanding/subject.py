"""Who was harmed: the person typing, someone under 18, or another adult."""

from __future__ import annotations

import re

from bot.signposting import AgeGroup, Subject
from bot.understanding.text import plain, with_digits

_AGE = r"(?:\d{1,2}[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\s+)?"
_CHILD_WORD = (
    rf"(?:(?:my|our|his|her|their|the|a|me|this|one|some|\w+'s|eldest|youngest)\s+(?:\w+\s+)?{_AGE}"
    r"(?:sons?|daughters?|dau?ghter|dauhgter|kids?|child|children|little (?:girl|boy|bro|brother|sis|sister|one)|lil (?:bro|sis|sister|brother)|baby|toddler|boy|girl|grand(?:son|daughter|child|children|kids?)|step-?(?:son|daughter)|nephew|niece|pupils?|students?|foster (?:child|son|daughter)|eldest|youngest|teenager|schoolgirl|schoolboy|younger (?:brother|sister))|(?:my|our) \d{1,2}[\s-]*(?:years?|yrs?|yr|y)[\s-]*(?:old|o)?)"
)
_CHILD = re.compile(
    rf"\b{_CHILD_WORD}\b|\byear \d{{1,2}}s?\b(?: (?:pupil|girl|boy|student|child|lad|class))?|\b(?:pupils|schoolkids|children|kids)\b"
)
_ADULT_WORD = re.compile(
    r"\b(?:my|our|a|the|one of (?:my|our)|me|his|her|an|sum|some|old)\s+(?:\w+\s+){0,2}?(?:mum|mam|mom|mother|dad|father|nan|nana|gran|grandma|grandad|grandmother|grandfather|parents|aunt|auntie|uncle|neighbours?|neighbors?|friends?|mates?|best mate|bestie|cousin|colleague|coworker|co-worker|employee|receptionist|tenant|resident|client|patient|service user|customer|lodger|flatmate|housemate|sister|brother|sister-in-law|brother-in-law|son-in-law|daughter-in-law|wife|husband|hubsand|girlfriend|boyfriend|partner|lady|gentleman|woman|young man|old man|man|bloke|girl at work|volunteer|driver|parishioner|staff|member of staff|nurse)\b"
)
_SELF = re.compile(
    r"\b(?:me|myself|meself)\b|\bmy (?:face|head|arm|hand|leg|nose|wrist|neck|hair|phone|bag|wallet|purse|bike|car|van|card|cards|money|account|bank|house|flat|room|door|window|drink|clothes|pictures?|pics?|passport|wages?|body|skin|scarf|laptop|shop|back|jaw|tooth|teeth|ribs?|instagram|insta|whatsapp|savings|pension|deposit|identity|name|job|boss|ex|partner|boyfriend|girlfriend|husband|wife)\b|\bi (?:was|got|been|have been|had|am|feel|cant|can't|lost|paid|sent|woke|froze|keep|don'?t feel)\b|\bi'?(?:ve|m|d)\b|\bim\b|\bus\b"
)
_DONE_TO_CHILD = re.compile(
    rf"\b{_CHILD_WORD}(?:'?s|s)?\s+(?:\d{{1,2}}\s+)?(?:\w+\s+){{0,3}}?(?:was|is|has been|been|got|gets|being|keeps (?:going|being|getting)|comes? home|came home|won'?t|wont|goes|told me|says|has|started|has started|reading|talking|tlking|getting)\b|\b(?:to|at|on|of|with|about|hurt(?:ing)?|hit(?:ting)?|touch(?:ed|ing)?|groom(?:ed|ing)?|attack(?:ed|ing)?|bull(?:y|ied|ying)|follow(?:ed|ing)|threaten(?:ed|ing)?|messag(?:ed|ing)|contact(?:ed|ing)|robbed|stabbed|mugged|for)\s+{_CHILD_WORD}\b"
)
_BY_CHILD = re.compile(
    rf"\b{_CHILD_WORD}(?:'?s|s|,)?\s+(?:\w+\s+){{0,6}}?(?:hits?|hit|takes?|took|shouts?|keeps my|pushe[sd]|steals?|stole|threatens?|threw|throws|controls?|punche[sd]|screams?|swears?|spits?|grab(?:s|bed)|kick(?:s|ed)|makes? me|gives? me|holds?|has my|moved back)\b[^.!?]{{0,40}}\b(?:me|my|us|our)\b|\bgiven £"
)
_PARTNER_DOES = re.compile(
    r"\b(?:my|me|mi)\s+(?:\w+\s+)?(?:husband|wife|hubby|partner|boyfriend|bf|girlfriend|gf|ex|missus|man|fella|mum|dad|stepdad|step dad|father|mother|brother|sister|uncle|boss|neighbours?|flatmate|housemate|mates dad|landlord)(?:'?s|s)?\s+(?:\w+\s+){0,4}?(?:hit|hits|takes?|keeps?|keep|checks?|has|have|is|was|won'?t|wont|throws?|shouts?|locks?|locked|says|tells?|made|makes?|been|controls?|beats?|punched|slapped|grabs?|grabbed|goes|got|never|trying|tried|pushed|calls?|follows?|wants?|threatens?|threatened)\b"
)


_PARTNER_OR_FAMILY = (
    r"(?:(?:ex|late|step|foster)[\s-]*)?(?:husband|hubby|hubsand|husbend|wife|missus|partner|boyfriend|bf|girlfriend|gf|ex|fianc[eé]e?|dad|mum|mam|mom|"
    r"father|mother|stepdad|stepmum|step ?(?:dad|mum)|parents|brother|sister|uncle|aunt(?:ie)?|son|daughter|grandson|in-?laws|mother-in-law|father-in-law|carer who is my \w+)"
)
_ACTS = (
    r"(?:hit|hits|hitting|beat|beats|beating|attack(?:ed|s|ing)?|punch(?:ed|es|ing)?|slap(?:s|ped|ping)?|kick(?:ed|s|ing)?|strangl(?:ed|es|ing)|chok(?:ed|es|ing)|"
    r"push(?:ed|es|ing)?|shov(?:ed|es|ing)|grab(?:s|bed|bing)?|drag(?:s|ged|ging)?|hurt(?:s|ing)?|threw|throws|throwing|threaten(?:s|ed|ing)?|burn(?:t|ed|s)?|bit|bites|"
    r"smash(?:ed|es)?|batter(?:s|ed|ing)?|headbutt(?:ed|s)?|spat|spits|abus(?:ed|es|ing)|lock(?:s|ed)|scream(?:s|ed)|control(?:s|led|ling)?)"
)
_BY_PARTNER_OR_FAMILY = re.compile(
    rf"\bby (?:my|me|mi|our) {_PARTNER_OR_FAMILY}\b(?! friend)"
    rf"|\b(?:my|me|mi|our) {_PARTNER_OR_FAMILY}(?:'?s| has| is| was| just| always| keeps| kept| used to| who| and| will| would|\s)*\s{_ACTS}(?: \w+){{0,4}} (?:me|us|my|mum|the kids)\b"
)
_DONE_TO_WRITER = re.compile(
    r"\b(?:i(?:'?m| am| was| have been|'?ve been| keep being| keep getting| get| got| keep on getting| been)|im|being|getting)(?: \w+)? "
    r"(?:abused|hurt|hit|beaten|bullied|stalked|harassed|followed|threatened|attacked|controlled|groomed|raped|robbed|mugged|scammed|assaulted|punched|blackmailed|targeted|touched)\b"
    rf"|\b{_ACTS} (?:me|us)\b|\bto me\b|\bgets? (?:bullied|hit|beaten|hurt|abused)\b"
)
_OWN_CHILD = re.compile(
    r"\b(?:my|our|me|mi) (?:\w+ )?(?:(?:[1-9]|1[0-7])[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old|o)?\b(?! (?:brother|sister|mate|friend))"
    r"|(?:son|daughter|grandson|granddaughter|nephew|niece|boy|girl|kid|child|lad),? (?:who is |who's |is |is only |aged |\()?(?:[1-9]|1[0-7])\b)"
    r"|\b(?:son|daughter|grandson|granddaughter)'?s? (?:is |only |just )*(?:[1-9]|1[0-7])\b|\b(?:my|our) (?:little|young|baby|toddler) (?:son|daughter|boy|girl|grandson|granddaughter)\b"
    r"|\b(?:pupil|child|girl|boy|student|kid) in (?:my|our) (?:class|form|school|year|nursery|group)\b|\b(?:a|(?:one|1) of (?:my|our)|this) (?:year \d{1,2} )?pupils?\b"
    r"|\b(?:my|our) (?:son|daughter|grandson|granddaughter)\b.{0,80}\b(?:(?:he|she)(?:'s|s| is) (?:only |just )?(?:[1-9]|1[0-7])\b|at (?:his |her )?(?:primary |secondary )?school\b|in year \d)"
)


def is_by_partner_or_family(text: str) -> bool:
    """Whether the words say that a partner, an ex or a family member did it to the writer: who did what to whom."""
    return bool(_BY_PARTNER_OR_FAMILY.search(plain(text)))


def is_done_to_writer(text: str) -> bool:
    """Whether the words say that it was done to somebody, so that it is not a worry about one's own behaviour."""
    return bool(_DONE_TO_WRITER.search(plain(text)))


def is_about_own_child(text: str) -> bool:
    """Whether an adult names a child of theirs, or in their care, to whom it happened."""
    words = with_digits(plain(text))
    return bool(_OWN_CHILD.search(words)) and not _BY_CHILD.search(words)


def read_subject(text: str, age_group: AgeGroup = AgeGroup.UNKNOWN) -> Subject:
    """Who was harmed, as far as the message tells it. `age_group` is the writer's: a child's "my friend" is a child."""
    words = with_digits(plain(text))
    done_to_child = _DONE_TO_CHILD.search(words)
    by_child = _BY_CHILD.search(words)
    child = _CHILD.search(words)
    first_person = len(_SELF.findall(words))
    if done_to_child and not by_child and not (_PARTNER_DOES.search(words) and first_person > 2):
        return Subject.CHILD
    if by_child:
        return Subject.SELF
    if _PARTNER_DOES.search(words) and first_person:
        return Subject.SELF
    other = _ADULT_WORD.search(words)
    if child and first_person <= 2 and not other:
        return Subject.CHILD
    if other and first_person <= 1:
        return (
            Subject.CHILD
            if age_group is AgeGroup.UNDER_18 and re.search(r"friend|mate|cousin", other.group(0))
            else Subject.ADULT
        )
    if first_person:
        return Subject.SELF
    return Subject.UNKNOWN
