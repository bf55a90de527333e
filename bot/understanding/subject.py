"""Who was harmed, and who did it: the person typing, someone under 18, or another adult; read from the clauses."""

from __future__ import annotations

from typing import Callable

from bot.signposting import AgeGroup, Subject
from bot.understanding import grammar_words as words
from bot.understanding.grammar import Clause, Grammar, Mention, Person, read_grammar

_HARMING = words.HURTING | words.FORCING | words.THREATENING | words.FOLLOWING | words.SHUTTING_IN | words.TAKING
_TOWARDS = words.listed("at to on with of by for from into after about over round")
_ADULTS = frozenset({Person.KIN, Person.PARTNER, Person.OTHER})
_FAMILY = frozenset({Person.KIN, Person.PARTNER})
_STATES = words.listed("be feel have seem get look become want need think know sleep eat cry")
_POSSESSIVES = words.listed("my our his their your")
_CARE = words.listed("pupil student class form year school nursery")


def _reached(clause: Clause) -> list[Mention]:
    """Whom a clause reaches: its object, and the people behind the prepositions that point at somebody."""
    pointed = [mention for preposition, mention in clause.phrases if preposition in _TOWARDS or not preposition]
    return [clause.done_to, *pointed]


def _is_harmed(clause: Clause, *persons: Person) -> bool:
    """Whether one of these people is harmed by somebody else in this clause: hit, followed, threatened."""
    is_done = clause.verb in _HARMING and clause.doer.person is not Person.WRITER
    return is_done and any(mention.person in persons for mention in _reached(clause))


def _is_done_to(clause: Clause, *persons: Person) -> bool:
    """Whether anything is done to one of these people by somebody else."""
    is_by_other = clause.doer.person not in persons and clause.doer.person is not Person.WRITER
    return is_by_other and clause.done_to.person in persons


def _is_robbed(clause: Clause, *persons: Person) -> bool:
    """Whether a thing or a part of the body that is theirs is taken, hit or damaged, or it happened to theirs."""
    is_by_other = clause.doer.person not in persons
    return is_by_other and any(
        mention.owner in persons and mention.person is Person.THING for mention in _reached(clause)
    )


def _is_subject(clause: Clause, *persons: Person) -> bool:
    return clause.doer.person in persons


def _is_described(clause: Clause, *persons: Person) -> bool:
    return clause.doer.person in persons and clause.verb in _STATES


def _is_theirs(mention: Mention) -> bool:
    """Whether an adult of the writer's is named: "my mum", "our neighbour"."""
    return mention.person in _ADULTS and mention.owner is Person.WRITER


def _is_done_to_theirs(clause: Clause) -> bool:
    return clause.doer.person is not Person.WRITER and _is_theirs(clause.done_to)


def _theirs_acts(clause: Clause) -> bool:
    return _is_theirs(clause.doer)


def _is_done_to_named(clause: Clause) -> bool:
    named = clause.done_to.person in _ADULTS and clause.done_to.word not in words.THIRD_PERSON
    return named and clause.doer.person is not Person.WRITER


def _some(clause_is: Callable[..., bool], *persons: Person) -> Callable[[Grammar], bool]:
    return lambda grammar: any(clause_is(clause, *persons) for clause in grammar.clauses)


def _named(grammar: Grammar) -> list[Mention]:
    """The people of the message in order, without "my" and "our"."""
    people = (mention for mention in grammar.people if mention.word not in _POSSESSIVES)
    return [mention for mention in people if mention.person not in (Person.THING, Person.NOBODY, Person.READER)]


def _begins_with(*persons: Person) -> Callable[[Grammar], bool]:
    return lambda grammar: bool(_named(grammar)) and _named(grammar)[0].person in persons


def _is_only_writer(grammar: Grammar) -> bool:
    """Whether the writer is the one person named, besides whoever "he", "they" and "someone" are."""
    named = _named(grammar)
    others = [
        m
        for m in named
        if m.person is not Person.WRITER and m.word not in words.THIRD_PERSON and m.owner is Person.WRITER
    ]
    return any(mention.person is Person.WRITER for mention in named) and not others


def _writer_is_absent(grammar: Grammar) -> bool:
    return not words.WRITER_WORDS & set(grammar.words)


