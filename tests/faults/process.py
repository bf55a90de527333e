"""The real bot as a process that can be broken: started, stopped still, killed and started again on the same port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.server.conftest import MODEL, ROOT, Client, free_port

SECONDS_TO_START = 240
SECONDS_TO_STOP = 20


class BotProcess:
    """`python -m bot serve` with these BOT_ settings (and other variables) on a free loopback port."""

    def __init__(self, var_dir: Path, **environment: str) -> None:
        self.var_dir = var_dir
        self.output = var_dir / "output.txt"
        self.port = free_port()
        self.client = Client(f"http://127.0.0.1:{self.port}/webhooks/widget")
        self.command = [sys.executable, "-m", "bot", "serve"]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        chosen = {"BOT_HOST": "127.0.0.1", "BOT_PORT": str(self.port), "BOT_VAR_DIR": str(var_dir)}
        self._environment = {**inherited, "RASA_TELEMETRY_ENABLED": "false", "BOT_MODEL": str(MODEL), **chosen}
        self._environment |= environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The id of the process that runs now."""
        assert self._process is not None
        return self._process.pid

    def start(self, wait: bool = True) -> None:
        """Start it; by default until it is ready."""
        with self.output.open("ab") as out:
            self._process = subprocess.Popen(
                self.command, cwd=ROOT, env=self._environment, stdout=out, stderr=subprocess.STDOUT
            )
        if wait:
            self.wait_until_ready()

    def is_ready(self) -> bool:
        """Whether it says so."""
        with suppress(OSError):
            return self.client.call("GET", "/health").status == 200
        return False

    def wait_until_ready(self) -> None:
        """Raises `AssertionError` with what it printed when it ends or takes too long."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_ready():
            assert self._process is not None
            ended = self._process.poll()
            assert ended is None, f"The bot ended with {ended}. It printed:\n{self.printed()[-4000:]}"
            assert time.monotonic() < deadline, f"The bot does not answer. It printed:\n{self.printed()[-4000:]}"
            time.sleep(0.1)

    def wait_for_its_end(self, seconds: float) -> int:
        """The exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def printed(self) -> str:
        """Everything it has written so far."""
        return self.output.read_text(errors="replace")

    def kill(self) -> None:
        """As `kill -9` does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(SECONDS_TO_STOP)

    def stop(self) -> None:
        """End it as a service manager does."""
        if self._process is None or self._process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()
