"""From counts to what a page shows of them. Pure: nothing here asks the database, and nothing exact leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional, Sequence

from bot.console.overview.suppression import (
    LEAST_CONVERSATIONS,
    Shown,
    Table,
    are_safe_parts,
    overlapping,
    parts,
    shown,
)
from bot.signposting import HARMS

Counts = Mapping[tuple[str, str], int]
"""(measure, value) → how many. What is missing is nought."""

NOT_TOLD = ("none", "unknown")


@dataclass(frozen=True)
class Figures:
    """What is shown of a set of conversations. A table that is None is left out; a missing name is not shown."""

    total: Shown
    has_enough: bool
    over_time: Optional[Table] = None
    reach: Table = field(default_factory=dict)
    safety: Table = field(default_factory=dict)
    understanding: Table = field(default_factory=dict)
    harm: Optional[Table] = None
    age: Optional[Table] = None
    service: Optional[Table] = None


def figures(counts: Counts, over_time: Mapping[str, int], services: Sequence[str]) -> Figures:
    """Everything shown about these counts. `over_time` has one number for each bar, `services` every known id."""
    total = counts.get(("conversations", ""), 0)
    if total < LEAST_CONVERSATIONS:
        return Figures(shown(total), has_enough=False)
    harm = {name: counts.get(("harm", name), 0) for name in (*(harm.value for harm in HARMS), *NOT_TOLD)}
    harm_table = parts(harm)
    service = {name: counts.get(("service", name), 0) for name in (*services, *_others(counts, services))}
    return Figures(
        total=shown(total),
        has_enough=True,
        over_time=parts(over_time),
        reach=_reach(counts, harm, harm_table is not None),
        safety=_safety(counts),
        understanding={
            "fallback": shown(counts.get(("fallback", ""), 0)),
            "messages": shown(counts.get(("messages", ""), 0)),
            "not_understood": shown(counts.get(("messages", "not_understood"), 0)),
        },
        harm=harm_table,
        age=parts({name: counts.get(("age", name), 0) for name in ("under_18", "18_or_over", "unknown")}),
        service=overlapping(service, counts.get(("reach", "service_shown"), 0)),
    )


def _others(counts: Counts, services: Sequence[str]) -> list[str]:
    """Services that were shown once and are no longer in the directory."""
    return sorted(value for measure, value in counts if measure == "service" and value not in services)


def _reach(counts: Counts, harm: Mapping[str, int], is_harm_shown: bool) -> Table:
    names = ("told_harm", "asked_age", "service_shown", "thanked")
    table = {"began": shown(counts.get(("conversations", ""), 0))}
    table |= {name: shown(counts.get(("reach", name), 0)) for name in names}
    told = {name: count for name, count in harm.items() if name not in NOT_TOLD}
    not_told = {name: count for name, count in harm.items() if name in NOT_TOLD}
    if is_harm_shown and not (are_safe_parts(told) and are_safe_parts(not_told)):
        del table["told_harm"]  # it is the sum of some rows of the table of harms
    return table


def _safety(counts: Counts) -> Table:
    table: dict[str, Shown] = {}
    for kind in ("danger", "self_harm"):
        table[kind] = shown(counts.get(("safety", kind), 0))
        if table[kind].value:
            table[f"{kind}_handled"] = shown(counts.get(("safety", f"{kind}_handled"), 0))
    return table
