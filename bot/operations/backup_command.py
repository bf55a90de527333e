"""`python -m bot backup FOLDER`: a checked copy of each database, taken while the bot runs."""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path

from bot.operations import postgres_copy, sqlite_copy
from bot.operations.databases import Database, databases
from bot.operations.manifest import (
    FORMAT,
    SUFFIX,
    Manifest,
    check_whole,
    product_version,
    read_manifest,
    sha256_of,
    sync,
    time_in_names,
    time_of_name,
    write_manifest,
)  # fmt: skip
from bot.operations.progress import Progress
from bot.operations.refused import Refused
from bot.settings import Settings

_ENDINGS = {"sqlite": "db", "postgresql": "pgdump"}


def back_up(settings: Settings, folder: Path) -> int:
    """Copy every database into the folder, and delete the copies there that are too old to be of use."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for database in databases(settings):
            copy, manifest = _copy(database, folder)
            rows = ", ".join(f"{count} {table}" for table, count in manifest.rows.items())
            print(f"{copy}  ({rows}; {manifest.bytes / 1e6:.1f} MB; checked)")
            for old in delete_old_copies(database, folder) + delete_replaced(database):
                print(f"Deleted {old}: everything in it is older than BOT_KEEP_HOURS allows.")
    except Refused as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or folder}: {error.strerror}. No copy was made.", file=sys.stderr)
        return 2
    return 0


def delete_old_copies(database: Database, folder: Path) -> list[str]:
    """Every chat in a copy older than the retention time had to be deleted since: such a copy may not be kept."""
    gone = []
    for path in sorted(folder.iterdir()):
        taken = time_of_name(path.name, database.name)
        if taken is not None and taken.timestamp() < database.too_old(time.time()):
            path.unlink()
            gone += [] if path.name.endswith(SUFFIX) else [str(path)]
    return gone


def delete_replaced(database: Database) -> list[str]:
    """The same for what earlier restores kept aside."""
    before = time_in_names(datetime.datetime.fromtimestamp(database.too_old(time.time()), datetime.timezone.utc))
    if database.kind == "postgresql":
        return [f"the schema {name}" for name in postgres_copy.delete_replaced(database, before)]
    gone = []
    for path, made in sqlite_copy.replaced_files(database):
        if made < before:
            path.unlink()
            gone.append(str(path))
    return gone


def _copy(database: Database, folder: Path) -> tuple[Path, Manifest]:
    taken_at = time_in_names(datetime.datetime.now(datetime.timezone.utc))
    copy = folder / f"{database.name}-{taken_at}.{_ENDINGS[database.kind]}"
    part = folder / f"{copy.name}.part"
    if copy.exists():
        raise Refused(f"{copy} is there already. Wait a second and try again.")
    engine = postgres_copy if database.kind == "postgresql" else sqlite_copy
    try:
        rows = engine.copy_out(database, part)
        engine.check_copy(database, part, rows)
        manifest = Manifest(
            FORMAT,
            database.name,
            database.kind,
            taken_at,
            product_version(),
            part.stat().st_size,
            sha256_of(part),
            rows,
        )
        write_manifest(copy, manifest)
        part.rename(copy)
        sync(folder)
    except BaseException:
        part.unlink(missing_ok=True)
        copy.with_name(copy.name + SUFFIX).unlink(missing_ok=True)
        raise
    check_whole(copy, read_manifest(copy), Progress("checking"))
    return copy, manifest
