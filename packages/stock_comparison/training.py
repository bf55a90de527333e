"""`rasa train nlu` for either system: timed, its progress shown, its log kept, and not repeated on the same inputs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable, Optional, Sequence

from bot.settings import ROOT
from bot.understanding.examples import Example

from .project import write_domain, write_examples, write_stock_config
from .systems import STOCK, TENSORFLOW_FASTER, System

Say = Callable[[str], None]
REPORT_EVERY = 60.0
START_SECONDS = 90.0
SECONDS_PER_WORD = 0.0003
"""Processor time for one word of one message in one epoch: 37.6 s for 640 messages of up to 186 words, 11.8 s for 640 of
up to 60 (AMD EPYC without AVX-512)."""
_EPOCH = re.compile(r"Epochs:\s+\d+%\|[^|]*\|\s*(\d+)/(\d+)")
_ACCURACY = re.compile(r"i_acc=([0-9.]+)")


class TrainingFailed(RuntimeError):
    """`rasa train nlu` did not end well; the message says where its log is."""


@dataclass(frozen=True)
class Trained:
    """A trained model, how long its training took (seconds of wall clock and of processor), and from what.

    `accuracy` is stock Rasa's own figure on what it was trained on, at the end: far from 1, it had not learned enough.
    """

    model: str
    seconds: float
    processor_seconds: float
    accuracy: Optional[float]
    inputs: str


def train(system: System, examples: Sequence[Example], folder: Path, say: Say, epochs: Optional[int] = None) -> Trained:
    """Train the system on the examples in the folder, or take what an earlier run trained there on the very same."""
    folder.mkdir(parents=True, exist_ok=True)
    write_examples(examples, folder / "nlu.yml", with_flags=system.name != STOCK)
    write_domain(examples, folder / "domain.yml")
    if system.name == STOCK:
        write_stock_config(folder / "config.yml", epochs)
    else:
        shutil.copyfile(ROOT / "config.yml", folder / "config.yml")
    inputs = _fingerprint([folder / "nlu.yml", folder / "config.yml", *system.inputs])
    kept = _kept(folder, inputs)
    if kept is not None:
        say(f"  {system.name}: trained before on the same messages and settings; delete {shown(folder)} to train again")
        return kept
    (folder / "trained.json").unlink(missing_ok=True)
    seconds, processor_seconds = _run(system, folder, say)
    accuracy = last_accuracy(_text(folder / "train.log"))
    trained = Trained(str(folder / f"{system.name}.tar.gz"), seconds, processor_seconds, accuracy, inputs)
    (folder / "trained.json").write_text(json.dumps(asdict(trained), indent=2) + "\n", encoding="utf-8")
    return trained


def epochs_done(log: str) -> Optional[tuple[int, int]]:
    """How many epochs of how many the training log tells of last."""
    found = _EPOCH.findall(log)
    return (int(found[-1][0]), int(found[-1][1])) if found else None


def last_accuracy(log: str) -> Optional[float]:
    """The accuracy on the training data that the training log tells of last."""
    found = _ACCURACY.findall(log)
    return float(found[-1]) if found else None


def expected_seconds(examples: Sequence[Example], epochs: int, cores: int) -> float:
    """About how long stock Rasa trains on so many free cores.

    DIET fills every batch up to its longest message, so one long message makes all of them dear.
    """
    longest = max((len(example.text.split()) for example in examples), default=0)
    return START_SECONDS + len(examples) * longest * epochs * SECONDS_PER_WORD / min(cores, 4)


def progress_line(done: int, of: int, seconds: float) -> str:
    """Where training stands, and how long the rest takes at the pace so far (`seconds` since the first epoch began)."""
    if not done:
        return f"epoch 1 of {of}, {span(seconds)} so far"
    return f"{done} of {of} epochs done, {span(seconds / done)} each; about {span(seconds / done * (of - done))} to go"


def _run(system: System, folder: Path, say: Say) -> tuple[float, float]:
    command = [
        str(system.python), "-m", "rasa", "train", "nlu", "--config", str(folder / "config.yml"), "--nlu", str(folder / "nlu.yml"),
        "--domain", str(folder / "domain.yml"), "--out", str(folder), "--fixed-model-name", system.name,
    ]  # fmt: skip
    log = folder / "train.log"
    began, before = time.monotonic(), os.times()
    # From the root, so that Rasa finds bot.rasa_adapters; without its cache, or the second training would take no time.
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=sink, stderr=subprocess.STDOUT)
        try:
            _watch(process, log, system.name, say)
        finally:
            process.kill()
            process.wait()
    after = os.times()
    if process.returncode:
        raise TrainingFailed(f"Training {system.name} failed. What Rasa said is in {shown(log)}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - began, used


def _watch(process: subprocess.Popen[bytes], log: Path, name: str, say: Say) -> None:
    """Tell about every minute where training stands, until it has ended."""
    first_epoch: Optional[float] = None
    told = time.monotonic()
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1.0)
        now = time.monotonic()
        state = epochs_done(_text(log))
        if state and first_epoch is None:
            first_epoch = now
        if now - told >= REPORT_EVERY:
            told = now
            say(f"  {name}: " + (progress_line(*state, now - (first_epoch or now)) if state else "preparing …"))


def _environment() -> dict[str, str]:
    wanted = {name: value for name, value in os.environ.items() if name not in ("TQDM_DISABLE", "VIRTUAL_ENV")}
    return wanted | {
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        **TENSORFLOW_FASTER,
    }


def _kept(folder: Path, inputs: str) -> Optional[Trained]:
    try:
        kept = Trained(**json.loads((folder / "trained.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return kept if kept.inputs == inputs and Path(kept.model).is_file() else None


def _fingerprint(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def span(seconds: float) -> str:
    """The time in the words of a person who waits."""
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.1f} h"
    )


def shown(path: Path) -> str:
    """The path as it is told: within the project, where it lies there."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
