"""Charts as SVG, made here: no script, no style attribute, colours from the page's stylesheet, patterns beside colour.

A number below 5 is an outlined stub with a dashed edge, which says how it is shown and not how large it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Optional, Sequence

from bot.console.overview.suppression import Shown

_WIDTH, _LABEL, _BAR, _STUB = 720, 250, 340, 14
_ROW, _THICK, _TOP = 30, 20, 8
PATTERNS = 4
"""How many series can be told apart without colour."""


@dataclass(frozen=True)
class Series:
    """Bars of one kind: a number for each label, None where it is not shown."""

    name: str
    numbers: Sequence[Optional[Shown]]


def bars(key: str, title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Lying bars, one group for each label; `key` makes the ids of the chart its own."""
    thick = _THICK if len(series) == 1 else 14
    group = max(_ROW, thick * len(series) + 10)
    top = _TOP + (0 if len(series) == 1 else 26)
    longest = max((n.value for each in series for n in each.numbers if n), default=0) or 1
    inside = [_patterns(key, len(series)), _legend(key, series) if len(series) > 1 else ""]
    for row, label in enumerate(labels):
        y = top + row * group
        middle = y + thick * len(series) / 2
        inside.append(_text(_LABEL - 10, middle + 5, label, "chart-label", "end"))
        for place, each in enumerate(series):
            inside.append(_bar(key, place, y + place * thick, thick - 2, each.numbers[row], longest))
    inside.append(_line(_LABEL, top - 4, _LABEL, top + len(labels) * group - 6))
    return _frame(key, title, description, top + len(labels) * group + 4, "".join(inside))


def columns(key: str, title: str, description: str, labels: Sequence[str], numbers: Sequence[Shown]) -> str:
    """Standing bars over time, with an axis of three lines."""
    left, bottom, height = 60, 210, 180
    top_value = _round_up(max((number.value for number in numbers), default=0))
    step = (_WIDTH - left - 10) / max(1, len(numbers))
    every = max(1, -(-len(numbers) // 8))
    inside = []
    for value in (0, top_value // 2, top_value):
        y = bottom - height * value / top_value
        inside += [_line(left, y, _WIDTH - 10, y), _text(left - 8, y + 5, f"{value:,}", "chart-number", "end")]
    for place, (label, number) in enumerate(zip(labels, numbers)):
        x, wide = left + place * step + step * 0.12, step * 0.76
        tall = 6.0 if number.is_small else height * number.value / top_value
        kind = "chart-small" if number.is_small else "chart-bar chart-1"
        if tall:
            inside.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{bottom - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'
            )
        if place % every == 0:
            inside.append(_text(x + wide / 2, bottom + 20, label, "chart-number", "middle"))
    return _frame(key, title, description, bottom + 30, "".join(inside))


def _bar(key: str, place: int, y: float, thick: float, number: Optional[Shown], longest: int) -> str:
    text_y = y + thick / 2 + 5
    if number is None:
        return _text(_LABEL + 8, text_y, "not shown", "chart-number", "start")
    if number.is_small:
        stub = f'<rect class="chart-small" x="{_LABEL}" y="{y:.1f}" width="{_STUB}" height="{thick:.1f}"/>'
        return stub + _text(_LABEL + _STUB + 8, text_y, str(number), "chart-number", "start")
    wide = _BAR * number.value / longest
    bar = (
        f'<rect class="chart-bar chart-{place + 1}" x="{_LABEL}" y="{y:.1f}" width="{wide:.1f}" height="{thick:.1f}"/>'
    )
    if place:
        bar += f'<rect fill="url(#{key}-{place})" x="{_LABEL}" y="{y:.1f}" width="{wide:.1f}" height="{thick:.1f}"/>'
    return (bar if number.value else "") + _text(_LABEL + wide + 8, text_y, str(number), "chart-number", "start")


_HATCHES = ("", "M0 8L8 0", "M0 0L8 8", "M0 4H8")


def _patterns(key: str, count: int) -> str:
    made = "".join(
        f'<pattern id="{key}-{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="chart-hatch" d="{_HATCHES[place]}"/></pattern>'
        for place in range(1, count)
    )
    return f"<defs>{made}</defs>" if made else ""


def _legend(key: str, series: Sequence[Series]) -> str:
    made = []
    for place, each in enumerate(series):
        x = 10 + place * 175
        made.append(f'<rect class="chart-bar chart-{place + 1}" x="{x}" y="4" width="22" height="14"/>')
        if place:
            made.append(f'<rect fill="url(#{key}-{place})" x="{x}" y="4" width="22" height="14"/>')
        made.append(_text(x + 28, 16, each.name, "chart-number", "start"))
    return "".join(made)


def _round_up(value: int) -> int:
    """The top of an axis: 10, 20, 50, 100, 200 …"""
    top = 10
    while top < value:
        top = top * 5 // 2 if str(top).startswith("2") else top * 2
    return top


def _text(x: float, y: float, text: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="chart-line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _frame(key: str, title: str, description: str, height: float, inside: str) -> str:
    return (
        f'<svg class="chart" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {_WIDTH} {height:.0f}"'
        f' width="{_WIDTH}" height="{height:.0f}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>{inside}</svg>'
    )
