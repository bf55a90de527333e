"""Pages of sites on the list may call the bot; no other site's page may read an answer."""

from __future__ import annotations

from typing import Optional

import pytest

from bot.channel.origins import headers_for

SITES = ("https://www.example.org", "https://intranet.example.org:8443")


@pytest.mark.parametrize("origin", SITES)
def test_a_site_on_the_list_may_read_the_answer_and_how_long_to_wait(origin: str) -> None:
    headers = headers_for(origin, SITES)
    assert headers["Access-Control-Allow-Origin"] == origin
    assert headers["Access-Control-Expose-Headers"] == "Retry-After"


@pytest.mark.parametrize(
    "origin",
    [None, "", "null", "*", "https://example.org", "http://www.example.org", "https://www.example.org.evil.example",
     "https://www.example.org:8443", "https://wwwxexample.org", "https://www.example.org/"],
)  # fmt: skip
@pytest.mark.parametrize("is_asking_first", [True, False])
def test_no_other_site_may_read_anything(origin: Optional[str], is_asking_first: bool) -> None:
    assert headers_for(origin, SITES, is_asking_first) == {"Vary": "Origin"}
    assert headers_for("https://www.example.org", (), is_asking_first) == {"Vary": "Origin"}


def test_a_site_that_asks_first_learns_which_calls_it_may_make() -> None:
    headers = headers_for(SITES[0], SITES, is_asking_first=True)
    assert headers["Access-Control-Allow-Methods"] == "GET, POST, DELETE"
    assert headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"


def test_no_cookie_is_ever_asked_for() -> None:
    for is_asking_first in (True, False):
        assert "Access-Control-Allow-Credentials" not in headers_for(SITES[0], SITES, is_asking_first)
