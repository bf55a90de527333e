"""Rasa's tracker store on our database: no turn waits for a database that fails, and what is forgotten stays so.

While the database is away, chats go on from memory (bot/rasa_adapters/kept_aside.py); once it is back, what was said
is written there. Rasa's own fail-safe would keep those turns in memory for ever, and read none of them.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import logging
from collections import OrderedDict
from itertools import islice
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_adapters.chapters import end_chapter
from bot.rasa_adapters.conversation_table import (
    MESSAGE_ID,
    ConversationTable,
    SQLEvent,
    Standing,
    as_response,
    is_named,
)
from bot.rasa_adapters.database import MOST_CONNECTIONS, make_engine
from bot.rasa_adapters.kept_aside import KeptAside, Row
from bot.settings import read_settings

__all__ = ["MESSAGE_ID", "ConversationStore", "Standing", "conversation_store"]

logger = logging.getLogger(__name__)

READING_SHARE, WRITING_SHARE = 0.3, 0.6
"""What one call of the database may take before the chat goes on without it, as shares of the time for a reply."""
TRY_AGAIN_SECONDS = 0.5
DAY = 24 * 3600
_MOST_FORGOTTEN = 10_000
_UNSTORABLE = (sa.exc.DataError, sa.exc.IntegrityError)
_READ = "rows_read"
"""The attribute of a tracker that says how many of its events the store has."""


class DatabaseAway(Exception):
    """The database does not answer, or not in time."""


class ConversationStore(TrackerStore):
    """Keeps conversations in SQLite in var/ or in `BOT_DATABASE_URL`.

    It sends nothing to an event broker: Rasa's stores do that before they save, so that a broker that fails loses turns.
    """

    SQLEvent = SQLEvent

    def __init__(
        self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, **kwargs: Dict[str, Any]
    ) -> None:
        settings = read_settings()
        super().__init__(domain, None)
        if not settings.database_url:
            settings.var_dir.mkdir(parents=True, exist_ok=True)
        self.engine = make_engine(settings)
        self._read_seconds = settings.reply_timeout_seconds * READING_SHARE
        self._write_seconds = settings.reply_timeout_seconds * WRITING_SHARE
        remember = (
            settings.token_lifetime_seconds + 60,
            settings.keep_hours * 3600,
            (settings.console_keep_days + 1) * DAY,
        )
        self._table = ConversationTable(self.engine, max(remember))
        self._aside = KeptAside()
        self._to_forget: Dict[str, None] = {}
        self._forgotten: OrderedDict[str, None] = OrderedDict()
        self._writing: Dict[str, asyncio.Future[None]] = {}
        self._mending: Optional[asyncio.Task[None]] = None
        writers = 1 if self.engine.dialect.name == "sqlite" else MOST_CONNECTIONS  # SQLite lets one write at a time
        self._readers = concurrent.futures.ThreadPoolExecutor(MOST_CONNECTIONS, thread_name_prefix="database")
        self._writers = concurrent.futures.ThreadPoolExecutor(writers, thread_name_prefix="database-writing")
        self.is_away = False
        """Whether chats go on from memory."""
        try:
            self._table.make()
        except sa.exc.SQLAlchemyError as error:
            self._note_away(error)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation since its session began; from memory where that knows more or the database is away."""
        if not self._aside.has_unsaved(sender_id):
            try:
                rows = await self._ask(self._readers, self._table.read, sender_id)
                if not self._was_forgotten(sender_id):
                    self._aside.remember(sender_id, rows)
                return self._tracker(sender_id, rows)
            except DatabaseAway:
                pass
        kept = self._aside.get(sender_id)
        if kept is None:
            self._aside.begin_unread(sender_id)
            return None
        return self._tracker(sender_id, kept.session())

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """The conversation with all its sessions, as the database has it."""
        return self._tracker(conversation_id, await self._ask(self._readers, self._table.read, conversation_id, True))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations in the database."""
        return await asyncio.get_running_loop().run_in_executor(None, self._table.names)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the tracker's new events; a chapter that has become long ends. What the database does not take is kept aside."""
        end_chapter(tracker)
        events = islice(tracker.events, getattr(tracker, _READ, 0), None)
        rows = [_row(event.as_dict()) for event in events]
        setattr(tracker, _READ, len(tracker.events))
        if not rows or self._was_forgotten(tracker.sender_id):
            return
        self._aside.add(tracker.sender_id, rows)
        if self.is_away:
            self._mend()
        else:
            await self._write(tracker.sender_id)

    async def standing(self, conversation_id: str, message_id: Optional[str] = None) -> Standing:
        """How the conversation stands when a message with this name comes in. Raises `DatabaseAway`."""
        if self._was_forgotten(conversation_id):
            return Standing(True, [])
        if not self._aside.has_unsaved(conversation_id):
            try:
                return await self._ask(self._readers, self._table.standing, conversation_id, message_id)
            except DatabaseAway:
                if self._aside.get(conversation_id) is None:
                    raise
        return self._standing_in_memory(conversation_id, message_id)

    async def forget(self, conversation_id: str) -> None:
        """Delete everything that was said in this conversation, and remember that it may not come back.

        Raises `DatabaseAway` when that could not be done yet: the chat is over and out of memory all the same, and the
        database is told as soon as it is back.
        """
        self._aside.drop(conversation_id)
        self._to_forget[conversation_id] = None
        self._forgotten[conversation_id] = None
        if len(self._forgotten) > _MOST_FORGOTTEN:
            self._forgotten.popitem(last=False)
        under_way = self._writing.get(conversation_id)
        if under_way:
            await asyncio.wait({under_way}, timeout=self._write_seconds)
        await self._ask(self._writers, self._table.forget, conversation_id)
        self._to_forget.pop(conversation_id, None)

    async def forget_idle(self, hours: float) -> int:
        """Delete every conversation whose last event is older than this; returns how many there were."""
        self._aside.tidy()
        return await asyncio.get_running_loop().run_in_executor(None, self._table.forget_idle, hours)

    async def is_forgotten(self, conversation_id: str) -> bool:
        """Whether the person had the conversation deleted. Raises `DatabaseAway`."""
        return self._was_forgotten(conversation_id) or await self._ask(
            self._readers, self._table.is_forgotten, conversation_id
        )

    async def settle(self, seconds: float) -> int:
        """Before a stop: wait this long at most for what is kept aside to be written. How many chats are left over."""
        under_way: List[asyncio.Future[None]] = [*self._writing.values()]
        if self._mending and not self._mending.done():
            under_way.append(self._mending)
        if under_way:
            await asyncio.wait(under_way, timeout=seconds)
        return len(self._aside.unsaved())

    def _was_forgotten(self, conversation_id: str) -> bool:
        return conversation_id in self._forgotten or conversation_id in self._to_forget

    def _standing_in_memory(self, conversation_id: str, message_id: Optional[str]) -> Standing:
        kept = self._aside.get(conversation_id)
        rows = kept.rows if kept else []
        newest = next((index for index in range(len(rows) - 1, -1, -1) if rows[index].type_name == "user"), None)
        if message_id is None or newest is None or not is_named(rows[newest].data, message_id):
            return Standing(False, [])
        return Standing(False, [as_response(row.data) for row in rows[newest:] if row.type_name == "bot"])

    def _tracker(self, conversation_id: str, rows: Sequence[Row]) -> Optional[DialogueStateTracker]:
        if not rows:
            return None
        told = [json.loads(row.data) for row in rows]
        tracker = DialogueStateTracker.from_dict(conversation_id, told, self.domain.slots)
        setattr(tracker, _READ, len(tracker.events))
        return tracker

    async def _ask(self, threads: concurrent.futures.Executor, work: Callable[..., Any], *values: Any) -> Any:
        """Have the database do this. Raises `DatabaseAway` when it cannot, or not in time; from then on at once."""
        if self.is_away:
            self._mend()
            raise DatabaseAway
        seconds = self._write_seconds if threads is self._writers else self._read_seconds
        try:
            return await _in_time(seconds, threads, work, *values)
        except (sa.exc.SQLAlchemyError, DatabaseAway) as error:
            self._note_away(error)
            raise DatabaseAway from None

    async def _write(self, conversation_id: str) -> bool:
        """Write what is only in memory of this conversation; whether that worked. Goes on after the time limit."""
        kept = self._aside.get(conversation_id)
        if kept is None or not kept.unsaved or conversation_id in self._writing:
            return kept is None or not kept.unsaved
        rows = kept.rows[-kept.unsaved :]
        writing = asyncio.get_running_loop().run_in_executor(
            self._writers, self._table.insert, conversation_id, rows, kept.is_doubtful
        )
        self._writing[conversation_id] = writing
        writing.add_done_callback(lambda done: self._wrote(conversation_id, len(rows), done))
        await asyncio.wait({writing}, timeout=self._write_seconds)
        if not writing.done():
            self._aside.doubt(conversation_id)
            self._note_away(DatabaseAway())
            return False
        return not self._aside.has_unsaved(conversation_id)

    def _wrote(self, conversation_id: str, count: int, done: asyncio.Future[None]) -> None:
        self._writing.pop(conversation_id, None)
        error = None if done.cancelled() else done.exception()
        if error is None or isinstance(error, _UNSTORABLE):
            self._aside.saved(conversation_id, count)
            if error:
                logger.error("The database does not take a turn of a conversation (%s).", type(error).__name__)
            if self._was_forgotten(conversation_id):  # deleted while this was on its way
                self._to_forget[conversation_id] = None
                self._mend()
        else:
            self._aside.doubt(conversation_id)
            self._note_away(error)

    def _note_away(self, error: BaseException) -> None:
        if not self.is_away:
            logger.error("The database does not answer (%s): chats go on from memory.", type(error).__name__)
        self.is_away = True
        self._mend()

    def _mend(self) -> None:
        """See to it that somebody tries the database again and again, until it has everything."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # at the start: the first call sees to it
        if self._mending is None or self._mending.done() or self._mending.get_loop() is not loop:
            self._mending = loop.create_task(self._try_again())

    async def _try_again(self) -> None:
        while self.is_away or self._to_forget or self._aside.unsaved():
            try:
                await self._catch_up()
            except Exception as error:  # whatever it is, it must be tried again
                logger.debug("The database still does not answer (%s).", type(error).__name__)
            if self.is_away or self._to_forget or self._aside.unsaved():
                await asyncio.sleep(TRY_AGAIN_SECONDS)

    async def _catch_up(self) -> None:
        """Write and delete what has waited. Only when nothing is left is the database taken to be back."""
        await _in_time(self._write_seconds, self._writers, self._table.try_writing)
        for conversation_id in list(self._to_forget):
            await _in_time(self._write_seconds, self._writers, self._table.forget, conversation_id)
            self._to_forget.pop(conversation_id, None)
        while waiting := self._aside.unsaved():
            for conversation_id in waiting:
                if not await self._write(conversation_id):
                    return
        if self.is_away:
            logger.error("The database answers again: it has everything that was said in the meantime.")
        self.is_away = False


async def _in_time(seconds: float, threads: concurrent.futures.Executor, work: Callable[..., Any], *values: Any) -> Any:
    """What the work gives, unless that takes too long; it then goes on by itself. Raises `DatabaseAway`."""
    asked = asyncio.get_running_loop().run_in_executor(threads, work, *values)
    asked.add_done_callback(lambda done: done.cancelled() or done.exception())  # late errors are nobody's any more
    await asyncio.wait({asked}, timeout=seconds)
    if not asked.done():
        raise DatabaseAway
    return asked.result()


def _row(event: Dict[str, Any]) -> Row:
    intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    return Row(event["event"], event.get("timestamp"), intent, event.get("name"), json.dumps(event))


def conversation_store(agent: Any) -> ConversationStore:
    """The agent's own store, out of the fail-safe wrapper that Rasa puts around it and that cannot forget."""
    store = agent.tracker_store
    return getattr(store, "_tracker_store", store)
