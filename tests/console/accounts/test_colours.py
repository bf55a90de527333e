"""Ink on paper is legible in both colour schemes: 4.5 to 1 for text, 3 to 1 for edges (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from bot.settings import ROOT

CSS = (ROOT / "bot/console/static/console/base.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in CSS.split("prefers-color-scheme: dark", 1)
)
TEXT = [
    *((ink, paper) for ink in ("ink", "ink-2", "link", "accent") for paper in ("paper", "paper-2")),
    ("danger", "paper"), ("accent-ink", "accent"), ("danger-ink", "danger"), ("danger", "danger-paper"),
    ("warning", "warning-paper"), ("good", "good-paper"), ("note", "note-paper"), ("link", "note-paper"),
]  # fmt: skip
EDGES = [(edge, paper) for edge in ("edge", "focus", "accent") for paper in ("paper", "paper-2")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper", "least"), [*((*pair, 4.5) for pair in TEXT), *((*pair, 3.0) for pair in EDGES)]
)
def test_it_can_be_read(scheme: dict[str, str], ink: str, paper: str, least: float) -> None:
    assert contrast(scheme[ink], scheme[paper]) >= least


def test_black_on_white_is_21_to_1() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


def test_both_schemes_name_the_same_colours() -> None:
    assert set(DARK) == set(LIGHT)
