"""What in the grammar of a message tells of danger at this moment, and what tells against it: one question each."""

from __future__ import annotations

from bot.understanding import grammar_words as words
from bot.understanding.grammar import STATES, TODAY, Clause, Grammar, Mood, Person, Tense, When

_ACTS = words.HURTING | words.FORCING
NEAR = words.listed(
    "outside inside in at behind by near on beside under above below into through round with towards against next over up"
)
_HERE = words.listed("here outside inside downstairs upstairs behind in nearby")
_LOUD = words.listed("threaten shout scream yell")
_NEARER = words.listed(
    "in back up over round through closer nearer here home towards for down at into after upstairs inside to"
)
_UNWELL = words.listed("unconscious unresponsive collapsed lifeless limp grey blue purple")
_SHELTER = words.HOMES | words.listed(
    "cupboard wardrobe bed table desk shed attic fridge closet bush bin store counter"
)
_SMALL = words.listed("cupboard wardrobe toilet loo bathroom cubicle boot cellar closet shed attic loft")
UNFREE = words.listed("move leave breathe get escape go speak reach talk scream")
_CRIES = words.listed("help sos 999 emergency hurry police ambulance mayday")
_CALLED = words.listed(
    "police ambulance help 999 me us someone somebody anyone please now quick quickly fast i need we send call come get here oh god omg the an right"
)


def _is_done_to_somebody(clause: Clause) -> bool:
    return Mood.PASSIVE in clause.moods and clause.done_to.person is not Person.THING


def is_attack_now(clause: Clause) -> bool:
    """Whether somebody is hurting, breaking in or threatening at this moment."""
    by_somebody = clause.doer.is_somebody or _is_done_to_somebody(clause)
    return clause.is_present and clause.tense is Tense.PROGRESSIVE and clause.verb in _ACTS | _LOUD and by_somebody


def is_attack_just_done(clause: Clause) -> bool:
    """Whether somebody hurts, locks in or breaks something, told in the present."""
    verbs = _ACTS | words.SHUTTING_IN | words.TAKING
    return clause.is_present and clause.tense in (Tense.PERFECT, Tense.PRESENT) and clause.verb in verbs and (
        clause.doer.is_somebody or _is_done_to_somebody(clause)
    )  # fmt: skip


def _is_near(clause: Clause) -> bool:
    at_place = any(
        prep in NEAR and (mention.word in words.HOMES or mention.person is Person.WRITER)
        for prep, mention in clause.phrases
    )
    return at_place or bool(clause.particles & _HERE)


def is_presence(clause: Clause) -> bool:
    """Whether somebody is at, in or near the writer's place now."""
    is_there = (clause.verb in words.BEING_AT | {""} and clause.tense is not Tense.PERFECT) or (
        clause.verb in words.COMING
        and bool(clause.particles & _HERE or {"in", "into", "inside"} & {prep for prep, _ in clause.phrases})
    )
    is_stranger = clause.doer.is_somebody and clause.doer.person is not Person.CHILD
    return clause.is_under_way and is_stranger and is_there and _is_near(clause)


def is_coming(clause: Clause) -> bool:
    """Whether somebody comes nearer or comes back."""
    nearer = clause.particles & _NEARER or any(
        prep in _NEARER and (mention.word in words.HOMES or mention.person is Person.WRITER) for prep, mention in clause.phrases
    )  # fmt: skip
    is_moving = clause.verb in words.COMING | {"turn"} and clause.tense is Tense.PROGRESSIVE and bool(nearer)
    is_on_the_way = clause.verb in ("be", "") and clause.is_at(frozenset({"on"}), frozenset({"way"}))
    return clause.is_under_way and clause.doer.is_somebody and (is_moving or is_on_the_way)


def is_threat_for_today(clause: Clause) -> bool:
    """Whether somebody says they will hurt the writer or theirs within hours."""
    is_ahead = clause.tense is Tense.FUTURE and clause.is_real and clause.doer.is_somebody
    return (
        is_ahead
        and clause.verb in words.HURTING
        and clause.mentions(Person.WRITER, Person.CHILD, Person.KIN)
        and When.SOON in clause.when
    )


def is_armed(clause: Clause) -> bool:
    """Whether somebody has a weapon with them."""
    held = clause.done_to.word in words.WEAPONS or any(
        mention.word in words.WEAPONS and preposition in ("", "with", "on", "in", "from") for preposition, mention in clause.phrases
    )  # fmt: skip
    return clause.is_under_way and clause.doer.is_somebody and held


def is_trapped(clause: Clause) -> bool:
    """Whether somebody is shut in, held or kept from leaving."""
    shuts = clause.verb in words.SHUTTING_IN and clause.is_under_way
    is_in = clause.particles & {"in", "inside", "up"} or clause.has(_SHELTER)
    is_held = is_in or clause.verb in ("trap", "tie", "corner", "handcuff", "surround")
    shut = (
        shuts
        and bool(is_held)
        and Mood.PASSIVE in clause.moods
        and clause.done_to.person in (Person.WRITER, Person.NOBODY)
    )
    shut_by = shuts and clause.doer.is_somebody and clause.mentions(Person.WRITER, Person.CHILD)
    stuck = clause.is_under_way and (
        clause.verb == "stick" or bool(clause.particles & {"stuck", "trapped", "cornered"})
    )
    return shut or shut_by or stuck or _is_kept(clause) or _cannot_get_away(clause)


def _is_kept(clause: Clause) -> bool:
    """Whether somebody will not let somebody leave."""
    lets_out = clause.verb == "let" and "out" in clause.particles
    is_let_go = (
        "let" in clause.under and clause.verb in ("leave", "go", "out") and not {"to", "with"} & clause.prepositions
    )
    is_now = clause.tense in (*TODAY, Tense.FUTURE) and not clause.when
    return Mood.NEGATED in clause.moods and is_now and (lets_out or is_let_go)


