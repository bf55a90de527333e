"""The supervisor keeps a process answering, whatever becomes of it, and the port never closes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import logging, sys
from pathlib import Path
from bot import supervisor
from bot.door import open_door
from bot.settings import Settings
logging.basicConfig(level=logging.INFO, format="%(message)s")
supervisor.HUNG_SECONDS, supervisor.WAITS = 1.0, (0.0, 0.1, 0.1)
door = open_door(Settings(port=int(sys.argv[1])))
sys.exit(supervisor.Supervisor(door, [sys.executable, sys.argv[2], sys.argv[3]]).run())
"""
ENOUGH = 20.0


@dataclass
class Supervised:
    """A supervisor with a small worker behind it."""

    process: subprocess.Popen[str]
    port: int
    behaviour: Path

    def ask(self) -> int:
        """The process id of whoever answers."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=ENOUGH)) as call:
            call.settimeout(ENOUGH)
            call.sendall(b"who are you")
            return int(call.recv(100))

    def ask_until(self, is_right: Callable[[int], bool]) -> int:
        """Ask again until somebody else answers."""
        deadline = time.monotonic() + ENOUGH
        while time.monotonic() < deadline:
            try:
                answer = self.ask()
            except OSError:
                answer = 0
            if answer and is_right(answer):
                return answer
            time.sleep(0.05)
        raise AssertionError("nobody else answered")


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    behaviour = tmp_path / "behaviour"
    behaviour.write_text("")
    worker = Path(__file__).with_name("small_worker.py")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port), str(worker), str(behaviour)],
        cwd=ROOT, text=True, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        made = Supervised(process, port, behaviour)
        made.ask_until(lambda answer: True)
        yield made
    finally:
        process.terminate()
        try:
            process.communicate(timeout=ENOUGH)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _is_gone(process_id: int) -> bool:
    deadline = time.monotonic() + ENOUGH
    while time.monotonic() < deadline:
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_process_that_is_killed_is_followed_by_another(supervised: Supervised) -> None:
    first = supervised.ask()
    os.kill(first, signal.SIGKILL)
    assert supervised.ask_until(lambda answer: answer != first) != first


def test_nobody_is_refused_while_a_killed_process_is_followed_by_another(supervised: Supervised) -> None:
    os.kill(supervised.ask(), signal.SIGKILL)
    time.sleep(0.05)
    assert supervised.ask()


def test_a_process_that_no_longer_turns_is_ended_and_followed(supervised: Supervised) -> None:
    first = supervised.ask()
    supervised.behaviour.write_text("mute")
    time.sleep(0.2)
    assert _is_gone(first)
    supervised.behaviour.write_text("")
    assert supervised.ask_until(lambda answer: answer != first) != first


def test_a_new_process_takes_over_and_nobody_is_refused(supervised: Supervised) -> None:
    first, answers, errors, stop = supervised.ask(), [], [], threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            try:
                answers.append(supervised.ask())
            except (OSError, ValueError) as error:
                errors.append(error)

    callers = [threading.Thread(target=keep_asking) for _ in range(4)]
    for caller in callers:
        caller.start()
    supervised.process.send_signal(signal.SIGHUP)
    second = supervised.ask_until(lambda answer: answer != first)
    assert _is_gone(first)
    stop.set()
    for caller in callers:
        caller.join()
    assert errors == []
    assert {first, second} <= set(answers)


def test_a_new_process_that_cannot_start_leaves_the_old_one_at_work(supervised: Supervised) -> None:
    first = supervised.ask()
    supervised.behaviour.write_text("fail")
    supervised.process.send_signal(signal.SIGHUP)
    time.sleep(1.5)
    assert supervised.ask() == first


def test_a_process_that_never_starts_is_not_tried_for_ever(supervised: Supervised) -> None:
    supervised.behaviour.write_text("fail")
    os.kill(supervised.ask(), signal.SIGKILL)
    assert supervised.process.wait(ENOUGH) == 1


def test_the_process_ends_with_its_supervisor(supervised: Supervised) -> None:
    worker = supervised.ask()
    supervised.process.terminate()
    assert supervised.process.wait(ENOUGH) == 0
    assert _is_gone(worker)


def test_the_process_ends_when_its_supervisor_is_killed(supervised: Supervised) -> None:
    worker = supervised.ask()
    supervised.process.kill()
    supervised.process.wait(ENOUGH)
    assert _is_gone(worker)
