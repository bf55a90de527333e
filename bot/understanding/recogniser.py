"""From words to what they say: the one place where the learned heads and the rules meet."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Optional

from bot.signposting import AgeGroup, Harm, Place, Subject
from bot.understanding.age import AgeReading, read_age
from bot.understanding.classifier import Classification, MessageClassifier
from bot.understanding.danger import danger_reason
from bot.understanding.examples import DANGER_INTENT, FLAGGED_INTENTS, SELF_HARM_INTENT
from bot.understanding.heads import HARM_NAMES
from bot.understanding.place import read_place
from bot.understanding.self_harm import self_harm_reason
from bot.understanding.subject import is_about_own_child, is_by_partner_or_family, is_done_to_writer

OUT_OF_SCOPE, INFORM = "off_topic", "inform"
OWN_BEHAVIOUR = "own_behaviour"
QUESTION = "ask_"
"""What the intents of questions about the bot begin with; two questions in one message count together."""
CHATTER = frozenset(
    {"off_topic", "harmless_words", "everyday_feelings", "law_and_money", "council_matter", "small_talk", "insult"}
)
"""Intents that all mean "nothing harmful": what is shared out among them counts for each."""
GIVES_WAY_TO_AGE = CHATTER | {"deny", "affirm", "thanks", "refuse", "not_what_i_meant", "none_of_these"}
"""Intents of a short message that are set aside when it tells an age: "no wait, I am 16" is an answer."""
TAKEN_SOMETHING = "taken_something"
"""The sign of the grammar that pills or the like were swallowed."""
CHILD_ENOUGH = 0.3
OWN_NAME_ENOUGH = 0.35
"""From this share a plain request ("start again") stands against all chatter together."""
SHORT = 12


@dataclass(frozen=True)
class Thresholds:
    """Where a probability becomes a yes; what each does is in docs/adr/0007."""

    harm: float = 0.55
    danger: float = 0.4
    danger_with_reason: float = 0.05
    self_harm: float = 0.4
    self_harm_with_reason: float = 0.1
    likely: float = 0.55
    sure: float = 0.75
    also: float = 0.3
    own_behaviour: float = 0.55


@dataclass(frozen=True)
class Recognition:
    """What one message says. `confidence` is the probability of `intent`; `reasons` are for staff."""

    intent: str
    confidence: float
    harm: Harm
    harm_share: float
    ranking: tuple[tuple[str, float], ...]
    age: AgeReading
    subject: Subject
    place: Place
    danger_now: bool
    self_harm: bool
    also_harm: Optional[Harm] = None
    is_likely_harm: bool = False
    is_sure_of_harm: bool = False
    reasons: tuple[str, ...] = field(default=())
    danger_share: float = 0.0
    """How likely danger is, also where it is not taken for danger: staff look at those. So with self-harm."""
    self_harm_share: float = 0.0

    @property
    def age_group(self) -> AgeGroup:
        """The age group that the message tells of the person typing, or unknown."""
        return self.age.own_group


class Recogniser:
    """Reads messages with a trained classifier and the rules."""

    def __init__(self, classifier: MessageClassifier, thresholds: Thresholds = Thresholds()) -> None:
        self._classifier = classifier
        self._thresholds = thresholds

    def recognise(self, text: str, today: Optional[datetime.date] = None) -> Recognition:
        """Everything the message says. Never raises for any text."""
        read = self._classifier.classify(text)
        danger, danger_why = self._danger(text, read)
        self_harm, self_harm_why = self._self_harm(text, read)
        if self_harm and TAKEN_SOMETHING in read.signs and not danger:
            danger, danger_why = True, "danger: an overdose may have been taken"
        age = read_age(text, today)
        harm = self._harm(text, read)
        intent, confidence = self._intent(text, read, harm)
        if intent in GIVES_WAY_TO_AGE and age.years is not None and len(text.split()) <= SHORT:
            intent, confidence = INFORM, 1.0
        if self_harm:
            intent, confidence = SELF_HARM_INTENT, 1.0  # nothing may stand in front of it
        if danger:
            intent, confidence = DANGER_INTENT, 1.0
            if harm is Harm.NONE and not self_harm:
                harm = Harm.OTHER_HARM if read.harm_share < 0.2 else Harm(read.harms()[0][0])
        reasons = tuple(
            reason
            for reason in (
                danger and danger_why,
                self_harm and self_harm_why,
                age.reason and f"age: {age.years or 'in words'}",
            )
            if reason
        )
        return Recognition(
            intent, confidence, harm, read.harm_share, _ranking(read), age, _subject(text, read), read_place(text),
            danger, self_harm, self._also(text, read, harm), read.harm_share >= self._thresholds.likely,
            read.harm_share >= self._thresholds.sure, reasons, read.danger_now, read.self_harm,
        )  # fmt: skip

    def _harm(self, text: str, read: Classification) -> Harm:
        """The likeliest harm; violence by a partner or family member is domestic abuse, whoever names it otherwise."""
        if read.harm_share < self._thresholds.harm:
            return Harm.NONE
        harm = Harm(read.harms()[0][0])
        if harm in (Harm.VIOLENCE, Harm.OTHER_HARM) and is_by_partner_or_family(text):
            return Harm.DOMESTIC_ABUSE
        return harm

    def _also(self, text: str, read: Classification, harm: Harm) -> Optional[Harm]:
        """A second kind of harm that the words may equally mean: its doors are shown too."""
        if harm in (Harm.NONE, Harm.UNKNOWN):
            return None
        if harm is not Harm.DOMESTIC_ABUSE and is_by_partner_or_family(text):
            return Harm.DOMESTIC_ABUSE
        second, share = read.harms()[1]
        return Harm(second) if share >= self._thresholds.also and second != harm.value else None

    def _intent(self, text: str, read: Classification, harm: Harm) -> tuple[str, float]:
        """The intent and how sure it is: its family's share against that of the other side, harm or no harm."""
        others = {
            name: share
            for name, share in read.intents.items()
            if name not in HARM_NAMES and name not in FLAGGED_INTENTS
        }
        families: dict[str, float] = defaultdict(float)
        for name, share in others.items():
            families[_family_of(name)] += share
        family = {name: families[_family_of(name)] for name in others}
        if (
            is_done_to_writer(text)
            or _against(family.get(OWN_BEHAVIOUR, 0.0), read.harm_share) < self._thresholds.own_behaviour
        ):
            family.pop(OWN_BEHAVIOUR, None)
        best = max(family, key=lambda name: (family[name], others[name]), default=OUT_OF_SCOPE)
        single = max(others, key=lambda name: others[name], default=OUT_OF_SCOPE)
        if single in family and single not in CHATTER and others.get(single, 0.0) >= OWN_NAME_ENOUGH:
            best = single
        share = family.get(best, 0.0)
        if harm is not Harm.NONE:
            return harm.value, _against(read.harm_share, share)
        if best.startswith(QUESTION):  # one harm may stand against a question, not a little of each of thirteen
            return best, _against(share, read.harms()[0][1] * read.harm_share)
        return best, _against(share, read.harm_share)

    def _danger(self, text: str, read: Classification) -> tuple[bool, str]:
        """Danger now: likely enough, or told by a strong reason and not unlikely."""
        reason = danger_reason(text)
        limit = self._thresholds.danger_with_reason if reason else self._thresholds.danger
        return read.danger_now >= limit, f"danger: {reason or 'learned'} ({read.danger_now:.2f})"

    def _self_harm(self, text: str, read: Classification) -> tuple[bool, str]:
        """Suicide or self-harm: likely enough, or said in so many words and not unlikely."""
        reason = self_harm_reason(text)
        limit = self._thresholds.self_harm_with_reason if reason else self._thresholds.self_harm
        return read.self_harm >= limit, f"self-harm: {reason or 'learned'} ({read.self_harm:.2f})"


def _family_of(intent: str) -> str:
    """What an intent counts together with: all chatter, all questions about the bot, or itself alone."""
    if intent in CHATTER:
        return OUT_OF_SCOPE
    return QUESTION if intent.startswith(QUESTION) else intent


def _subject(text: str, read: Classification) -> Subject:
    """Who was harmed, likeliest first; a child who may be the one is not passed over (docs/signposting.md, rule 5)."""
    if is_about_own_child(text) or read.subjects[Subject.CHILD] >= CHILD_ENOUGH:
        return Subject.CHILD
    return max(read.subjects, key=lambda subject: read.subjects[subject])


def _against(share: float, other: float) -> float:
    """How likely the one is where only the two are possible."""
    return share / (share + other) if share + other > 0 else 0.0


def _ranking(read: Classification) -> tuple[tuple[str, float], ...]:
    """The six likeliest intents with their shares."""
    return tuple(sorted(read.intents.items(), key=lambda pair: -pair[1])[:6])
