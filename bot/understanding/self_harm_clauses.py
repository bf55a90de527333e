"""What in the grammar of a message tells of suicide or self-harm, and what tells against it: one question each."""

from __future__ import annotations

from bot.understanding import grammar_words as words
from bot.understanding.grammar import Clause, Grammar, Mood, Person, Tense, When

_NAMES = words.listed("suicide suicidal kms unalive overdose overdosed selfharm self-harm selfharming self-harming")
_SELVES = words.listed("myself meself ourselves")
_THIRD_SELVES = words.listed("himself herself themselves themself yourself")
_ENDING = words.listed("kill hang end top drown")
_CUTTING = (words.HURTING | words.listed("scratch starve cut slit burn scrub bang punish")) - (
    _ENDING | words.listed("touch push grab yank pull drag")
)
_CUT_SKIN = words.listed("arm leg wrist thigh skin stomach throat vein chest neck hip")
_BEATING = words.listed("hit punch bang slap bash")
_BEATEN = words.listed("head face leg body thigh")
DEATH = words.listed("die dying dead death died grave buried bury funeral heaven gone afterlife ashes coffin suicide")
_BETTER = words.listed("better easier happier best kinder cheaper")
_ABOUT = frozenset({"about", "of"})
_DYING = frozenset({"dying", "death", "suicide"})
_THOUGHTS = words.listed("think imagine consider thoughts thought plan urge urges")
_JOBS = words.listed(
    "awareness training prevention volunteer statistics leaflet leaflets poster posters policy research rates fundraiser hotline assembly"
)
_OFF = words.listed("off in under from over front")
_TRAFFIC = words.listed("bus lorry car traffic motorway road tube")


def is_writer(clause: Clause) -> bool:
    """Whether the writer does it, or nobody is named in a message about oneself: "been cutting again"."""
    if clause.doer.word == "me":  # "they want me to jump": somebody else's wish
        return False
    return clause.doer.person is Person.WRITER or (
        clause.doer.person is Person.NOBODY and Mood.PASSIVE not in clause.moods
    )


def follows(grammar: Grammar, first: frozenset[str], second: frozenset[str], within: int = 3) -> bool:
    """Whether a word of the second list comes within so many words after one of the first."""
    return any(
        word in first and second & set(grammar.words[at + 1 : at + 1 + within]) for at, word in enumerate(grammar.words)
    )


def ends_life(clause: Clause) -> bool:
    """Whether somebody kills themselves, ends their life, ends it all or throws themselves under something."""
    is_figure = clause.tense is Tense.PROGRESSIVE and not clause.under  # "killing myself laughing"
    ends_self = clause.verb in _ENDING and clause.done_to.word in _SELVES and not is_figure
    throws_self = clause.verb in ("throw", "chuck", "put", "fling") and clause.done_to.word in _SELVES
    is_off = clause.is_at(_OFF, words.HEIGHTS | _TRAFFIC)
    own_life = clause.done_to.word == "life" and clause.done_to.owner in (Person.WRITER, Person.NOBODY)
    ends_life = clause.verb in ("end", "take") and own_life
    is_person = not clause.doer.is_somebody and clause.doer.person is not Person.THING
    return ends_self or (throws_self and is_off) or ((ends_life or _ends_it(clause)) and is_person)


def _ends_it(clause: Clause) -> bool:
    """Whether "it" or "it all" is ended: under a wish or a thought, for one ends a quarrel or an affair too."""
    is_meant = bool(set(clause.under) & (words.WISHING | {"think", "about", "of"})) or clause.has(frozenset({"all"}))
    is_it = clause.done_to.word in ("it", "all", "everything")
    return clause.verb == "end" and clause.tense is not Tense.PAST and is_it and is_meant


def is_named(grammar: Grammar) -> bool:
    """Whether suicide, self-harm or an overdose is named."""
    return bool(_NAMES & set(grammar.words)) or follows(
        grammar, frozenset({"self"}), frozenset({"harm", "harming", "harmed", "harms"}), 2
    )


