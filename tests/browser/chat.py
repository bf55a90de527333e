"""What a person does with the widget, in their words."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

DEMO = "/demo/council"


class Chat:
    """The widget on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("support-chat")

    @property
    def log(self) -> Locator:
        """Everything that was said."""
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_label("Your message")

    def open(self, address: str) -> Chat:
        """Go to the page and wait until the chat is there."""
        self.page.goto(address)
        self.page.get_by_role("button", name="Start the chat").wait_for(state="attached")
        return self

    def start(self) -> Chat:
        """Press Start and wait for the greeting."""
        self.page.get_by_role("button", name="Start the chat").click()
        expect(self.log.locator(".guide").first).to_be_visible()
        return self

    def say(self, words: str) -> Chat:
        """Write and press Enter, and wait for an answer of any kind."""
        before = self.log.locator(".guide, .notice").count()
        self.box.fill(words)
        self.box.press("Enter")
        expect(self.log.locator(".guide, .notice").nth(before)).to_be_visible()
        return self

    def choose(self, label: str) -> Chat:
        """Press a choice and wait for the answer."""
        before = self.log.locator(".guide").count()
        self.page.get_by_role("button", name=label, exact=True).click()
        expect(self.log.locator(".guide").nth(before)).to_be_visible()
        return self

    @property
    def services(self) -> list[str]:
        """The names on the cards of the newest reply that has any."""
        return self.log.locator(".services").last.locator("h3").all_inner_texts()

    @property
    def text(self) -> str:
        """Everything in the log."""
        return self.log.inner_text()

    def focused(self) -> Any:
        """The text or label of what has the focus inside the widget."""
        return self.page.evaluate(
            "() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at.id || at.textContent; }"
        )
