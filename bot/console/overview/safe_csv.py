"""CSV that a spreadsheet opens as text: no cell is taken for a formula."""

from __future__ import annotations

import csv
from typing import Iterable, Iterator, Sequence

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """A file that hands each line back."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """As text; with a quote in front where a spreadsheet would begin to calculate."""
    text = str(value)
    return f"'{text}" if text.startswith(_BEGINNINGS) else text


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """One line after the other, each cell in quotes. The mark in front tells Excel that it is UTF-8."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([cell(value) for value in row])
