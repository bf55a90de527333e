"""From a parsed message to clauses: subjects, objects, helping verbs, and the verbs that govern others."""

from __future__ import annotations

from bot.understanding import grammar_words as vocabulary
from bot.understanding.grammar_clause import STATES, Clause, Mood, Tense
from bot.understanding.grammar_people import NO_MENTION, Mention, People, Person
from bot.understanding.grammar_times import whens
from bot.understanding.grammar_tree import Word

_CHAINED = frozenset({"xcomp", "ccomp", "pcomp", "conj", "prep", "advcl", "acl", "dep"})
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "prep", "acl", "acomp"})
_NOUNS_BELOW = frozenset({"pobj", "conj", "dobj", "npadvmod", "appos", "compound", "nmod"})
_NAMING = frozenset({"csubj", "csubjpass", "pcomp", "nsubj", "pobj", "dobj"})
_REACHED = frozenset({"me", "us", "him", "them", "her", "myself"})
_FARTHEST = 4
"""Steps along the tree before a chain of verbs or nouns is left."""
_GIVE_THE_ACT = vocabulary.PERCEIVING | {"make", "let", "tell", "ask", "force"}
"""Verbs whose object does what follows: "he made me drive"."""
_LOOK_AHEAD = frozenset({"go", "about", "threaten", "plan", "promise"})
_DENY_WHAT_FOLLOWS = frozenset({"want", "think", "let"})
"""Verbs that are denied together with what follows: "I don't think I can", but not "I don't know if he hit me"."""


