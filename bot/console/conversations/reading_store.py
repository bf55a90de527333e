"""The bot's store, read and never written: SQLite opened read-only, or PostgreSQL told to refuse every change.

The connection is the console's own. Whatever goes wrong here is a `StoreAway`; the bot does not notice.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, NamedTuple, Optional, Sequence
from urllib.parse import quote

import psycopg2

from bot.settings import Settings

PATIENCE_SECONDS = 5
SLOTS = ("harm", "told_before", "age_group", "subject", "place")
"""The slots whose events tell something; there are many others."""
_KINDS = ("user", "bot", "restart", "rewind", "undo")
_SAYS_SOMETHING = (
    f"(type_name IN {_KINDS!r} OR (type_name = 'slot' AND action_name IN {SLOTS!r}))"  # fixed words, nobody's input
)
_NOT_THERE_YET = ("no such table", "unable to open database file")


class StoreAway(Exception):
    """The bot's store cannot be read now; `kind` is the kind of error, without anybody's words."""

    def __init__(self, kind: str, is_not_there_yet: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.is_not_there_yet = is_not_there_yet


class Row(NamedTuple):
    """One event, as Rasa keeps it."""

    id: int
    sender: str
    kind: str
    at: Optional[float]
    data: Optional[str]


class LastMessage(NamedTuple):
    """The newest message of a person in one conversation, and how many there are; openings do not count."""

    event_id: int
    messages: int


class Store:
    """Questions to an open connection."""

    def __init__(self, connection: Any, mark: str) -> None:
        self._connection = connection
        self._mark = mark

    def newest_id(self) -> int:
        """The highest id of an event; 0 when there is none."""
        return int(self._ask("SELECT max(id) FROM events")[0][0] or 0)

    def heard_after(self, event_id: int, most: int) -> list[tuple[int, str]]:
        """The next events: id and conversation, in order."""
        asked = f"SELECT id, sender_id FROM events WHERE id > {self._mark} ORDER BY id LIMIT {self._mark}"
        return [(int(number), sender) for number, sender in self._ask(asked, [event_id, most])]

    def events_of(self, senders: Sequence[str]) -> dict[str, list[Row]]:
        """What these conversations said, oldest first; a conversation that is gone is not in it."""
        asked = (
            "SELECT id, sender_id, type_name, timestamp, data FROM events"
            f" WHERE sender_id IN ({self._marks(senders)}) AND {_SAYS_SOMETHING} ORDER BY id"
        )
        found: dict[str, list[Row]] = {}
        for values in self._ask(asked, list(senders)) if senders else ():
            row = Row(*values)
            found.setdefault(row.sender, []).append(row)
        return found

    def last_messages(self) -> Mapping[str, LastMessage]:
        """The newest message of each conversation in the store."""
        asked = (
            "SELECT sender_id, max(id), count(*) FROM events"
            " WHERE type_name = 'user' AND coalesce(intent_name, '') <> 'restart' GROUP BY sender_id"
        )
        return {sender: LastMessage(int(newest), int(count)) for sender, newest, count in self._ask(asked)}

    def forgotten_since(self, at: float) -> list[str]:
        """Conversations that people had deleted since then."""
        asked = f"SELECT sender_id FROM forgotten_conversations WHERE at >= {self._mark}"
        return self._forgotten(asked, [at])

    def forgotten_among(self, senders: Sequence[str]) -> set[str]:
        """Which of these their people had deleted."""
        if not senders:
            return set()
        asked = f"SELECT sender_id FROM forgotten_conversations WHERE sender_id IN ({self._marks(senders)})"
        return set(self._forgotten(asked, list(senders)))

    def _forgotten(self, asked: str, values: Sequence[object]) -> list[str]:
        try:
            return [sender for (sender,) in self._ask(asked, values)]
        except StoreAway as away:
            if not away.is_not_there_yet:
                raise
            return []  # the store of an older bot has no such table: nobody has had anything deleted

    def _marks(self, values: Sequence[object]) -> str:
        return ", ".join([self._mark] * len(values))

    def _ask(self, asked: str, values: Sequence[object] = ()) -> list[Any]:
        cursor = self._connection.cursor()
        try:
            cursor.execute(asked, values)
            return list(cursor.fetchall())
        except (sqlite3.Error, psycopg2.Error) as error:
            raise _away(error) from None
        finally:
            with contextlib.suppress(sqlite3.Error, psycopg2.Error):
                cursor.close()


@contextlib.contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """A connection for one round of reading. An open one would keep SQLite from emptying its log of deleted words."""
    try:
        connection, mark = _connect(settings)
    except (sqlite3.Error, psycopg2.Error) as error:
        raise _away(error) from None
    try:
        yield Store(connection, mark)
    finally:
        with contextlib.suppress(sqlite3.Error, psycopg2.Error):
            connection.close()


def _connect(settings: Settings) -> tuple[Any, str]:
    if settings.database_url:
        return _postgresql(settings.database_url), "%s"
    return _sqlite(settings.conversations_path), "?"


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=PATIENCE_SECONDS)


def _postgresql(url: str) -> Any:
    address = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    connection = psycopg2.connect(
        address, connect_timeout=PATIENCE_SECONDS, application_name="review console",
        keepalives_idle=30, tcp_user_timeout=60_000,
    )  # fmt: skip
    connection.autocommit = True  # no long transaction, which would keep the bot's database from tidying up
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        cursor.execute("SET statement_timeout = '60s'")
    return connection


def _away(error: Exception) -> StoreAway:
    is_missing = isinstance(error, psycopg2.errors.UndefinedTable) or str(error).startswith(_NOT_THERE_YET)
    return StoreAway(type(error).__name__, is_missing)


class Asker:
    """Asks the store again and again from web requests: one connection a thread, and a pause after it was away."""

    def __init__(self, settings: Settings, pause_seconds: float = 5.0) -> None:
        self._settings = settings
        self._pause = pause_seconds
        self._away_until = 0.0
        self._local = threading.local()

    def forgotten_among(self, senders: Iterable[str]) -> set[str]:
        """Which of these their people had deleted; nothing while the store is away."""
        if time.monotonic() < self._away_until:
            return set()
        wanted = list(senders)
        try:
            return self._asked(wanted)
        except StoreAway:
            self._away_until = time.monotonic() + self._pause
            return set()

    def _asked(self, senders: list[str]) -> set[str]:
        if not self._settings.database_url:
            with open_store(self._settings) as store:
                return store.forgotten_among(senders)
        try:
            return self._kept().forgotten_among(senders)
        except StoreAway:  # the connection may have been cut long ago
            self._local.store = None
            return self._kept().forgotten_among(senders)

    def _kept(self) -> Store:
        store: Optional[Store] = getattr(self._local, "store", None)
        if store is None:
            try:
                store = Store(*_connect(self._settings))
            except (sqlite3.Error, psycopg2.Error) as error:
                raise _away(error) from None
            self._local.store = store
        return store
