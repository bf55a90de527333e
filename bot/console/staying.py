"""`python -m bot console serve --stay`: the console beside the bot, under honcho.

Honcho ends everything when one process ends. So this small process stays whatever happens to the console, and starts
it again: a page for staff that falls over must not take the bot from somebody in need.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import Callable, Sequence

AGAIN_SECONDS = 10.0
STOP_SECONDS = 20.0
WRONG_SETUP = 2
"""The code with which the console ends when a setting must be changed first: trying again would not help."""


def stay(command: Sequence[str], say: Callable[[str], None]) -> None:
    """Run the command again and again until this process is told to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    while not stop.is_set():
        process = subprocess.Popen(command, stdin=subprocess.PIPE)
        while process.poll() is None and not stop.wait(0.2):
            pass
        if process.poll() is None:
            _end(process)
        elif process.returncode == WRONG_SETUP:
            say("The console does not run until its settings are changed. The bot is not affected.")
            while not stop.wait(1):
                pass
        elif not stop.is_set():
            say(f"The console ended with {process.returncode}; it is started again. The bot is not affected.")
            stop.wait(AGAIN_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve_command() -> list[str]:
    """The console's server as a process that ends with the one that started it."""
    return [sys.executable, "-m", "bot", "console", "serve", "--lifeline"]


def end_with_parent(end: Callable[[], None]) -> None:
    """Call `end` once the process at the other side of standard input is gone."""

    def wait() -> None:
        sys.stdin.buffer.read()
        end()

    threading.Thread(target=wait, daemon=True).start()
