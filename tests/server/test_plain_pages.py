"""The route without JavaScript with the real bot: the same doors, and nothing of a person kept anywhere."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.server.conftest import Answer, Client, RunningBot, assert_is_problem

pytestmark = pytest.mark.server


def send(client: Client, **fields: str) -> Answer:
    """Send a form as a browser does."""
    kind = "application/x-www-form-urlencoded"
    return client.call("POST", "/pages", raw=urlencode(fields).encode(), content_type=kind)


def test_the_first_page_asks_one_question_and_posts_the_answer(client: Client) -> None:
    answer = client.call("GET", "/pages")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    html = answer.body.decode()
    assert html.count("<fieldset") == 1
    assert 'method="post" action="pages"' in html
    assert 'method="get"' not in html
    assert client.call("HEAD", "/pages").status == 200


def test_an_answer_in_the_address_is_not_read(client: Client) -> None:
    plain = client.call("GET", "/pages").body
    assert client.call("GET", "/pages?step=happened&age=18_or_over&harm=fraud&words=hello").body == plain


@pytest.mark.parametrize(
    ("fields", "says", "says_not"),
    [
        ({"age": "18_or_over", "harm": "domestic_abuse", "words": ""}, "Domestic Abuse", "under 18s"),
        ({"age": "under_18", "harm": "violence", "words": ""}, "Childline", "18 or over"),
        ({"age": "unknown", "words": "he is at the door with a knife, help"}, "<h1>Call 999 now</h1>", "<h1>Who"),
        ({"age": "18_or_over", "words": "i want to kill myself"}, "Samaritans", "<h1>Who can help"),
        ({"age": "18_or_over", "words": "loud music upstairs every night"}, "Community Safety", "<h1>Call 999"),
    ],
)
def test_each_way_ends_at_the_same_doors_as_the_chat(
    client: Client, fields: dict[str, str], says: str, says_not: str
) -> None:
    answer = send(client, step="happened", **fields)
    assert answer.status == 200
    assert says in answer.body.decode()
    assert says_not not in answer.body.decode().split("<h2>Your answers</h2>")[0].split("<main")[1]


def test_no_page_is_kept_by_a_browser_or_tells_the_next_site(client: Client) -> None:
    for answer in (client.call("GET", "/pages"), send(client, step="age", age="unknown"), send(client, step="zebra")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers


def test_nothing_that_is_entered_is_stored_or_printed(bot: RunningBot) -> None:
    words = "a man in a callipygian coat took my purse"
    assert send(bot.client, step="happened", age="18_or_over", words=words).status == 200
    assert send(bot.client, step="happened", age="18_or_over", words=words * 80).status == 200
    with sqlite3.connect(bot.var_dir / "conversations.db") as database:
        kept: Any = database.execute("select count(*) from events where data like '%callipygian%'").fetchone()
    assert kept == (0,)
    assert b"callipygian" not in bot.output.read_bytes()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_other_method_is_taken(client: Client, method: str) -> None:
    assert_is_problem(client.call(method, "/pages"), 405)
