"""Whether a file names a private path or a private registry: it would tell of a machine, or fetch from one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from packages.security_tools.outcome import ROOT, Outcome, tracked_files

_HOMES = ("work", "root", "tmp/h", r"home/[a-z_][\w-]*", r"Users/\w+")
_PATH = re.compile(rf"(?<![\w.:/$\}}~*-])/(?:{'|'.join(_HOMES)})(?:/|(?=[\s\"'`,;)]|$))")
_REGISTRY = re.compile(
    r"(?:index-url|index_url|UV_INDEX|UV_DEFAULT_INDEX|registry|find-links)[\"']?(?:\s*[=:]\s*|\s+)[\"']?(https?://[^\s\"'<>]+)",
    re.I,
)
PUBLIC = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}
_BINARY = {".png", ".onnx", ".npz", ".gz", ".woff2", ".ico"}
_MOST = 5_000_000


def private_places_in(text: str) -> Iterable[tuple[int, str]]:
    """Line number and what stands there."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _PATH.finditer(line):
            yield number, f"the private path {found.group().strip()}"
        for found in _REGISTRY.finditer(line):
            if not _is_public(urlsplit(found.group(1)).hostname or ""):
                yield number, "a registry that is not public"


def _is_public(host: str) -> bool:
    """A public registry, or a name that is reserved for examples."""
    return host in PUBLIC or host.endswith(".example")


def check_private_places() -> Outcome:
    """Every published text file."""
    found, count = [], 0
    for path in tracked_files():
        if path.suffix in _BINARY or path.stat().st_size > _MOST:
            continue
        count += 1
        found += _in_file(path)
    return Outcome.of(found, f"{count} files name no private path and no private registry")


def _in_file(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return [f"{path.relative_to(ROOT)}:{number} names {what}." for number, what in private_places_in(text)]