def _writer_only_owns(grammar: Grammar) -> bool:
    """Whether the writer comes only as "my" and "our": the message is about theirs."""
    said = words.WRITER_WORDS & set(grammar.words)
    return bool(said) and said <= {"my", "our", "mine", "ours"}


def _own_child_in(grammar: Grammar) -> bool:
    in_care = any(m.word in _CARE and (m.owner is Person.WRITER or m.word == "pupil") for m in grammar.people)
    return any(m.person is Person.CHILD and (m.owner is Person.WRITER or in_care) for m in grammar.people)


def _child_does_it(clause: Clause) -> bool:
    return clause.doer.person is Person.CHILD and _harms_writer(clause)


def _harms_writer(clause: Clause) -> bool:
    return clause.verb in _HARMING and clause.mentions(Person.WRITER) and clause.doer.person is not Person.WRITER


def _family_does_it(clause: Clause) -> bool:
    hit = clause.doer.person in _FAMILY | {Person.CHILD} and clause.verb in _HARMING
    by_owned = clause.doer.word in words.THIRD_PERSON or clause.doer.owner is Person.WRITER
    reached = clause.done_to.person is Person.WRITER or any(
        (preposition in _TOWARDS and mention.is_body_of_writer) or (mention.owner is Person.WRITER and mention.word in words.BODY)
        for preposition, mention in clause.phrases
    )  # fmt: skip
    return hit and by_owned and reached


_SIGNS: dict[str, tuple[str, Callable[[Grammar], bool]]] = {
    "writer_harmed": ("the writer is hit, followed, threatened", _some(_is_harmed, Person.WRITER)),
    "writer_done_to": ("something is done to the writer", _some(_is_done_to, Person.WRITER)),
    "writer_robbed": ("a thing of the writer's is taken or damaged", _some(_is_robbed, Person.WRITER)),
    "writer_acts": ("the writer does something", _some(_is_subject, Person.WRITER)),
    "writer_described": ("the writer says how they are or feel", _some(_is_described, Person.WRITER)),
    "writer_first": ("the writer is named first", _begins_with(Person.WRITER)),
    "only_writer": ("nobody of the writer's is named besides the writer", _is_only_writer),
    "writer_only_owns": ("the writer comes only as my and our", _writer_only_owns),
    "writer_absent": ("the writer does not come up", _writer_is_absent),
    "child_harmed": ("a child is hit, followed, threatened", _some(_is_harmed, Person.CHILD)),
    "child_done_to": ("something is done to a child", _some(_is_done_to, Person.CHILD)),
    "child_robbed": ("a thing of a child's is taken or damaged", _some(_is_robbed, Person.CHILD)),
    "child_acts": ("a child does something", _some(_is_subject, Person.CHILD)),
    "child_described": ("a child is said to be or feel in some way", _some(_is_described, Person.CHILD)),
    "child_first": ("a child is named first", _begins_with(Person.CHILD)),
    "child_named": ("a child is named", lambda grammar: any(m.person is Person.CHILD for m in grammar.people)),
    "own_child": ("a child of the writer's or in their care is named", _own_child_in),
    "child_does_it": ("a child does it to the writer", _some(_child_does_it)),
    "adult_harmed": ("another adult is hit, followed, threatened", _some(_is_harmed, *_ADULTS)),
    "adult_done_to": ("something is done to another adult", _some(_is_done_to, *_ADULTS)),
    "adult_robbed": ("a thing of another adult's is taken or damaged", _some(_is_robbed, *_ADULTS)),
    "adult_acts": ("another adult does something", _some(_is_subject, *_ADULTS)),
    "adult_described": ("another adult is said to be or feel in some way", _some(_is_described, *_ADULTS)),
    "theirs_done_to": ("something is done to an adult of the writer's", _some(_is_done_to_theirs)),
    "theirs_acts": ("an adult of the writer's does or is something", _some(_theirs_acts)),
    "named_adult_done_to": ("something is done to an adult who is named", _some(_is_done_to_named)),
    "family_first": ("a relative or partner is named first", _begins_with(Person.KIN, Person.PARTNER)),
    "other_first": ("another person is named first", _begins_with(Person.OTHER)),
    "family_harms_writer": ("a partner or relative does it to the writer", _some(_family_does_it)),
    "nobody_named": ("no person is named at all", lambda grammar: _writer_is_absent(grammar) and not _named(grammar)),
}  # fmt: skip
SUBJECT_SIGN_MEANINGS: dict[str, str] = {name: meaning for name, (meaning, _) in _SIGNS.items()} | {
    "young_friend": "a writer under 18 names a friend",
    "young_writer": "the writer is under 18",
}
"""Each sign of who was harmed, in words for staff."""
SUBJECT_SIGNS: tuple[str, ...] = tuple(SUBJECT_SIGN_MEANINGS)

