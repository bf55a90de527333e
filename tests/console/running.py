"""The console as a process of its own, on a port of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Iterator

from bot.settings import ROOT

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def is_taken(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


class Console:
    """A process of its own. `lines` grows while it runs."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        environment = {**kept, "BOT_VAR_DIR": str(folder), "BOT_CONSOLE_PORT": str(self.port), **settings}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "console", *arguments], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait_for(self, pattern: str) -> re.Match[str]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = re.search(pattern, self.text)
            if found:
                return found
            if self.process.poll() is not None:
                self._reader.join(PATIENCE)
                found = re.search(pattern, self.text)
                assert found, f"it ended with {self.process.returncode}:\n{self.text}"
                return found
            time.sleep(0.05)
        raise AssertionError(f"no {pattern!r} in:\n{self.text}")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self._reader.join(PATIENCE)
            if self.process.stdout is not None:
                self.process.stdout.close()
        return code


@contextlib.contextmanager
def console(folder: Path, *arguments: str, **settings: str) -> Iterator[Console]:
    running = Console(folder, *arguments, **settings)
    try:
        yield running
    finally:
        running.stop()
