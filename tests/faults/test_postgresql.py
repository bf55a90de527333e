"""PostgreSQL is gone, silent, full of others or restarted: chats go on, and it is caught up with later. Redis likewise."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import Callable, Iterator

import pytest

from bot.channel.limits import REDIS_REST_SECONDS

from .conftest import REDIS, PostgreSQL, Start, needs
from .people import THEFT, Measure, assert_is_in_time, assert_people_are_helped, somebody
from .process import BotProcess
from .proxy import Proxy

pytestmark = [pytest.mark.faults, pytest.mark.server]

NewDatabase = Callable[[], PostgreSQL]


class Served:
    """A bot on a PostgreSQL and a Redis, each behind a proxy."""

    def __init__(self, bot: BotProcess, database: PostgreSQL, redis: Proxy) -> None:
        self.bot, self.database, self.redis = bot, database, redis


@pytest.fixture(scope="module")
def served(start: Start, new_database: NewDatabase) -> Served:
    """One bot for the faults that come while it runs."""
    needs(REDIS, "Redis")
    database, redis = new_database(), Proxy(REDIS)
    bot = start("on_postgresql", BOT_DATABASE_URL=database.url, BOT_REDIS_URL=f"redis://127.0.0.1:{redis.port}/0")
    return Served(bot, database, redis)


@contextmanager
def database_gone(served: Served) -> Iterator[None]:
    """Nobody listens any more."""
    served.database.proxy.cut()
    yield
    served.database.proxy.mend()


@contextmanager
def database_silent(served: Served) -> Iterator[None]:
    """Calls are taken and never answered."""
    served.database.proxy.hush()
    yield
    served.database.proxy.mend()


@contextmanager
def database_full_of_others(served: Served) -> Iterator[None]:
    """Others hold every connection."""
    import psycopg2

    with ExitStack() as others:
        served.database.break_connections_of_the_bot()
        with suppress(psycopg2.OperationalError):
            for _ in range(PostgreSQL.MOST_CONNECTIONS):
                others.enter_context(closing(served.database.connect(served.database.name)))
        served.database.proxy.drop()
        yield


@contextmanager
def database_table_locked(served: Served) -> Iterator[None]:
    """An upgrade or a backup of somebody else's holds the table."""
    with closing(served.database.connect()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
        yield
        cursor.execute("ROLLBACK")


@contextmanager
def redis_gone(served: Served) -> Iterator[None]:
    """Nobody listens any more."""
    with _noticed(served):
        served.redis.cut()
        yield
    served.redis.mend()


@contextmanager
def redis_silent(served: Served) -> Iterator[None]:
    """Calls are taken and never answered."""
    with _noticed(served):
        served.redis.hush()
        yield
    served.redis.mend()


@contextmanager
def _noticed(served: Served) -> Iterator[None]:
    """The bot has missed its Redis in this time, or the fault was none."""
    line = "Redis does not answer"
    time.sleep(REDIS_REST_SECONDS)  # until an earlier failure is past
    before = served.bot.printed().count(line)
    yield
    assert served.bot.printed().count(line) > before


@contextmanager
def everything_silent(served: Served) -> Iterator[None]:
    """The network is a black hole."""
    with redis_silent(served), database_silent(served):
        yield


@pytest.mark.parametrize(
    "fault",
    [
        database_gone,
        database_silent,
        database_full_of_others,
        database_table_locked,
        redis_gone,
        redis_silent,
        everything_silent,
    ],
)
def test_people_are_helped_while_there_is(
    fault: Callable[[Served], Iterator[None]], served: Served, measure: Measure
) -> None:
    is_of_database = fault not in (redis_gone, redis_silent)
    assert_people_are_helped(served.bot.client, fault(served), served.database.read, measure, is_of_database)  # type: ignore[arg-type]


def test_a_restart_of_the_database_is_not_noticed(served: Served, measure: Measure) -> None:
    person = somebody(served.bot.client)
    assert person.say(THEFT).asks == "age_group"
    served.database.break_connections_of_the_bot()
    turn = person.say("I am 35")
    assert_is_in_time(turn)
    measure("slowest reply", turn.seconds)
    assert "victim_support_live_chat_18_or_over" in turn.services


@pytest.mark.parametrize("how", ["gone", "silent"])
def test_a_bot_starts_without_database_and_redis_and_finds_them_later(
    how: str, start: Start, new_database: NewDatabase, measure: Measure
) -> None:
    needs(REDIS, "Redis")
    database, redis = new_database(), Proxy(REDIS, is_cut=how == "gone", is_silent=how == "silent")
    if how == "gone":
        database.proxy.cut()
    else:
        database.proxy.hush()
    began = time.monotonic()
    bot = start(f"without_{how}", BOT_DATABASE_URL=database.url, BOT_REDIS_URL=f"redis://127.0.0.1:{redis.port}/0")
    measure("start", time.monotonic() - began)
    person = somebody(bot.client)
    for turn in (person.say(THEFT), person.say("I am 35")):
        assert_is_in_time(turn)
        measure("slowest reply", turn.seconds)
    assert "victim_support_live_chat_18_or_over" in turn.services
    assert database.read() == []
    redis.mend()
    database.proxy.mend()
    mended = time.monotonic()
    while sum(person.word in data and kind == "user" for _, kind, data in database.read()) < 2:
        assert time.monotonic() < mended + 15, bot.printed()
        time.sleep(0.1)
    measure("database has everything after", time.monotonic() - mended)
    assert person.say("thank you").text.strip()
