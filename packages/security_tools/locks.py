"""Whether everything that is installed is pinned by a hash and comes from the public registry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packages.security_tools.outcome import ROOT, Outcome
from packages.security_tools.toml import read_toml

PYTHON_REGISTRY, PYTHON_FILES = "https://pypi.org/simple", "files.pythonhosted.org"
NPM_FILES = "registry.npmjs.org"


def python_locks() -> list[Path]:
    """The product's lock and those of the tools."""
    return [ROOT / "uv.lock", *sorted((ROOT / "packages").glob("*/uv.lock"))]


def npm_locks() -> list[Path]:
    """The widget's lock."""
    return sorted(path for path in ROOT.glob("bot/*/package-lock.json"))


def locked_versions(lock: Path) -> dict[str, str]:
    """Every package of a Python lock and its version."""
    return {entry["name"]: entry.get("version", "") for entry in read_toml(lock)["package"]}


def wrong_in_python_lock(lock: dict[str, Any], folder: Path) -> list[str]:
    """What is not pinned, by package."""
    wrong = []
    for entry in lock["package"]:
        name, source = entry["name"], entry["source"]
        local = source.get("virtual") or source.get("directory") or source.get("editable")
        if local is not None:
            if not (folder / local).resolve().is_relative_to(ROOT):
                wrong.append(f"{name} comes from a folder outside this repository.")
            continue
        if source.get("registry") != PYTHON_REGISTRY:
            wrong.append(f"{name} does not come from {PYTHON_REGISTRY}. Lock it again with the public registry.")
        files = [*entry.get("wheels", []), *([entry["sdist"]] if "sdist" in entry else [])]
        if not files:
            wrong.append(f"{name} names no file.")
        if not all(file.get("hash", "").startswith("sha256:") for file in files):
            wrong.append(f"{name} has a file without a hash. Run `uv lock` again.")
        if any(urlsplit(file.get("url", "")).hostname != PYTHON_FILES for file in files):
            wrong.append(f"{name} has a file that is not on {PYTHON_FILES}.")
    return wrong


def wrong_in_npm_lock(lock: dict[str, Any]) -> list[str]:
    """What is not pinned, by package."""
    wrong = []
    for name, entry in lock["packages"].items():
        if not name or entry.get("link"):
            continue
        if not entry.get("integrity", "").startswith("sha512-"):
            wrong.append(f"{name} has no sha512 integrity.")
        if "resolved" in entry and urlsplit(entry["resolved"]).hostname != NPM_FILES:
            wrong.append(f"{name} is resolved to a host that is not {NPM_FILES}.")
    return wrong


def check_locks() -> Outcome:
    """Every lock of the repository."""
    found, count = [], 0
    for path in python_locks():
        lock = read_toml(path)
        count += len(lock["package"])
        found += [f"{path.relative_to(ROOT)}: {line}" for line in wrong_in_python_lock(lock, path.parent)]
    for path in npm_locks():
        lock = json.loads(path.read_text(encoding="utf-8"))
        count += len(lock["packages"]) - 1
        found += [f"{path.relative_to(ROOT)}: {line}" for line in wrong_in_npm_lock(lock)]
    return Outcome.of(found, f"{count} locked packages have hashes and come from the public registries")
