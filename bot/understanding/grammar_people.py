"""Whom a word means: the writer, a child, a partner, kin, somebody else, or a thing, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from bot.understanding import grammar_words as vocabulary
from bot.understanding.grammar_tree import Word
from bot.understanding.text import with_digits

ADULT_FROM = 18
_AGE = re.compile(r"(\d{1,2})(?:yo|y/o|yr|yrs|f|m)?")


_AGE_ENDS = frozenset({"old", "yo", "y/o"})
_BEFORE_AGE = frozenset({"is", "'s", "'", ",", "(", "only", "just", "aged", "who", "-", "s", "now"})
_AFTER_AGE = vocabulary.listed(". , ) ( and year years yrs yr yo he she ; - who ! ?")


class Person(str, Enum):
    """Whom a noun or pronoun means. `THING` is not a person; `NOBODY` is that nothing stands there."""

    WRITER = "writer"
    READER = "reader"
    CHILD = "child"
    PARTNER = "partner"
    KIN = "kin"
    OTHER = "other"
    THING = "thing"
    NOBODY = "nobody"


SOMEBODY = frozenset({Person.CHILD, Person.PARTNER, Person.KIN, Person.OTHER})
"""People who are neither the writer nor the bot."""


@dataclass(frozen=True)
class Mention:
    """One noun or pronoun: whom it means, the word (of one), and whose it is."""

    person: Person
    word: str = ""
    owner: Person = Person.NOBODY

    @property
    def is_somebody(self) -> bool:
        """Whether it is a person other than the writer and the bot."""
        return self.person in SOMEBODY

    @property
    def is_body_of_writer(self) -> bool:
        """Whether it is the writer or a part of the writer's body."""
        return self.person is Person.WRITER or (self.owner is Person.WRITER and self.word in vocabulary.BODY)


NO_MENTION = Mention(Person.NOBODY)


class People:
    """The mentions of one message, read in order, so that "he" and "she" are the last named before who fit."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self._words = words
        self._read: dict[int, Mention] = {}
        self._named: list[tuple[int, str, Person]] = []
        for word in words:
            if word.is_noun or word.kind == "CD" or word.text in _AGE_ENDS:
                self.mention(word)

    def in_order(self) -> tuple[Mention, ...]:
        """Every noun and pronoun of the message."""
        return tuple(self._read[place] for place in sorted(self._read))

    def mention(self, word: Optional[Word]) -> Mention:
        """Whom the word means."""
        if word is None:
            return NO_MENTION
        if word.place not in self._read:
            self._read[word.place] = NO_MENTION  # a thing cannot own itself
            self._read[word.place] = self._mention(word)
        return self._read[word.place]

    def _mention(self, word: Word) -> Mention:
        one = vocabulary.singular(word.text)
        if one in vocabulary.WRITER_WORDS:
            return Mention(Person.WRITER, one)
        if one in vocabulary.READER_WORDS:
            return Mention(Person.READER, one)
        if one in vocabulary.THIRD_PERSON:
            return Mention(self._meant_by(one, word.place), one)
        if one == "one" and word.before == "no":
            return NO_MENTION
        person = self._kind(word, one)
        if person is not Person.THING:
            self._named.append((word.place, one, person))
        return Mention(person, one, self._owner(word))

    def _owner(self, word: Word) -> Person:
        owner = word.one_below("poss")
        if owner is None and word.text in _AGE_ENDS:  # "my 9 year old": the parser hangs "my" on the year
            owner = next((near for near in self._near(word, 5, 0) if near.kind == "PRP$"), None)
        if owner is None:
            of = next((below for below in word.below if below.text == "of"), None)
            owner = of.one_below("pobj") if of is not None else None
        return self.mention(owner).person if owner is not None else Person.NOBODY

    def _meant_by(self, pronoun: str, place: int) -> Person:
        """The last person named before whom the pronoun fits; "they" is always somebody else."""
        if pronoun not in vocabulary.FEMALE | vocabulary.MALE:
            return Person.OTHER
        is_she = pronoun in vocabulary.FEMALE
        same, opposite = (vocabulary.FEMALE, vocabulary.MALE) if is_she else (vocabulary.MALE, vocabulary.FEMALE)
        earlier = [(word, person) for at, word, person in self._named if at < place and word not in opposite]
        fitting = [person for word, person in earlier if word in same] or [person for _, person in earlier]
        return fitting[-1] if fitting else Person.OTHER

    def _kind(self, word: Word, one: str) -> Person:
        if word.text in _AGE_ENDS:
            years = self._age_beside(word)
            return Person.THING if years is None else Person.CHILD if years < ADULT_FROM else Person.OTHER
        if one in vocabulary.CHILDREN:
            years = self._age_beside(word)
            is_in_law = any(near.text == "law" for near in self._near(word, 0, 4))
            is_grown = is_in_law or (years or 0) >= ADULT_FROM or bool({"adult", "grown"} & word.texts_below("amod"))
            return Person.KIN if is_grown else Person.CHILD
        if one in vocabulary.PARTNERS:
            return Person.PARTNER
        if one in vocabulary.KIN:
            years = self._age_beside(word)
            return Person.CHILD if years is not None and years < ADULT_FROM else Person.KIN
        return Person.OTHER if one in vocabulary.OTHERS else Person.THING

    def _near(self, word: Word, before: int, after: int) -> tuple[Word, ...]:
        return self._words[max(0, word.place - before) : word.place + after + 1]

    def _age_beside(self, noun: Word) -> Optional[int]:
        """The age that stands with a noun: "my 9 year old son", "my son, 12", "my son is twelve"."""
        for other in self._near(noun, 5, 4):
            found = _AGE.fullmatch(with_digits(other.text))
            if found and (other.place < noun.place or self._is_age_after(noun, other)):
                return int(found[1])
        return None

    def _is_age_after(self, noun: Word, number: Word) -> bool:
        """Whether a number after the noun can be an age: straight after it, or after "is", "only", "aged", a comma."""
        between = {word.text for word in self._words[noun.place + 1 : number.place]}
        follows = self._words[number.place + 1].text if number.place + 1 < len(self._words) else "."
        return between <= _BEFORE_AGE and follows in _AFTER_AGE
