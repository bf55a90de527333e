"""Plain words for what the tables keep as names."""

from __future__ import annotations

from functools import lru_cache
from typing import Mapping

from bot.console.conversations.concerns import WORDS
from bot.directory.loader import DirectoryError, load_directory


def concern_words() -> Mapping[str, str]:
    """What is remarkable about a conversation, by name, worst first."""
    return WORDS


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
