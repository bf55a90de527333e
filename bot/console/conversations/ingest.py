"""Reading new conversations from the bot's store, again and again: `python -m bot console ingest`.

A batch and the position after it are written in one transaction, and writing a conversation twice gives the same, so
the process may be killed at any moment. Three things make sure that nothing is missed:
- the position is an id, and each look begins a little before it: PostgreSQL may show a lower id after a higher one;
- of each conversation it is remembered up to which event it was read, not of the ids alone: SQLite gives the ids of
  deleted rows to new ones;
- now and then, and at the start, the newest message of every conversation in the store is compared with what is here.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections import OrderedDict
from typing import Callable, Iterable, Mapping, Optional, Sequence

from django.conf import settings as configured
from django.db import DataError, IntegrityError, connection
from django.db import Error as DatabaseError
from django.db.models import Max
from django.utils import timezone

from bot.console.conversations.forgetting import delete_keys, wipe
from bot.console.conversations.ingest_reading import ConversationRead, read_conversation
from bot.console.conversations.ingest_writing import Batch, write
from bot.console.conversations.models import Conversation, Position
from bot.console.conversations.reading_store import LastMessage, Row, Store, StoreAway, open_store
from bot.console.conversations.retention import apply_keeping_time, expire, keeping_time
from bot.console.logs import kind_and_place
from bot.settings import Settings

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
CARE_SECONDS = 600.0
HEARTBEAT_SECONDS = 30.0
COUNT_SECONDS = 30.0
AGAIN_SECONDS = 10.0
IDS_AT_ONCE = 4_000
CONVERSATIONS_AT_ONCE = 200
OVERLAP = 2_000
"""So many ids before the position are looked at again."""
FORGOTTEN_OVERLAP_SECONDS = 600.0
_REMEMBERED = 100_000
_LONG_WAY = 20_000
_SAY_EVERY_SECONDS = 5.0
Progress = Callable[[str], None]


def run_forever(stop: threading.Event) -> None:
    """Until told to stop. Whatever is away is tried again; pages go on with what was read."""
    poller, trouble = Poller(configured.SETTINGS, stop), ""
    while not stop.is_set():
        try:
            poller.round(logger.info)
            if trouble:
                logger.info("New conversations are read again.")
                note("")
            trouble = ""
        except StoreAway as away:
            trouble = _say_once(trouble, _about_store(away))
            note(trouble)
        except DatabaseError as error:
            trouble = _say_once(trouble, f"The console's database cannot be used ({kind_and_place(error)}).")
            connection.close()
        except Exception as error:
            trouble = _say_once(trouble, f"New conversations could not be read ({kind_and_place(error)}).")
            connection.close()
        stop.wait(AGAIN_SECONDS if trouble else POLL_SECONDS)
    connection.close()


def read_once(progress: Progress = logger.info) -> int:
    """Everything that is new, now; returns how many turns were written. Raises `StoreAway` and Django's errors."""
    return Poller(configured.SETTINGS).read(progress)


def _say_once(before: str, trouble: str) -> str:
    if trouble != before:
        logger.error("%s It is tried again. The bot is not affected.", trouble)
    return trouble


def _about_store(away: StoreAway) -> str:
    if away.is_not_there_yet:
        return "The bot has no conversations yet, or its store is elsewhere."
    return f"The bot's store cannot be read ({away.kind})."


def note(text: str) -> None:
    """For the console's pages: why nothing new comes in. Empty when all is well."""
    try:
        Position.objects.update_or_create(pk=1, defaults={"note": text[:200]})
    except DatabaseError:
        connection.close()


