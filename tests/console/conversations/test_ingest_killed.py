"""The process that reads may be killed at any moment: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

from django.db import connection

from bot.console.conversations.ingest import read_once
from bot.console.conversations.models import Conversation, Position, Turn
from bot.settings import ROOT, Settings
from tests.console.conversations.bot_store import OPENING, BotStore, age_chosen, bare, theft, unclear

PEOPLE, KILLS = 400, 20
_READS = """
import sys, threading, django
django.setup()
from bot.console.conversations import ingest
ingest.IDS_AT_ONCE, ingest.CONVERSATIONS_AT_ONCE, ingest.POLL_SECONDS = 100, 10, 0.05
print("ready", flush=True)
ingest.run_forever(threading.Event())
"""


def everything() -> list[object]:
    return [
        list(Conversation.objects.order_by("key").values_list("key", "turns_count", "harm", "concerns", "priority", "last_at")),
        list(
            Turn.objects.order_by("conversation__key", "number").values_list(
                "conversation__key", "number", "event_id", "text", "replies", "services", "is_undone", "is_fallback"
            )
        ),
    ]  # fmt: skip


def test_killing_the_reader_twenty_times_loses_and_doubles_nothing(console: Settings, store: BotStore) -> None:
    chance, now = random.Random(6), time.time()
    for number in range(PEOPLE):
        more = [*unclear(), bare("rewind")] if number % 3 == 0 else []
        store.add(f"person-{number}", [*OPENING, *theft(), *more], now - 600)
    connection.close()
    in_between = 0
    for kill in range(KILLS):
        process = _start(console)
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            for number in range(kill * 20, kill * 20 + 20):  # people go on talking meanwhile
                store.add(f"person-{number}", age_chosen(), now - 300)
            time.sleep(chance.uniform(0.0, 0.25))
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        kept = Conversation.objects.count()
        in_between += 0 < kept < PEOPLE
        assert Turn.objects.values("conversation", "event_id").distinct().count() == Turn.objects.count()
        connection.close()
    assert in_between, "no kill came in the middle"
    read_once(lambda _: None)
    after_the_kills = everything()
    Conversation.objects.all().delete()
    Position.objects.all().delete()
    read_once(lambda _: None)
    assert after_the_kills == everything()
    assert Conversation.objects.count() == PEOPLE
    assert Turn.objects.count() == PEOPLE * 2 + len(range(0, PEOPLE, 3))


def _start(console: Settings) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"BOT_VAR_DIR": str(console.var_dir), "DJANGO_SETTINGS_MODULE": "bot.console.settings"}
    if console.database_url and console.console_database_url:
        environment |= {
            "BOT_DATABASE_URL": console.database_url,
            "BOT_CONSOLE_DATABASE_URL": console.console_database_url,
        }
    return subprocess.Popen(
        [sys.executable, "-c", _READS], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
