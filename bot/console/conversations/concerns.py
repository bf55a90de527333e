"""What concerns about a conversation, and how soon somebody should look: pure rules over what was understood and shown.

No words of the person are read here. Unsure counts as a concern: a missed danger harms, a needless look costs a minute.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Callable, Mapping, Sequence

import yaml

from bot.signposting import HARMS, AgeGroup, Harm

EMERGENCY = "emergency_999"
SELF_HARM_HELP = frozenset({"samaritans", "shout", "childline", EMERGENCY})
CHAT_UNDER_18 = "victim_support_live_chat_under_18"
CHAT_18_OR_OVER = "victim_support_live_chat_18_or_over"
DANGER, SELF_HARM, FALLBACK = "danger_now", "self_harm", "nlu_fallback"
NOT_MEANT = frozenset({"not_what_i_meant", "none_of_these"})

POSSIBLE = 0.1
"""From this share, danger or self-harm that was not taken for it may have been there: about one message in twelve."""
LOW_CONFIDENCE = 0.6
STREAK = 2
BEFORE_DANGER = 3
"""So many messages before danger was told may have told of it already."""
SAMPLE_PERCENT = 5
SAMPLED = 1
"""The priority of an unremarkable conversation that was drawn: after every concern, before the rest."""
WORST = 100
_MOST_FOR_MORE = 5


@dataclass(frozen=True)
class Seen:
    """One turn, as far as concerns go. `services` are those of this reply; ages are `AgeGroup` values."""

    is_choice: bool = False
    intent: str = ""
    confidence: float = 1.0
    """Of the likeliest reading, also under a fallback."""
    harm: str = Harm.UNKNOWN.value
    told_age: str = AgeGroup.UNKNOWN.value
    possible_age: str = AgeGroup.UNKNOWN.value
    """Read between the lines, or told."""
    danger: bool = False
    danger_share: float = 0.0
    self_harm: bool = False
    self_harm_share: float = 0.0
    services: frozenset[str] = frozenset()
    is_fallback: bool = False
    has_reply: bool = True
    asks: bool = False
    """The reply ends in a question."""


@dataclass(frozen=True)
class Concern:
    """A kind of concern, and its words for staff."""

    name: str
    weight: int
    words: str
    sentence: str


@dataclass(frozen=True)
class Judged:
    """What concerns about one conversation, worst first."""

    concerns: tuple[str, ...]
    priority: int
    in_sample: bool


@lru_cache(maxsize=1)
def _written() -> tuple[Concern, ...]:
    text = (Path(__file__).parent / "concerns.yml").read_text(encoding="utf-8")
    every = [Concern(name, **entry) for name, entry in yaml.safe_load(text).items()]
    return tuple(sorted(every, key=lambda concern: -concern.weight))


CONCERNS: tuple[Concern, ...] = _written()
WORDS: Mapping[str, str] = {concern.name: concern.words for concern in CONCERNS}
SENTENCES: Mapping[str, str] = {concern.name: concern.sentence for concern in CONCERNS}
_WEIGHTS: Mapping[str, int] = {concern.name: concern.weight for concern in CONCERNS}


def judge(key: str, turns: Sequence[Seen]) -> Judged:
    """The concerns about this conversation and its priority. The same turns always give the same."""
    found = tuple(concern.name for concern in CONCERNS if _RULES[concern.name](turns))
    if not found:
        drawn = is_drawn(key)
        return Judged((), SAMPLED if drawn else 0, drawn)
    more = min(len(found) - 1, _MOST_FOR_MORE)
    return Judged(found, min(_WEIGHTS[found[0]] + more, WORST), False)


def is_drawn(key: str) -> bool:
    """Whether chance draws this conversation: 5 in 100, always the same ones."""
    return int.from_bytes(hashlib.sha256(f"sample {key}".encode()).digest()[:4], "big") % 100 < SAMPLE_PERCENT


def _danger_missed(turns: Sequence[Seen]) -> bool:
    """Danger without 999, signs of danger without 999, or danger told only after harm that was told without 999."""
    if any(EMERGENCY not in turn.services and _may_be_danger(turn) for turn in turns):
        return True
    return any(turn.danger and _could_have_told(turns[max(0, n - BEFORE_DANGER) : n]) for n, turn in enumerate(turns))


def _may_be_danger(turn: Seen) -> bool:
    return turn.danger or turn.intent == DANGER or (not turn.is_choice and turn.danger_share >= POSSIBLE)


def _could_have_told(before: Sequence[Seen]) -> bool:
    if any(EMERGENCY in turn.services for turn in before):
        return False
    return any(not turn.is_choice and (_tells_harm(turn) or turn.is_fallback) for turn in before)


def _self_harm_missed(turns: Sequence[Seen]) -> bool:
    return any(_may_be_self_harm(turn) and not turn.services & SELF_HARM_HELP for turn in turns)


def _may_be_self_harm(turn: Seen) -> bool:
    return turn.self_harm or turn.intent == SELF_HARM or (not turn.is_choice and turn.self_harm_share >= POSSIBLE)


def _age_doubt(turns: Sequence[Seen]) -> bool:
    """Told in two ways, or told and the other side's chat shown, or only the other side's chat for a likely age."""
    unknown = AgeGroup.UNKNOWN.value
    if len({turn.told_age for turn in turns} - {unknown}) > 1:
        return True
    told = unknown
    for turn in turns:
        told = turn.told_age if turn.told_age != unknown else told
        likely = told if told != unknown else turn.possible_age
        wrong, right = _sides(likely)
        if wrong in turn.services and (told != unknown or right not in turn.services):
            return True
    return False


def _sides(age: str) -> tuple[str, str]:
    """The chat of the other side, and that of this one."""
    if age == AgeGroup.UNDER_18.value:
        return CHAT_18_OR_OVER, CHAT_UNDER_18
    return (CHAT_UNDER_18, CHAT_18_OR_OVER) if age == AgeGroup.EIGHTEEN_OR_OVER.value else ("", "")


def _streak(turns: Sequence[Seen]) -> bool:
    row = 0
    for turn in turns:
        row = row + 1 if turn.is_fallback or not turn.has_reply else 0
        if row >= STREAK:
            return True
    return False


def _gave_up(turns: Sequence[Seen]) -> bool:
    """No service in any reply, though there was a reason for one or the bot was waiting for an answer."""
    if not turns or any(turn.services for turn in turns):
        return False
    return turns[-1].asks or any(turn.is_fallback or _tells_harm(turn) for turn in turns)


def _tells_harm(turn: Seen) -> bool:
    return turn.harm in _HARM_NAMES


_HARM_NAMES = frozenset(harm.value for harm in HARMS)
_RULES: Mapping[str, Callable[[Sequence[Seen]], bool]] = {
    "danger_missed": _danger_missed,
    "self_harm_missed": _self_harm_missed,
    "age_doubt": _age_doubt,
    "no_reply": lambda turns: any(not turn.has_reply for turn in turns),
    "streak": _streak,
    "gave_up": _gave_up,
    "not_meant": lambda turns: any(turn.intent in NOT_MEANT for turn in turns),
    "low_confidence": lambda turns: any(not turn.is_choice and turn.confidence < LOW_CONFIDENCE for turn in turns),
}
