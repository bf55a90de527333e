"""Copies of a PostgreSQL database: by its own pg_dump in one snapshot, and back in one transaction."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess  # nosec B404: PostgreSQL's own programs, named here, with arguments that hold no outside text
import tempfile
import time
from pathlib import Path
from typing import IO, Iterator, Mapping, Optional

import sqlalchemy as sa

from bot.operations.databases import Database
from bot.operations.manifest import Manifest, new_private_file, sync
from bot.operations.progress import Progress
from bot.operations.refused import Refused
from bot.operations.restored import Restored
from bot.operations.running import STOP_FIRST

ASIDE = "replaced_"
_CARRIED = "carried_over_"
_COPY_BEGINS, _COPY_ENDS = b"COPY ", b"\\.\n"


def copy_out(database: Database, to: Path) -> dict[str, int]:
    """Dump the tables into a new file, all of one moment, while others go on writing. Returns the rows."""
    handle = new_private_file(to)
    with os.fdopen(handle, "wb") as out, _connected(database) as connection, connection.begin():
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        rows = _count(connection, database)
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
        chosen = [f"--table={table}" for table in database.tables]
        with _program(database, "pg_dump", "--format=custom", f"--snapshot={snapshot}", *chosen, stdout=out) as dump:
            progress = Progress("copying")
            while dump.poll() is None:
                time.sleep(0.05)
                progress(to.stat().st_size, 0)
    sync(to)
    return rows


def check_copy(database: Database, copy: Path, rows: Mapping[str, int]) -> None:
    """Read the whole copy and count. Raises `Refused` unless it holds these rows."""
    found: dict[str, int] = {}
    with _script(database, copy) as script:
        table: Optional[str] = None
        for line in script:
            if table is None and line.startswith(_COPY_BEGINS):
                table = line.split()[1].decode().rpartition(".")[2]
                found[table] = 0
            elif table is not None and line == _COPY_ENDS:
                table = None
            elif table is not None:
                found[table] += 1
    if found != dict(rows):
        raise Refused(f"The copy {copy} does not hold what the database holds. Try again; check the disk.")


def copy_back(database: Database, copy: Path, manifest: Manifest, replace: bool, now: float) -> Restored:
    """Put the copy's tables in place of the present ones, in one transaction: all of it, or nothing."""
    with _connected(database) as connection:
        others = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).scalar()
        if others:
            raise Refused(f"Somebody is connected to {database.place} as the same user. {STOP_FIRST}")
        present = [t for t in database.tables if connection.exec_driver_sql(f"SELECT to_regclass('{t}')").scalar()]  # nosec B608
        is_empty = database.counted not in present or not _has_rows(connection, database.counted)
    if not is_empty and not replace:
        raise Refused(
            f"{database.place} is not empty. To put the copy in its place and keep the present one aside, say --replace."
        )
    aside = None if is_empty else f"{ASIDE}{time.strftime('%Y%m%dt%H%M%Sz', time.gmtime(now))}"
    carried = [carried for carried in database.carried_over if carried.table in present]
    before = _make_room(present, aside, [c.table for c in carried])
    after = _take_out(database, manifest, [(c.table, c.key) for c in carried], now)
    counted = _run_script(database, copy, sum(manifest.rows.values()), before, after)
    left_out = {deletion.why: count for deletion, count in zip(database.deletions, counted)}
    return Restored(left_out, f"the schema {aside}" if aside else None, bool(carried))


def delete_replaced(database: Database, before: str) -> list[str]:
    """Drop what earlier restores kept aside, if its time is before this one (as its name spells it)."""
    with _connected(database) as connection, connection.begin():
        names = connection.exec_driver_sql(
            f"SELECT nspname FROM pg_namespace WHERE nspname ~ '^{ASIDE}[0-9]{{8}}t[0-9]{{6}}z$' "  # nosec B608
            f"AND nspname < '{ASIDE}{before.lower()}'"
        )
        old = [str(name) for (name,) in names]
        for name in old:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    return old


