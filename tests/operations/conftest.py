"""Databases as the bot leaves them, SQLite and real PostgreSQL, each test its own."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import pytest
import sqlalchemy as sa

from bot.settings import Settings

SERVER = "postgresql://postgres@127.0.0.1:5432"
HOUR = 3600.0


@dataclass(frozen=True)
class Kept:
    """A database with the tables of the conversation store."""

    settings: Settings
    kind: str

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.settings.conversations_path

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and keep what it did."""
        if self.kind == "sqlite":
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=10)) as connection:
                if not self.file.stat().st_size:
                    connection.execute("PRAGMA journal_mode=WAL")
                rows = connection.execute(sql, values).fetchall()
                connection.commit()
                return rows
        engine = sa.create_engine(self.settings.database_url, poolclass=sa.pool.NullPool)
        with engine.begin() as connection:
            result = connection.exec_driver_sql(sql.replace("?", "%s"), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def make_tables(self) -> None:
        """The tables as Rasa and the conversation store make them (a test compares them)."""
        key = "INTEGER NOT NULL PRIMARY KEY" if self.kind == "sqlite" else "SERIAL PRIMARY KEY"
        self.run(
            f"CREATE TABLE events (id {key}, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, "
            "timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
        )
        self.run("CREATE INDEX ix_events_sender_id ON events (sender_id)")
        self.run("CREATE TABLE forgotten_conversations (sender_id VARCHAR(255) PRIMARY KEY, at FLOAT NOT NULL)")

    def say(self, conversation: str, text: str, hours_ago: float = 0.0) -> None:
        """One event of a conversation."""
        data = json.dumps({"event": "user", "text": text})
        self.run(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?)",
            conversation, time.time() - hours_ago * HOUR, data,
        )  # fmt: skip

    def forget(self, conversation: str) -> None:
        """What the conversation store does when a person deletes the chat."""
        self.run("DELETE FROM events WHERE sender_id = ?", conversation)
        self.run("INSERT INTO forgotten_conversations VALUES (?, ?)", conversation, time.time())

    def lose(self) -> None:
        """Everything is gone, as after a disk failure."""
        if self.kind == "sqlite":
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        else:
            self.run("DROP TABLE events, forgotten_conversations")

    def rows(self) -> list[tuple[Any, ...]]:
        """Every event, whole."""
        return self.run("SELECT * FROM events ORDER BY id")

    def conversations(self) -> set[str]:
        """Whose conversations are kept."""
        return {name for (name,) in self.run("SELECT DISTINCT sender_id FROM events")}

    def kept_aside(self) -> list[str]:
        """What restores have kept aside."""
        if self.kind == "sqlite":
            return [path.name for path in self.file.parent.glob("*.replaced-*Z")]
        return [
            name
            for (name,) in self.run("SELECT nspname FROM pg_namespace WHERE starts_with(nspname::text, 'replaced')")
        ]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of a new PostgreSQL database, dropped afterwards."""
    name = f"operations_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(
        f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool,
        connect_args={"connect_timeout": 2},
    )  # fmt: skip
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except sa.exc.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("PostgreSQL does not answer at 127.0.0.1:5432, so this test is left out")
    yield f"{SERVER}/{name}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """A database with its tables, in both kinds."""
    url: Optional[str] = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = Kept(Settings(var_dir=tmp_path / "var", database_url=url, port=free_port()), request.param)
    made.make_tables()
    return made


@pytest.fixture
def sqlite(tmp_path: Path) -> Kept:
    """The same in SQLite only."""
    made = Kept(Settings(var_dir=tmp_path / "var", port=free_port()), "sqlite")
    made.make_tables()
    return made
