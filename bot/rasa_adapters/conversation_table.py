"""The conversations in the database: Rasa's table `events`, as its own SQL tracker store lays it out, and who asked to be forgotten."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.orm import sessionmaker

from bot.rasa_adapters.database import patience
from bot.rasa_adapters.kept_aside import SESSION_STARTED, Row, as_values

MESSAGE_ID = "message_id"
"""The key in a message's metadata that holds the client's own name for it."""
SQLEvent = SQLTrackerStore.SQLEvent
_AT_ONCE = 500
_HOUSEKEEPING_SECONDS = 30.0
_SESSION_START_ACTION = "action_session_start"
_FORGOTTEN = sa.Table(
    "forgotten_conversations",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)
"""The random ids of deleted conversations, kept as long as a token for one could still be used, a copy of the database put
back, or the review console hold its own: nothing may bring back what the person had deleted."""


class Standing(NamedTuple):
    """Whether a conversation was deleted, and the responses if a message is its newest one sent again."""

    is_forgotten: bool
    said_before: List[Dict[str, Any]]


class ConversationTable:
    """Reads and writes whole conversations. Every method may raise `sqlalchemy.exc.SQLAlchemyError`."""

    def __init__(self, engine: sa.engine.Engine, remember_seconds: float) -> None:
        self._sessions = sessionmaker(bind=engine)
        self._engine, self._remember_seconds = engine, remember_seconds

    def make(self) -> None:
        """Make the tables that are not there."""
        if self._engine.dialect.name == "sqlite":
            SQLTrackerStore.Base.metadata.create_all(self._engine)
            _FORGOTTEN.create(self._engine, checkfirst=True)
            return
        with self._engine.begin() as connection:  # workers that start together take turns
            if self._engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(4711)"))
            SQLTrackerStore.Base.metadata.create_all(connection)
            _FORGOTTEN.create(connection, checkfirst=True)

    def try_writing(self) -> None:
        """Make what is missing and write: raises while the database is gone, locked, or takes no changes."""
        self.make()
        with self._session() as session:
            session.execute(_FORGOTTEN.delete().where(_FORGOTTEN.c.at < time.time() - self._remember_seconds))
            session.commit()

    def read(self, conversation_id: str, whole: bool = False) -> List[Row]:
        """The events since the newest session began (or all), in the order in which they were written.

        By the order, not by the time as Rasa does: a clock that was set back would hide all that is said from then on.
        """
        columns = [getattr(SQLEvent, name) for name in Row._fields]
        with self._session() as session:
            events = session.query(*columns).filter(SQLEvent.sender_id == conversation_id)
            if not whole:
                starts = session.query(sa.func.max(SQLEvent.id)).filter(
                    SQLEvent.sender_id == conversation_id, SQLEvent.type_name == SESSION_STARTED
                )
                events = events.filter(SQLEvent.id >= sa.func.coalesce(starts.scalar_subquery(), 0))
            return [Row(*values) for values in events.order_by(SQLEvent.id)]

    def insert(self, conversation_id: str, rows: Sequence[Row], is_doubtful: bool = False) -> None:
        """Write new events of a conversation, unless it was forgotten.

        `is_doubtful` when some may have been written before. A session that began while the database could not be
        read is no new one when there are events from before: the conversation stays in one piece.
        """
        with self._session() as session:
            if self._has(session, conversation_id):
                return
            if is_doubtful:
                there = session.query(SQLEvent.type_name, SQLEvent.timestamp)
                written = {tuple(values) for values in there.filter(SQLEvent.sender_id == conversation_id)}
                rows = [row for row in rows if row[:2] not in written and not (written and _begins_session(row))]
            if rows:
                session.execute(SQLEvent.__table__.insert(), [as_values(conversation_id, row) for row in rows])
            session.commit()

    def standing(self, conversation_id: str, message_id: Optional[str]) -> Standing:
        """How the conversation stands when a message with this name comes in."""
        with self._session() as session:
            if self._has(session, conversation_id):
                return Standing(True, [])
            if message_id is None:
                return Standing(False, [])
            said = session.query(SQLEvent.id, SQLEvent.data).filter(SQLEvent.sender_id == conversation_id)
            newest = said.filter(SQLEvent.type_name == "user").order_by(SQLEvent.id.desc()).first()
            if newest is None or not is_named(newest.data, message_id):
                return Standing(False, [])
            replies = said.filter(SQLEvent.type_name == "bot", SQLEvent.id > newest.id).order_by(SQLEvent.id)
            return Standing(False, [as_response(reply.data) for reply in replies])

    def forget(self, conversation_id: str) -> None:
        """Delete everything that was said in this conversation, and remember that it may not come back."""
        now = time.time()
        with self._session() as session:
            session.execute(_FORGOTTEN.delete().where(_FORGOTTEN.c.at < now - self._remember_seconds))
            session.query(SQLEvent).filter(SQLEvent.sender_id == conversation_id).delete()
            if not self._has(session, conversation_id):
                session.execute(_FORGOTTEN.insert().values(sender_id=conversation_id, at=now))
            session.commit()
        self._empty_journal()

    def forget_idle(self, hours: float) -> int:
        """Delete every conversation whose last event is older than this; returns how many there were."""
        before, deleted = time.time() - hours * 3600, 0
        with patience(_HOUSEKEEPING_SECONDS):
            while True:
                with self._session() as session:
                    idle = session.query(SQLEvent.sender_id).group_by(SQLEvent.sender_id)
                    idle = idle.having(sa.func.max(SQLEvent.timestamp) < before).limit(_AT_ONCE)
                    names = [name for (name,) in idle]
                    if not names:
                        break
                    session.query(SQLEvent).filter(SQLEvent.sender_id.in_(names)).delete(synchronize_session=False)
                    session.commit()
                    deleted += len(names)
        self._empty_journal()
        return deleted

    def is_forgotten(self, conversation_id: str) -> bool:
        """Whether the person had the conversation deleted."""
        with self._session() as session:
            return self._has(session, conversation_id)

    def names(self) -> List[str]:
        """The ids of all conversations."""
        with patience(_HOUSEKEEPING_SECONDS), self._session() as session:
            return [name for (name,) in session.query(SQLEvent.sender_id).distinct()]

    def _empty_journal(self) -> None:
        """Deleted words must not live on in SQLite's journal; while somebody reads it, it is emptied the next time."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _session(self) -> Iterator[Any]:
        session = self._sessions()
        try:
            yield session
        finally:
            session.close()

    @staticmethod
    def _has(session: Any, conversation_id: str) -> bool:
        name = _FORGOTTEN.c.sender_id
        return session.query(name).filter(name == conversation_id).first() is not None


def is_named(data: str, message_id: str) -> bool:
    """Whether this event of a person's message bears the client's name for it."""
    return (json.loads(data).get("metadata") or {}).get(MESSAGE_ID) == message_id


def as_response(data: str) -> Dict[str, Any]:
    """The event of a response as an output channel gets it."""
    said = json.loads(data)
    return {"text": said.get("text"), **(said.get("data") or {})}


def _begins_session(row: Row) -> bool:
    return row.type_name == SESSION_STARTED or row.action_name == _SESSION_START_ACTION
