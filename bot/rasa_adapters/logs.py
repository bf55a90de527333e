"""The log without what people type: libraries write it there, in debug lines, errors and tracebacks.

Only lines of our own (`bot.…`) keep their words; they are written for it. Of any other library's line there stays what
it is about: where it was written, how grave it is, and the kind of the error.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
import threading
from types import TracebackType
from typing import Any, MutableMapping, Optional

import structlog

OWN = "bot"


def keep_words_out(level: str = "info", form: str = "plain") -> None:
    """Set up logging for this process, whatever libraries did before. `form` is `plain` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_without_words)
    handler.setFormatter(_AsJson() if form == "json" else _AsLine())
    root = logging.getLogger()
    root.handlers = [handler]
    lowest = logging.getLevelName(level.upper())
    root.setLevel(lowest if level == "debug" else max(lowest, logging.WARNING))
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger):
            logger.handlers, logger.propagate = [], True
            if not _is_own(name):
                logger.setLevel(logging.NOTSET)
    logging.getLogger("rasa").setLevel(logging.NOTSET if level == "debug" else logging.ERROR)
    logging.getLogger(OWN).setLevel(lowest)
    structlog.configure(
        processors=[_only_the_event, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if level == "debug" else logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _report_uncaught
    threading.excepthook = lambda failure: _report_uncaught(failure.exc_type, failure.exc_value, failure.exc_traceback)


def _is_own(name: str) -> bool:
    return name == OWN or name.startswith(f"{OWN}.")


def _only_the_event(logger: object, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Of a structured line, its name and level; every other field may hold a person's words.

    Rasa takes the braces of a button's payload for a gap to fill and reports it each time: that line is left out. So
    is an event that is a sentence: names of events have no blanks.
    """
    name = str(event.get("event", ""))
    if name == "interpolator.interpolate.text":
        raise structlog.DropEvent
    return {"level": level, "where": "rasa", "event": name[:80] if " " not in name else "reported something"}


def _without_words(record: logging.LogRecord) -> bool:
    """Of a library's line, where it was written and the kind of the error; never its message, arguments or variables."""
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
    if not _is_own(record.name):
        record.msg, record.args = f"{record.module}.{record.funcName} reported something", ()
    record.error_kind = kind
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def _report_uncaught(
    kind: type[BaseException], error: Optional[BaseException], traceback: Optional[TracebackType]
) -> None:
    """An error that nobody caught: its kind and the place, not its message, which may quote a person."""
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    place = f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}" if traceback else "an unknown place"
    logging.getLogger(OWN).error("The process met an error that nobody caught: %s at %s.", kind.__name__, place)


def _fields(record: logging.LogRecord) -> dict[str, str]:
    at = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc).isoformat(timespec="milliseconds")
    fields = {
        "at": at.replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "where": record.name,
        "event": record.getMessage(),
    }
    kind = getattr(record, "error_kind", None)
    return {**fields, "error": kind} if kind else fields


class _AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_fields(record), ensure_ascii=False)


class _AsLine(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        return "  ".join(_fields(record).values())
