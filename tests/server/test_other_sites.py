"""The widget on another site: only sites on the list may read an answer, and every answer says so exactly once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channel import widget_files
from tests.server.conftest import FEW, SITE, Answer, Client, Conversation, RunningBot, assert_is_problem

pytestmark = pytest.mark.server

STRANGERS = [
    "https://evil.example",
    f"{SITE}.evil.example",
    "http://www.council.example",
    "null",
    "https://wwwxcouncil.example",
]
CALLS: list[tuple[str, str, Any]] = [
    ("POST", "/conversations", {}),
    ("POST", "/conversations", {"text": 1}),
    ("POST", "/messages", {"text": "hello"}),
    ("DELETE", "/conversations", None),
    ("POST", "/forget", None),
    ("GET", "/health", None),
    ("PUT", "/messages", {}),
]


def assert_opens_nothing(answer: Answer) -> None:
    """No header lets another site's page read this."""
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_site_on_the_list_may_read_every_answer_errors_too(client: Client, method: str, path: str, body: Any) -> None:
    answer = client.call(method, path, body, origin=SITE)
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["access-control-expose-headers"] == "Retry-After"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_nobody_else_may(client: Client, method: str, path: str, body: Any) -> None:
    for origin in STRANGERS:
        assert_opens_nothing(client.call(method, path, body, origin=origin))
    assert_opens_nothing(client.call(method, path, body))


@pytest.mark.parametrize("path", ["/conversations", "/messages"])
def test_a_browser_that_asks_first_is_told_what_it_may_send(client: Client, path: str) -> None:
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "authorization,content-type"}
    answer = client.call("OPTIONS", path, origin=SITE, **asked)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["access-control-allow-methods"] == "GET, POST, DELETE"
    assert answer.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    for origin in STRANGERS:
        assert_opens_nothing(client.call("OPTIONS", path, origin=origin, **asked))


@pytest.mark.parametrize("name", ["widget.js", widget_files.versioned_name()])
@pytest.mark.parametrize("origin", [SITE, *STRANGERS])
def test_the_script_says_once_that_any_site_may_load_it(client: Client, name: str, origin: str) -> None:
    assert client.call("GET", f"/{name}", origin=origin).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/pages", "/pages.css", "/demo/council", "/nothing-here"])
def test_no_other_site_has_to_read_a_page_not_even_one_on_the_list(client: Client, path: str) -> None:
    assert_opens_nothing(client.call("GET", path, origin=SITE))


def test_a_beacon_from_another_site_has_the_chat_forgotten(client: Client, conversation: Conversation) -> None:
    conversation.say("my ex follows me to work")
    answer = client.call(
        "POST", "/forget", raw=conversation.token.encode(), content_type="text/plain;charset=UTF-8", origin=SITE
    )
    assert (answer.status, answer.body) == (204, b"")
    assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, conversation.token), 401)


def test_who_has_to_wait_is_told_for_how_long_in_words_and_in_a_header(strict_bot: RunningBot) -> None:
    client = strict_bot.client
    conversation = client.begin()
    for _ in range(FEW + 1):
        answer = client.call("POST", "/messages", {"text": "?!"}, conversation.token, origin=SITE)
    assert_is_problem(answer, 429)
    assert int(answer.headers["retry-after"]) >= 1
    assert "Retry-After" in answer.headers["access-control-expose-headers"]
    assert json.loads(answer.body).keys() == {"status", "title", "detail"}
