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