_START = (10, -6, -4)
_POINTS: dict[str, tuple[int, int, int]] = {
    "writer_harmed": (4, -2, -2),
    "writer_done_to": (1, -1, 0),
    "writer_robbed": (4, -2, -2),
    "writer_acts": (1, 0, -1),
    "writer_described": (1, 0, -1),
    "only_writer": (0, 1, -1),
    "writer_only_owns": (-2, 1, 1),
    "writer_absent": (-3, 2, 0),
    "child_harmed": (-2, 1, 0),
    "child_done_to": (-1, 1, 0),
    "child_robbed": (0, 1, -1),
    "child_acts": (-1, 2, -1),
    "child_described": (-1, 1, 0),
    "child_first": (-3, 3, 0),
    "child_named": (-2, 3, -1),
    "own_child": (-1, 3, -2),
    "child_does_it": (2, -1, -1),
    "adult_harmed": (-2, 1, 1),
    "adult_done_to": (-2, 0, 2),
    "adult_robbed": (-3, 0, 3),
    "adult_acts": (-3, 0, 3),
    "adult_described": (-2, 2, 0),
    "theirs_done_to": (1, -2, 1),
    "theirs_acts": (-1, 0, 1),
    "named_adult_done_to": (-1, 0, 1),
    "family_first": (-2, -1, 3),
    "other_first": (-1, 1, 0),
    "family_harms_writer": (1, -1, 0),
}
"""How much each sign counts for the writer, for a child, for another adult: rounded from a logistic regression on
development messages (docs/adr/0004), so that a person can follow the sum."""


def subject_signs(text: str, age_group: AgeGroup = AgeGroup.UNKNOWN) -> frozenset[str]:
    """Which signs of who was harmed the message shows. `age_group` is the writer's."""
    grammar = read_grammar(text)
    signs = {name for name, (_, is_shown) in _SIGNS.items() if is_shown(grammar)}
    if age_group is AgeGroup.UNDER_18:
        signs.add("young_writer")
        if any(mention.word in words.YOUNG_FRIENDS for mention in grammar.people):
            signs.add("young_friend")
    return frozenset(signs)


def is_by_partner_or_family(text: str) -> bool:
    """Whether the words say that a partner, an ex or a family member did it to the writer: who did what to whom."""
    return any(map(_family_does_it, read_grammar(text).clauses))


def is_done_to_writer(text: str) -> bool:
    """Whether the words say that it was done to somebody, so that it is not a worry about one's own behaviour."""
    grammar = read_grammar(text)
    return ("to", "me") in zip(grammar.words, grammar.words[1:]) or any(map(_harms_writer, grammar.clauses))


def is_about_own_child(text: str) -> bool:
    """Whether an adult names a child of theirs, or in their care, to whom it happened: the sum of signs says so too."""
    signs = subject_signs(text)
    points = _points(signs)
    return "own_child" in signs and "child_does_it" not in signs and points[1] == max(points)


def _points(signs: frozenset[str]) -> tuple[int, int, int]:
    """The sum for the writer, for a child and for another adult."""
    rows = [_START, *(_POINTS[name] for name in signs if name in _POINTS)]
    writer, child, adult = (sum(row[side] for row in rows) for side in range(3))
    return writer, child, adult


def read_subject(text: str, age_group: AgeGroup = AgeGroup.UNKNOWN) -> Subject:
    """Who was harmed, as far as the message tells it. `age_group` is the writer's: a child's "my friend" is a child."""
    signs = subject_signs(text, age_group)
    if "nobody_named" in signs:
        return Subject.UNKNOWN
    points = _points(signs)
    best = points.index(max(points))
    if best == 2 and "young_friend" in signs:
        return Subject.CHILD
    return (Subject.SELF, Subject.CHILD, Subject.ADULT)[best]
