"""Plain words for what the tables keep as names."""

from __future__ import annotations

from functools import lru_cache
from typing import Mapping

from bot.directory.loader import DirectoryError, load_directory

_STAND_IN = {
    "danger_missed": "Possible danger not treated as danger",
    "self_harm_missed": "Possible self-harm missed",
    "age_doubt": "Doubt about the side of 18",
    "streak": "Several replies in a row that did not help",
    "gave_up": "Left before any service was shown",
    "not_meant": "Said “not what I meant”",
    "low_confidence": "The bot was unsure",
}


@lru_cache(maxsize=1)
def concern_words() -> Mapping[str, str]:
    """What is remarkable about a conversation, by name, worst first."""
    try:
        from bot.console.conversations import concerns  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return _STAND_IN
    found: Mapping[str, str] = getattr(concerns, "WORDS", None) or _STAND_IN
    return found


@lru_cache(maxsize=1)
def service_names() -> Mapping[str, str]:
    """The names of the services, by id."""
    try:
        return {service.id: service.name for service in load_directory().values()}
    except DirectoryError:
        return {}


def plain(name: str) -> str:
    """`domestic_abuse` as people write it."""
    return {"18_or_over": "18 or over", "under_18": "under 18"}.get(name, name.replace("_", " "))
