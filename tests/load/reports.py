"""Figures with the bar that each must meet: as a table, as a file in var/reports, and as the exit code."""

from __future__ import annotations

import json
import math
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Sequence

REPORTS = Path(__file__).resolve().parents[2] / "var" / "reports"


@dataclass(frozen=True)
class Figure:
    """One measured value. Without a bar it is only told."""

    name: str
    value: float
    at_most: Optional[float] = None
    at_least: Optional[float] = None

    @property
    def is_met(self) -> bool:
        """Whether the value keeps to its bar. A value that could not be measured does not."""
        if self.at_most is None and self.at_least is None:
            return True
        is_low_enough = self.at_most is None or self.value <= self.at_most
        return not math.isnan(self.value) and is_low_enough and (self.at_least is None or self.value >= self.at_least)

    @property
    def bar(self) -> str:
        """The bar in words."""
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return f"at least {self.at_least:g}" if self.at_least is not None else ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies; not a number when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else math.nan


def latencies(seconds: Sequence[float], what: str = "") -> list[Figure]:
    """Median, 95th and 99th of a hundred, in milliseconds."""
    middle = statistics.median(seconds) if seconds else math.nan
    found = {"p50": middle, "p95": percentile(seconds, 0.95), "p99": percentile(seconds, 0.99)}
    return [Figure(f"{what}{name} ms", value * 1000) for name, value in found.items()]


def finish(name: str, figures: Sequence[Figure]) -> int:
    """Print the table, write var/reports/NAME.json, and answer 0 if every bar is met, else 1."""
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        verdict = "" if not figure.bar else "met" if figure.is_met else "MISSED"
        print(f"{figure.name:{width}}  {figure.value:10.2f}  {figure.bar:16} {verdict}".rstrip())
    is_met = all(figure.is_met for figure in figures)
    written = [
        {"name": each.name, "value": each.value, "bar": each.bar, "met": each.is_met if each.bar else None}
        for each in figures
    ]
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{name}.json").write_text(json.dumps({"met": is_met, "figures": written}, indent=2) + "\n")
    return 0 if is_met else 1
