"""The bot that a measurement talks to: the one at `BASE`, or one of its own, started for it and ended after it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator, Mapping, Optional

from bot.settings import PREFIX, Settings
from tests.server.conftest import running_bot

MUCH = str(10_000_000)
UNLIMITED: Mapping[str, str] = {
    f"{PREFIX}{setting.name.upper()}": MUCH for setting in fields(Settings) if "_per_minute" in setting.name
}
"""Every limit on how often somebody may call, raised out of the way: for measurements of anything but the limits."""


@dataclass(frozen=True)
class Measured:
    """A bot under measurement. Of a bot at `BASE` only the address is known."""

    base: str
    pid: Optional[int] = None
    database: Optional[Path] = None


@contextmanager
def measured_bot(settings: Mapping[str, str] = UNLIMITED) -> Iterator[Measured]:
    """The bot at the environment's `BASE` (for example http://127.0.0.1:5005/webhooks/widget), or one with these settings."""
    base = os.environ.get("BASE")
    if base:
        yield Measured(base.rstrip("/"))
        return
    print("  starting a bot …", flush=True)
    with TemporaryDirectory() as folder, running_bot(Path(folder), **settings) as bot:
        yield Measured(f"{bot.client.address}/webhooks/widget", bot.process_id, bot.var_dir / "conversations.db")


def memory_mb(pid: int) -> float:
    """The process's memory in use (resident set)."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
