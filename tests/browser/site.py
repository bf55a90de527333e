"""Somebody's site: a page with the embed code that the stub serves, and questions to a page that has the chat."""

from __future__ import annotations

from typing import Any, Callable

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.browser.stub import PREFIX, Stub

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
SCRIPT = f'<script type="module" src="{PREFIX}widget.js"></script>'
LINES = (
    '<a href="tel:999">In danger now: call 999</a> <a href="tel:08081689111">Supportline: 08 08 16 89 111</a> '
    f'<a data-without-script href="{PREFIX}pages">Get help without this chat</a> '
    '<a data-exit rel="nofollow noreferrer" href="{exit}">Exit now</a>'
)
NEUTRAL = "https://neutral.example/weather"
WEATHER = "https://www.bbc.co.uk/weather"


def embedded(attributes: str = "", exit_address: str = NEUTRAL) -> str:
    """The element, as the embed code has it."""
    return f"<support-chat {attributes}>{LINES.format(exit=exit_address)}</support-chat>"


def page_with(chat: str, head: str = SCRIPT, html: str = 'lang="en-GB"', around: str = "{chat}") -> str:
    """A whole page of a site."""
    return (
        f'<!doctype html><html {html}><head><meta charset="utf-8"><title>Help after crime</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
        f'<body><main><h1>Help after crime</h1>{around.replace("{chat}", chat)}<p id="after">After the chat.</p></main></body></html>'
    )


def serve(stub: Stub, path: str, content: str, headers: dict[str, str] | None = None) -> str:
    """Serve a page of the site; its address."""
    stub.pages[path] = (content, headers or {})
    return f"{stub.origin}{path}"


def answer_for_the_neutral_site(context: BrowserContext) -> None:
    """Exits lead only to whole https addresses, so a site that everybody might have open answers in the browser itself."""
    context.route(
        NEUTRAL,
        lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title><p>Sunny all day</p>"),
    )


def until(page: Page, is_so: Callable[[], bool], what: str) -> None:
    """Wait for something outside the page, such as what the stub got."""
    for _ in range(400):
        if is_so():
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"It did not happen within ten seconds: {what}")


def kept_in_browser(page: Page) -> dict[str, Any]:
    """Everything that a page can keep in a browser, counted."""
    counted: dict[str, Any] = page.evaluate(
        """async () => ({
            localStorage: localStorage.length,
            sessionStorage: sessionStorage.length,
            indexedDB: (await indexedDB.databases()).length,
            caches: (await caches.keys()).length,
            cookies: document.cookie.length,
            serviceWorkers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    return counted


def busy_milliseconds(session: CDPSession) -> float:
    """Processor time of every task of the page's main thread, once `Performance.enable` has been sent with `threadTicks`."""
    measured = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(measured["TaskDuration"]) * 1000