class Reading:
    """Reads the clauses of one parsed message."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.people = People(words)
        self._words = words
        self._sentences: dict[int, str] = {}
        for word in words:
            self._sentences[word.sentence] = f"{self._sentences.get(word.sentence, '')} {word.text}"
        self._whens = {number: whens(_joined(sentence)) for number, sentence in self._sentences.items()}
        self._tenses: dict[int, Tense] = {}
        self._subjects: dict[int, Word | None] = {}

    def clauses(self) -> tuple[Clause, ...]:
        """One clause for each verb, and for each noun that stands for a whole sentence."""
        return tuple(
            self._clause(word) for word in self._words if word.is_verb or (word.is_root and word.kind.isalpha())
        )

    def _clause(self, verb: Word) -> Clause:
        doer, done_to, is_passive = self._roles(verb)
        moods = self._moods(verb)
        if is_passive:
            moods.add(Mood.PASSIVE)
        elif doer.person is Person.NOBODY:
            moods.add(Mood.HEADLESS)
        if verb.role in _NAMING and (verb.kind == "VBG" or "being" in verb.texts_below("auxpass", "aux")):
            moods.add(Mood.NAMED)
        return Clause(
            vocabulary.base_form(verb.text) if verb.is_verb or _has_subject(verb) else "",
            doer,
            done_to,
            tuple(self._phrases(verb)),
            verb.texts_below("prt", "advmod", "acomp", "oprd") | _bare_prepositions(verb),
            _governors(verb),
            self._tense(verb),
            frozenset(moods),
            self._whens[verb.sentence],
        )

    def _roles(self, verb: Word) -> tuple[Mention, Mention, bool]:
        """Who does it, to whom it is done (a person before a thing), and whether the verb is passive."""
        if not verb.is_verb and not _has_subject(verb):
            return self.people.mention(verb), NO_MENTION, False
        subject = self.people.mention(self._subject(verb))
        if _is_passive(verb):
            agent = next((word for word in verb.below if word.role == "agent" or word.text == "by"), None)
            return self.people.mention(agent.one_below("pobj") if agent else None), subject, True
        objects = [
            self.people.mention(word)
            for word in verb.below
            if word.role in ("dobj", "dative", "attr", "oprd") and word.kind != "IN"
        ]
        done_to = min(objects, key=lambda mention: mention.person is Person.THING, default=NO_MENTION)
        return (done_to, NO_MENTION, False) if verb.one_below("expl") else (subject, done_to, False)

    def _subject(self, verb: Word) -> Word | None:
        """The verb's subject, its own or the one it shares: "he grabbed me and hit", "I want to die"."""
        if verb.place not in self._subjects:
            self._subjects[verb.place] = None  # a chain that comes back to itself ends here
            self._subjects[verb.place] = self._own_subject(verb) or self._shared_subject(verb)
        return self._subjects[verb.place]

    def _own_subject(self, verb: Word) -> Word | None:
        own = [word for word in verb.below if word.role in ("nsubj", "nsubjpass")]
        if own:
            is_relative = own[0].kind in ("WP", "WDT") or own[0].text == "that"
            return verb.head if is_relative and verb.role == "relcl" else own[-1]
        return verb.head if verb.role in ("acl", "relcl") and verb.head.is_noun else None

    def _shared_subject(self, verb: Word) -> Word | None:
        if verb.role not in _CHAINED:
            return None
        head = verb.head
        while not head.is_verb and head.role in ("prep", "pcomp", "acomp", "pobj", "dobj") and not head.is_root:
            head = head.head
        given = head.one_below("dobj", "dative") if vocabulary.base_form(head.text) in _GIVE_THE_ACT else None
        return given if given is not None and verb.role == "xcomp" else self._subject(head)

    def _phrases(self, verb: Word) -> list[tuple[str, Mention]]:
        found: list[tuple[str, Mention]] = []
        for word in verb.below:
            if word.role in ("dobj", "attr", "dative", "npadvmod") and word.kind not in ("IN", "TO"):
                found += [("", self.people.mention(word)), *self._nouns(word)]
            elif word.role in ("prep", "dative", "agent", "advmod", "acomp", "prt", "dep"):
                found += self._nouns(word, word.text)
        return found

    def _nouns(self, top: Word, preposition: str = "", steps: int = 0) -> list[tuple[str, Mention]]:
        """The nouns below a preposition, and those below the nouns: "at the door of my flat with a knife"."""
        found: list[tuple[str, Mention]] = []
        for word in top.below if steps < _FARTHEST else ():
            is_part_of_name = word.role in ("compound", "nmod") and word.text not in vocabulary.HOMES
            if word.role in _NOUNS_BELOW and not is_part_of_name and word.kind[:2] in ("NN", "PR", "CD", "VB", "JJ"):
                found += [(preposition, self.people.mention(word)), *self._nouns(word, preposition, steps + 1)]
            elif word.role in ("prep", "pcomp", "advmod"):
                is_of = word.text == "of" and preposition
                found += self._nouns(word, preposition if is_of else word.text, steps + 1)
        return found

    def _tense(self, verb: Word) -> Tense:
        if verb.place not in self._tenses:
            self._tenses[verb.place] = Tense.PRESENT  # a chain that comes back to itself ends here
            helpers = verb.texts_below("aux", "auxpass")
            self._tenses[verb.place] = (
                _helped(helpers, verb) or self._shared_tense(verb, helpers) or self._bare_tense(verb, helpers)
            )
        return self._tenses[verb.place]

    def _shared_tense(self, verb: Word, helpers: frozenset[str]) -> Tense | None:
        """The tense of a verb that takes it from the one above: "was trying to get in", "is going to hit"."""
        if verb.kind not in ("VB", "VBG", "VBN") or verb.role not in _CHAINED or not verb.head.is_verb:
            return None
        above, governor = self._tense(verb.head), vocabulary.base_form(verb.head.text)
        if governor in _LOOK_AHEAD and "to" in helpers and above is not Tense.PAST:
            return Tense.FUTURE
        acts = governor not in STATES | vocabulary.BEING_AT | vocabulary.SAYING | vocabulary.PERCEIVING
        is_habit = acts and above is Tense.PRESENT and verb.role in ("xcomp", "conj", "advcl")
        return above if verb.kind == "VB" or is_habit or above is Tense.PAST else None

    def _bare_tense(self, verb: Word, helpers: frozenset[str]) -> Tense:
        if verb.kind == "VBD":
            return Tense.PERFECT if "just" in verb.texts_below("advmod") else Tense.PAST
        if verb.kind in ("VBN", "VBG"):
            return Tense.PERFECT if verb.kind == "VBN" else Tense.PROGRESSIVE
        is_order = verb.kind == "VB" and "to" not in helpers and self._subject(verb) is None
        return Tense.IMPERATIVE if is_order else Tense.PRESENT

    def _moods(self, verb: Word, steps: int = 0) -> set[Mood]:
        marks = verb.texts_below("neg", "advmod", "mark", "det", "preconj")
        moods = {Mood.NEGATED} if marks & vocabulary.NEGATORS or any(map(_is_none, verb.below)) else set()
        is_when = "when" in marks and verb.role == "advcl" and verb.kind != "VBD"
        if is_when or marks & {"if", "unless", "whether", "whenever"}:
            moods.add(Mood.CONDITIONAL)
        if self._sentences[verb.sentence].endswith("?"):
            moods.add(Mood.ASKED)
        if verb.is_root or steps >= _FARTHEST:
            return moods
        moods |= self._told(verb)
        if verb.role in _GOVERNED:
            above = self._moods(verb.head, steps + 1)
            is_free = verb.role == "ccomp" and vocabulary.base_form(verb.head.text) not in _DENY_WHAT_FOLLOWS
            moods |= above - {Mood.NEGATED} if is_free else above
        elif verb.role == "conj":
            moods |= self._moods(verb.head, steps + 1) & {Mood.CONDITIONAL, Mood.COMMANDED}
        return moods

    def _told(self, verb: Word) -> set[Mood]:
        """Whether somebody says it, or tells somebody to do it."""
        is_said = verb.role in ("ccomp", "xcomp") and vocabulary.base_form(verb.head.text) in vocabulary.SAYING
        if not is_said or self._subject(verb) is None:
            return set()
        is_order = verb.kind == "VB" and "to" in verb.texts_below("aux") and "i" not in verb.head.texts_below("nsubj")
        return {Mood.REPORTED, Mood.COMMANDED} if is_order else {Mood.REPORTED}


