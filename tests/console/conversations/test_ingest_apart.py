"""The bot does not know the console: whatever breaks there, the bot answers."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Iterator

import pytest

from bot.settings import ROOT

OF_THE_BOT = ("bot/channel", "bot/directory", "bot/rasa_adapters", "bot/signposting", "bot/understanding", "actions")


def sources() -> Iterator[Path]:
    for folder in OF_THE_BOT:
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield from (ROOT / "bot" / name for name in ("door.py", "settings.py", "supervisor.py", "waiting.py"))


def names_in(source: Path) -> set[str]:
    """Every module that is imported, and every attribute that is read."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


@pytest.mark.parametrize("source", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_part_of_the_bot_uses_the_console_or_its_database(source: Path) -> None:
    names = names_in(source)
    assert not [name for name in names if name.startswith(("bot.console", "django"))]
    assert "console_database_url" not in names