def _make_room(present: list[str], aside: Optional[str], carried: list[str]) -> list[str]:
    """Lock the present tables, remember what is carried over, and move them aside; empty ones go."""
    lines = ["BEGIN;"]
    lines += [f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE NOWAIT;" for table in present]
    lines += [f"CREATE TEMPORARY TABLE {_CARRIED}{table} ON COMMIT DROP AS TABLE {table};" for table in carried]
    if aside:
        lines += [f"CREATE SCHEMA {aside};", *(f"ALTER TABLE {table} SET SCHEMA {aside};" for table in present)]
    else:
        lines += [f"DROP TABLE {table};" for table in present]
    return lines


def _take_out(database: Database, manifest: Manifest, carried: list[tuple[str, str]], now: float) -> list[str]:
    """Check that every row came, carry over, delete what may not come back, and only then let it count."""
    lines = ["RESET search_path;"]
    for table, rows in manifest.rows.items():
        lines.append(
            f"DO $$ BEGIN IF (SELECT count(*) FROM {table}) <> {int(rows)} THEN "  # nosec B608
            f"RAISE EXCEPTION 'not every row of {table} came back'; END IF; END $$;"
        )
    for table, key in carried:
        lines.append(f"INSERT INTO {table} SELECT * FROM {_CARRIED}{table} ON CONFLICT ({key}) DO NOTHING;")  # nosec B608
    for deletion in database.deletions:
        lines += [f"{database.count_sql(deletion, now)};", f"{database.delete_sql(deletion, now)};"]
    return [*lines, "COMMIT;"]


def _run_script(database: Database, copy: Path, rows: int, before: list[str], after: list[str]) -> list[int]:
    """Feed psql: make room, the copy's own script, take out and commit. Returns the numbers that it counted."""
    progress, done = Progress("restoring", "rows"), 0
    with tempfile.TemporaryFile() as out:
        options = ("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1",
                   "--set=VERBOSITY=terse", "--set=SHOW_CONTEXT=never", "--output=/dev/null")  # fmt: skip
        with _program(database, "psql", *options, stdin=subprocess.PIPE, stdout=out) as psql, _quiet_pipe(psql) as feed:
            feed.write("\n".join([*before, ""]).encode())
            with _script(database, copy) as script:
                for line in script:
                    feed.write(line)
                    done += 1
                    progress(done, rows)
            # Reached only when the copy was read to its end: otherwise there is no COMMIT, and all is as it was.
            feed.write("\n".join(["\\o", *after, ""]).encode())
        out.seek(0)
        return [int(line) for line in out.read().split()]


@contextlib.contextmanager
def _quiet_pipe(program: subprocess.Popen[bytes]) -> Iterator[IO[bytes]]:
    """The program's standard input. When it has stopped early, its own error is the one to tell."""
    pipe = program.stdin
    assert pipe is not None  # nosec B101: opened with PIPE by the caller
    with contextlib.suppress(BrokenPipeError):
        yield pipe
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


@contextlib.contextmanager
def _script(database: Database, copy: Path) -> Iterator[IO[bytes]]:
    """The copy as the SQL that makes it again."""
    options = ("--no-owner", "--no-privileges", "--file=-", str(copy))
    with _program(database, "pg_restore", *options, stdout=subprocess.PIPE) as restore:
        assert restore.stdout is not None  # nosec B101: opened with PIPE just now
        yield restore.stdout


@contextlib.contextmanager
def _program(database: Database, name: str, *options: str, **streams: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of PostgreSQL's programs. The password goes by the environment, where no other user sees it."""
    path = shutil.which(name)
    if path is None:
        raise Refused(f"{name} is not installed. On Debian: apt-get install postgresql-client")
    with tempfile.TemporaryFile() as errors:
        program = subprocess.Popen(  # type: ignore[call-overload]  # nosec B603
            [path, *options], stderr=errors, env={**os.environ, **_environment(database)}, **streams
        )
        try:
            yield program
        except BaseException:
            program.kill()
            program.wait()
            raise
        for pipe in (program.stdin, program.stdout):
            if pipe:
                pipe.close()
        if program.wait() != 0:
            errors.seek(0)
            said = errors.read(2_000).decode("utf-8", "replace").strip().split("\n")[0]
            raise Refused(f"{name} failed, and nothing was changed. It said: {said}")


def _environment(database: Database) -> dict[str, str]:
    address = sa.engine.make_url(database.url)
    known = {"PGHOST": address.host, "PGPORT": address.port, "PGUSER": address.username,
             "PGPASSWORD": address.password, "PGDATABASE": address.database}  # fmt: skip
    return {name: str(value) for name, value in known.items() if value is not None}


@contextlib.contextmanager
def _connected(database: Database) -> Iterator[sa.engine.Connection]:
    engine = sa.create_engine(database.url, connect_args={"connect_timeout": 10}, poolclass=sa.pool.NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        said = str(error.orig).strip().split("\n")[0]
        raise Refused(
            f"{database.place}: {said}. Nothing was changed. Check the address and the user's rights."
        ) from None


def _has_rows(connection: sa.engine.Connection, table: str) -> bool:
    return connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is not None  # nosec B608


def _count(connection: sa.engine.Connection, database: Database) -> dict[str, int]:
    for table in database.tables:
        if not connection.exec_driver_sql(f"SELECT to_regclass('{table}')").scalar():  # nosec B608
            raise Refused(f"The table {table} is missing. Start this version of the bot once, so that it makes it.")
    return {
        table: int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar())  # nosec B608
        for table in database.tables
    }
