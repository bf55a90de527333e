"""The words of the overview (words.yml), and the names of the services."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

import yaml

from bot.directory.loader import DirectoryError, load_directory

_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Everything in words.yml; keys such as 18_or_over are text."""
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def service_names() -> Mapping[str, str]:
    """The names of the services by their ids, in the order of the directory."""
    try:
        return {service.id: service.name for service in load_directory().values()}
    except DirectoryError:
        return {}


def name_of(measure: str, value: str) -> str:
    """What this value is called."""
    names = service_names() if measure == "service" else words()[measure]
    return str(names.get(value, value.replace("_", " ")))
