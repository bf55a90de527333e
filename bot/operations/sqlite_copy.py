"""Copies of a SQLite database: by its online backup while others write, and back by one rename."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Iterator, Mapping, Optional

from bot.operations.databases import Database
from bot.operations.manifest import Manifest, new_private_file, sync
from bot.operations.progress import Progress
from bot.operations.refused import Refused
from bot.operations.restored import Restored
from bot.operations.running import STOP_FIRST

_PAGES_AT_ONCE = 2_000
_PATIENCE = 5.0
_COMPANIONS = ("-wal", "-shm", "-journal")
_UNFINISHED = ".restoring-"
ASIDE = ".replaced-"


def copy_out(database: Database, to: Path) -> dict[str, int]:
    """Copy the database into a new file, as it is at one moment, while others go on writing. Returns the rows."""
    if not database.file.is_file():
        raise Refused(f"There is no database at {database.file}. Start the bot once, or check BOT_VAR_DIR.")
    os.close(new_private_file(to))
    progress = Progress("copying")
    with _opened(database.file, read_only=True) as source, _opened(to) as target:
        page = int(source.execute("PRAGMA page_size").fetchone()[0])
        if source.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            source.execute("BEGIN")  # one snapshot for the rows and the pages; in this mode it holds nobody up
        rows = _count(source, database)
        source.backup(
            target, pages=_PAGES_AT_ONCE, sleep=0.01,
            progress=lambda _, left, total: progress((total - left) * page, total * page),
        )  # fmt: skip
        target.execute("PRAGMA journal_mode=DELETE")
    sync(to)
    return rows


def check_copy(database: Database, copy: Path, rows: Mapping[str, int]) -> None:
    """Raise `Refused` unless the copy is sound and holds these rows."""
    with _opened(copy, read_only=True) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not sound or _count(connection, database) != dict(rows):
            raise Refused(f"The copy {copy} does not hold what the database holds. Try again; check the disk.")


def copy_back(database: Database, copy: Path, manifest: Manifest, replace: bool, now: float) -> Restored:
    """Put a copy in the database's place. Until the last step, a rename, the database is as it was."""
    database.file.parent.mkdir(parents=True, exist_ok=True)
    for left_over in database.file.parent.glob(f"{database.file.name}{_UNFINISHED}*"):
        left_over.unlink()
    unfinished = database.file.with_name(f"{database.file.name}{_UNFINISHED}{os.getpid()}")
    try:
        with contextlib.closing(_Present(database)) as present:
            if not present.is_empty and not replace:
                raise Refused(
                    f"{database.file} is not empty. To put the copy in its place and keep the present one aside, "
                    "say --replace."
                )
            taken_out = _prepare(database, copy, unfinished, manifest, present.carried, now)
            aside = _swap(database, unfinished, present, now)
        return Restored(taken_out, str(aside) if aside else None, present.carried is not None)
    finally:
        for suffix in ("", *_COMPANIONS):
            Path(f"{unfinished}{suffix}").unlink(missing_ok=True)


class _Present:
    """The database that is there now, locked against everybody else until closed."""

    def __init__(self, database: Database) -> None:
        self.exists = database.file.exists()
        self.is_empty = True
        self.carried: Optional[dict[str, list[tuple[object, ...]]]] = None
        self._connection: Optional[sqlite3.Connection] = None
        if not self.exists or database.file.stat().st_size == 0:
            return
        try:
            self._connection = sqlite3.connect(database.file, timeout=_PATIENCE, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=DELETE").fetchone()  # takes in the -wal file
            self._connection.execute("BEGIN EXCLUSIVE")
            tables = _tables(self._connection)
            self.is_empty = database.counted not in tables or not _has_rows(self._connection, database.counted)
            self.carried = {
                carried.table: self._connection.execute(f"SELECT * FROM {carried.table}").fetchall()  # nosec B608
                for carried in database.carried_over
                if carried.table in tables
            }
        except sqlite3.OperationalError as error:
            self.close()
            if "locked" in str(error) or "busy" in str(error):
                raise Refused(f"Somebody has {database.file} open. {STOP_FIRST}") from None
            self.is_empty = False
        except sqlite3.DatabaseError:
            self.close()
            self.is_empty = False

    def close(self) -> None:
        """Let the others in again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _prepare(
    database: Database,
    copy: Path,
    unfinished: Path,
    manifest: Manifest,
    carried: Optional[Mapping[str, list[tuple[object, ...]]]],
    now: float,
) -> dict[str, int]:
    """Lay the copy beside the database and delete from it what may not come back. Returns how much, and why."""
    with os.fdopen(new_private_file(unfinished), "wb") as target, copy.open("rb") as source:
        shutil.copyfileobj(source, target, 1 << 20)
    left_out: dict[str, int] = {}
    with _opened(unfinished) as connection:
        if _count(connection, database) != dict(manifest.rows):
            raise Refused(
                f"{copy} does not hold the rows that its manifest names. Nothing was changed. Use another copy."
            )
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("BEGIN")
        for table, rows in (carried or {}).items():
            for row in rows:
                places = ", ".join("?" * len(row))
                connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)  # nosec B608
        for deletion in database.deletions:
            left_out[deletion.why] = int(connection.execute(database.count_sql(deletion, now)).fetchone()[0])
            connection.execute(database.delete_sql(deletion, now))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Refused(f"{copy} is damaged inside. Nothing was changed. Use another copy.")
    sync(unfinished)
    return left_out


def _swap(database: Database, unfinished: Path, present: _Present, now: float) -> Optional[Path]:
    """The new file takes the database's name; the old one keeps living under another, if anything was in it."""
    here, aside = database.file, None
    owner = here if present.exists else here.parent
    if os.geteuid() == 0:  # the bot runs as another user, who must be able to write to it
        os.chown(unfinished, owner.stat().st_uid, owner.stat().st_gid)
    if not present.is_empty:
        aside = here.with_name(f"{here.name}{ASIDE}{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}")
        os.link(here, aside)
        os.chmod(aside, 0o600)
        for suffix in _COMPANIONS:
            if Path(f"{here}{suffix}").exists() and suffix != "-journal":
                os.replace(f"{here}{suffix}", f"{aside}{suffix}")
    for suffix in _COMPANIONS[:2]:
        Path(f"{here}{suffix}").unlink(missing_ok=True)  # a -wal of the old file would be read into the new one
    os.replace(unfinished, here)
    sync(here.parent)
    return aside


def replaced_files(database: Database) -> Iterator[tuple[Path, str]]:
    """What earlier restores kept aside, and the time in its name."""
    for path in database.file.parent.glob(f"{database.file.name}{ASIDE}*"):
        yield path, path.name.rpartition(ASIDE)[2][:16]


@contextlib.contextmanager
def _opened(path: Path, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    try:
        with contextlib.closing(
            sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        ) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        raise Refused(
            f"{path}: {error}. Nothing was changed. Check that the disk has room and that you may write there."
        ) from None
    except sqlite3.DatabaseError:
        raise Refused(f"{path} is damaged: SQLite cannot read it. Nothing was changed.") from None


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # nosec B608


def _count(connection: sqlite3.Connection, database: Database) -> dict[str, int]:
    missing = set(database.tables) - _tables(connection)
    if missing:
        raise Refused(f"The table {min(missing)} is missing. Start this version of the bot once, so that it makes it.")
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # nosec B608
        for table in database.tables
    }
