"""`python -m bot supervise`: keeps a bot process answering, and changes it for a new one without a gap.

The supervisor holds the port and starts the process that answers on it. It starts another one when that one ends or no
longer turns, and on SIGHUP: then the new one is ready before the old one is told to finish its turns and go. Nobody who
knocks meanwhile is refused, because the port never closes. It imports no Rasa and reads no words.
"""

from __future__ import annotations

import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import Optional, Sequence

from bot.door import open_door
from bot.settings import ROOT, Settings

logger = logging.getLogger(__name__)

HUNG_SECONDS = 20.0
"""A process that answered before and has shown no sign of life for so long is ended."""
START_SECONDS = 180.0
STOP_SECONDS = 20.0
"""So long a process may take to finish its turns."""
PORT_SECONDS = 10.0
"""So long a port that is still held by a process on its way out is waited for."""
WAITS = (0.0, 1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, second … start after processes that ended by themselves."""
_TICK = 0.2


@dataclass
class Worker:
    """A process that answers, and the pipe on which it shows signs of life."""

    process: subprocess.Popen[bytes]
    pipe: int
    started: float
    last_sign: Optional[float] = None
    told_to_stop: Optional[float] = None

    @property
    def is_ready(self) -> bool:
        """Whether it has answered at least once."""
        return self.last_sign is not None

    def is_hung(self, now: float) -> bool:
        """Whether it should have shown a sign of life, or should be gone, by now."""
        if self.told_to_stop is not None:
            return now - self.told_to_stop > STOP_SECONDS
        if self.last_sign is None:
            return now - self.started > START_SECONDS
        return now - self.last_sign > HUNG_SECONDS


class Supervisor:
    """Keeps one process answering on `door`. `command` is how it is started; two numbers are added: door and pipe."""

    def __init__(self, door: socket.socket, command: Sequence[str]) -> None:
        self._door, self._command = door, list(command)
        self._door.set_inheritable(True)
        self._selector = selectors.DefaultSelector()
        self._current: Optional[Worker] = None
        self._next: Optional[Worker] = None
        self._leaving: list[Worker] = []
        self._failures = 0
        self._not_before = 0.0
        self._is_stopping = self._wants_new = False

    def run(self) -> int:
        """Until SIGTERM or SIGINT. Returns 1 when the process cannot be started at all, else 0."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._renew)
        while True:
            now = time.monotonic()
            self._listen()
            self._end_hung(now)
            self._bury()
            if self._is_stopping and not self._workers():
                return 0
            if not self._is_stopping:
                if self._current is None and self._next is None:
                    if self._failures > len(WAITS):
                        logger.error("The bot cannot be started; the lines above say why.")
                        return 1
                    if now >= self._not_before:
                        self._current = self._start()
                if self._wants_new and self._current is not None and self._current.is_ready and self._next is None:
                    self._wants_new = False
                    logger.info("A new process is started; the old one answers until it is ready.")
                    self._next = self._start()
                self._change_over(now)

    def _workers(self) -> list[Worker]:
        return [worker for worker in (self._current, self._next, *self._leaving) if worker]

    def _start(self) -> Worker:
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        try:
            process = subprocess.Popen(
                [*self._command, "--door", str(self._door.fileno()), "--lifeline", str(theirs)],
                cwd=ROOT,
                pass_fds=(self._door.fileno(), theirs),
            )
        finally:
            os.close(theirs)
        worker = Worker(process, ours, time.monotonic())
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _listen(self) -> None:
        """Take in signs of life, for a moment at most."""
        for key, _ in self._selector.select(_TICK) if self._selector.get_map() else _pause():
            worker: Worker = key.data
            if os.read(worker.pipe, 4096):
                if not worker.is_ready:
                    logger.info(
                        "Process %s answers after %.0f s.", worker.process.pid, time.monotonic() - worker.started
                    )
                    self._failures = 0
                worker.last_sign = time.monotonic()
            else:
                self._selector.unregister(worker.pipe)

    def _end_hung(self, now: float) -> None:
        for worker in self._workers():
            if worker.is_hung(now) and worker.process.poll() is None:
                logger.error("Process %s shows no sign of life and is ended.", worker.process.pid)
                worker.process.kill()

    def _bury(self) -> None:
        for worker in self._workers():
            code = worker.process.poll()
            if code is None:
                continue
            if worker.pipe in self._selector.get_map():
                self._selector.unregister(worker.pipe)
            os.close(worker.pipe)
            if worker in self._leaving:
                self._leaving.remove(worker)
                continue
            if worker is self._next:
                self._next = None
                logger.error("The new process ended with %s before it answered; the old one goes on.", code)
                continue
            self._current = None
            if not self._is_stopping:
                wait = WAITS[min(self._failures, len(WAITS) - 1)]
                self._failures += 1
                self._not_before = time.monotonic() + wait
                logger.error("Process %s ended with %s; another is started.", worker.process.pid, code)

    def _change_over(self, now: float) -> None:
        """Once the new process answers, the old one finishes its turns and goes."""
        if self._next is not None and (self._next.is_ready or self._current is None):
            if self._current is not None:
                self._let_go(self._current, now)
            self._current, self._next = self._next, None

    def _let_go(self, worker: Worker, now: float) -> None:
        worker.told_to_stop = now
        worker.process.terminate()
        if worker not in self._leaving:
            self._leaving.append(worker)

    def _stop(self, _number: int, _frame: Optional[FrameType]) -> None:
        self._is_stopping = True
        now = time.monotonic()
        for worker in self._workers():
            if worker.told_to_stop is None:
                self._let_go(worker, now)
        self._current = self._next = None

    def _renew(self, _number: int, _frame: Optional[FrameType]) -> None:
        self._wants_new = True


def supervise(settings: Settings) -> int:
    """Hold the port and keep `python -m bot serve` answering on it. Raises `OSError` when the port stays taken."""
    door = _wait_for_door(settings)
    if settings.metrics_port:
        from bot.channel import metrics

        metrics.share_between_processes(settings.var_dir / "metrics")
        metrics.serve_metrics(settings.metrics_host, settings.metrics_port)
    with door:
        return Supervisor(door, [sys.executable, "-m", "bot", "serve"]).run()


def _wait_for_door(settings: Settings) -> socket.socket:
    """The port may be held for a moment by a process that lost its supervisor and is on its way out."""
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        try:
            return open_door(settings)
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(_TICK)


def _pause() -> tuple[()]:
    time.sleep(_TICK)
    return ()
