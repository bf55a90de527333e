"""A copy is private, named by its time, checked, and of one moment even while people go on talking."""

from __future__ import annotations

import json
import os
import re
import stat
import threading
import time
from pathlib import Path

import pytest

from bot.operations.backup_command import back_up
from bot.operations.manifest import sha256_of
from bot.operations.progress import Progress
from tests.operations.conftest import Kept


def copy_in(folder: Path) -> Path:
    """The one copy in the folder."""
    (copy,) = (path for path in folder.iterdir() if path.suffix != ".json")
    return copy


def test_a_copy_is_named_by_its_time_and_only_its_owner_may_read_it(kept: Kept, tmp_path: Path) -> None:
    kept.say("one", "an invented sentence")
    os.umask(os.umask(0o022))
    assert back_up(kept.settings, tmp_path / "copies") == 0
    copy = copy_in(tmp_path / "copies")
    assert re.fullmatch(r"conversations-\d{8}T\d{6}Z\.(db|pgdump)", copy.name)
    for path in (tmp_path / "copies").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE((tmp_path / "copies").stat().st_mode) == 0o700


def test_the_manifest_says_what_the_copy_is(kept: Kept, tmp_path: Path) -> None:
    for number in range(7):
        kept.say(f"conversation {number}", "an invented sentence\nof two lines")
    kept.forget("conversation 3")
    assert back_up(kept.settings, tmp_path) == 0
    copy = next(path for path in tmp_path.glob("conversations-*") if path.suffix != ".json")
    manifest = json.loads(copy.with_name(copy.name + ".json").read_text())
    assert manifest["rows"] == {"events": 6, "forgotten_conversations": 1}
    assert manifest["kind"] == kept.kind
    assert manifest["database"] == "conversations"
    assert manifest["sha256"] == sha256_of(copy)
    assert manifest["bytes"] == copy.stat().st_size
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["product_version"])
    assert "invented" not in json.dumps(manifest)


def test_a_copy_taken_while_people_write_is_of_one_moment(kept: Kept, tmp_path: Path) -> None:
    """Every conversation is written as a pair; a copy with half a pair would be of two moments."""
    text = "an invented sentence " * 400
    for number in range(300):
        kept.say(f"first {number}", text)
    stop, failures, written = threading.Event(), [], 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            try:
                kept.run(
                    "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?), (?, 'bot', ?, ?)",
                    f"pair {written}", time.time(), text, f"pair {written}", time.time(), text,
                )  # fmt: skip
                written += 1
            except Exception as error:
                failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written < 5:
            time.sleep(0.01)
        assert back_up(kept.settings, tmp_path / "copies") == 0
        after = written
        while written < after + 5 and not failures:
            time.sleep(0.01)
    finally:
        stop.set()
        writer.join()
    assert not failures
    copy = copy_in(tmp_path / "copies")
    rows = json.loads(copy.with_name(copy.name + ".json").read_text())["rows"]["events"]
    assert 310 <= rows <= 300 + 2 * after + 2
    assert (rows - 300) % 2 == 0


def test_a_database_that_is_not_there_is_refused_with_what_to_do(
    sqlite: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sqlite.lose()
    assert back_up(sqlite.settings, tmp_path / "copies") == 2
    assert "Start the bot once, or check BOT_VAR_DIR" in capsys.readouterr().err
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_damaged_database_gives_no_copy(sqlite: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(200):
        sqlite.say(f"conversation {number}", "an invented sentence " * 20)
    sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)")
    with sqlite.file.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(8 * 4096))
    assert back_up(sqlite.settings, tmp_path / "copies") == 2
    assert "error: " in capsys.readouterr().err
    assert list((tmp_path / "copies").iterdir()) == []


def test_copies_that_outlived_the_retention_time_are_deleted(
    sqlite: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, recent = time.gmtime(time.time() - 25 * 3600), time.gmtime(time.time() - 23 * 3600)
    names = [f"conversations-{time.strftime('%Y%m%dT%H%M%SZ', moment)}.db" for moment in (old, recent)]
    other = tmp_path / "holiday.db"
    for path in (*(tmp_path / name for name in names), tmp_path / f"{names[0]}.json", other):
        path.write_text("{}")
    assert back_up(sqlite.settings, tmp_path) == 0
    assert not (tmp_path / names[0]).exists()
    assert not (tmp_path / f"{names[0]}.json").exists()
    assert (tmp_path / names[1]).exists()
    assert other.exists()
    assert f"Deleted {tmp_path / names[0]}" in capsys.readouterr().out


def test_the_password_of_the_database_is_in_no_argument_and_no_error(
    postgres: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.settings import Settings

    url = postgres.replace("postgres@", "nobody:very-secret@")
    assert back_up(Settings(var_dir=tmp_path, database_url=url), tmp_path / "copies") == 2
    said = capsys.readouterr()
    assert "very-secret" not in said.out + said.err
    assert "nobody" in said.err


def test_a_missing_pg_dump_is_named_with_what_to_install(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.settings import Settings

    kept = Kept(Settings(var_dir=tmp_path, database_url=postgres), "postgresql")
    kept.make_tables()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert back_up(kept.settings, tmp_path / "copies") == 2
    assert "pg_dump is not installed. On Debian: apt-get install postgresql-client" in capsys.readouterr().err
    assert list((tmp_path / "copies").iterdir()) == []


def test_long_work_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 1.0, 2.5, 3.0, 5.0, 7.5])
    monkeypatch.setattr("bot.operations.progress.time.monotonic", lambda: next(moments))
    progress = Progress("copying")
    for done in (10_000_000, 20_000_000, 30_000_000):
        progress(done, 40_000_000)
    progress(5_000_000, 0)
    assert capsys.readouterr().err == "  copying: 50 % of 40.0 MB\n  copying: 5.0 MB so far\n"