def _cannot_get_away(clause: Clause) -> bool:
    is_away = clause.particles & {"out", "away", "off", "properly"} or clause.verb in ("move", "breathe")
    is_unable = clause.tense is Tense.MODAL and Mood.NEGATED in clause.moods and clause.verb in UNFREE
    return is_unable and clause.doer.person is Person.WRITER and bool(is_away)


def is_hiding(clause: Clause) -> bool:
    """Whether the writer hides, has shut themselves in or is under or behind something."""
    hides = clause.verb in ("hide", "crouch", "pretend") and clause.is_under_way
    is_self = (
        clause.done_to.person is Person.WRITER
        or clause.done_to.word == "door"
        or bool(clause.particles & {"in", "inside"})
    )
    shut_in = (
        clause.verb in words.SHUTTING_IN and clause.doer.person is Person.WRITER and clause.tense in TODAY and is_self
    )
    sheltered = clause.is_under_way and clause.verb in words.BEING_AT | {""} and clause.doer.person is Person.WRITER and any(
        mention.word in (_SMALL if prep in ("in", "inside") else _SHELTER) for prep, mention in clause.phrases if prep in ("in", "inside", "under", "behind")
    )  # fmt: skip
    return hides or (shut_in and not clause.when) or sheltered


def is_followed(clause: Clause) -> bool:
    """Whether somebody is being followed, chased or surrounded now."""
    return (
        clause.is_under_way
        and clause.tense is Tense.PROGRESSIVE
        and clause.verb in words.FOLLOWING - {"stalk"}
        and clause.doer.person is not Person.WRITER
    )


def is_body_failing(clause: Clause) -> bool:
    """Whether somebody does not wake, breathe or move, bleeds or lies on the ground."""
    is_person = clause.doer.person not in (Person.THING, Person.READER)
    lifeless = (
        clause.verb in ("breathe", "wake", "respond", "move")
        and Mood.NEGATED in clause.moods
        and clause.tense is not Tense.PAST
    )
    failing = (
        clause.is_under_way
        and (Mood.PASSIVE in clause.moods or clause.done_to.person is Person.NOBODY)
        and clause.verb in ("bleed", "choke", "collapse", "faint", "drown", "fit", "burn", "foam")
    )
    unwell = clause.is_under_way and bool(clause.particles & _UNWELL)
    fallen = clause.is_under_way and clause.doer.is_somebody and clause.verb in ("be", "lie", "") and any(
        prep == "on" and mention.word in ("floor", "ground", "road", "pavement") for prep, mention in clause.phrases
    )  # fmt: skip
    numb = (
        clause.verb in ("feel", "breathe")
        and Mood.NEGATED in clause.moods
        and clause.tense is Tense.MODAL
        and (clause.verb == "breathe" or clause.has(words.BODY))
    )
    is_failing = is_person and (numb or lifeless or failing or unwell or fallen)
    return (is_failing or _is_blood(clause)) and not clause.when & {When.HABIT, When.PAST}


def _is_blood(clause: Clause) -> bool:
    return (
        clause.is_under_way
        and (clause.doer.word == "blood" or clause.has(frozenset({"blood"})))
        and clause.doer.person is not Person.WRITER
    )


def has_taken_something(clause: Clause) -> bool:
    """Whether somebody has taken pills or an overdose."""
    took = clause.verb in ("take", "swallow", "down", "drink", "have") and clause.tense in (Tense.PAST, Tense.PERFECT)
    by_person = clause.doer.person is not Person.THING and not clause.when & {When.PAST, When.HABIT}
    return (
        took
        and by_person
        and Mood.NEGATED not in clause.moods
        and (clause.has(words.PILLS) or clause.has(frozenset({"overdose", "packet", "lot"})))
    )


def is_fire(clause: Clause) -> bool:
    """Whether there is fire, smoke or gas."""
    return clause.is_under_way and (
        clause.doer.word in words.FIRE or clause.has(words.FIRE) or bool(clause.particles & words.FIRE)
    )


def is_plea(grammar: Grammar) -> bool:
    """Whether the message begs for help, the police or haste."""
    said = {word for word in grammar.words if word.isalnum()}
    if said & _CRIES and said <= _CRIES | _CALLED and "?" not in grammar.words:
        return True
    return any(
        clause.verb in ("hurry", "send", "call", "get") and clause.tense is Tense.IMPERATIVE and clause.is_real and not clause.under
        and (clause.verb == "hurry" or clause.has(_CALLED - {"me", "us"})) and Mood.ASKED not in clause.moods
        for clause in grammar.clauses
    )  # fmt: skip


def is_about_to_happen(clause: Clause) -> bool:
    """Whether somebody is about to do harm or to come."""
    verbs = _ACTS | words.COMING | words.THREATENING | words.TAKING | {"jump", "die", "do"}
    is_ahead = clause.tense is Tense.FUTURE or (clause.tense in TODAY and "about" in clause.under)
    return (
        is_ahead
        and clause.is_real
        and clause.verb in verbs
        and clause.doer.is_somebody
        and not clause.when & {When.PAST, When.LATER, When.HABIT}
    )


def is_done_to_writer(clause: Clause) -> bool:
    """Whether somebody does something to the writer or a child at this moment."""
    is_now = clause.is_under_way and clause.tense in (Tense.PROGRESSIVE, Tense.PERFECT) and clause.doer.is_somebody
    return is_now and clause.mentions(Person.WRITER, Person.CHILD) and clause.verb not in words.SAYING | STATES
