"""The page that lies beside each copy: what it is, how many rows it holds, and how to see that it is whole."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Mapping, Optional

from bot.operations.refused import Refused
from bot.settings import ROOT

FORMAT = 1
SUFFIX = ".json"
_TIME = "%Y%m%dT%H%M%SZ"
_CHUNK = 1 << 20
_VERSION = re.compile(r'^version = "([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Manifest:
    """What a copy is. `rows` are counted in the same snapshot as the copy."""

    format: int
    database: str
    kind: str
    taken_at: str
    product_version: str
    bytes: int
    sha256: str
    rows: Mapping[str, int]

    @property
    def taken(self) -> datetime.datetime:
        """The moment of the copy, in UTC."""
        return datetime.datetime.strptime(self.taken_at, _TIME).replace(tzinfo=datetime.timezone.utc)


def product_version() -> str:
    """The version in pyproject.toml."""
    found = _VERSION.search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return found.group(1) if found else "0"


def time_in_names(now: datetime.datetime) -> str:
    """The moment as file names spell it, in UTC: 20261201T093000Z."""
    return now.astimezone(datetime.timezone.utc).strftime(_TIME)


def time_of_name(name: str, database: str) -> Optional[datetime.datetime]:
    """The moment in the name of a copy of this database, or None if it is some other file."""
    found = re.match(re.escape(database) + r"-(\d{8}T\d{6}Z)\.", name)
    if not found:
        return None
    try:
        return datetime.datetime.strptime(found.group(1), _TIME).replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        return None


def sha256_of(path: Path, progress: Optional[Callable[[int, int], None]] = None) -> str:
    """The checksum of a file, read in pieces."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            done += len(piece)
            if progress:
                progress(done, total)
    return digest.hexdigest()


def new_private_file(path: Path) -> int:
    """A new file that only its owner may read; an existing one is never written over. Returns the open handle."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.fchmod(handle, 0o600)
    return handle


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_manifest(copy: Path, manifest: Manifest) -> Path:
    """Put the manifest beside its copy."""
    path = copy.with_name(copy.name + SUFFIX)
    with os.fdopen(new_private_file(path), "w", encoding="utf-8") as file:
        json.dump(dataclasses.asdict(manifest), file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def read_manifest(copy: Path) -> Manifest:
    """The manifest beside this copy. Raises `Refused` when it is missing, damaged or of a later version."""
    path = copy.with_name(copy.name + SUFFIX)
    if not copy.is_file():
        raise Refused(f"There is no file {copy}. Name a copy that `python -m bot backup` made.")
    if not path.is_file():
        raise Refused(
            f"{path} is missing. Put it back beside the copy: without it nobody can say that the copy is whole."
        )
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["format"] != FORMAT:
            raise Refused(
                f"{path} was written by another version ({read.get('product_version')}). Restore it with that one."
            )
        manifest = Manifest(**read)
        manifest.taken  # noqa: B018
        dict(manifest.rows)
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{path} cannot be read as a manifest. Use another copy.") from None
    if _order(manifest.product_version) > _order(product_version()):
        raise Refused(
            f"{copy} was made by version {manifest.product_version}, and this is {product_version()}. "
            "Install that version or a later one, then restore."
        )
    return manifest


def check_whole(copy: Path, manifest: Manifest, progress: Optional[Callable[[int, int], None]] = None) -> None:
    """Raise `Refused` unless the copy is byte for byte what was written."""
    if copy.stat().st_size != manifest.bytes or sha256_of(copy, progress) != manifest.sha256:
        raise Refused(f"{copy} is not what was written: its checksum differs. Nothing was changed. Use another copy.")


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
