"""Rasa's SQL tracker store, with what it lacks: forgetting a conversation, and SQLite that does not block readers."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Dict, List, NamedTuple, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_adapters.chapters import end_chapter
from bot.settings import read_settings

MESSAGE_ID = "message_id"
"""The key in a message's metadata that holds the client's own name for it."""
_AT_ONCE = 500
_FORGOTTEN = sa.Table(
    "forgotten_conversations",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)
"""The random ids of deleted conversations. They are kept as long as a token for one could still be used, since a turn
that was under way when the person deleted everything must not write it back; and as long as the review console keeps
conversations, since it may be stopped for days and must delete its own copy when it starts again."""


class Standing(NamedTuple):
    """Whether a conversation was begun and not forgotten, and the responses if a message is its newest one sent again."""

    is_known: bool
    said_before: List[Dict[str, Any]]


class ConversationStore(SQLTrackerStore):
    """`SQLTrackerStore` on the database of the settings: SQLite in var/ (WAL) or the one in `BOT_DATABASE_URL`."""

    def __init__(
        self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, **kwargs: Dict[str, Any]
    ) -> None:
        settings = read_settings()
        if settings.database_url:
            address = sa.engine.make_url(settings.database_url)
            super().__init__(
                domain=domain, event_broker=event_broker, dialect=address.drivername, host=address.host,
                port=address.port, db=address.database, username=address.username, password=address.password, query=dict(address.query),
            )  # fmt: skip
        else:
            settings.var_dir.mkdir(parents=True, exist_ok=True)
            super().__init__(
                domain=domain, event_broker=event_broker, dialect="sqlite", db=str(settings.conversations_path)
            )
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            self.engine.dispose()
        self._remember_seconds = max(settings.token_lifetime_seconds + 60, settings.console_keep_days * 86_400)
        _FORGOTTEN.create(self.engine, checkfirst=True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what is new; a chapter that has become long ends here."""
        end_chapter(tracker)
        await super().save(tracker)

    def _event_query(self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool) -> Any:
        """The events in order, of the newest session or of all.

        Rasa takes those that are not older than the session. A clock that is set back would hide them: the order of
        the rows decides here.
        """
        event = self.SQLEvent
        events = session.query(event).filter(event.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            sessions = session.query(sa.func.max(event.id)).filter(event.sender_id == sender_id)
            began = sessions.filter(event.type_name == SessionStarted.type_name).scalar()
            events = events.filter(event.id >= (began or 0))
        return events.order_by(event.id)

    async def forget(self, conversation_id: str) -> None:
        """Delete everything that was said in this conversation, and remember that it may not come back."""
        await asyncio.get_running_loop().run_in_executor(None, self._forget, conversation_id)

    async def forget_idle(self, hours: float) -> int:
        """Delete every conversation whose last event is older than this; returns how many there were."""
        return await asyncio.get_running_loop().run_in_executor(None, self._forget_idle, hours)

    async def standing(self, conversation_id: str, message_id: Optional[str] = None) -> Standing:
        """How the conversation stands when a message with this name comes in."""
        return await asyncio.get_running_loop().run_in_executor(None, self._standing, conversation_id, message_id)

    async def is_forgotten(self, conversation_id: str) -> bool:
        """Whether the person had the conversation deleted."""
        return await asyncio.get_running_loop().run_in_executor(None, self._is_forgotten, conversation_id)

    def _forget_idle(self, hours: float) -> int:
        event, before = self.SQLEvent, time.time() - hours * 3600
        deleted = 0
        while True:
            with self.session_scope() as session:
                idle = session.query(event.sender_id).group_by(event.sender_id)
                idle = idle.having(sa.func.max(event.timestamp) < before).limit(_AT_ONCE)
                names = [name for (name,) in idle]
                if not names:
                    return deleted
                session.query(event).filter(event.sender_id.in_(names)).delete(synchronize_session=False)
                session.commit()
                deleted += len(names)

    def _standing(self, conversation_id: str, message_id: Optional[str]) -> Standing:
        event = self.SQLEvent
        with self.session_scope() as session:
            said = session.query(event.id, event.data).filter(event.sender_id == conversation_id)
            newest = said.filter(event.type_name == "user").order_by(event.id.desc()).first()
            if newest is None or self._has(session, _FORGOTTEN.c.sender_id, conversation_id):
                return Standing(False, [])
            if message_id is None or (json.loads(newest.data).get("metadata") or {}).get(MESSAGE_ID) != message_id:
                return Standing(True, [])
            replies = said.filter(event.type_name == "bot", event.id > newest.id).order_by(event.id)
            return Standing(True, [_as_response(json.loads(reply.data)) for reply in replies])

    def _forget(self, conversation_id: str) -> None:
        now = time.time()
        with self.session_scope() as session:
            session.execute(_FORGOTTEN.delete().where(_FORGOTTEN.c.at < now - self._remember_seconds))
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation_id).delete()
            if not self._has(session, _FORGOTTEN.c.sender_id, conversation_id):
                session.execute(_FORGOTTEN.insert().values(sender_id=conversation_id, at=now))
            session.commit()

    def _is_forgotten(self, conversation_id: str) -> bool:
        with self.session_scope() as session:
            return self._has(session, _FORGOTTEN.c.sender_id, conversation_id)

    @staticmethod
    def _has(session: Any, column: Any, conversation_id: str) -> bool:
        return session.query(column).filter(column == conversation_id).first() is not None


def _as_response(said: Dict[str, Any]) -> Dict[str, Any]:
    """The event of a response as an output channel gets it."""
    return {"text": said.get("text"), **(said.get("data") or {})}


def conversation_store(agent: Any) -> ConversationStore:
    """The agent's own store, out of the fail-safe wrapper that Rasa puts around it and that cannot forget."""
    store = agent.tracker_store
    return getattr(store, "_tracker_store", store)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers beside the writer (WAL), a patient writer, and deleted text overwritten rather than left in the file."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=2000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