def is_said(grammar: Grammar) -> bool:
    """Whether the writer speaks of killing themselves or ending their life."""
    return any(
        ends_life(clause) and is_writer(clause) and not clause.moods & {Mood.COMMANDED, Mood.NEGATED}
        for clause in grammar.clauses
    )  # fmt: skip


def hurts_self(clause: Clause) -> bool:
    """Whether the writer hurts their own body."""
    on_self = clause.done_to.word in _SELVES
    on_skin = clause.verb in ("cut", "scratch", "slit", "burn", "bite", "slash") and any(
        mention.word in _CUT_SKIN and mention.owner in (Person.WRITER, Person.NOBODY) for _, mention in clause.phrases
    )  # fmt: skip
    is_repeated = clause.tense in (Tense.PRESENT, Tense.PROGRESSIVE) and clause.verb in _BEATING
    on_skin |= is_repeated and any(
        mention.word in _BEATEN and mention.owner is Person.WRITER for _, mention in clause.phrases
    )
    bare = (
        clause.verb in ("cut", "overdose", "relapse") and clause.done_to.person is Person.NOBODY and not clause.phrases
    )
    is_bare = bare and not clause.particles & {"off", "in", "up", "down", "out"}
    is_told = clause.tense is not Tense.IMPERATIVE or bool(clause.under)
    is_own = is_writer(clause) and clause.is_real and not clause.moods & {Mood.COMMANDED, Mood.PASSIVE}
    return is_own and is_told and (is_bare or (clause.verb in _CUTTING and (on_self or on_skin)))


def wishes(clause: Clause) -> bool:
    """Whether the writer wishes to die, not to wake, not to be here."""
    is_wished = bool(set(clause.under) & words.WISHING or clause.particles & {"rather", "sooner"}) or (
        clause.verb == "want" and bool(clause.particles & {"dead", "out", "gone"})
    )
    away = clause.verb in ("disappear", "vanish") and "to" not in clause.prepositions
    to_die = clause.verb == "die" or away or bool(clause.particles & {"dead", "gone", "born"})
    not_to_live = clause.verb in ("live", "exist", "wake", "be", "go", "carry", "continue", "breathe") and Mood.NEGATED in clause.moods and (
        (clause.verb in ("live", "exist", "wake", "breathe") and Person.THING not in {mention.person for _, mention in clause.phrases})
        or bool(clause.particles & {"here", "alive", "on", "born", "around"})
    )  # fmt: skip
    death = is_wished and to_die and Mood.NEGATED not in clause.moods
    is_eased = bool(set(clause.under) & _BETTER)
    return (
        is_writer(clause)
        and (death or ((is_wished or is_eased) and not_to_live))
        and Mood.CONDITIONAL not in clause.moods
    )


def is_named_of_self(clause: Clause) -> bool:
    """Whether the writer names suicide or self-harm of themselves."""
    nouns = {mention.word for _, mention in clause.phrases}
    is_named = bool(_NAMES & {clause.verb, *clause.particles, *nouns}) or (
        clause.verb == "harm" and clause.done_to.person is Person.NOBODY
    )
    return (
        is_named
        and is_writer(clause)
        and clause.is_real
        and Mood.ASKED not in clause.moods
        and clause.tense is not Tense.PAST
    )


def thinks_of_it(clause: Clause) -> bool:
    """Whether the writer thinks of dying or of hurting themselves."""
    is_thought = bool(_THOUGHTS & {*clause.under, clause.verb})
    jumps = clause.verb in ("jump", "step") and clause.has(words.HEIGHTS) and bool(set(clause.under) & words.WISHING)
    return (jumps and is_writer(clause)) or (
        is_thought
        and is_writer(clause)
        and (ends_life(clause) or hurts_self(clause) or clause.verb in ("die", "jump") or clause.is_at(_ABOUT, _DYING))
    )