class Poller:
    """What one process remembers between its looks at the store."""

    def __init__(self, settings: Settings, stop: Optional[threading.Event] = None) -> None:
        self._settings = settings
        self._stop = stop or threading.Event()
        self._keep = keeping_time(settings)
        self._read_up_to: OrderedDict[str, int] = OrderedDict()
        self._expired = _NowAndThen(CARE_SECONDS)
        self._compared = _NowAndThen(CARE_SECONDS)
        self._looked = _NowAndThen(POLL_SECONDS)
        self._noted = _NowAndThen(HEARTBEAT_SECONDS)
        self._counted = _NowAndThen(COUNT_SECONDS)
        self._days: set[datetime.date] = set()
        self._forgotten_from = 0.0

    def round(self, progress: Progress) -> None:
        """One look: first what has had its time, then what people had deleted, then what is new."""
        if self._expired.is_due():
            if self._expired.is_first:
                apply_keeping_time(self._settings)
            expire(settings=self._settings)
            self._expired.done()
        compares = self._compared.is_due()
        self.read(progress, compares)
        if compares:
            self._compared.done()
        if self._counted.is_due():
            self._count()
            self._counted.done()
        if self._noted.is_due():
            Position.objects.update_or_create(pk=1, defaults={"read_at": timezone.now()})
            self._noted.done()

    def _count(self) -> None:
        """The days of which something was read or deleted are counted again, for the overview."""
        from bot.console.overview.summary import summarise_due  # it imports this room's models

        days, self._days = self._days, set()
        summarise_due(days)

    def read(self, progress: Progress, compares: bool = True) -> int:
        """What people had deleted goes, what is new comes."""
        with open_store(self._settings) as store:
            self._forget(store, everything=compares)
            turns = self._follow(store, progress)
            if compares:
                turns += self._compare(store)
        return turns

    def _forget(self, store: Store, everything: bool) -> None:
        began = time.time()
        since = 0.0 if everything else self._forgotten_from - FORGOTTEN_OVERLAP_SECONDS
        keys = store.forgotten_since(since)
        deleted = delete_keys(keys) if keys else 0
        if deleted:
            wipe()
            logger.info("%s conversations were deleted: their people asked for it.", deleted)
        self._forgotten_from = began
        self._looked.done()

    def _follow(self, store: Store, progress: Progress) -> int:
        """From a little before the position to the newest event."""
        newest = store.newest_id()
        position = min(_position(), newest)  # lower when the newest were deleted: their ids are given out again
        told, turns = _Told(progress, position, newest), 0
        start = max(0, position - OVERLAP)
        while True:
            heard = store.heard_after(start, IDS_AT_ONCE)
            if heard:
                start = heard[-1][0]
                position = max(position, start)
            is_last = len(heard) < IDS_AT_ONCE
            turns += self._take(store, self._news(heard), position)
            told.at(position, turns)
            if is_last or self._stop.is_set():
                return turns
            if self._looked.is_due():  # a long way must not keep what somebody wants deleted
                self._forget(store, everything=False)

    def _news(self, heard: Iterable[tuple[int, str]]) -> list[str]:
        """The conversations with an event that was not read yet."""
        return list(dict.fromkeys(sender for number, sender in heard if number > self._read_up_to.get(sender, -1)))

    def _compare(self, store: Store) -> int:
        """What the store has and the console has not, however that came about."""
        there = store.last_messages()
        keys, turns = list(there), 0
        for start in range(0, len(keys), CONVERSATIONS_AT_ONCE):
            some = {key: there[key] for key in keys[start : start + CONVERSATIONS_AT_ONCE]}
            missing = _different(some)
            for key in missing:
                self._read_up_to.pop(key, None)
            turns += self._take(store, missing, None)
        return turns

    def _take(self, store: Store, senders: Sequence[str], position: Optional[int]) -> int:
        """Read these conversations whole and write them, batch by batch; the last batch carries the position."""
        if not senders:
            if position is not None and position != _position():
                return self._write([], position)
            return 0
        turns = 0
        for start in range(0, len(senders), CONVERSATIONS_AT_ONCE):
            some = senders[start : start + CONVERSATIONS_AT_ONCE]
            is_last = start + CONVERSATIONS_AT_ONCE >= len(senders)
            rows = store.events_of(some)
            forgotten = store.forgotten_among(some)
            found = _read({key: rows[key] for key in some if key in rows and key not in forgotten})
            turns += self._write(found, position if is_last else None)
            for key in some:
                self._remember(key, rows.get(key, ()))
        return turns

    def _write(self, found: Sequence[ConversationRead], position: Optional[int]) -> int:
        """All at once; if something in them cannot be written, one by one without that."""
        known = {each.key: self._read_up_to.get(each.key, -1) for each in found}
        self._days |= {timezone.localdate(each.turns[0].at) for each in found if each.turns}
        try:
            return write(Batch(found, known), self._keep, position)
        except (DatabaseError, ValueError) as error:
            if not _is_about_values(error):
                raise
        turns = sum(self._write_alone(each, known) for each in found)
        return turns + write(Batch([], {}), self._keep, position)

    def _write_alone(self, read: ConversationRead, known: Mapping[str, int]) -> int:
        try:
            return write(Batch([read], known), self._keep)
        except (DatabaseError, ValueError) as error:
            if not _is_about_values(error):
                raise
            logger.error("A conversation could not be kept (%s). The others are.", kind_and_place(error))
            return 0

    def _remember(self, key: str, rows: Sequence[Row]) -> None:
        if rows:
            self._read_up_to[key] = max(row.id for row in rows)
            self._read_up_to.move_to_end(key)
        while len(self._read_up_to) > _REMEMBERED:
            self._read_up_to.popitem(last=False)


