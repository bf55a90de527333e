"""A clause: one verb with its doer, whom it is done to, when it is and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from bot.understanding.grammar_people import Mention, Person
from bot.understanding.grammar_times import When

STATES = frozenset({"", "be", "have", "want", "hear", "see", "need", "think", "know"})
"""Verbs whose simple present is about this moment; that of an act ("he hits me") is about a habit."""


class Tense(str, Enum):
    """When a verb's act lies, by its form and its helping verbs. `PERFECT` is done with a result now."""

    PAST = "past"
    PRESENT = "present"
    PROGRESSIVE = "progressive"
    PERFECT = "perfect"
    FUTURE = "future"
    MODAL = "modal"
    IMPERATIVE = "imperative"


TODAY = (Tense.PRESENT, Tense.PROGRESSIVE, Tense.PERFECT)
"""The tenses of what is so now."""


class Mood(str, Enum):
    """How a clause is meant."""

    NEGATED = "negated"
    CONDITIONAL = "conditional"
    REPORTED = "reported"
    COMMANDED = "commanded"
    """Somebody tells somebody to do it: "told me to jump"."""
    ASKED = "asked"
    PASSIVE = "passive"
    HEADLESS = "headless"
    """No doer is named: "been cutting again"."""
    NAMED = "named"
    """The act is named, not told: "being followed is no joke"."""


@dataclass(frozen=True)
class Clause:
    """One verb in its base form (none: "man in my room") and what goes with it.

    `phrases` are (preposition or "", noun); `under` are the verbs that govern it: "want" in "I want to die".
    """

    verb: str
    doer: Mention
    done_to: Mention
    phrases: tuple[tuple[str, Mention], ...]
    particles: frozenset[str]
    under: tuple[str, ...]
    tense: Tense
    moods: frozenset[Mood]
    when: frozenset[When]

    @cached_property
    def is_present(self) -> bool:
        """Whether it is so at this moment, as far as the grammar of its sentence tells."""
        is_elsewhen = self.when & {When.PAST, When.LATER, When.HABIT} and When.NOW not in self.when
        is_told = self.is_real and Mood.NAMED not in self.moods
        return self.tense in TODAY and is_told and not is_elsewhen

    @cached_property
    def is_under_way(self) -> bool:
        """Whether it is a state or act of this moment, not a habit."""
        return self.is_present and (
            self.tense is not Tense.PRESENT or self.verb in STATES or Mood.PASSIVE in self.moods
        )

    @cached_property
    def is_real(self) -> bool:
        """Whether it is told as a fact: not denied, not under an "if"."""
        return not self.moods & {Mood.NEGATED, Mood.CONDITIONAL}

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """The prepositions and particles that go with the verb."""
        return self.particles | {preposition for preposition, _ in self.phrases}

    def mentions(self, *persons: Person) -> bool:
        """Whether it reaches one of these people, straight or by way of a preposition or of what is theirs."""
        reached = (self.done_to, *(mention for _, mention in self.phrases))
        return any(mention.person in persons or mention.owner in persons for mention in reached)

    def has(self, vocabulary: frozenset[str]) -> bool:
        """Whether one of the nouns that go with the verb is of the vocabulary."""
        return self.done_to.word in vocabulary or any(mention.word in vocabulary for _, mention in self.phrases)

    def is_at(self, prepositions: frozenset[str], vocabulary: frozenset[str]) -> bool:
        """Whether a noun of the vocabulary stands behind one of the prepositions: "under the bed"."""
        return any(prep in prepositions and mention.word in vocabulary for prep, mention in self.phrases)