def has_done_it(clause: Clause) -> bool:
    """Whether the writer has done it or tried."""
    is_told = clause.tense in (Tense.PAST, Tense.PERFECT) and clause.is_real
    took = clause.verb in ("take", "swallow", "down") and clause.has(words.PILLS)
    return (
        is_told
        and is_writer(clause)
        and Mood.PASSIVE not in clause.moods
        and (took or clause.verb == "overdose" or ("try" in clause.under and ends_life(clause)))
    )


def speaks_of_own_death(clause: Clause) -> bool:
    """Whether the writer speaks of their own death."""
    is_of_death = clause.verb == "die" or bool(clause.particles & {"dead", "gone", "dying"}) or clause.has(DEATH)
    return clause.doer.person is Person.WRITER and is_of_death


def is_done_by_other(clause: Clause) -> bool:
    """Whether somebody else dies, hurts or kills themselves."""
    harms = clause.verb in _CUTTING | _ENDING and clause.done_to.word in _THIRD_SELVES
    dies = clause.verb == "die" or (
        clause.verb in ("end", "take") and clause.has(frozenset({"life"})) and clause.doer.is_somebody
    )
    return clause.doer.person is not Person.WRITER and (harms or (dies and clause.doer.is_somebody))


def is_taunt(clause: Clause) -> bool:
    """Whether somebody tells the writer to do it."""
    is_it = ends_life(clause) or clause.verb in ("die", "jump", "end") or clause.done_to.word == "yourself"
    is_insult = clause.verb in ("kys", "neck") or (
        clause.verb == "kill" and clause.done_to.word in ("yourself", "urself")
    )
    return (Mood.COMMANDED in clause.moods and is_it) or is_insult


def is_denied(clause: Clause) -> bool:
    """Whether it is denied: never, would not, do not want to."""
    is_it = (
        ends_life(clause)
        or (clause.verb in _CUTTING and clause.done_to.word in _SELVES)
        or clause.verb == "die"
        or bool(clause.particles & {"suicidal"})
    )
    return is_it and is_writer(clause) and Mood.NEGATED in clause.moods


def is_past_and_over(grammar: Grammar) -> bool:
    """Whether it is told as long past."""
    told = [clause for clause in grammar.clauses if ends_life(clause) or hurts_self(clause) or wishes(clause)]
    return bool(told) and all(clause.tense is Tense.PAST and When.PAST in clause.when for clause in told)


def is_figure(grammar: Grammar) -> bool:
    """Whether a figure of speech or a joke: dying of boredom, could have died."""
    dying_for = any(clause.verb == "die" and {"of", "to", "for", "from"} & clause.prepositions for clause in grammar.clauses) or any(
        "die" in clause.under for clause in grammar.clauses
    )  # fmt: skip
    thing_kills = any(
        clause.verb == "kill" and clause.doer.person is Person.THING and clause.done_to.person is Person.WRITER
        for clause in grammar.clauses
    )
    nearly = any(clause.verb == "die" and clause.tense is Tense.MODAL and is_writer(clause) for clause in grammar.clauses) or follows(
        grammar, frozenset({"nearly", "almost", "literally", "could"}), frozenset({"died", "dead", "killed"}), 2
    )  # fmt: skip
    return dying_for or thing_kills or nearly


def is_story_or_work(grammar: Grammar) -> bool:
    """Whether a film, a book, a lesson, a job."""
    return any(word in words.STORIES | _JOBS or words.singular(word) in words.STORIES for word in grammar.words)


def fears_killing(clause: Clause) -> bool:
    """Whether somebody else may kill or stab."""
    return (
        clause.verb in ("kill", "murder", "stab", "shoot")
        and clause.doer.is_somebody
        and clause.done_to.person in (Person.WRITER, Person.CHILD, Person.KIN)
    )
