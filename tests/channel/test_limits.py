"""Nobody can keep the bot from others by asking too much, and a broken counter never shuts anybody out."""

from __future__ import annotations

import os
import socket
import time
import uuid
from dataclasses import replace

import pytest

from bot.channel.limits import RateLimits, home_of
from bot.settings import Settings

REDIS = ("127.0.0.1", 6379)
FEW = Settings(
    messages_per_minute=3,
    messages_per_minute_per_address=5,
    conversations_per_minute_per_address=2,
    messages_per_minute_in_all=7,
    conversations_per_minute_in_all=4,
    redis_url=None,
)
LIMITS = [
    ("messages", 3),
    ("messages from an address", 5),
    ("messages in all", 7),
    ("conversations from an address", 2),
    ("conversations in all", 4),
]


def in_redis() -> Settings:
    """The same few, counted in a real Redis; where none answers the test is skipped, but never in CI."""
    try:
        with socket.create_connection(REDIS, timeout=0.5) as connection:
            connection.sendall(b"PING\r\n")
            answers = connection.recv(16).startswith(b"+PONG")
    except OSError:
        answers = False
    if not answers and os.environ.get("CI"):
        pytest.fail("No Redis answers at 127.0.0.1:6379. In CI one must: start it before the tests.")
    if not answers:
        pytest.skip("No Redis answers at 127.0.0.1:6379, so counting across workers is not tested here.")
    return replace(FEW, redis_url="redis://{}:{}/0".format(*REDIS))


@pytest.fixture(params=["memory", "redis"])
def few(request: pytest.FixtureRequest) -> RateLimits:
    """Limits that are soon reached: counted in this process, and in a real Redis."""
    return RateLimits(FEW if request.param == "memory" else in_redis())


def somebody() -> str:
    """A key that no other test and no earlier run has used."""
    return f"test-{uuid.uuid4()}"


@pytest.mark.parametrize(("what", "most"), LIMITS)
def test_the_call_after_the_last_allowed_one_waits_and_is_told_how_long(few: RateLimits, what: str, most: int) -> None:
    who = somebody()
    assert [few.wait_for(what, who) for _ in range(most)] == [None] * most
    seconds = few.wait_for(what, who)
    assert isinstance(seconds, int)
    assert 1 <= seconds <= 60


def test_each_key_is_counted_on_its_own(few: RateLimits) -> None:
    busy, quiet = somebody(), somebody()
    for _ in range(10):
        few.wait_for("messages", busy)
    assert few.wait_for("messages", quiet) is None


def test_each_kind_of_call_is_counted_on_its_own(few: RateLimits) -> None:
    who = somebody()
    for _ in range(10):
        few.wait_for("conversations from an address", who)
    assert few.wait_for("messages", who) is None
    assert few.wait_for("messages from an address", who) is None


def test_asking_again_while_waiting_does_not_make_the_wait_longer(few: RateLimits) -> None:
    who = somebody()
    waits = [few.wait_for("messages", who) for _ in range(30)]
    assert max(each for each in waits if each) <= 60


@pytest.mark.parametrize("who", ["::1", "2001:db8::7", "10.0.0.1, 10.0.0.2", "", "a b", "ü/%:*", "x" * 5000])
def test_any_address_can_be_counted(few: RateLimits, who: str) -> None:
    assert few.wait_for("messages from an address", who + somebody()) is None


def test_two_workers_share_the_count_in_redis() -> None:
    settings = in_redis()
    who, first, second = somebody(), RateLimits(settings), RateLimits(settings)
    assert [first.wait_for("messages", who), second.wait_for("messages", who), first.wait_for("messages", who)] == [
        None
    ] * 3
    assert second.wait_for("messages", who) is not None


def test_two_processes_without_redis_count_apart() -> None:
    who, first, second = somebody(), RateLimits(FEW), RateLimits(FEW)
    for _ in range(5):
        first.wait_for("messages", who)
    assert second.wait_for("messages", who) is None


def test_while_redis_is_down_each_process_counts_for_itself() -> None:
    limits = RateLimits(replace(FEW, redis_url="redis://127.0.0.1:1/0"))
    who = somebody()
    assert [limits.wait_for("messages", who) for _ in range(3)] == [None] * 3
    assert limits.wait_for("messages", who) is not None


def test_a_redis_that_never_answers_holds_up_one_call_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limits = RateLimits(replace(FEW, redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0"))
        started = time.monotonic()
        for _ in range(100):
            limits.wait_for("messages", somebody())
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("not an address", "not an address", True),
    ],
)
def test_one_home_is_one_address(one: str, other: str, are_same: bool) -> None:
    assert (home_of(one) == home_of(other)) is are_same


def test_the_limits_follow_the_settings() -> None:
    one, who = RateLimits(replace(FEW, messages_per_minute=1)), somebody()
    assert one.wait_for("messages", who) is None
    assert one.wait_for("messages", who) is not None
