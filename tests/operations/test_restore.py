"""A copy comes back whole or not at all, only while the bot is stopped, and without what people have deleted."""

from __future__ import annotations

import json
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.operations.backup_command import back_up
from bot.operations.restore_command import restore
from tests.operations.conftest import Kept

Capture = pytest.CaptureFixture[str]


def copy_of(kept: Kept, folder: Path) -> Path:
    """Back up, and name the copy."""
    assert back_up(kept.settings, folder) == 0
    (copy,) = (path for path in folder.iterdir() if path.suffix != ".json")
    return copy


def test_every_row_comes_back_as_it_was(kept: Kept, tmp_path: Path) -> None:
    for number in range(50):
        kept.say(f"conversation {number % 9}", f"an invented sentence {number}\n\twith \\. and 'quotes' and \U0001f642")
    before = kept.rows()
    copy = copy_of(kept, tmp_path / "copies")
    kept.lose()
    assert restore(kept.settings, copy, replace=False) == 0
    assert kept.rows() == before
    assert kept.kept_aside() == []
    kept.say("a new one", "the next id is free")
    assert len(kept.rows()) == 51


def test_the_manifest_may_be_named_in_place_of_the_copy(sqlite: Kept, tmp_path: Path) -> None:
    sqlite.say("one", "an invented sentence")
    copy = copy_of(sqlite, tmp_path / "copies")
    sqlite.lose()
    assert restore(sqlite.settings, copy.with_name(copy.name + ".json"), replace=False) == 0
    assert sqlite.conversations() == {"one"}


