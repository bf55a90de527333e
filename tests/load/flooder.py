"""One address that sends as much as it can: many connections, many conversations, no pause. A process of its own.

`python -m tests.load.flooder BASE ADDRESS SECONDS CONNECTIONS` prints how many answers it got, by status, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

STORY = json.dumps({"text": "somebody has been following me home from work every night this week " * 6})
"""Long enough to keep the bot busy, and below what is refused unread."""


async def _call(base: str, address: str, path: str, body: str, token: str = "") -> tuple[int, bytes]:
    """One call on a connection of its own, as a crude flooding program makes it."""
    where = urlsplit(base)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, local_addr=(address, 0))
    try:
        writer.write(
            f"POST {where.path}{path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
            f"{body}".encode()
        )
        answer = await asyncio.wait_for(reader.read(), 60)
        return int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]
    finally:
        writer.close()


async def _flood(base: str, address: str, until: float, counted: Counter[str]) -> None:
    token = ""
    while time.monotonic() < until:
        try:
            if not token:
                status, body = await _call(base, address, "/conversations", "{}")
                token = json.loads(body)["token"] if status == 201 else ""
            status, _ = await _call(base, address, "/messages", STORY, token)
            counted[str(status)] += 1
        except (OSError, ValueError, IndexError, asyncio.TimeoutError):
            counted["refused or broken off"] += 1
            await asyncio.sleep(0.001)


async def flood(base: str, address: str, seconds: float, connections: int) -> Counter[str]:
    """Flood for so long and answer what came back."""
    counted: Counter[str] = Counter()
    until = time.monotonic() + seconds
    await asyncio.gather(*(_flood(base, address, until, counted) for _ in range(connections)))
    return counted


if __name__ == "__main__":
    print(json.dumps(asyncio.run(flood(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))))
