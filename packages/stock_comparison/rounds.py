"""Both systems read the same messages in turn, a few at a time, so that what else the machine does hits both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Callable, Mapping, Optional, Sequence

from bot.settings import ROOT

from .systems import TENSORFLOW_FASTER, System
from .training import shown

ROUND = 20
WARM_UP = 10


class ReaderFailed(RuntimeError):
    """A system's reader stopped; the message says where its log is."""


@dataclass(frozen=True)
class Answer:
    """What one system made of one message, and in how many milliseconds of time and of processor."""

    harm: str
    guess: str
    ms: float
    processor_ms: float


class Reader:
    """A system's reader as a process of its own. Use it as a context; `peak_memory` is known once it is left."""

    def __init__(self, system: System, model: str, log: Path, *, without_rasa: bool = False) -> None:
        self.peak_memory = 0
        """Bytes of memory at most, loading included."""
        command = [str(system.python), "-m", "packages.stock_comparison.reader", model]
        self._name, self._log = system.name, log
        self._sink = log.open("wb")
        self._process = subprocess.Popen(
            command + (["--without-rasa"] if without_rasa else []), cwd=ROOT, env=_environment(system),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._sink, text=True, encoding="utf-8",
        )  # fmt: skip

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if error is not None:
            self._process.kill()
        if self._process.stdin:
            with suppress(BrokenPipeError):  # it has stopped by itself; `ask` has told so
                self._process.stdin.close()
        if self._process.returncode is None:
            _, status, used = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self.peak_memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if self._process.stdout:
            self._process.stdout.close()
        self._sink.close()

    def ask(self, text: str) -> Answer:
        """What the system makes of the text. Raises `ReaderFailed`."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ReaderFailed(f"The reader of {self._name} has no pipes.")
        try:
            self._process.stdin.write(json.dumps({"id": 0, "text": text}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ReaderFailed(f"The reader of {self._name} stopped. What it said is in {shown(self._log)}")
        answer = json.loads(line)
        return Answer(answer["harm"], answer["guess"], answer["ms"], answer["processor_ms"])


def read_in_rounds(
    readers: Mapping[str, Reader], texts: Sequence[str], say: Callable[[str], None]
) -> dict[str, list[Answer]]:
    """Every reader's answer to every text, in the texts' order; the first texts are read once before, unmeasured."""
    answers: dict[str, list[Answer]] = {name: [] for name in readers}
    for reader in readers.values():
        for text in texts[:WARM_UP]:
            reader.ask(text)
    names = list(readers)
    for number, start in enumerate(range(0, len(texts), ROUND)):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            answers[name] += [readers[name].ask(text) for text in texts[start : start + ROUND]]
        if number % 20 == 19:
            say(f"  {start + ROUND} of {len(texts)} messages read")
    return answers


def _environment(system: System) -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {
        **os.environ,
        **quiet,
        **TENSORFLOW_FASTER,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **dict(system.threads),
    }