class _NowAndThen:
    """Something to be done at the start and then every so often."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._at: Optional[float] = None

    @property
    def is_first(self) -> bool:
        """Whether it was never done."""
        return self._at is None

    def is_due(self) -> bool:
        """Whether it is to be done now."""
        return self._at is None or time.monotonic() >= self._at

    def done(self) -> None:
        """It was done; the next time is counted from now."""
        self._at = time.monotonic() + self._seconds


class _Told:
    """Lines about a long way, no more often than every few seconds."""

    def __init__(self, progress: Progress, start: int, newest: int) -> None:
        self._progress = progress
        self._start, self._newest = start, newest
        self._is_long = newest - start > _LONG_WAY
        self._said_at = self._began = time.monotonic()
        if self._is_long:
            progress(f"Catching up: about {newest - start:,} events of the bot are to be read.")

    def at(self, position: int, turns: int) -> None:
        """After a batch."""
        now = time.monotonic()
        is_done = position >= self._newest
        if not self._is_long or not (is_done or now - self._said_at >= _SAY_EVERY_SECONDS):
            return
        done, whole = position - self._start, self._newest - self._start
        end = f" Done in {now - self._began:.0f} s." if is_done else ""
        self._progress(
            f"{done:,} of about {whole:,} events read ({100 * done // whole} %), {turns:,} messages kept.{end}"
        )
        self._said_at = now
        self._is_long = not is_done


def _read(rows: Mapping[str, Sequence[Row]]) -> list[ConversationRead]:
    now, found = timezone.now(), []
    for key, events in rows.items():
        try:
            read = read_conversation(key, events, now)
        except Exception as error:
            logger.error("A conversation could not be read (%s). The others are.", kind_and_place(error))
            continue
        if read is not None:
            found.append(read)
            if read.unreadable:
                logger.error("%s events of a conversation are damaged in the bot's store.", read.unreadable)
    return found


def _different(there: Mapping[str, LastMessage]) -> list[str]:
    """The conversations whose newest message or number of messages here is not what the store has."""
    found = Conversation.objects.filter(key__in=list(there)).annotate(newest=Max("turns__event_id"))
    here = {key: (newest, count) for key, newest, count in found.values_list("key", "newest", "turns_count")}
    return [key for key, last in there.items() if here.get(key) != (last.event_id, last.messages)]


def _position() -> int:
    return int(Position.objects.filter(pk=1).values_list("last_event_id", flat=True).first() or 0)


def _is_about_values(error: Exception) -> bool:
    """Rather than about a database that is away, locked or full."""
    return isinstance(error, (DataError, IntegrityError, ValueError))


def age_of_news(now: Optional[datetime.datetime] = None) -> Optional[datetime.timedelta]:
    """How long ago the bot's store was last read to its end; None when it never was."""
    read_at = Position.objects.filter(pk=1).values_list("read_at", flat=True).first()
    return (now or timezone.now()) - read_at if read_at else None
