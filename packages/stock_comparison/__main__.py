"""`python -m packages.stock_comparison`: the command behind `make compare-stock`."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import Optional, Sequence

from bot.evaluation.sets import SetError
from bot.settings import ROOT

from .compare import Plan, compare
from .report import markdown, write
from .rounds import ReaderFailed
from .training import TrainingFailed

NO_MESSAGES = (
    "give a folder of labelled messages: make compare-stock EVAL=folder\n"
    "(or FOLD=1 to hold out a fifth of the training messages and score on it; both together work, too)"
)


def say(line: str) -> None:
    """Tell the person at the console, at once."""
    print(line, flush=True)  # noqa: T201


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Compare and write var/reports/stock.json and stock.md; returns the exit code."""
    plan = _plan(arguments)
    if plan.labelled is None and not plan.fold:
        sys.stderr.write(f"error: {NO_MESSAGES}\n")
        return 2
    try:
        report = compare(plan, say)
    except (SetError, TrainingFailed, ReaderFailed) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    say("\n" + markdown(report))
    for path in write(report, ROOT / "var" / "reports"):
        say(f"Written to {path.relative_to(ROOT)}")
    return 0


def _plan(arguments: Optional[Sequence[str]]) -> Plan:
    parser = argparse.ArgumentParser(prog="make compare-stock", description="Stock Rasa beside this bot.")
    parser.add_argument("--eval", type=Path, help="a folder of labelled messages (*.jsonl)")
    parser.add_argument("--fold", action="store_true", help="also train on four fifths and score on the fifth")
    parser.add_argument("--epochs", type=_count, default=0, help="of stock Rasa's DIET, instead of its 100")
    parser.add_argument("--examples", type=_count, default=0, help="train both on a seeded sample of so many messages")
    parser.add_argument("--words", type=_count, default=0, help="train both on messages of at most so many words")
    options = parser.parse_args(arguments)
    return Plan(options.eval, options.fold, options.epochs, options.examples, options.words)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # an exit by exception ends the training it started, too
    sys.exit(main())