def _joined(sentence: str) -> str:
    """A sentence as typed: the parser splits "it's" and "don't", and time words have no marks inside."""
    return sentence.replace(" '", "'").replace(" n't", "n't")


def _bare_prepositions(verb: Word) -> frozenset[str]:
    """Prepositions without a noun: "he is outside", "I want it to be over"."""
    return frozenset(word.text for word in verb.below if word.role == "prep" and not word.below)


def _has_subject(word: Word) -> bool:
    return word.one_below("nsubj", "nsubjpass") is not None


def _is_none(word: Word) -> bool:
    """Whether a noun of the verb is "nobody" or has "no" before it."""
    is_noun_of_verb = word.role in ("nsubj", "attr", "dobj", "nsubjpass")
    return is_noun_of_verb and (word.text in vocabulary.NEGATORS or any(below.text == "no" for below in word.below))


def _governors(verb: Word) -> tuple[str, ...]:
    """The verbs and adjectives that govern this one, nearest first."""
    governors: list[str] = []
    while verb.role in _GOVERNED | {"conj"} and not verb.is_root and len(governors) < _FARTHEST:
        is_governed, verb = verb.role != "conj", verb.head
        if is_governed and verb.role != "prep":
            governors.append(vocabulary.base_form(verb.text))
    return tuple(governors)


def _is_passive(verb: Word) -> bool:
    if vocabulary.base_form(verb.text) in vocabulary.BEING_AT | vocabulary.COMING:  # "he's sat here", "he's got in"
        return False
    if _has_done(verb):
        return False
    if verb.one_below("nsubjpass", "auxpass"):
        return True
    return verb.kind == "VBN" and verb.role != "conj" and not verb.one_below("aux")


def _has_done(verb: Word) -> bool:
    """Whether "'s" stands for "has", whatever the parser takes it for: something is done to a person named behind."""
    helper, reached = verb.one_below("auxpass", "aux"), verb.one_below("dobj")
    return helper is not None and helper.text in ("'s", "s") and reached is not None and reached.text in _REACHED


def _helped(helpers: frozenset[str], verb: Word) -> Tense | None:
    """The tense that the helping verbs tell, or None where they tell nothing."""
    if helpers & {"will", "'ll", "wo", "shall"}:
        return Tense.FUTURE
    if helpers & {"would", "could", "might", "may", "can", "ca", "should", "must", "'d"}:
        return Tense.MODAL
    if helpers & {"was", "were", "had", "did", "got"}:
        return Tense.PAST
    if helpers & {"have", "has", "'ve", "having", "been"}:
        return Tense.PERFECT
    if helpers & {"is", "are", "am", "'m", "'re", "'s", "being", "s", "m", "re"}:
        is_going_on = verb.kind != "VBN" or "being" in helpers or vocabulary.base_form(verb.text) in vocabulary.BEING_AT
        return Tense.PROGRESSIVE if is_going_on else Tense.PERFECT
    return Tense.PRESENT if helpers & {"do", "does", "get", "gets", "getting"} else None
