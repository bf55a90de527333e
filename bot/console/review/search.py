"""Finding words in the redacted text: PostgreSQL's full-text index, or SQLite's FTS5.

Both keep no copy of the words beside the turn itself, follow every insert, change and deletion by themselves, and find
whole words and beginnings of words: `hit` finds "hit" and "hitting".
"""

from __future__ import annotations

import json
import re
from functools import reduce
from operator import and_, or_
from typing import Any, Optional

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from bot.console.conversations.models import Conversation, Turn

MOST_WORDS = 10
MOST_NUMBERS = 20_000
"""Up to so many messages the index names the conversations."""

_KEEPS_DELETED_WORDS_BEFORE = (3, 42, 0)
"""FTS5 learned `secure-delete` with this version of SQLite."""

_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS review_search USING fts5"
    "(text, content='conversations_turn', content_rowid='id', tokenize='unicode61')",
    "CREATE TRIGGER IF NOT EXISTS review_search_added AFTER INSERT ON conversations_turn BEGIN"
    " INSERT INTO review_search(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER IF NOT EXISTS review_search_deleted AFTER DELETE ON conversations_turn BEGIN"
    " INSERT INTO review_search(review_search, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER IF NOT EXISTS review_search_changed AFTER UPDATE OF text ON conversations_turn BEGIN"
    " INSERT INTO review_search(review_search, rowid, text) VALUES ('delete', old.id, old.text);"
    " INSERT INTO review_search(rowid, text) VALUES (new.id, new.text); END",
)
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS review_by_age ON conversations_conversation"
    " (age_group, priority DESC, last_at DESC, id)",
    "CREATE INDEX IF NOT EXISTS review_by_model ON conversations_conversation"
    " (model_id, priority DESC, last_at DESC, id)",
    "CREATE INDEX IF NOT EXISTS review_in_danger ON conversations_conversation"
    " (state, priority DESC, last_at DESC, id) WHERE danger",
    "CREATE INDEX IF NOT EXISTS review_in_sample ON conversations_conversation"
    " (state, priority DESC, last_at DESC, id) WHERE in_sample",
    "CREATE INDEX IF NOT EXISTS review_long ON conversations_conversation (turns_count)",
    "CREATE INDEX IF NOT EXISTS review_fell_back ON conversations_conversation (fallbacks)",
    "CREATE INDEX IF NOT EXISTS review_unsure ON conversations_conversation (lowest_confidence)",
)
_POSTGRESQL = (
    "ALTER TABLE conversations_turn ADD COLUMN IF NOT EXISTS review_words tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX IF NOT EXISTS review_words ON conversations_turn USING gin (review_words) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS review_by_service ON conversations_conversation USING gin (services jsonb_path_ops)",
    "CREATE INDEX IF NOT EXISTS review_by_concern ON conversations_conversation USING gin (concerns jsonb_path_ops)",
    "CREATE INDEX IF NOT EXISTS review_to_do ON conversations_conversation (priority DESC, last_at DESC, id)"
    " WHERE state IN ('unseen', 'in_review') AND NOT is_test",
)
_IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'review_search'"


def set_up(database: Any = None) -> None:
    """Make what is missing; harmless when all is there. A migration that rebuilds a table in SQLite drops triggers."""
    database = database or connection
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            for statement in (*_POSTGRESQL, *_INDEXES):
                cursor.execute(statement)
            return
        is_new = cursor.execute(_IS_THERE).fetchone() is None
        for statement in (*_SQLITE, *_INDEXES):
            cursor.execute(statement)
        if is_new:
            cursor.execute("INSERT INTO review_search(review_search) VALUES ('rebuild')")
        if _deletes_securely(database):
            cursor.execute("INSERT INTO review_search(review_search, rank) VALUES ('secure-delete', 1)")


def tear_down(database: Any) -> None:
    """For going back."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute("ALTER TABLE conversations_turn DROP COLUMN IF EXISTS review_words")
        else:
            for name in ("added", "deleted", "changed"):
                cursor.execute(f"DROP TRIGGER IF EXISTS review_search_{name}")
            cursor.execute("DROP TABLE IF EXISTS review_search")
        for statement in (*_INDEXES, *_POSTGRESQL[2:]):
            cursor.execute(f"DROP INDEX IF EXISTS {statement.split()[5]}")


def _deletes_securely(database: Any) -> bool:
    return database.Database.sqlite_version_info >= _KEEPS_DELETED_WORDS_BEFORE


def wipe_deleted_words() -> None:
    """After masking or deleting: no page of the file holds the words any more.

    Before 3.42 SQLite's search index keeps deleted words until it is merged, so it is merged now; and the log beside
    the file (-wal) is emptied once the change is in.
    """
    if connection.vendor != "sqlite":
        return
    if not _deletes_securely(connection):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO review_search(review_search) VALUES ('optimize')")
    transaction.on_commit(_empty_the_log)


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def words_of(text: str) -> list[str]:
    """The words to look for."""
    return re.findall(r"[^\W_]+", text.lower())[:MOST_WORDS]


def containing(
    found: QuerySet[Conversation], text: str, is_any: bool = False, is_not: bool = False
) -> QuerySet[Conversation]:
    """Those with a message in which all of these words occur (or any); `is_not` turns it round.

    The index finds the conversations once. Where there are very many, the few on a page are looked at instead.
    """
    words = words_of(text)
    numbers = conversations_with(words, is_any) if words else set()
    if numbers is None:
        matched: Any = Exists(_messages_with(words, is_any).filter(conversation=OuterRef("pk")))
    else:
        matched = Q(pk__in=RawSQL(*_as_rows(numbers)))
    return found.exclude(matched) if is_not else found.filter(matched)


def conversations_with(words: list[str], is_any: bool = False) -> Optional[set[int]]:
    """The numbers of the conversations; None when there are too many to name."""
    query, statement = _index_query(words, is_any)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {MOST_NUMBERS + 1}", [query])
        rows = cursor.fetchall()
    return None if len(rows) > MOST_NUMBERS else {number for (number,) in rows}


def _index_query(words: list[str], is_any: bool) -> tuple[str, str]:
    if connection.vendor == "postgresql":
        query = (" | " if is_any else " & ").join(f"{word}:*" for word in words)
        return query, "SELECT conversation_id FROM conversations_turn WHERE review_words @@ to_tsquery('simple', %s)"
    query = (" OR " if is_any else " AND ").join(f'"{word}"*' for word in words)
    # CROSS JOIN: SQLite keeps this order, so the index is read once from its beginning.
    return query, (
        "SELECT turn.conversation_id FROM review_search CROSS JOIN conversations_turn turn"
        " ON turn.id = review_search.rowid WHERE review_search MATCH %s"
    )


def _as_rows(numbers: set[int]) -> tuple[str, list[Any]]:
    """Numbers as one parameter, however many."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::bigint[])", [sorted(numbers)]
    return "SELECT value FROM json_each(%s)", [json.dumps(sorted(numbers))]


def _messages_with(words: list[str], is_any: bool) -> QuerySet[Turn]:
    """Read message by message, without the index."""
    if connection.vendor == "postgresql":
        query, _ = _index_query(words, is_any)
        return Turn.objects.extra(where=["review_words @@ to_tsquery('simple', %s)"], params=[query])
    conditions = [Q(text__iregex=rf"(?<![^\W_]){re.escape(word)}") for word in words]
    return Turn.objects.filter(reduce(or_ if is_any else and_, conditions))
