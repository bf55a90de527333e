"""`python -m bot restore FILE`: put a copy back while the bot is stopped, without what people have deleted since."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bot.operations import postgres_copy, sqlite_copy
from bot.operations.backup_command import delete_replaced
from bot.operations.databases import Database, databases
from bot.operations.manifest import SUFFIX, Manifest, check_whole, read_manifest
from bot.operations.progress import Progress
from bot.operations.refused import Refused
from bot.operations.restored import Restored
from bot.operations.running import refuse_while_running
from bot.settings import Settings


def restore(settings: Settings, file: Path, replace: bool) -> int:
    """Put the copy back, or refuse and say why. A refusal changes nothing."""
    copy = file.with_name(file.name[: -len(SUFFIX)]) if file.name.endswith(SUFFIX) else file
    try:
        manifest = read_manifest(copy)
        database = _database(settings, copy, manifest)
        refuse_while_running(settings)
        check_whole(copy, manifest, Progress("checking"))
        engine = postgres_copy if database.kind == "postgresql" else sqlite_copy
        restored = engine.copy_back(database, copy, manifest, replace, time.time())
        for old in delete_replaced(database):
            print(f"Deleted {old}: everything in it is older than BOT_KEEP_HOURS allows.")
    except Refused as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or file}: {error.strerror}. The database is as it was.", file=sys.stderr)
        return 2
    _tell(database, manifest, restored)
    return 0


def _database(settings: Settings, copy: Path, manifest: Manifest) -> Database:
    """The database that the copy belongs to, as the settings have it now."""
    database = next((one for one in databases(settings) if one.name == manifest.database), None)
    if database is None:
        raise Refused(f'{copy} is a copy of "{manifest.database}", which this version does not have.')
    if database.kind != manifest.kind:
        raise Refused(
            f"{copy} is a copy of {manifest.kind}, and the settings name {database.kind}. "
            f"{'Unset' if database.url else 'Set'} BOT_DATABASE_URL, then restore."
        )
    if manifest.taken.timestamp() < database.too_old(time.time()):
        raise Refused(
            f"{copy} is older than {database.keep_hours} hours (BOT_KEEP_HOURS): every chat in it had to be deleted "
            "since, so nothing would come back. Delete the file."
        )
    return database


def _tell(database: Database, manifest: Manifest, restored: Restored) -> None:
    print(f"{database.place} is now as it was at {manifest.taken:%Y-%m-%d %H:%M:%S} UTC.")
    for why, count in restored.left_out.items():
        print(f"Left out: {count} conversations {why}.")
    if restored.aside:
        print(
            f"What was there before is kept: {restored.aside}. It holds what people said. Delete it as soon as you can; "
            f"the next backup or restore after {database.keep_hours} hours deletes it."
        )
    if not restored.deletions_known:
        print(
            "Note: the list of deleted chats that was here could not be read, or there was none. A chat that somebody "
            f"deleted after the copy was made is back, until it has been idle for {database.keep_hours} hours."
        )
