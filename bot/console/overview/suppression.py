"""How numbers about people are shown, so that no small one can be known or worked out.

A number from 1 to 4 is shown as "fewer than 5", others are rounded to the nearest 5, nought stays nought.
Somebody who knows a total may still work a small number out, when the rounded numbers beside it leave no room. So each
table is checked as if the reader knew its exact total and these rules: each small number must have at least two values
that it could be. The check uses only what is shown and the total, so that its result gives nothing away besides.
A table that fails is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional

SMALL = 5
LEAST_CONVERSATIONS = 20
"""With fewer conversations than this nothing about them is shown but how many."""


@dataclass(frozen=True)
class Shown:
    """A number as it is shown. It lies from `low` to `high`; `value` is its length in a chart."""

    low: int
    high: int
    value: int

    @property
    def is_small(self) -> bool:
        """Whether it is "fewer than 5"."""
        return self.low == 1

    def __str__(self) -> str:
        return f"fewer than {SMALL}" if self.is_small else f"{self.value:,}"


def shown(count: int) -> Shown:
    """This number, as it is shown."""
    if count == 0:
        return Shown(0, 0, 0)
    if count < SMALL:
        return Shown(1, SMALL - 1, 0)
    value = SMALL * ((count + SMALL // 2) // SMALL)
    return Shown(max(SMALL, value - SMALL // 2), value + SMALL // 2, value)


Table = Mapping[str, Shown]


def parts(counts: Mapping[str, int]) -> Optional[Table]:
    """A table in which each conversation is counted once. None if a small number in it could be worked out."""
    return _all_shown(counts) if are_safe_parts(counts) else None


def are_safe_parts(counts: Mapping[str, int]) -> bool:
    """Whether each small number keeps two values or more for somebody who knows the sum of `counts`."""
    cells, total = _all_shown(counts).values(), sum(counts.values())
    if not any(cell.is_small for cell in cells):
        return True
    room_above = sum(cell.high for cell in cells) - total
    room_below = total - sum(cell.low for cell in cells)
    return room_above >= 1 and room_below >= 1 and room_above + room_below >= SMALL - 1


def overlapping(counts: Mapping[str, int], total: int) -> Optional[Table]:
    """A table in which each of `total` conversations is counted once or more. None if unsafe, as in `parts`."""
    cells = _all_shown(counts)
    if not any(cell.is_small for cell in cells.values()):
        return cells
    highest = sum(cell.high for cell in cells.values())
    is_safe = total >= SMALL and total - (highest - (SMALL - 1)) < SMALL - 1
    return cells if is_safe else None


def percent(part: Optional[Shown], whole: Optional[Shown]) -> str:
    """About how much of the whole, from the numbers that are shown and so telling no more than they do."""
    if part is None or whole is None or part.is_small or whole.value == 0:
        return ""
    return f"about {min(100, round(100 * part.value / whole.value))}%"


def _all_shown(counts: Mapping[str, int]) -> Table:
    return {name: shown(count) for name, count in counts.items()}
