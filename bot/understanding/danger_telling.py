"""How a message tells of danger: as it happens or as past, from where, and what says that nobody is in danger now."""

from __future__ import annotations

from bot.understanding import grammar_words as words
from bot.understanding.danger_clauses import NEAR, UNFREE
from bot.understanding.grammar import TODAY, Clause, Grammar, Mood, Person, Tense, When

_GETTING_OUT = frozenset({"get", "let", "break", "run", "climb", "come", "jump", "squeeze"})


def is_deadline(grammar: Grammar) -> bool:
    """Whether minutes or hours are set: tonight, in ten minutes, any second."""
    return When.SOON in grammar.when and When.PAST not in grammar.when


def is_unfolding(clause: Clause) -> bool:
    """Whether other people are doing something at this moment."""
    return (
        clause.is_present
        and clause.tense is Tense.PROGRESSIVE
        and clause.doer.is_somebody
        and clause.verb not in words.SAYING | words.THINKING | {"be", "have"}
    )


def is_told_as_it_happens(grammar: Grammar) -> bool:
    """Whether it is told as it happens: people act now and nothing is told of the past."""
    told = [clause for clause in grammar.clauses if clause.verb]
    if any(clause.tense is Tense.PAST or Mood.ASKED in clause.moods for clause in told):
        return False
    return not grammar.when & {When.PAST, When.HABIT, When.LATER} and any(
        clause.is_under_way and clause.doer.is_somebody and clause.tense is not Tense.PRESENT for clause in told
    )


def is_placed(clause: Clause) -> bool:
    """Whether somebody is said to be somewhere now."""
    return clause.is_under_way and clause.doer.is_somebody and clause.verb in words.BEING_AT | {"", "get", "put"} and any(
        prep in NEAR for prep, _ in clause.phrases
    )  # fmt: skip


def is_thing_under_way(clause: Clause) -> bool:
    """Whether something (a door, a car, a light) moves or goes at this moment."""
    return (
        clause.doer.person is Person.THING
        and clause.is_under_way
        and bool(clause.verb)
        and clause.tense in (Tense.PROGRESSIVE, Tense.PERFECT)
    )


def is_unable(clause: Clause) -> bool:
    """Whether the writer cannot move, leave, talk, reach or see."""
    is_unable = (
        clause.tense is Tense.MODAL
        and Mood.NEGATED in clause.moods
        and clause.verb in UNFREE | words.PERCEIVING | {"find"}
    )
    return (
        is_unable and clause.doer.person in (Person.WRITER, Person.NOBODY) and not clause.when & {When.PAST, When.HABIT}
    )


def is_perceived(clause: Clause) -> bool:
    """Whether the writer hears, sees or watches at this moment."""
    can = clause.tense in (Tense.PRESENT, Tense.PROGRESSIVE, Tense.MODAL) and Mood.CONDITIONAL not in clause.moods
    return (
        clause.verb in words.PERCEIVING
        and can
        and clause.doer.person in (Person.WRITER, Person.NOBODY)
        and not clause.when & {When.PAST, When.HABIT}
    )


def is_writer_placed(clause: Clause) -> bool:
    """Whether the writer says where they are now."""
    return clause.is_under_way and clause.doer.person is Person.WRITER and clause.verb in words.BEING_AT and any(
        prep in ("in", "on", "under", "behind", "inside", "at", "outside", "near") for prep, _ in clause.phrases
    )  # fmt: skip


def is_mostly_past(grammar: Grammar) -> bool:
    """Whether most that is told is in the past tense."""
    told = [clause for clause in grammar.clauses if clause.verb]
    return sum(clause.tense is Tense.PAST for clause in told) * 2 > len(told)


def is_shut_in_so_far(grammar: Grammar) -> bool:
    """Whether the writer was locked in, no time is named, and nobody is told to have got out."""
    shut = any(
        clause.verb in words.SHUTTING_IN - {"hold", "block"}
        and clause.is_real
        and clause.tense in (Tense.PAST, Tense.PERFECT)
        and clause.doer.is_somebody
        and clause.doer.person is not Person.WRITER
        and clause.mentions(Person.WRITER)
        and (clause.particles & {"in", "inside", "up"} or clause.has(words.HOMES))
        for clause in grammar.clauses
    )
    is_out = any(
        (clause.verb in _GETTING_OUT and clause.prepositions & {"out", "away", "off", "past", "through"})
        or clause.verb in ("escape", "leave", "unlock", "free", "rescue")
        for clause in grammar.clauses
    )
    return shut and not is_out and not grammar.when & {When.PAST, When.HABIT, When.LATER}


def is_gone(clause: Clause) -> bool:
    """Whether whoever did it has gone, is away, asleep or locked up."""
    away = {"gone", "away", "asleep", "abroad", "inside", "dead", "out", "arrested", "banned", "jailed"}
    went_off = (
        clause.verb in ("go", "run", "walk", "drive", "move")
        and bool(clause.particles & {"off", "away", "home", "out"})
    ) or clause.verb in ("leave", "stop")
    left = went_off and clause.tense in (Tense.PAST, Tense.PERFECT)
    is_away = (
        clause.verb == "be"
        and clause.is_present
        and (clause.particles & away or clause.has(frozenset({"work", "prison", "jail", "custody", "remand"})))
    )
    absent = (
        clause.verb == "be" and clause.particles & {"here", "home", "in", "around"} and Mood.NEGATED in clause.moods
    )
    return clause.doer.is_somebody and bool(left or is_away or absent)


def is_safe(grammar: Grammar) -> bool:
    """Whether the message says that nobody is in danger now."""
    pairs = set(zip(grammar.words, grammar.words[1:]))
    is_said = pairs & {
        ("not", "now"),
        ("not", "urgent"),
        ("not", "currently"),
        ("no", "emergency"),
        ("no", "danger"),
        ("no", "immediate"),
    }
    return bool(is_said) or "not right now" in grammar.spelt or any(map(_tells_of_safety, grammar.clauses))


def _tells_of_safety(clause: Clause) -> bool:
    is_well = bool(clause.particles & {"safe", "ok", "okay", "fine", "alright", "well"}) and clause.is_present
    is_person = clause.doer.person is not Person.THING and clause.verb in ("be", "feel", "", "do")
    of_danger = clause.has(frozenset({"danger", "emergency", "risk"})) or bool(clause.particles & {"danger", "urgent"})
    return (is_well and is_person) or (of_danger and Mood.NEGATED in clause.moods)


def is_future_fear(clause: Clause) -> bool:
    """Whether a time days, weeks or months ahead is named."""
    return When.LATER in clause.when and clause.tense in (*TODAY, Tense.FUTURE, Tense.MODAL)
