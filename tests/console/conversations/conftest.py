"""Both databases: the console's own and the bot's store beside it, SQLite and PostgreSQL, committed to for real.

`where`      "sqlite" and then "postgresql": the test runs on both
`store`      the bot's store, empty
`console`    the console's tables, empty; the product's settings name both
"""

from __future__ import annotations

import copy
import dataclasses
import os
import secrets
from pathlib import Path
from typing import Iterator

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from bot.console.conversations.models import Conversation, Gone, Position, Reading
from bot.console.settings import _database
from bot.settings import Settings
from tests.console.conversations.bot_store import BotStore

SERVER = os.environ.get("BOT_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432")
_OWN = (Conversation, Gone, Position, Reading)


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tables: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The product's settings with databases of this kind, made for this folder of tests and dropped after it."""
    folder = tmp_path_factory.mktemp(request.param)
    chosen = dataclasses.replace(settings.SETTINGS, var_dir=folder)
    names: list[str] = []
    if request.param == "postgresql":
        names = [f"console_c2_{secrets.token_hex(4)}" for _ in range(2)]
        try:
            _on_server(*[f"CREATE DATABASE {name}" for name in names])
        except psycopg2.OperationalError:
            if os.environ.get("CI"):
                raise
            pytest.skip("PostgreSQL is not reachable (BOT_TEST_POSTGRES_URL)")
        console, bot = (f"{SERVER.rstrip('/')}/{name}" for name in names)
        chosen = dataclasses.replace(chosen, console_database_url=console, database_url=bot)
    before = copy.deepcopy(connections.databases)
    connections["default"].close()
    try:
        _use({**before["default"], **_database(chosen.console_database_url, folder / "console.db")})
        assert connections["default"].vendor == request.param
        call_command("migrate", verbosity=0)
        yield chosen
    finally:
        connections["default"].close()
        _use(before["default"])
        if names:
            _on_server(*[f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names])


def _use(database: object) -> None:
    connections.databases["default"] = database
    del connections["default"]


def _on_server(*statements: str) -> None:
    connection = psycopg2.connect(f"{SERVER.rstrip('/')}/postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


@pytest.fixture
def store(where: Settings) -> Iterator[BotStore]:
    """The bot's store, empty."""
    found = BotStore(where.database_url or Path(where.conversations_path))
    yield found
    found.connection.rollback()
    found.run("DROP TABLE IF EXISTS events")
    found.run("DROP TABLE IF EXISTS forgotten_conversations")
    found.close()


@pytest.fixture
def console(where: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The console's tables, empty."""
    monkeypatch.setattr(settings, "SETTINGS", where)
    for model in _OWN:
        model.objects.all().delete()
    yield where
    connections["default"].close()
