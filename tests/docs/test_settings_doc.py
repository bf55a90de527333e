"""The table in docs/operators.md is the settings, no more and no less."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Optional

import pytest

from bot.settings import FROM_FILE, MAY_BE_SECRET, PREFIX, ROOT, Settings

PAGE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
ROWS = {
    variable: (meaning, default)
    for variable, meaning, default in re.findall(r"^\| `(BOT_\w+)` \| (.+) \| (.+) \|$", PAGE, flags=re.MULTILINE)
}
DEFAULTS = {PREFIX + field.name.upper(): field.default for field in fields(Settings)}


def as_written(default: object) -> str:
    """A default as the table writes it."""
    if default is None or default == ():
        return "not set"
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    return f"`{default.relative_to(ROOT) if isinstance(default, Path) else default}`"


def test_the_table_names_every_setting_and_no_other() -> None:
    assert set(ROWS) == set(DEFAULTS)


def test_no_setting_has_two_rows() -> None:
    variables = re.findall(r"^\| `(BOT_\w+)`", PAGE, flags=re.MULTILINE)
    assert len(variables) == len(set(variables))


@pytest.mark.parametrize("variable", sorted(DEFAULTS))
def test_the_table_tells_the_meaning_and_the_default(variable: str) -> None:
    row: Optional[tuple[str, str]] = ROWS.get(variable)
    assert row is not None, f"{variable} has no row in docs/operators.md"
    meaning, default = row
    assert meaning.strip().endswith(".")
    assert default == as_written(DEFAULTS[variable])


def test_no_page_names_a_setting_that_there_is_not() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {(page.name, name) for page in pages for name in re.findall(r"\bBOT_[A-Z0-9_]+\b", page.read_text("utf-8"))}
    known = set(DEFAULTS) | {PREFIX + name.upper() + FROM_FILE for name in MAY_BE_SECRET}
    assert {(page, name) for page, name in named if name not in known} <= {("CONTRIBUTING.md", "BOT_GREETING")}
