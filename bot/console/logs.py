"""The console's log: no notes of reviewers, no words of people, no addresses with a link's secret in them.

Lines of our own (`bot.…`) keep their words; they are written for it. Of a library's line there stays where it was
written, and of an error its kind and the place in our code.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Optional

from bot.settings import ROOT

OWN = "bot"


def keep_words_out(level: str = "info", form: str = "plain") -> None:
    """Set up logging for this process. `form` is `plain` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_without_words)
    handler.setFormatter(_AsJson() if form == "json" else _AsLine())
    root = logging.getLogger()
    root.handlers = [handler]
    lowest = logging.getLevelName(level.upper())
    root.setLevel(lowest if level == "debug" else max(lowest, logging.WARNING))
    logging.getLogger(OWN).setLevel(lowest)
    for name in ("django.request", "django.security", "axes", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.ERROR)  # 403, 404 and wrong passwords are no news
    sys.excepthook = _report_uncaught
    threading.excepthook = lambda failure: _report_uncaught(failure.exc_type, failure.exc_value, failure.exc_traceback)


def kind_and_place(error: BaseException) -> str:
    """Of an error, what may be logged: its kind and the last place in our code; never its message."""
    return f"{type(error).__name__} at {_place(error.__traceback__)}"


def _place(trace: Optional[TracebackType]) -> str:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if frame.filename.startswith(str(ROOT / "bot"))] or frames
    return f"{ours[-1].filename.removeprefix(f'{ROOT}/')}:{ours[-1].lineno}" if ours else "an unknown place"


def _without_words(record: logging.LogRecord) -> bool:
    if not (record.name == OWN or record.name.startswith(f"{OWN}.")):
        record.msg, record.args = f"{record.module}.{record.funcName} reported something", ()
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.getMessage()} ({kind_and_place(record.exc_info[1])})", ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def _report_uncaught(kind: type[BaseException], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
    logging.getLogger(OWN).error("An error that nobody caught: %s at %s.", kind.__name__, _place(trace))


def _fields(record: logging.LogRecord) -> dict[str, str]:
    at = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc).isoformat(timespec="milliseconds")
    return {
        "at": at.replace("+00:00", "Z"), "level": record.levelname.lower(), "where": record.name,
        "event": record.getMessage(),
    }  # fmt: skip


class _AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_fields(record), ensure_ascii=False)


class _AsLine(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        return "  ".join(_fields(record).values())
