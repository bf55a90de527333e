"""How long reading a full store takes: `python -m tests.console.load.million`. Not part of the tests.

Makes a bot's store with invented conversations (`--turns N`, in PostgreSQL or with `--sqlite FOLDER`), reads it into a
console's database and prints figures. `--console-only` makes no store: it fills the console's database directly, to
measure pages on. Databases in PostgreSQL are made for the run and dropped after it, unless `--keep` is given.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import resource
import secrets
import sys
import time
from pathlib import Path
from typing import Any, Iterable, Iterator

import psycopg2

from tests.console.conversations.bot_store import (
    OPENING,
    BotStore,
    Event,
    age_chosen,
    danger,
    theft,
    unclear,
    user,
)

TURNS_EACH = 4
WORDS = [
    "bike",
    "phone",
    "neighbour",
    "shouted",
    "shop",
    "followed",
    "station",
    "money",
    "called",
    "pushed",
    "window",
    "broke",
    "afraid",
    "night",
    "work",
    "school",
    "street",
    "message",
    "threatened",
    "bank",
    "card",
    "door",
    "bus",
    "lost",
    "again",
    "week",
    "friend",
]
HARMS = (
    "violence",
    "domestic_abuse",
    "fraud",
    "hate_crime",
    "stalking_harassment",
    "anti_social_behaviour",
    "acquisitive_crime",
)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--sqlite", type=Path, metavar="FOLDER", help="SQLite files there, instead of PostgreSQL")
    parser.add_argument("--server", default="postgresql://postgres@127.0.0.1:5432")
    parser.add_argument("--name", help="the name of the console's database in PostgreSQL; it is made if it is missing")
    parser.add_argument("--console-only", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    names: list[str] = []
    environment = {"BOT_VAR_DIR": str(options.sqlite or Path.cwd() / "var")}
    if not options.sqlite:
        console = options.name or f"console_c2_{secrets.token_hex(4)}"
        names = [console, f"{console}_bot"]
        _on_server(options.server, names, "CREATE")
        environment["BOT_CONSOLE_DATABASE_URL"] = f"{options.server}/{names[0]}"
        environment["BOT_DATABASE_URL"] = f"{options.server}/{names[1]}"
    else:
        options.sqlite.mkdir(parents=True, exist_ok=True)
    os.environ |= {**environment, "DJANGO_SETTINGS_MODULE": "bot.console.settings"}
    try:
        _measure(options, environment)
    finally:
        from django.db import connections

        connections.close_all()
        if names and not options.keep:
            _on_server(options.server, names, "DROP")
        elif names:
            print(f"Kept: BOT_CONSOLE_DATABASE_URL={environment['BOT_CONSOLE_DATABASE_URL']}")
    return 0


def _measure(options: argparse.Namespace, environment: dict[str, str]) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if options.console_only:
        _timed("filling the console", options.turns, lambda: fill_console(options.turns))
        return
    url = environment.get("BOT_DATABASE_URL")
    events = _timed("making the store", options.turns, lambda: fill_store(url, options.sqlite, options.turns))
    from bot.console.conversations.ingest import read_once

    turns = _timed("reading it", events, lambda: read_once(print), "events")
    _timed("reading it again, with nothing new", events, lambda: read_once(print), "events")
    print(f"{turns:,} turns; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _timed(what: str, count: int, work: Any, of_what: str = "turns") -> Any:
    began = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - began
    print(f"{what}: {seconds:.1f} s for {count:,} {of_what} ({count / seconds:,.0f} a second)", flush=True)
    return result


def fill_store(url: str | None, folder: Path | None, turns: int) -> int:
    """The events, as fast as the database takes them; people talk at the same time. Returns how many."""
    store = BotStore(url or folder / "conversations.db")  # type: ignore[operator]
    rows = store_rows(turns)
    if url:
        cursor, count = store.connection.cursor(), 0
        while part := _some(rows, 50_000):
            file = io.StringIO()
            csv.writer(file).writerows(part)
            file.seek(0)
            cursor.copy_expert(
                "COPY events (sender_id, type_name, timestamp, intent_name, action_name, data) FROM STDIN CSV", file
            )
            count += len(part)
        cursor.execute("SELECT max(id) FROM events")
        store.connection.commit()
    else:
        count = 0
        statement = "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) VALUES (?, ?, ?, ?, ?, ?)"
        while part := _some(rows, 50_000):
            store.connection.executemany(statement, part)
            count += len(part)
        store.connection.commit()
    store.close()
    return count


def _some(rows: Iterator[Any], most: int) -> list[Any]:
    return [row for _, row in zip(range(most), rows)]


def store_rows(turns: int) -> Iterator[tuple[Any, ...]]:
    """Fifty people talk at once, each four times."""
    chance, now = random.Random(6), time.time() - 3600
    conversations = max(1, turns // TURNS_EACH)
    for start in range(0, conversations, 50):
        people = [f"load-{number:08d}" for number in range(start, min(start + 50, conversations))]
        for step in range(TURNS_EACH):
            for person in people:
                events = [*(OPENING if step == 0 else ()), *_turn(chance, step)]
                for number, (kind, intent, action, data) in enumerate(events):
                    at = now + start / 100 + step + number / 1000
                    text = json.dumps({"event": kind, "timestamp": at, **data})
                    yield person, kind, at, intent, action, text


def _turn(chance: random.Random, step: int) -> Iterable[Event]:
    words = _sentence(chance)
    if step == 1:
        return age_chosen()
    drawn = chance.random()
    if drawn < 0.05:
        return danger(words)
    return unclear(words) if drawn < 0.2 else theft(words) if drawn < 0.8 else (user(words, "small_talk"),)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 20)))


def fill_console(turns: int) -> None:
    """Conversations as the console keeps them, written directly."""
    import datetime

    from django.db import transaction
    from django.utils import timezone

    from bot.console.conversations.concerns import CONCERNS, is_drawn
    from bot.console.conversations.models import Conversation, Turn

    chance, now = random.Random(6), timezone.now()
    places = [(concern.name, concern.weight) for concern in CONCERNS]
    first = Turn.objects.count()
    for start in range(0, max(1, turns // TURNS_EACH), 1_000):
        conversations = []
        for number in range(start, min(start + 1_000, turns // TURNS_EACH)):
            found = chance.choice(places) if chance.random() < 0.3 else None
            at = now - datetime.timedelta(seconds=chance.randint(0, 85 * 86_400))
            key = f"load-{first}-{number}"
            drawn = found is None and is_drawn(key)
            conversations.append(
                Conversation(
                    key=key, began_at=at - datetime.timedelta(minutes=5), last_at=at, turns_count=TURNS_EACH,
                    harm=chance.choice(HARMS), age_group=chance.choice(["under_18", "18_or_over", "unknown"]),
                    danger=chance.random() < 0.05, services=["victim_support_supportline"], model_id=f"model-{number % 3}",
                    lowest_confidence=chance.random(), fallbacks=chance.randint(0, 2), in_sample=drawn,
                    priority=found[1] if found else int(drawn), concerns=[found[0]] if found else [],
                    state="reviewed" if chance.random() < 0.2 else "unseen", expires_at=at + datetime.timedelta(days=90),
                )
            )  # fmt: skip
        with transaction.atomic():
            Conversation.objects.bulk_create(conversations, 400)
            Turn.objects.bulk_create(
                [
                    Turn(
                        conversation=conversation, event_id=number, number=number, at=conversation.last_at, text=_sentence(chance),
                        intent=conversation.harm, confidence=chance.random(), harm=conversation.harm,
                        model_id=conversation.model_id, services=["victim_support_supportline"],
                        replies=[{"text": "These people can help:", "response": "utter_signpost", "services": [], "choices": []}],
                    )
                    for conversation in conversations
                    for number in range(1, TURNS_EACH + 1)
                ],
                400,
            )  # fmt: skip


def _on_server(server: str, names: list[str], verb: str) -> None:
    connection = psycopg2.connect(f"{server}/postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                is_there = cursor.fetchone() is not None
                if verb == "CREATE" and not is_there:
                    cursor.execute(f"CREATE DATABASE {name}")
                if verb == "DROP":
                    cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
