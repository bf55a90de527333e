"""What a client may send: text or a known choice, of a bounded size, and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any, Optional

from bot.channel.choices import payload_of
from bot.channel.metrics import count_redactions
from bot.channel.problems import Problem
from bot.privacy import redact
from bot.understanding.text import clean

MOST_CHARACTERS = 2000
MOST_BYTES = 64 * 1024
"""A body above this is refused unread; 2,000 characters of any script and their escapes fit in a fraction of it."""

_MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_COMMAND = re.compile(r"^[\s/\\@＠／]+")
_WORD = re.compile(r"\w", re.UNICODE)


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a request's body; an empty body is an empty object. Raises `Problem`."""
    if len(body) > MOST_BYTES:
        raise Problem("too_long")
    if not body.strip():
        return {}
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Problem("malformed") from None
    if not isinstance(value, dict):
        raise Problem("malformed")
    return value


def read_message(body: bytes) -> str:
    """What Rasa is to be told: plain text without personal details that cannot be a command, or a known choice's payload.

    Raises `Problem` when it is neither, is empty or is too long. A message without any word (only
    emoji, say) is allowed: it gets a reply like any other.
    """
    value = read_object(body)
    has_text, has_choice = "text" in value, "choice" in value
    if has_text == has_choice:
        raise Problem("malformed")
    if has_choice:
        if not isinstance(value["choice"], str):
            raise Problem("malformed")
        payload = payload_of(value["choice"])
        if payload is None:
            raise Problem("unknown_choice")
        return payload
    if not isinstance(value["text"], str):
        raise Problem("malformed")
    if len(value["text"]) > MOST_CHARACTERS:
        raise Problem("too_long")
    cleaned = clean(value["text"])
    if len(cleaned) > MOST_CHARACTERS:  # one ligature can become eighteen characters, and reading them takes seconds
        raise Problem("too_long")
    redacted = redact(_COMMAND.sub("", cleaned))
    count_redactions(redacted.counts)
    text = _COMMAND.sub("", redacted.text)
    if not text:
        raise Problem("empty_text")
    return text


def read_message_id(body: bytes) -> Optional[str]:
    """The client's own name for this message, if it gives one: sent again under the same name it is not said twice.

    Raises `Problem` for a name that is not 8 to 64 letters, digits and hyphens.
    """
    value = read_object(body).get("message_id")
    if value is None:
        return None
    if not isinstance(value, str) or not _MESSAGE_ID.fullmatch(value):
        raise Problem("malformed")
    return value


def has_words(text: str) -> bool:
    """Whether there is any letter or digit to read."""
    return bool(_WORD.search(text))
