"""Bots to break, and a record of how long people had to wait (var/reports/faults.json)."""

from __future__ import annotations

import json
import os
import socket
import uuid
from collections import defaultdict
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.server.conftest import ROOT

from .people import Measure, ReadStore
from .process import BotProcess
from .proxy import Proxy

POSTGRES, REDIS = ("127.0.0.1", 5432), ("127.0.0.1", 6379)
REPORT = ROOT / "var" / "reports" / "faults.json"
Start = Callable[..., BotProcess]
_measured: dict[str, dict[str, float]] = defaultdict(dict)


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """Notes the longest of each kind of wait in this test."""

    def note(what: str, seconds: float) -> None:
        waits = _measured[request.node.name]
        waits[what] = round(max(seconds, waits.get(what, 0.0)), 2)

    return note


@pytest.fixture(scope="session", autouse=True)
def _report() -> Iterator[None]:
    yield
    if _measured:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        before = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.is_file() else {}
        REPORT.write_text(json.dumps({**before, **_measured}, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts bots, and ends them after the last test of the module."""
    started: list[BotProcess] = []

    def begin(name: str, wait: bool = True, var_dir: Path | None = None, **environment: str) -> BotProcess:
        bot = BotProcess(var_dir or tmp_path_factory.mktemp(name), **environment)
        started.append(bot)
        bot.start(wait)
        return bot

    yield begin
    for bot in started:
        bot.stop()


def needs(address: tuple[str, int], name: str) -> None:
    """Skip when this server is not reachable; in CI, fail."""
    with suppress(OSError), closing(socket.create_connection(address, timeout=1)):
        return
    why = f"{name} does not answer at {address[0]}:{address[1]}"
    if os.environ.get("CI"):
        pytest.fail(f"{why}. In CI it must: start it before the tests.")
    pytest.skip(f"{why}, so this test is left out")


class PostgreSQL:
    """A database and a role of our own in the real server, with a proxy in front."""

    MOST_CONNECTIONS = 6

    def __init__(self) -> None:
        self.name = f"faults_{uuid.uuid4().hex[:10]}"
        self.proxy = Proxy(POSTGRES)
        self._run(f"CREATE ROLE {self.name} LOGIN CONNECTION LIMIT {self.MOST_CONNECTIONS}")
        self._run(f"CREATE DATABASE {self.name} OWNER {self.name}")

    @property
    def url(self) -> str:
        """The address for the bot, through the proxy."""
        return f"postgresql://{self.name}@127.0.0.1:{self.proxy.port}/{self.name}"

    def connect(self, user: str | None = None) -> Any:
        """A connection of our own, past the proxy."""
        import psycopg2

        connection = psycopg2.connect(host=POSTGRES[0], port=POSTGRES[1], user=user or "postgres", dbname=self.name)
        connection.autocommit = True
        return connection

    def read(self) -> list[tuple[str, str, str]]:
        """Every event; nothing while the table is not there or locked."""
        import psycopg2

        with closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 200")
            try:
                cursor.execute("SELECT sender_id, type_name, data FROM events ORDER BY id")
            except (psycopg2.errors.UndefinedTable, psycopg2.errors.LockNotAvailable):
                return []
            return [tuple(row) for row in cursor.fetchall()]

    def break_connections_of_the_bot(self) -> None:
        """As a restart of the server does."""
        with closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND datname = %s",
                (self.name, self.name),
            )

    def drop(self) -> None:
        """Leave nothing behind."""
        self.proxy.cut()
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self._run(f"DROP ROLE IF EXISTS {self.name}")

    def _run(self, statement: str) -> None:
        import psycopg2

        with closing(psycopg2.connect(host=POSTGRES[0], port=POSTGRES[1], user="postgres", dbname="postgres")) as own:
            own.autocommit = True
            with own.cursor() as cursor:
                cursor.execute(statement)


@pytest.fixture(scope="module")
def new_database() -> Iterator[Callable[[], PostgreSQL]]:
    """Makes databases of our own, and drops them after the last test of the module."""
    needs(POSTGRES, "PostgreSQL")
    made: list[PostgreSQL] = []

    def make() -> PostgreSQL:
        made.append(PostgreSQL())
        return made[-1]

    yield make
    for database in made:
        database.drop()


def sqlite_reader(var_dir: Path) -> ReadStore:
    """Reads every event in the bot's SQLite file, as the console does; nothing while there is none."""
    import sqlite3

    def read() -> list[tuple[str, str, str]]:
        try:
            with closing(
                sqlite3.connect(f"file:{var_dir / 'conversations.db'}?mode=ro", uri=True, timeout=0.2)
            ) as connection:
                return connection.execute("SELECT sender_id, type_name, data FROM events ORDER BY id").fetchall()
        except sqlite3.DatabaseError:
            return []

    return read
