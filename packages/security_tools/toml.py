"""Reading TOML on the Python that is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

try:
    import tomllib
except ImportError:
    import tomli as tomllib  # type: ignore[no-redef]


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
