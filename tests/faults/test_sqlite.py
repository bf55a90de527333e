"""The SQLite file is locked, takes no changes, has no room, or is gone: chats go on, and it is caught up with later."""

from __future__ import annotations

import resource
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Callable, Iterator

import pytest

from .conftest import Start, sqlite_reader
from .people import THEFT, Measure, assert_is_in_time, assert_people_are_helped, assert_said_once, somebody
from .process import BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.server]

LOCKED_SECONDS = 10.0
_WRITE_VERSION, _READ_ONLY, _WAL = 18, b"\x03", b"\x02"
"""The byte of an SQLite file that says which version may write it; above 2 nobody may (sqlite.org/fileformat2.html)."""


@pytest.fixture(scope="module")
def bot(start: Start) -> BotProcess:
    """One bot on SQLite."""
    return start("on_sqlite")


@contextmanager
def locked(bot: BotProcess) -> Iterator[None]:
    """Another process writes for ten seconds without an end."""
    with closing(sqlite3.connect(bot.var_dir / "conversations.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        until = time.monotonic() + LOCKED_SECONDS
        yield
        time.sleep(max(0.0, until - time.monotonic()))


@contextmanager
def locked_for_readers_too(bot: BotProcess) -> Iterator[None]:
    """Another process has the file to itself, for reading as well."""
    with closing(sqlite3.connect(bot.var_dir / "conversations.db", isolation_level=None, timeout=5)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def read_only(bot: BotProcess) -> Iterator[None]:
    """The file takes no changes. (Its mode would not do: the bot may run as root, which may write anything.)"""
    path = bot.var_dir / "conversations.db"
    with closing(sqlite3.connect(path)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _set_byte(path, _READ_ONLY)
    yield
    _set_byte(path, _WAL)


@contextmanager
def no_room(bot: BotProcess) -> Iterator[None]:
    """No file of the bot can grow: what a full disk does, for this process alone. Its log has no room either."""
    before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)


def _set_byte(path: Path, value: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(_WRITE_VERSION)
        file.write(value)


@pytest.mark.parametrize("fault", [locked, locked_for_readers_too, read_only, no_room])
def test_people_are_helped_while_the_file_is(
    fault: Callable[[BotProcess], Iterator[None]], bot: BotProcess, measure: Measure
) -> None:
    assert_people_are_helped(bot.client, fault(bot), sqlite_reader(bot.var_dir), measure)  # type: ignore[arg-type]


def test_a_file_that_is_deleted_is_made_anew_and_only_what_was_in_it_is_lost(bot: BotProcess, measure: Measure) -> None:
    read = sqlite_reader(bot.var_dir)
    person, other = somebody(bot.client), somebody(bot.client)
    assert person.say(THEFT).asks == "age_group"
    for path in bot.var_dir.glob("conversations.db*"):
        path.unlink()
    turn = person.say("I am 35")
    assert_is_in_time(turn)
    measure("slowest reply", turn.seconds)
    assert "victim_support_live_chat_18_or_over" in turn.services
    deadline = time.monotonic() + 10
    while not any(person.word in data and kind == "user" for _, kind, data in read()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert_said_once(read(), person.word)
    newcomer = somebody(bot.client)
    assert newcomer.say(THEFT).asks == "age_group"
    # What was in the file is gone; a chat that was in it goes on, and the bot has forgotten what was said.
    answer = bot.client.call("POST", "/messages", {"text": THEFT}, other.conversation.token)
    assert answer.status == 200
    assert answer.json()["messages"][-1]["asks"] == "age_group"
