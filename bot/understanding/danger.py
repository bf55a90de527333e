"""Is somebody in danger right now? Signs read from the grammar of the message: who does what to whom, at this moment.

The signs are features beside the learned part (classifier.py). `danger_reason` is the part that needs no learning:
missing danger harms most, but a reason given here sends people to 999, so it wants a sign for and none against.
"""

from __future__ import annotations

from typing import Callable, Optional

from bot.understanding import danger_clauses as sign
from bot.understanding import danger_telling as telling
from bot.understanding import grammar_words as words
from bot.understanding.grammar import Grammar, Mood, Tense, When, read_grammar, some


def _says(vocabulary: frozenset[str]) -> Callable[[Grammar], bool]:
    return lambda grammar: any(words.singular(word) in vocabulary or word in vocabulary for word in grammar.words)


_SIGNS: dict[str, tuple[str, Callable[[Grammar], bool]]] = {
    "present_attack": ("somebody is hurting, breaking in or threatening at this moment", some(sign.is_attack_now)),
    "just_attacked": ("somebody hurts, locks in or breaks something, told in the present", some(sign.is_attack_just_done)),
    "present_presence": ("somebody is at, in or near the writer's place now", some(sign.is_presence)),
    "coming_now": ("somebody comes nearer or comes back", some(sign.is_coming)),
    "weapon_in_hand": ("somebody has a weapon with them", some(sign.is_armed)),
    "writer_trapped": ("somebody is shut in, held or kept from leaving", some(sign.is_trapped)),
    "shut_in_so_far": ("the writer was locked in and nothing tells that they got out", telling.is_shut_in_so_far),
    "writer_hiding": ("the writer hides, has shut themselves in or is under or behind something", some(sign.is_hiding)),
    "being_followed_now": ("somebody is being followed, chased or surrounded now", some(sign.is_followed)),
    "body_in_danger": ("somebody does not wake, breathe or move, bleeds or lies on the ground", some(sign.is_body_failing)),
    "taken_something": ("somebody has taken pills or an overdose", some(sign.has_taken_something)),
    "fire": ("there is fire, smoke or gas", some(sign.is_fire)),
    "plea": ("the message begs for help, the police or haste", sign.is_plea),
    "deadline": ("minutes or hours are set: tonight, in ten minutes, any second", telling.is_deadline),
    "about_to_happen": ("somebody is about to do harm or to come", some(sign.is_about_to_happen)),
    "threat_for_today": ("somebody says they will hurt the writer or theirs within hours", some(sign.is_threat_for_today)),
    "now_word": ("the message says now, right now, as we speak, still", lambda grammar: When.NOW in grammar.when),
    "unfolding": ("other people are doing something at this moment", some(telling.is_unfolding)),
    "done_to_writer_now": ("somebody does something to the writer or a child at this moment", some(sign.is_done_to_writer)),
    "told_as_it_happens": ("it is told as it happens: people act now and nothing is told of the past", telling.is_told_as_it_happens),
    "somebody_placed": ("somebody is said to be somewhere now", some(telling.is_placed)),
    "thing_under_way": ("something (a door, a car, a light) moves or goes at this moment", some(telling.is_thing_under_way)),
    "unable": ("the writer cannot move, leave, talk, reach or see", some(telling.is_unable)),
    "heard_or_seen_now": ("the writer hears, sees or watches at this moment", some(telling.is_perceived)),
    "where_writer_is": ("the writer says where they are now", some(telling.is_writer_placed)),
    "past_time": ("a time in the past is named", lambda grammar: When.PAST in grammar.when),
    "mostly_past_tense": ("most that is told is in the past tense", telling.is_mostly_past),
    "habitual": ("it is told as a habit: every time, always, used to", lambda grammar: When.HABIT in grammar.when),
    "conditional": ("something is told under an if", some(lambda clause: Mood.CONDITIONAL in clause.moods)),
    "asked": ("a question is asked", some(lambda clause: Mood.ASKED in clause.moods)),
    "safe_now": ("the message says that nobody is in danger now", telling.is_safe),
    "gone": ("whoever did it has gone, is away, asleep or locked up", some(telling.is_gone)),
    "story_or_figure": ("it is a film, a game, a lesson, a dream or a joke", _says(words.STORIES | words.JOKES)),
    "asks_about_law": ("the message is about courts, rights, claims, papers", _says(words.LAW)),
    "far_future": ("a time days, weeks or months ahead is named", some(telling.is_future_fear)),
}  # fmt: skip

DANGER_SIGN_MEANINGS: dict[str, str] = {name: meaning for name, (meaning, _) in _SIGNS.items()}
"""Each sign of danger now, for and against, in words for staff."""
DANGER_SIGNS: tuple[str, ...] = tuple(_SIGNS)


def danger_signs(text: str) -> frozenset[str]:
    """Which signs of danger now, for and against, the message shows."""
    grammar = read_grammar(text)
    return frozenset(name for name, (_, is_shown) in _SIGNS.items() if is_shown(grammar))


_AGAINST = words.listed(
    "past_time mostly_past_tense habitual conditional safe_now gone story_or_figure asks_about_law far_future asked"
)
_STRONG = (
    "present_attack", "weapon_in_hand", "writer_trapped", "writer_hiding", "being_followed_now", "body_in_danger", "fire", "plea",
    "taken_something", "present_presence", "coming_now", "threat_for_today",
)  # fmt: skip
_ACTED = frozenset(_STRONG) - {"present_presence", "writer_hiding"}
"""Signs that the progressive present backs: who is where may be so at any time."""
_BACKING = words.listed(
    "plea shut_in_so_far threat_for_today now_word heard_or_seen_now unable about_to_happen deadline"
)
"""Signs that let one strong sign be enough."""
SHORT = 2
"""Clauses of a message that says one thing only."""


def _is_short_and_present(grammar: Grammar) -> bool:
    """Whether the message is a clause or two in the present: "he is outside my door"."""
    return len(grammar.clauses) <= SHORT and not any(clause.tense is Tense.PAST for clause in grammar.clauses)


def danger_reason(text: str) -> Optional[str]:
    """Why the words alone say that somebody may be hurt right now, or None."""
    signs = danger_signs(text)
    strong = [name for name in _STRONG if name in signs]
    is_acted_out = "told_as_it_happens" in signs and bool(_ACTED & set(strong))
    is_short = _is_short_and_present(read_grammar(text)) and strong != ["fire"]
    is_backed = signs & _BACKING or len(strong) > 1 or is_acted_out or is_short
    return DANGER_SIGN_MEANINGS[strong[0]] if strong and is_backed and not signs & _AGAINST else None


def is_ruled_out(text: str) -> bool:
    """Whether the message itself says that nobody is in danger at this moment, or that it is a story."""
    return bool(danger_signs(text) & {"safe_now", "story_or_figure", "gone"})
