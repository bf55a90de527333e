"""How much recognition loses when people type with slips. Pure: the recogniser is handed in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Callable, Iterable, Optional, Sequence

from bot.evaluation.reading import Labelled
from bot.evaluation.shares import Share, share_of
from bot.signposting import Harm
from bot.understanding.slips import SLIPS

SLIP_SEED = 7919
"""Other than in training, or the slips would be the very ones that were learned."""
FALL_BAR = 3.0
"""Points of harm accuracy that slips may cost over all kinds."""
OVER_ALL = "over_all"
ReadHarm = Callable[[str], Harm]


@dataclass(frozen=True)
class Slipped:
    """One message with one kind of slip: whether its harm was right as written, and right with the slip."""

    kind: str
    is_right_before: bool
    is_right_after: bool


@dataclass(frozen=True)
class Fall:
    """Harm accuracy on the same messages as written and with one kind of slip."""

    kind: str
    before: Share
    after: Share

    @property
    def points(self) -> Optional[float]:
        """How many points of a hundred are lost; below 0 where some are won."""
        if self.before.value is None or self.after.value is None:
            return None
        return 100 * (self.before.value - self.after.value)


def with_slip(kind: str, text: str, seed: int = SLIP_SEED) -> str:
    """The text with this kind of slip, the same each time."""
    return SLIPS[kind](text, random.Random(f"{seed} {kind} {text}"))


def sampled(messages: Sequence[Labelled], count: int, seed: int = SLIP_SEED) -> list[Labelled]:
    """A seeded sample of the messages whose harm is labelled."""
    scored = [message for message in messages if message.harm is not None]
    return random.Random(seed).sample(scored, min(count, len(scored)))


def slipped(messages: Iterable[Labelled], read_harm: ReadHarm) -> list[Slipped]:
    """Each message read as written, and with each kind of slip."""
    found: list[Slipped] = []
    for message in messages:
        acceptable = message.harm or ()
        before = read_harm(message.text) in acceptable
        found += [Slipped(kind, before, read_harm(with_slip(kind, message.text)) in acceptable) for kind in SLIPS]
    return found


def falls(results: Sequence[Slipped]) -> list[Fall]:
    """The fall for each kind of slip, and last over all."""
    kinds = [*SLIPS, OVER_ALL]
    by_kind = {kind: [each for each in results if kind in (each.kind, OVER_ALL)] for kind in kinds}
    return [
        Fall(kind, share_of(r.is_right_before for r in rows), share_of(r.is_right_after for r in rows))
        for kind, rows in by_kind.items()
    ]
