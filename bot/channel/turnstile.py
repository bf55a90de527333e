"""Who is answered next when more people write than the machine can answer at once.

Turns are computing: two at a time are as fast as fifty at a time, and each is over sooner. The others wait, in one line
for each network address, and the lines take turns. So a flood from one address makes its own line long and nobody
else's. While others are about, an address with a long line also gets no more than half of the time.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import ExitStack, asynccontextmanager
from typing import AsyncIterator, Optional

SLOW_SECONDS = 0.4
"""A turn that takes longer waits for something else (a database, an action): it no longer holds up the next one."""
LONG_LINE = 8
"""An address with this many waiting is not a few people who share it."""
RESTS = 3.0
"""How many times as long as its turn took such an address rests after it, while others are about."""
ABOUT_SECONDS = 10.0
"""So long after its last turn an address counts as being about."""


class LineFull(Exception):
    """Too many are waiting; `is_own` tells whether from this one address, or in all."""

    def __init__(self, is_own: bool) -> None:
        super().__init__("too many are waiting")
        self.is_own = is_own


class Turnstile:
    """Lets turns through, `at_once` of them at a time. For one event loop; holds no words."""

    def __init__(self, at_once: int, most_waiting: int, most_waiting_of_one: int) -> None:
        self._at_once, self._most, self._most_of_one = at_once, most_waiting, most_waiting_of_one
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._last_turn: dict[str, float] = {}
        self._paused_until: dict[str, float] = {}
        self._running = 0
        self._waiting = 0
        self._alarm: Optional[asyncio.TimerHandle] = None

    @property
    def waiting(self) -> int:
        """How many turns wait."""
        return self._waiting

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises `LineFull` at once when there is no room to wait."""
        await self._enter(address)
        began, holds = time.monotonic(), ExitStack()
        holds.callback(self._leave)  # closing it twice leaves once
        slow = asyncio.get_running_loop().call_later(SLOW_SECONDS, holds.close)
        try:
            yield
        finally:
            slow.cancel()
            self._note(address, began)
            holds.close()

    async def _enter(self, address: str) -> None:
        line = self._lines.get(address)
        if line is None and self._running < self._at_once and self._waiting == 0:
            self._running += 1
            return
        if self._waiting >= self._most:
            raise LineFull(is_own=False)
        if line is not None and len(line) >= self._most_of_one:
            raise LineFull(is_own=True)
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(address, deque()).append(place)
        self._waiting += 1
        self._let_through()
        try:
            await place
        except asyncio.CancelledError:
            self._give_back(address, place)
            raise

    def _give_back(self, address: str, place: asyncio.Future[None]) -> None:
        """Whoever waited has gone: leave the line, or the place that was given in the same moment."""
        if place.done() and not place.cancelled():
            self._leave()
            return
        line = self._lines.get(address)
        if line and place in line:
            line.remove(place)
            self._waiting -= 1
            if not line:
                del self._lines[address]

    def _leave(self) -> None:
        self._running -= 1
        self._let_through()

    def _note(self, address: str, began: float) -> None:
        now = time.monotonic()
        self._last_turn.pop(address, None)
        self._last_turn[address] = now  # at the end: the one that was longest away comes first
        while now - (longest := next(iter(self._last_turn.items())))[1] > ABOUT_SECONDS:
            del self._last_turn[longest[0]]
            self._paused_until.pop(longest[0], None)
        others_are_about = len(self._last_turn) > 1 or any(name != address for name in self._lines)
        if len(self._lines.get(address, ())) >= LONG_LINE and others_are_about:
            self._paused_until[address] = now + RESTS * min(now - began, SLOW_SECONDS)

    def _let_through(self) -> None:
        """Fill the free places, one address after the other; a paused address is passed over until its pause ends."""
        now = time.monotonic()
        while self._running < self._at_once:
            address = next((name for name in self._lines if self._paused_until.get(name, 0.0) <= now), None)
            if address is None:
                self._wake_after_pause(now)
                return
            line = self._lines.pop(address)
            place = line.popleft()
            if line:
                self._lines[address] = line  # to the end: the others come first
            self._waiting -= 1
            if not place.done():
                self._running += 1
                place.set_result(None)

    def _wake_after_pause(self, now: float) -> None:
        if self._lines and self._alarm is None:
            first = min(self._paused_until.get(name, now) for name in self._lines)
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, first - now), self._wake)

    def _wake(self) -> None:
        self._alarm = None
        self._let_through()
