"""The log without what people type: Rasa writes it there, in debug lines, errors and tracebacks."""

from __future__ import annotations

import logging
from typing import Any, MutableMapping

import structlog


def keep_words_out() -> None:
    """Reduce Rasa's lines to what happened and where; to be called once, after logging is set up."""
    structlog.configure(
        processors=[_only_the_event, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
    )
    logging.getLogger("rasa").setLevel(logging.ERROR)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_traceback)
    logging.getLogger("bot").setLevel(logging.INFO)


def _only_the_event(logger: object, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Of a structured line, its name and level; every other field may hold a person's words.

    Rasa takes the braces of a button's payload for a gap to fill and reports it each time: that line is left out.
    """
    if event.get("event") == "interpolator.interpolate.text":
        raise structlog.DropEvent
    return {"event": str(event.get("event", ""))[:80], "level": level}


def _without_traceback(record: logging.LogRecord) -> bool:
    """Of a Rasa error, where it was raised and of which kind; never its message or variables."""
    if record.name.startswith("rasa"):
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no exception"
        record.msg, record.args = f"{record.module}.{record.funcName} reported an error ({kind})", ()
        record.exc_info = record.exc_text = record.stack_info = None
    return True
