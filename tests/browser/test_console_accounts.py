"""A person makes the first account of the review console, adds a second factor, signs in with it and invites a colleague."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Iterator

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looking import has_sideways_scrolling, violations
from tests.console.running import console

PASSWORD = "seven lanterns on a hill"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The console with nobody in it. Gives the link that it printed."""
    folder: Path = tmp_path_factory.mktemp("console")
    with console(folder, "serve") as running:
        yield running.wait_for(r"http://localhost:\d+/invitation/\S+")[0]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[str]:
    """The same, for this test alone."""
    with console(tmp_path, "serve") as running:
        yield running.wait_for(r"http://localhost:\d+/invitation/\S+")[0]


def join(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("User name").fill(name)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def code(key: str, steps: int) -> str:
    """A code of the app; each one counts once, so the next is the one of the next half minute."""
    return f"{totp(base64.b32decode(key.replace(' ', '')), t0=-30 * steps):06d}"


def through_every_page(page: Page, link: str, look: Any) -> None:
    """The whole way; `look` is called on each page."""
    page.goto(link)
    look("an invitation")
    page.get_by_label("User name").fill("robin")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password again").fill("other")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("mistakes in a form")
    join(page, link, "robin")
    expect(page.get_by_role("status")).to_contain_text("Your account is made")
    look("my account")
    page.get_by_role("link", name="Change the password").click()
    look("changing the password")
    page.get_by_role("link", name="Back to my account").click()
    page.get_by_role("link", name="Set up a second factor").click()
    look("starting a second factor")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Start").click()
    picture = page.get_by_role("img")
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth > 100)")
    look("the picture to scan")
    key = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(code(key, 0))
    page.get_by_role("button", name="Switch it on").click()
    recovery = page.locator(".codes li").all_inner_texts()
    assert len(recovery) == 10
    look("recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    look("my account with a second factor")
    page.get_by_role("button", name="Sign out", exact=True).click()
    look("signing in")
    sign_in(page, "robin", "wrong")
    look("a wrong password")
    sign_in(page, "robin")
    look("the code")
    page.get_by_label("Code").fill(code(key, 1))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Accounts").click()
    page.get_by_label("For whom").fill("Kim")
    look("accounts")
    page.get_by_role("button", name="Make a link").click()
    invited = page.locator("code.once").inner_text()
    look("the link")
    page.get_by_role("link", name="Back to accounts").click()
    look("accounts with an open link")
    page.get_by_role("link", name="What was done to accounts").click()
    look("the log")
    page.get_by_role("link", name="Back to accounts").click()
    page.get_by_role("row").get_by_role("link", name="robin").click()
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_role("status")).to_contain_text("This is the last administrator")
    look("one account")
    page.goto(link)
    look("a used link")
    page.get_by_role("link", name="Support chat console").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    join(page, invited, "kim")
    page.goto(link.split("/invitation")[0] + "/accounts")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not see this page")
    look("a refused page")


def test_the_whole_way_works_under_the_strict_policy(page: Page, started: str) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    through_every_page(page, started, lambda _name: None)
    assert hosts == {started.split("/")[2]}


def test_axe_finds_nothing_on_any_page_in_any_look_and_none_scrolls_sideways(chromium: Any, fresh: str) -> None:
    context = chromium.new_context(viewport=DESKTOP, locale="en-GB", bypass_csp=True)
    context.set_default_timeout(10_000)
    page = context.new_page()
    seen: list[str] = []

    def look(name: str) -> None:
        seen.append(name)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for size in (PHONE, DESKTOP):
                page.set_viewport_size(size)
                assert violations(page) == [], f"{name}, {scheme}, {size['width']} px"
                assert has_sideways_scrolling(page) == [], f"{name}, {size['width']} px"

    through_every_page(page, fresh, look)
    assert len(seen) == 18
    context.close()


def test_a_keyboard_is_enough_to_sign_in_and_every_stop_is_visible(chromium: Any, fresh: str) -> None:
    context = chromium.new_context(viewport=DESKTOP, locale="en-GB")
    page = context.new_page()
    join(page, fresh, "robin")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        if stops[-1] == "username":
            page.keyboard.type("robin")
        if stops[-1] == "password":
            page.keyboard.type(PASSWORD)
    assert stops == ["Skip to the content", "Support chat console", "username", "password", "Sign in"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    context.close()
