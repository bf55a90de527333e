"""The overview as its template shows it: sections with a chart and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, NamedTuple, Optional, Sequence

from django.utils.safestring import mark_safe

from bot.console.overview.charts import PATTERNS, Series, bars, columns
from bot.console.overview.figures import Figures, figures
from bot.console.overview.kept_counts import Model, counts_in, over_time_in
from bot.console.overview.periods import Asked
from bot.console.overview.suppression import Shown, Table, percent
from bot.console.overview.words import name_of, service_names, words

MOST_MODELS = PATTERNS
"""Beside each other; older ones are left out."""
_OF_ALL = ("reach", "harm", "age", "service")
"""Sections whose numbers are also shown as a share of the conversations."""


class Column(NamedTuple):
    """One set of conversations: its heading, and its figures."""

    name: str
    figures: Figures


class Row(NamedTuple):
    """A line of a table: for each column a number and a share."""

    name: str
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A heading, a chart, and its numbers. `note` says why there are none."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row] = ()
    chart: str = ""
    note: str = ""
    has_shares: bool = False


def column_of(asked: Asked, name: str, model: str) -> Column:
    """The figures of one model or, when `model` is empty, of all."""
    return Column(name, figures(counts_in(asked, model), over_time_in(asked, model), list(service_names())))


def columns_of(asked: Asked, models: Sequence[Model]) -> list[Column]:
    """One for each of these models, as many as can be told apart."""
    return [column_of(asked, model.name, model.key) for model in models[:MOST_MODELS]]


def over_time(column: Column, asked: Asked) -> Section:
    """How many conversations began when."""
    title = f"Conversations by {_step(asked)}"
    table = column.figures.over_time
    if table is None:
        return Section("time", title, (), note=words()["notes"]["left_out"])
    rows = [Row(name, [(str(number), "")]) for name, number in table.items()]
    description = "One bar for each row of the table below the chart. A dashed stub means fewer than 5."
    chart = columns("time", title, description, list(table), list(table.values()))
    return Section("time", title, ("Conversations",), rows, mark_safe(chart))


def _step(asked: Asked) -> str:
    return "day" if asked.length <= 31 else "week" if asked.length <= 217 else "four weeks"


def sections(all_columns: Sequence[Column]) -> list[Section]:
    """Every section besides the one over time."""
    return [_section(key, title, all_columns) for key, title in words()["sections"].items()]


def _section(key: str, title: str, all_columns: Sequence[Column]) -> Section:
    heads = [column.name for column in all_columns]
    tables: list[Optional[Table]] = [getattr(column.figures, key) for column in all_columns]
    if all(table is None for table in tables):
        return Section(key, title, heads, note=words()["notes"]["left_out"])
    names = _names(key, tables)
    rows = [
        Row(name_of(key, name), [_cell(key, name, column, table) for column, table in zip(all_columns, tables)])
        for name in names
    ]
    series = [
        Series(head, [table.get(name) if table else None for name in names]) for head, table in zip(heads, tables)
    ]
    description = "The same numbers are in the table below the chart. A dashed stub means fewer than 5."
    chart = bars(key, title, description, [row.name for row in rows], series)
    return Section(key, title, heads, rows, mark_safe(chart), has_shares=key in _OF_ALL)


def _names(key: str, tables: Sequence[Optional[Table]]) -> list[str]:
    """In the order of the words, and without services that nobody was shown."""
    found = [name for table in tables if table for name in table]
    order = [*words().get(key, ()), *found]
    names = [name for name in dict.fromkeys(order) if name in found or key in ("reach", "safety")]
    if key != "service":
        return names
    return [name for name in names if any(table and name in table and table[name].high for table in tables)]


def _cell(key: str, name: str, column: Column, table: Optional[Table]) -> tuple[str, str]:
    number: Optional[Shown] = table.get(name) if table else None
    if number is None:
        return str(words()["notes"]["follows"]), ""
    if key in _OF_ALL:
        return str(number), percent(number, column.figures.total)
    whole = table.get(name.replace("_handled", "")) if table and name.endswith("_handled") else None
    return str(number), percent(number, whole)


class Headline(NamedTuple):
    """A number in a card."""

    name: str
    number: str
    detail: str


def headlines(column: Column) -> list[Headline]:
    """How many, and how often the bot did not understand."""
    shown: Mapping[str, Shown] = column.figures.understanding
    rate = percent(shown["not_understood"], shown["messages"])
    names = words()["understanding"]
    return [
        Headline("Conversations", str(column.figures.total), ""),
        Headline(names["messages"], str(shown["messages"]), ""),
        Headline(names["not_understood"], str(shown["not_understood"]), f"{rate} of messages" if rate else ""),
        Headline(names["fallback"], str(shown["fallback"]), percent(shown["fallback"], column.figures.total)),
    ]
