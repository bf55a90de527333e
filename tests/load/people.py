"""People who talk to the bot side by side, each from an address of their own if need be."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, AsyncIterator, Mapping, Optional

import aiohttp

from bot.channel.problems import texts

SECONDS_TO_WAIT = 60


@dataclass(frozen=True)
class Heard:
    """What came back: a status (0 when nothing did), the messages or the problem, and how long it took."""

    status: int
    body: Any
    seconds: float

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages of a reply; none for a problem."""
        return list(self.body.get("messages", [])) if self.status in (200, 201) and isinstance(self.body, dict) else []

    @property
    def services(self) -> list[str]:
        """The ids of every service shown, in order."""
        return [service["id"] for message in self.messages for service in message["services"]]

    @property
    def is_silent(self) -> bool:
        """Whether the call was taken and the person still sees nothing."""
        return self.status in (200, 201) and not any(message["text"].strip() for message in self.messages)

    @property
    def is_fallback(self) -> bool:
        """Whether the bot was too late or failed, and the written message with 999 stands in for its reply."""
        return any(message["text"] == _fallback() for message in self.messages)


class Person:
    """One caller of the bot."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session, self._base, self.token = session, base, ""

    async def begin(self) -> Heard:
        """Begin a conversation and keep its token."""
        heard = await self._call("/conversations", {}, {})
        self.token = heard.body["token"] if heard.status == 201 else ""
        return heard

    async def say(self, text: str) -> Heard:
        """Send a message in the conversation."""
        return await self._call("/messages", {"text": text}, {"Authorization": f"Bearer {self.token}"})

    async def forget(self) -> Heard:
        """Have everything deleted, as a page that is being left does."""
        return await self._call("/forget", None, {}, self.token)

    async def _call(
        self, path: str, body: Optional[Mapping[str, str]], headers: Mapping[str, str], raw: Optional[str] = None
    ) -> Heard:
        started = time.perf_counter()
        try:
            async with self._session.post(self._base + path, json=body, data=raw, headers=headers) as answer:
                read = await answer.json(content_type=None) if answer.status != 204 else {}
                return Heard(answer.status, read, time.perf_counter() - started)
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            return Heard(0, {"detail": type(error).__name__}, time.perf_counter() - started)


@asynccontextmanager
async def calling(address: Optional[str] = None, connections: int = 0) -> AsyncIterator[aiohttp.ClientSession]:
    """Connections from this address of this machine (127.0.0.2, say), as many at once as are asked for (0: any number)."""
    connector = aiohttp.TCPConnector(limit=connections, local_addr=(address, 0) if address else None)
    timeout = aiohttp.ClientTimeout(total=SECONDS_TO_WAIT)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield session


@lru_cache(maxsize=1)
def _fallback() -> str:
    return str(texts()["fallback"]["text"])
