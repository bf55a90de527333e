"""The routes of the pages without JavaScript, called without a server: headers, limits, and an agent that fails."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, Awaitable, Callable

import pytest

from bot.channel.limits import RateLimits
from bot.channel.turnstile import Turnstile
from bot.rasa_adapters.pages import add_pages
from bot.settings import Settings
from bot.understanding.grammar import read_grammar
from tests.channel.pages_reading import form_body, parsed

Handler = Callable[[Any], Awaitable[Any]]


class Routes:
    """Takes the place of a blueprint: keeps each handler under its method and path."""

    def __init__(self) -> None:
        self.handlers: dict[tuple[str, str], Handler] = {}

    def route(self, path: str, methods: list[str], name: str) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            self.handlers.update({(method, path): handler for method in methods})
            return handler

        return keep

    def post(self, path: str, name: str) -> Callable[[Handler], Handler]:
        return self.route(path, ["POST"], name)


class Agent:
    """An agent that answers, or raises, what it is given."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    async def parse_message(self, text: str) -> Any:
        read_grammar(text)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def call(method: str, path: str, agent: Any = None, routes: Routes | None = None, **fields: Any) -> Any:
    """The response to this call."""
    routes = routes or with_pages()
    app = SimpleNamespace(ctx=SimpleNamespace(**({"agent": agent} if agent else {})))
    request = SimpleNamespace(path=f"/webhooks/widget{path}", app=app, body=form_body(**fields))
    return asyncio.run(_awaited(routes.handlers[method, path.removesuffix("/")](request)))


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work


def with_pages(**settings: Any) -> Routes:
    """The routes with these settings."""
    routes, chosen = Routes(), Settings(**settings)
    add_pages(routes, chosen, RateLimits(chosen), Turnstile(2, 100, 100), lambda request: "192.0.2.1")
    return routes


def text(response: Any) -> str:
    body: bytes = response.body
    return body.decode("utf-8")


def test_the_first_page_is_html_that_is_not_kept_and_sets_no_cookie() -> None:
    response = call("GET", "/pages")
    assert response.status == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "set-cookie" not in {name.lower() for name in response.headers}
    assert "Find who can help" in text(response)


def test_the_exit_is_the_setting() -> None:
    routes = with_pages(exit_url="https://news.example/sport")
    assert 'href="https://news.example/sport" rel="noreferrer"' in text(call("GET", "/pages", routes=routes))
    assert 'href="https://www.bbc.co.uk/weather" rel="noreferrer"' in text(call("GET", "/pages"))


def test_a_slash_at_the_end_leads_to_the_address_that_the_links_are_made_for() -> None:
    response = call("GET", "/pages/")
    assert response.status == 302
    assert response.headers["Location"] == "../pages"


def test_the_stylesheet_is_a_file_of_its_own() -> None:
    response = call("GET", "/pages.css")
    assert response.content_type == "text/css; charset=utf-8"
    assert ":focus-visible" in text(response)


def test_own_words_are_read_by_the_agent_and_not_remembered() -> None:
    agent = Agent(parsed("danger_now", {"harm": "violence"}, danger_now=True))
    response = call("POST", "/pages", agent, step="happened", age="unknown", words="he is here with a knife")
    assert "<h1>Call 999 now</h1>" in text(response)
    assert read_grammar.cache_info().currsize == 0


@pytest.mark.parametrize("agent", [None, Agent(RuntimeError("zebra"))], ids=["no agent yet", "an agent that fails"])
def test_without_an_agent_the_result_still_comes(agent: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = call("POST", "/pages", agent, step="happened", age="unknown", harm="fraud", words="zebra")
    assert response.status == 200
    assert "Report Fraud" in text(response)
    assert "could not be read this time" in text(response)
    assert "zebra" not in caplog.text
    assert read_grammar.cache_info().currsize == 0


def test_too_many_messages_from_an_address_have_to_wait() -> None:
    routes = with_pages(messages_per_minute_per_address=1)
    assert call("POST", "/pages", routes=routes, step="age", age="unknown").status == 200
    response = call("POST", "/pages", routes=routes, step="age", age="unknown")
    assert response.status == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert "tel:999" in text(response)
    assert call("GET", "/pages", routes=routes).status == 200


def test_whatever_fails_there_is_a_page_with_999_and_the_supportline(caplog: pytest.LogCaptureFixture) -> None:
    def no_address(request: Any) -> str:
        raise KeyError("zebra")

    routes, settings = Routes(), Settings()
    add_pages(routes, settings, RateLimits(settings), Turnstile(2, 100, 100), no_address)
    with caplog.at_level(logging.DEBUG):
        response = call("POST", "/pages", routes=routes, step="age", age="unknown")
    assert response.status == 503
    assert "tel:999" in text(response)
    assert "tel:08081689111" in text(response)
    assert "zebra" not in caplog.text
