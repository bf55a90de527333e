"""The conversation store's database engine: no call may wait longer than a person in a chat can be kept waiting."""

from __future__ import annotations

import select
import threading
import time
from contextlib import contextmanager
from typing import Any, Dict, Iterator

import sqlalchemy as sa

from bot.settings import Settings

MOST_CONNECTIONS = 4
"""Connections that one bot process holds to PostgreSQL."""
_BUSY_MILLISECONDS = 600
_ANSWER_SECONDS = 0.7
_this_thread = threading.local()


def make_engine(settings: Settings) -> sa.engine.Engine:
    """The engine on the database of the settings: SQLite in `var_dir` (WAL) or the one in `database_url`.

    Nothing is connected yet. Errors never carry what people typed.
    """
    if not settings.database_url:
        engine = sa.create_engine(
            sa.engine.URL.create("sqlite", database=str(settings.conversations_path)),
            connect_args={"timeout": _BUSY_MILLISECONDS / 1000},
            hide_parameters=True,
        )
        sa.event.listen(engine, "connect", _prepare_sqlite)
        return engine
    address = sa.engine.make_url(settings.database_url)
    options: Dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    if address.get_backend_name() == "postgresql":
        options.update(pool_size=MOST_CONNECTIONS, max_overflow=1, pool_timeout=_ANSWER_SECONDS, pool_recycle=900)
    engine = sa.create_engine(address, **options)
    if engine.driver == "psycopg2":
        _limit_every_wait()
        sa.event.listen(engine, "connect", _prepare_postgresql)
    return engine


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Let PostgreSQL take this long for each answer in this thread: for work that nobody waits for."""
    _this_thread.seconds = seconds
    try:
        yield
    finally:
        del _this_thread.seconds


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers beside the writer (WAL), and deleted text overwritten rather than left in the file."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Nobody's lock is waited for long, and a bot that stands still holds no lock of its own for long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET lock_timeout = 600; SET statement_timeout = 30000; SET idle_in_transaction_session_timeout = 10000"
        )
    connection.commit()  # a rollback would undo the settings


def _limit_every_wait() -> None:
    """Have psycopg2 wait through `_wait`: it has no time limit of its own for a server that takes calls and is silent."""
    import psycopg2.extensions

    psycopg2.extensions.set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    """Wait for PostgreSQL; psycopg2 closes the connection when this raises."""
    import psycopg2

    until = time.monotonic() + getattr(_this_thread, "seconds", _ANSWER_SECONDS)
    while True:
        state = connection.poll()
        if state == psycopg2.extensions.POLL_OK:
            return
        poller = select.poll()
        poller.register(
            connection.fileno(), select.POLLIN if state == psycopg2.extensions.POLL_READ else select.POLLOUT
        )
        if not poller.poll(max(0.0, until - time.monotonic()) * 1000):
            raise psycopg2.OperationalError("PostgreSQL does not answer.")
