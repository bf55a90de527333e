"""What the bot keeps in memory of the chats going on, so that they go on while the database does not.

Bounded in size and time. What a person deletes is deleted here first.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 48_000_000
IDLE_SECONDS = 600.0
SESSION_STARTED = "session_started"


class Row(NamedTuple):
    """One event as it stands in the table `events`."""

    type_name: str
    timestamp: Optional[float]
    intent_name: Optional[str]
    action_name: Optional[str]
    data: str


@dataclass
class Kept:
    """One conversation: its events since its session began, and how many of the last are not in the database yet.

    `is_doubtful` when the database may hold some of those already, or events from before that were never read.
    """

    rows: List[Row] = field(default_factory=list)
    unsaved: int = 0
    is_doubtful: bool = False
    at: float = 0.0

    @property
    def characters(self) -> int:
        """How much room it takes."""
        return sum(len(row.data) for row in self.rows)

    def session(self) -> List[Row]:
        """The events since the session began."""
        for index in range(len(self.rows) - 1, -1, -1):
            if self.rows[index].type_name == SESSION_STARTED:
                return self.rows[index:]
        return list(self.rows)


class KeptAside:
    """The conversations in memory. Of too many, the ones idle longest go, those that the database has before others."""

    def __init__(
        self,
        most_characters: int = MOST_CHARACTERS,
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_characters, self._idle_seconds, self._clock = most_characters, idle_seconds, clock
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._sizes: Dict[str, int] = {}
        self._characters = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, conversation_id: str) -> Optional[Kept]:
        """The conversation, if it is here."""
        return self._kept.get(conversation_id)

    def has_unsaved(self, conversation_id: str) -> bool:
        """Whether something of it is only here."""
        kept = self._kept.get(conversation_id)
        return kept is not None and kept.unsaved > 0

    def unsaved(self) -> List[str]:
        """The conversations of which something is only here, in the order they were last spoken in."""
        return [name for name, kept in self._kept.items() if kept.unsaved]

    def remember(self, conversation_id: str, rows: Iterable[Row]) -> None:
        """Keep what the database has just told."""
        self._put(conversation_id, Kept(list(rows)))

    def begin_unread(self, conversation_id: str) -> None:
        """Keep a conversation of which nobody can say what the database holds."""
        self._put(conversation_id, Kept(is_doubtful=True))

    def add(self, conversation_id: str, rows: Iterable[Row]) -> None:
        """Keep new events that the database does not have."""
        kept = self._kept.get(conversation_id) or Kept()
        before = len(kept.rows)
        kept.rows.extend(rows)
        kept.unsaved += len(kept.rows) - before
        self._put(conversation_id, kept)

    def saved(self, conversation_id: str, count: int) -> None:
        """The first `count` of the unsaved events are in the database now."""
        kept = self._kept.get(conversation_id)
        if kept:
            kept.unsaved = max(0, kept.unsaved - count)
            kept.is_doubtful = False

    def doubt(self, conversation_id: str) -> None:
        """A write failed in a way that does not tell whether it went through."""
        kept = self._kept.get(conversation_id)
        if kept:
            kept.is_doubtful = True

    def drop(self, conversation_id: str) -> None:
        """Forget the conversation."""
        if self._kept.pop(conversation_id, None):
            self._characters -= self._sizes.pop(conversation_id)

    def tidy(self) -> None:
        """Drop what the database has and nobody has spoken in for long, and what there is no room for."""
        too_old = self._clock() - self._idle_seconds
        for name in list(takewhile(lambda name: self._kept[name].at < too_old, self._kept)):
            if not self._kept[name].unsaved:
                self.drop(name)
        if self._characters > self._most_characters:
            self._make_room()

    def _put(self, conversation_id: str, kept: Kept) -> None:
        self.drop(conversation_id)
        kept.at = self._clock()
        self._kept[conversation_id] = kept
        self._sizes[conversation_id] = kept.characters
        self._characters += self._sizes[conversation_id]
        self.tidy()

    def _make_room(self) -> None:
        for only_saved in (True, False):
            for name in list(self._kept)[:-1]:
                if self._characters <= self._most_characters:
                    return
                if only_saved and self._kept[name].unsaved:
                    continue
                if self._kept[name].unsaved:
                    logger.error("The database has been away for too long: a conversation kept in memory was given up.")
                self.drop(name)


def as_values(conversation_id: str, row: Row) -> Dict[str, Any]:
    """The row's columns for an insert."""
    return {"sender_id": conversation_id, **row._asdict()}
