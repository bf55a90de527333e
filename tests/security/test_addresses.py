"""Whose calls are counted: a made-up `X-Forwarded-For` neither escapes the limits nor uses up somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from tests.server.conftest import Client, running_bot

pytestmark = pytest.mark.server

MOST = 4


@pytest.fixture(params=["0", "1"], scope="module")
def trusting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, int]]:
    """A bot with no proxy in front, or with one, that takes few conversations from each address."""
    settings = {"BOT_TRUSTED_PROXIES": request.param, "BOT_CONVERSATIONS_PER_MINUTE_PER_ADDRESS": str(MOST)}
    folder: Path = tmp_path_factory.mktemp("trusting")
    with running_bot(folder, **settings) as bot:
        yield bot.client, int(request.param)


def test_only_what_the_own_proxy_wrote_is_believed(trusting: tuple[Client, int]) -> None:
    client, proxies = trusting
    made_up = [f"203.0.113.{number}" for number in range(MOST + 3)]

    def statuses(headers: list[dict[str, str]]) -> list[int]:
        return [client.call("POST", "/conversations", {}, **each).status for each in headers]

    if proxies:
        # The proxy adds the true address at the end: whatever stands before it is the caller's invention.
        found = statuses([{"x_forwarded_for": f"{address}, 198.51.100.7"} for address in made_up])
        assert found == [201] * MOST + [429] * 3
        found = statuses([{"x_forwarded_for": address} for address in made_up])
        assert found == [201] * len(made_up), "each of these is another caller's true address"
    else:
        found = statuses([{"x_forwarded_for": address} for address in made_up])
        assert found == [201] * MOST + [429] * 3
    for name in (
        "x_real_ip",
        "forwarded",
        "x_client_ip",
        "cf_connecting_ip",
        "true_client_ip",
        "x_originating_ip",
        "via",
    ):
        status = client.call(
            "POST", "/conversations", {}, x_forwarded_for="198.51.100.7", **{name: "for=192.0.2.1"}
        ).status
        assert status == 429, name
