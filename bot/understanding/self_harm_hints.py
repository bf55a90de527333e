"""What hints at suicide without naming it: burdens, goodbyes, means at hand, no way to go on; one question each."""

from __future__ import annotations

from bot.understanding import grammar_words as words
from bot.understanding.grammar import Clause, Grammar, Mood, Person, Tense
from bot.understanding.self_harm_clauses import follows, is_writer

_BETTER = words.listed("better easier happier best kinder cheaper")
_FAREWELLS = words.listed("goodbye goodbyes farewell funeral insurance affairs payout")
_LETTERS = words.listed("note notes letter letters")
_PURPOSE = words.listed("point reason future hope purpose")
_LIVING = words.listed("live living carrying carry alive life existing exist")
_SETTLING = words.listed("give hand cancel sell sort settle clear label clean delete pay tidy finish choose write pack")
_GOING_ON = words.listed("go carry keep do take live cope face be stand")
_GATHERING = words.listed("have get count save keep buy line lay put collect tie look")
_HANDLING = words.listed("have get buy think look keep tie hold find")
_NEARING = words.listed("jump step walk stand sit look go think drive climb be")


def does_it(clause: Clause) -> bool:
    """Whether the writer speaks of doing it."""
    is_ahead = clause.tense in (Tense.FUTURE, Tense.MODAL) or bool(
        {"think", "brave", "decide", "want", "plan"} & set(clause.under)
    )
    return (
        clause.verb == "do"
        and clause.done_to.word in ("it", "that", "something")
        and clause.doer.person is Person.WRITER
        and is_ahead
    )


def sets_in_order(clause: Clause) -> bool:
    """Whether the writer gives away, sells, cancels, sorts, writes."""
    is_done = clause.tense in (Tense.PAST, Tense.PERFECT, Tense.PROGRESSIVE) and clause.is_real
    return clause.verb in _SETTLING and is_writer(clause) and is_done and clause.done_to.person is not Person.NOBODY


def is_burden(grammar: Grammar) -> bool:
    """Whether others would be better off without the writer, nobody would miss them."""
    without = follows(grammar, frozenset({"without"}), frozenset({"me"}), 1) or follows(
        grammar, frozenset({"if"}), frozenset({"i"}), 1
    )
    better = bool(_BETTER & set(grammar.words)) and without
    unmissed = follows(grammar, words.NEGATORS | {"one"}, frozenset({"notice", "miss", "care"}), 3) and follows(
        grammar, frozenset({"notice", "miss", "care"}), frozenset({"me", "if", "i"}), 2
    )  # fmt: skip
    return (
        better
        or unmissed
        or bool({"burden", "nuisance"} & set(grammar.words))
        or ("worth" in grammar.words and "dead" in grammar.words)
    )


def is_better_without(clause: Clause) -> bool:
    """Whether somebody is better off without the writer."""
    is_better = bool(clause.particles & _BETTER) or any(mention.word in _BETTER for _, mention in clause.phrases)
    return is_better and ("without", Person.WRITER) in {
        (preposition, mention.person) for preposition, mention in clause.phrases
    }


def is_pointless(grammar: Grammar) -> bool:
    """Whether no point, no reason to live, tired of life."""
    pointless = follows(grammar, frozenset({"no", "the", "not", "n't", "any"}), _PURPOSE, 2) and (
        follows(grammar, _PURPOSE, _LIVING, 3) or follows(grammar, frozenset({"going", "go"}), frozenset({"on"}), 1)
    )
    tired = follows(
        grammar, frozenset({"tired", "sick", "done", "enough"}), frozenset({"living", "life", "alive", "existing"}), 3
    )
    nothing = follows(grammar, frozenset({"nothing", "reason"}), frozenset({"live", "stay"}), 4)
    return pointless or tired or nothing


