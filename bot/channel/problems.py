"""Errors as application/problem+json (RFC 9457), in words that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

import yaml

TEXTS_FILE = Path(__file__).with_name("texts.yml")
CONTENT_TYPE = "application/problem+json"


@lru_cache(maxsize=1)
def texts() -> Mapping[str, Any]:
    """Everything in texts.yml."""
    loaded: Mapping[str, Any] = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))
    return loaded


@dataclass
class Problem(Exception):
    """A call that cannot be taken; `name` is its key in texts.yml."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(texts()["problems"][self.name]["status"])

    def body(self) -> dict[str, Any]:
        """`status`, `title`, `detail` and whatever this problem adds."""
        return {**texts()["problems"][self.name], **self.extra}
