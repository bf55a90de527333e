"""Does the person speak of suicide or self-harm? Signs read from the grammar: who wishes or does it, and to whom.

The signs are features beside the learned part (classifier.py). Missing it harms most, so the reason leans to yes where
the writer is the doer; what somebody else says or does, a joke, a film or a fear of being killed does not count.
"""

from __future__ import annotations

from typing import Callable, Optional

from bot.understanding import grammar_words as words
from bot.understanding import self_harm_clauses as sign
from bot.understanding import self_harm_hints as hint
from bot.understanding.grammar import Grammar, read_grammar, some

_SIGNS: dict[str, tuple[str, Callable[[Grammar], bool]]] = {
    "named": ("suicide, self-harm or an overdose is named", sign.is_named),
    "said": ("the writer speaks of killing themselves or ending their life", sign.is_said),
    "named_of_self": ("the writer names suicide or self-harm of themselves", some(sign.is_named_of_self)),
    "does_it": ("the writer speaks of doing it", some(hint.does_it)),
    "sets_in_order": ("the writer gives away, sells, cancels, sorts, writes", some(hint.sets_in_order)),
    "hurts_self": ("the writer hurts their own body", some(sign.hurts_self)),
    "wish": ("the writer wishes to die, not to wake, not to be here", some(sign.wishes)),
    "burden": ("others would be better off without the writer, nobody would miss them", hint.is_burden),
    "better_without": ("somebody is better off without the writer", some(hint.is_better_without)),
    "no_point": ("no point, no reason to live, tired of life", hint.is_pointless),
    "cannot_go_on": ("the writer cannot go on", some(hint.cannot_go_on)),
    "wants_it_over": ("the writer wants it to stop, to be over, to sleep for good", some(hint.wants_it_over)),
    "takes_leave": ("goodbyes, notes, things given away, affairs in order", hint.takes_leave),
    "will_not_be": ("the writer will not be there, will not need things", some(hint.will_not_be)),
    "means": ("pills, a blade or a rope are in the writer's hands or thoughts", some(hint.has_means)),
    "means_ready": ("the writer has or gathers pills, a blade or a rope", some(hint.has_means_ready)),
    "height": ("the writer is at or thinks of a bridge, a roof, a railway, or of jumping", some(hint.is_at_height)),
    "plan": ("the writer has planned or decided", some(hint.plans)),
    "thinks_of_it": ("the writer thinks of dying or of hurting themselves", some(sign.thinks_of_it)),
    "done": ("the writer has done it or tried", some(sign.has_done_it)),
    "own_death": ("the writer speaks of their own death", some(sign.speaks_of_own_death)),
    "death_word": ("death is spoken of", lambda grammar: bool(sign.DEATH & set(grammar.words))),
    "by_other": ("somebody else dies, hurts or kills themselves", some(sign.is_done_by_other)),
    "taunt": ("somebody tells the writer to do it", some(sign.is_taunt)),
    "negated": ("it is denied: never, would not, do not want to", some(sign.is_denied)),
    "past_and_over": ("it is told as long past", sign.is_past_and_over),
    "idiom": ("a figure of speech or a joke: dying of boredom, could have died", sign.is_figure),
    "joking": ("words and faces of joking", lambda grammar: bool(words.JOKES & set(grammar.words))),
    "story_or_work": ("a film, a book, a lesson, a job", sign.is_story_or_work),
    "fear_of_being_killed": ("somebody else may kill or stab", some(sign.fears_killing)),
}  # fmt: skip

SELF_HARM_SIGN_MEANINGS: dict[str, str] = {name: meaning for name, (meaning, _) in _SIGNS.items()}
"""Each sign of suicide or self-harm, for and against, in words for staff."""
SELF_HARM_SIGNS: tuple[str, ...] = tuple(_SIGNS)
_SAID = ("said", "wish", "hurts_self", "done", "better_without", "no_point")
"""Said outright: each of them looks at its own clause for a denial or a command."""
_MAYBE = ("thinks_of_it", "means_ready", "named_of_self")
_AGAINST = words.listed("negated idiom past_and_over")
_AGAINST_MAYBE = _AGAINST | words.listed("story_or_work joking by_other taunt")


def self_harm_signs(text: str) -> frozenset[str]:
    """Which signs of suicide and self-harm, for and against, the message shows."""
    grammar = read_grammar(text)
    return frozenset(name for name, (_, is_shown) in _SIGNS.items() if is_shown(grammar))


def is_not_meant(text: str) -> bool:
    """Whether the message is plainly a joke, a story or a figure of speech."""
    return bool(self_harm_signs(text) & {"idiom", "joking", "story_or_work"})


def self_harm_reason(text: str) -> Optional[str]:
    """Why the words alone say suicide or self-harm, or None."""
    signs = self_harm_signs(text)
    said = [name for name in _SAID if name in signs and "past_and_over" not in signs]
    maybe = [name for name in _MAYBE if name in signs and not signs & _AGAINST_MAYBE]
    return next((SELF_HARM_SIGN_MEANINGS[name] for name in said + maybe), None)