def cannot_go_on(clause: Clause) -> bool:
    """Whether the writer cannot go on."""
    goes_on = clause.verb in _GOING_ON and bool(
        clause.particles & {"on", "anymore", "longer", "more"} or clause.done_to.word in ("this", "it", "life")
    )  # fmt: skip
    return clause.tense is Tense.MODAL and Mood.NEGATED in clause.moods and is_writer(clause) and goes_on


def takes_leave(grammar: Grammar) -> bool:
    """Whether goodbyes, notes, things given away, affairs in order."""
    letters = any(
        clause.verb in ("write", "leave") and clause.doer.person is Person.WRITER and clause.has(_LETTERS)
        for clause in grammar.clauses
    )  # fmt: skip
    gives = any(
        clause.verb == "give" and clause.doer.person is Person.WRITER and "away" in clause.particles
        for clause in grammar.clauses
    )
    return (
        letters
        or gives
        or bool(_FAREWELLS & set(grammar.words))
        or follows(grammar, frozenset({"tell"}), frozenset({"sorry"}), 5)
    )


def will_not_be(clause: Clause) -> bool:
    """Whether the writer will not be there, will not need things."""
    is_denied = (clause.tense in (Tense.FUTURE, Tense.MODAL) and Mood.NEGATED in clause.moods) or (
        Mood.NEGATED in clause.moods and "go" in clause.under
    )
    return clause.doer.person is Person.WRITER and is_denied and clause.verb in ("be", "need", "see", "wake", "come")


def has_means(clause: Clause) -> bool:
    """Whether pills, a blade or a rope are in the writer's hands or thoughts."""
    by_writer = clause.doer.person is Person.WRITER or Mood.HEADLESS in clause.moods
    pills = clause.has(words.PILLS) or (
        clause.doer.word in words.PILLS and clause.doer.owner in (Person.WRITER, Person.NOBODY)
    )
    tools = clause.has(words.ROPES) and clause.verb in _HANDLING
    return (
        (by_writer and (pills or tools))
        or (pills and clause.doer.person is not Person.THING and not clause.doer.is_somebody)
    ) and Mood.PASSIVE not in clause.moods


def has_means_ready(clause: Clause) -> bool:
    """Whether the writer has or gathers pills, a blade or a rope, or they lie ready."""
    tools = words.PILLS | words.listed("rope noose razor blade")
    lie_ready = clause.verb in _GATHERING and Mood.PASSIVE in clause.moods and clause.done_to.word in tools
    gathered = clause.verb in _GATHERING and is_writer(clause) and clause.has(tools)
    return clause.is_real and not clause.doer.is_somebody and (lie_ready or gathered)


def is_at_height(clause: Clause) -> bool:
    """Whether the writer is at or thinks of a bridge, a roof, a railway, or of jumping."""
    by_writer = clause.doer.person is Person.WRITER or Mood.HEADLESS in clause.moods
    jumps = clause.verb in _NEARING
    return (
        by_writer
        and jumps
        and (clause.has(words.HEIGHTS) or (clause.verb == "jump" and clause.tense is not Tense.PAST))
    )


def plans(clause: Clause) -> bool:
    """Whether the writer has planned or decided."""
    decided = (
        clause.verb in ("decide", "plan", "intend", "prepare", "choose")
        and clause.is_real
        and clause.tense is not Tense.IMPERATIVE
    )
    return (decided and clause.doer.person is Person.WRITER) or (
        clause.verb == "make" and clause.has(frozenset({"mind", "peace", "plan", "plans", "arrangements"}))
    )


def wants_it_over(clause: Clause) -> bool:
    """Whether the writer wants it to stop, to be over, to sleep for good."""
    is_wished = bool(set(clause.under) & words.WISHING)
    return is_wished and Mood.NEGATED not in clause.moods and ((clause.verb in ("stop", "end", "finish") and clause.doer.person is Person.THING) or "over" in clause.prepositions or (
        clause.verb == "sleep" and bool(clause.particles & {"forever"} or clause.has(frozenset({"good", "ever"})))
    ))  # fmt: skip