def test_a_chat_deleted_after_the_copy_does_not_come_back(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("stays", "an invented sentence")
    kept.say("deleted later", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.forget("deleted later")
    assert restore(kept.settings, copy, replace=True) == 0
    assert kept.conversations() == {"stays"}
    assert kept.run("SELECT sender_id FROM forgotten_conversations") == [("deleted later",)]
    said = capsys.readouterr().out
    assert "Left out: 1 conversations deleted by the person." in said
    assert "Note:" not in said


def test_a_chat_deleted_after_the_copy_stays_deleted_when_nothing_else_is_left(kept: Kept, tmp_path: Path) -> None:
    kept.say("deleted later", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.forget("deleted later")
    assert restore(kept.settings, copy, replace=False) == 0
    assert kept.conversations() == set()


def test_a_chat_idle_for_too_long_does_not_come_back(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("old", "an invented sentence", hours_ago=24.5)
    kept.say("long but alive", "an invented sentence", hours_ago=30)
    kept.say("long but alive", "an invented sentence", hours_ago=1)
    copy = copy_of(kept, tmp_path / "copies")
    assert restore(kept.settings, copy, replace=True) == 0
    assert kept.conversations() == {"long but alive"}
    assert len(kept.rows()) == 2
    assert "Left out: 1 conversations idle for too long." in capsys.readouterr().out


def test_deleted_words_are_not_left_in_the_restored_file(sqlite: Kept, tmp_path: Path) -> None:
    sqlite.say("old", "xylophone-words", hours_ago=30)
    sqlite.say("recent", "other words")
    copy = copy_of(sqlite, tmp_path / "copies")
    sqlite.lose()
    assert restore(sqlite.settings, copy, replace=False) == 0
    assert b"other words" in sqlite.file.read_bytes()
    assert b"xylophone-words" not in sqlite.file.read_bytes()


def test_where_the_list_of_deletions_is_lost_the_operator_is_told(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("one", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.lose()
    assert restore(kept.settings, copy, replace=False) == 0
    assert "A chat that somebody deleted after the copy was made is back" in capsys.readouterr().out


def test_a_database_with_something_in_it_is_left_alone(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("copied", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.say("newer", "an invented sentence")
    before = kept.rows()
    assert restore(kept.settings, copy, replace=False) == 2
    assert "is not empty" in capsys.readouterr().err
    assert kept.rows() == before


def test_replacing_keeps_the_present_database_aside(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("copied", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.say("newer", "an invented sentence")
    before = kept.rows()
    assert restore(kept.settings, copy, replace=True) == 0
    assert kept.conversations() == {"copied"}
    (aside,) = kept.kept_aside()
    assert aside in capsys.readouterr().out
    if kept.kind == "sqlite":
        path = kept.file.with_name(aside)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT * FROM events ORDER BY id").fetchall() == before
    else:
        assert kept.run(f"SELECT * FROM {aside}.events ORDER BY id") == before


def test_what_was_kept_aside_is_deleted_once_it_is_too_old(kept: Kept, tmp_path: Path) -> None:
    kept.say("one", "an invented sentence")
    old = time.gmtime(time.time() - 25 * 3600)
    if kept.kind == "sqlite":
        kept.file.with_name(f"{kept.file.name}.replaced-{time.strftime('%Y%m%dT%H%M%SZ', old)}").write_text("old")
    else:
        kept.run(f"CREATE SCHEMA replaced_{time.strftime('%Y%m%dt%H%M%Sz', old)}")
    assert len(kept.kept_aside()) == 1
    copy_of(kept, tmp_path / "copies")
    assert kept.kept_aside() == []


def test_a_changed_copy_is_refused(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("one", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    kept.lose()
    with copy.open("r+b") as file:
        file.seek(100)
        file.write(b"changed")
    assert restore(kept.settings, copy, replace=True) == 2
    assert "its checksum differs" in capsys.readouterr().err
    assert not kept.file.exists()


def test_a_copy_without_its_manifest_is_refused(sqlite: Kept, tmp_path: Path, capsys: Capture) -> None:
    copy = copy_of(sqlite, tmp_path / "copies")
    copy.with_name(copy.name + ".json").unlink()
    assert restore(sqlite.settings, copy, replace=True) == 2
    assert "Put it back beside the copy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"product_version": "999.0.0"}, "Install that version or a later one"),
        ({"format": 2}, "was written by another version"),
        ({"database": "weather"}, "which this version does not have"),
        ({"kind": "oracle"}, "is a copy of oracle"),
        ({"taken_at": "20200101T000000Z"}, "every chat in it had to be deleted since"),
        ({"rows": {"events": 5, "forgotten_conversations": 0}}, "does not hold the rows"),
        ({"unknown": 1}, "cannot be read as a manifest"),
    ],
)
def test_a_copy_that_does_not_fit_is_refused(
    sqlite: Kept, tmp_path: Path, capsys: Capture, change: dict[str, object], said: str
) -> None:
    sqlite.say("one", "an invented sentence")
    copy = copy_of(sqlite, tmp_path / "copies")
    manifest = copy.with_name(copy.name + ".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | change))
    before = sqlite.rows()
    assert restore(sqlite.settings, copy, replace=True) == 2
    assert said in capsys.readouterr().err
    assert sqlite.rows() == before
    assert sqlite.kept_aside() == []


def test_nothing_is_restored_while_something_answers_on_the_bots_port(
    kept: Kept, tmp_path: Path, capsys: Capture
) -> None:
    kept.say("one", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    with closing(socket.create_server(("127.0.0.1", kept.settings.port))):
        assert restore(kept.settings, copy, replace=True) == 2
    assert "the bot seems to run" in capsys.readouterr().err
    assert kept.kept_aside() == []


def test_nothing_is_restored_while_somebody_has_the_database_open(kept: Kept, tmp_path: Path, capsys: Capture) -> None:
    kept.say("one", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    before = kept.rows()
    if kept.kind == "sqlite":
        with closing(sqlite3.connect(kept.file)) as other:
            other.execute("SELECT * FROM events").fetchall()
            assert restore(kept.settings, copy, replace=True) == 2
    else:
        engine = sa.create_engine(kept.settings.database_url, poolclass=sa.pool.NullPool)
        with engine.connect() as other:
            other.exec_driver_sql("SELECT 1")
            assert restore(kept.settings, copy, replace=True) == 2
    assert "Stop every bot that uses this database" in capsys.readouterr().err
    assert kept.rows() == before


def test_a_damaged_database_is_replaced_and_kept_aside(sqlite: Kept, tmp_path: Path, capsys: Capture) -> None:
    sqlite.say("one", "an invented sentence")
    copy = copy_of(sqlite, tmp_path / "copies")
    sqlite.file.write_bytes(b"not a database" * 500)
    assert restore(sqlite.settings, copy, replace=False) == 2
    assert restore(sqlite.settings, copy, replace=True) == 0
    assert sqlite.conversations() == {"one"}
    assert len(sqlite.kept_aside()) == 1
    assert "could not be read" in capsys.readouterr().out


def test_a_restore_that_fails_half_way_changes_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The copy turns out to lack a row after the present tables were already out of the way."""
    for number in range(20):
        kept.say(f"conversation {number}", "an invented sentence")
    copy = copy_of(kept, tmp_path / "copies")
    manifest = copy.with_name(copy.name + ".json")
    read = json.loads(manifest.read_text())
    read["rows"]["events"] = 21
    manifest.write_text(json.dumps(read))
    before = kept.rows()
    assert restore(kept.settings, copy, replace=True) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert kept.rows() == before
    assert kept.kept_aside() == []
    assert list(kept.settings.var_dir.glob("*restoring*") if kept.kind == "sqlite" else []) == []


def test_a_left_over_of_a_killed_restore_is_cleared_away(sqlite: Kept, tmp_path: Path) -> None:
    sqlite.say("one", "an invented sentence")
    copy = copy_of(sqlite, tmp_path / "copies")
    left_over = sqlite.file.with_name(f"{sqlite.file.name}.restoring-1")
    left_over.write_bytes(b"half")
    assert restore(sqlite.settings, copy, replace=True) == 0
    assert not left_over.exists()


def test_the_commands_are_on_the_command_line(sqlite: Kept, tmp_path: Path) -> None:
    sqlite.say("one", "an invented sentence")
    settings = {"BOT_VAR_DIR": str(sqlite.settings.var_dir), "BOT_PORT": str(sqlite.settings.port), "PATH": "/usr/bin"}

    def bot(*words: str) -> subprocess.CompletedProcess[str]:
        root = Path(__file__).resolve().parents[2]
        return subprocess.run(
            [sys.executable, "-m", "bot", *words], cwd=root, env=settings, capture_output=True, text=True, timeout=60
        )

    made = bot("backup", str(tmp_path / "copies"))
    assert made.returncode == 0, made.stderr
    copy = made.stdout.split()[0]
    assert bot("restore", copy).returncode == 2
    put_back = bot("restore", copy, "--replace")
    assert put_back.returncode == 0, put_back.stderr
    assert sqlite.conversations() == {"one"}
