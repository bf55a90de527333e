"""The console's database, from its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.console.settings import _database
from bot.settings import SettingsError


def test_every_part_of_the_address_counts() -> None:
    found = _database("postgresql://st%40ff:p%2Fw@db.example.org:5433/console?sslmode=verify-full", Path("unused"))
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == ("st@ff", "p/w", "db.example.org", "5433", "console")  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize("address", ["mysql://a:secret@b/c", "sqlite:///secret.db", "secret"])
def test_another_kind_of_database_is_refused_without_quoting_the_address(address: str) -> None:
    with pytest.raises(SettingsError, match="BOT_CONSOLE_DATABASE_URL") as refused:
        _database(address, Path("unused"))
    assert "secret" not in str(refused.value)


def test_what_is_deleted_from_the_file_is_overwritten(tmp_path: Path) -> None:
    found = _database(None, tmp_path / "console.db")
    assert found["NAME"] == tmp_path / "console.db"
    assert "secure_delete=ON" in found["OPTIONS"]["init_command"]
