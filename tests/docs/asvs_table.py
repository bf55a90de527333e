"""docs/asvs.csv as the tables of docs/asvs.md: `.venv/bin/python -m tests.docs.asvs_table` writes them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA, PAGE = ROOT / "docs" / "asvs.csv", ROOT / "docs" / "asvs.md"
BEGIN, END = "<!-- points: written by python -m tests.docs.asvs_table -->", "<!-- end of points -->"

STATUSES = ("met", "partly", "not met", "not applicable")
CHAPTERS = {
    1: "Encoding and sanitising", 2: "Validation and business logic", 3: "Web front end", 4: "API and web service",
    5: "Files", 6: "Signing in", 7: "Sessions", 8: "Authorisation", 9: "Self-contained tokens", 10: "OAuth and OIDC",
    11: "Cryptography", 12: "Secure communication", 13: "Configuration", 14: "Data protection",
    15: "Secure coding and architecture", 16: "Logging and error handling", 17: "WebRTC",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One requirement, how this product stands to it, and what shows that."""

    id: str
    level: int
    point: str
    status: str
    how: str
    shown_by: tuple[str, ...]

    @property
    def chapter(self) -> int:
        """The number of its chapter."""
        return int(self.id.removeprefix("v5.0.0-").partition(".")[0])


def points(path: Path = DATA) -> list[Point]:
    """Every point in the file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Point(**{**row, "level": int(row["level"]), "shown_by": tuple(row["shown_by"].split())})
            for row in csv.DictReader(file)
        ]


def table(of: list[Point]) -> str:
    """The counts, then a table for each chapter."""
    return "\n\n".join(["\n".join(_counts(of)), *("\n".join(_chapter(*each)) for each in groupby(of, _number))])


def _number(point: Point) -> int:
    return point.chapter


def _counts(of: list[Point]) -> list[str]:
    lines = [f"| level | {' | '.join(STATUSES)} | all |", "| --- |" + " ---: |" * (len(STATUSES) + 1)]
    for name, levels in (("1", {1}), ("2", {2}), ("both", {1, 2})):
        counted = Counter(point.status for point in of if point.level in levels)
        lines.append(f"| {name} | {' | '.join(str(counted[each]) for each in STATUSES)} | {counted.total()} |")
    return lines


def _chapter(number: int, of: object) -> list[str]:
    lines = [f"## {number}. {CHAPTERS[number]}", "", "| point | level | what | status | how | shown by |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for point in of:  # type: ignore[attr-defined]
        shown = "<br>".join(f"`{each}`" for each in point.shown_by)
        cells = (point.id, str(point.level), point.point, point.status, point.how, shown or "–")
        lines.append(f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |")
    return lines


def written(page: str, tables: str) -> str:
    """The page with the tables between its two comments."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), table(points())), encoding="utf-8")
