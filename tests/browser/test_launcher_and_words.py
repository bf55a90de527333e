"""Behind a button, in another form, with words of the site: the chat that is there goes on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.looking import PLACES, SHIFTS
from tests.browser.samples import REPLY
from tests.browser.site import embedded, page_with, serve
from tests.browser.stub import Behaviour, Stub

# ── behind a button ─────────────────────────────────────────────────────────────────────────────────────


def test_the_launcher_opens_closes_gives_the_focus_back_and_moves_nothing(page: Page, stub: Stub) -> None:
    page.set_viewport_size({"width": 1200, "height": 500})
    page.add_init_script(SHIFTS)
    page.goto(serve(stub, "/help", page_with(f"<p style='height: 2000px'></p>{embedded('mode=launcher')}")))
    launcher = page.get_by_role("button", name="Find who can help")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    places, scroll = page.evaluate(PLACES), page.evaluate("scrollY")
    launcher.click()
    expect(page.get_by_role("button", name="Start the chat")).to_be_focused()
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(page.get_by_role("region")).to_have_count(0)
    page.keyboard.press("Enter")
    chat = Chat(page).start().say("hello")
    expect(chat.box).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(launcher).to_be_focused()
    launcher.click()
    expect(chat.box).to_be_focused()
    assert "hello" in chat.text
    chat.box.press("Escape")
    expect(launcher).to_be_focused()
    assert page.evaluate(PLACES) == places
    assert page.evaluate("scrollY") == scroll
    assert page.evaluate("window.shifts") == []


def test_the_open_launcher_has_the_lines_and_an_exit_of_its_own(page: Page, stub: Stub) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    page.goto(serve(stub, "/help", page_with(embedded("mode=launcher"))))
    page.get_by_role("button", name="Find who can help").click()
    panel = page.get_by_role("region", name="Find who can help")
    for name in ("In danger now: call 999", "Supportline: 08 08 16 89 111", "Exit now"):
        expect(panel.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    page.set_viewport_size({"width": 320, "height": 256})
    panel.get_by_role("link", name="Exit now", exact=True).click()
    expect(page.get_by_text("Sunny all day")).to_be_visible()


@pytest.mark.parametrize("mode", ["", "mode=launcher"])
def test_the_way_out_is_in_sight_wherever_one_has_scrolled_in_the_smallest_window(
    page: Page, stub: Stub, mode: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(serve(stub, "/help", page_with(embedded(mode))))
    if mode:
        page.get_by_role("button", name="Find who can help").click()
    chat = Chat(page).start()
    stub.next.append(Behaviour(messages=[REPLY] * 5))
    chat.say("hello")
    way_out = page.get_by_role("region").locator(".exit") if mode else page.locator("[data-exit]")
    for part in (chat.log.locator(".service").first, chat.log.locator(".service").last, chat.box):
        part.scroll_into_view_if_needed()
        expect(way_out).to_be_in_viewport(ratio=1)
        assert way_out.evaluate(
            """(link) => {
                const { x, y, width, height } = link.getBoundingClientRect();
                return link.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === link;
            }"""
        )


# ── the form changes while it is there ──────────────────────────────────────────────────────────────────


def _set_mode(page: Page, mode: str) -> None:
    page.locator("support-chat").evaluate(
        "(chat, mode) => { mode ? chat.setAttribute('mode', mode) : chat.removeAttribute('mode'); }", mode
    )


def test_a_change_of_mode_keeps_the_conversation_both_ways(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded()))).start().say("someone took my bag")
    chat.box.fill("half a sen")
    launcher, panel = page.get_by_role("button", name="Find who can help"), page.get_by_role("region")
    _set_mode(page, "launcher")
    expect(panel).to_have_css("position", "fixed")
    expect(panel.get_by_role("link", name="In danger now: call 999")).to_be_visible()
    expect(panel.get_by_role("link", name="Exit now", exact=True)).to_be_visible()
    expect(chat.box).to_have_value("half a sen")
    page.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    launcher.click()
    expect(chat.box).to_be_focused()
    _set_mode(page, "")
    expect(panel).not_to_have_css("position", "fixed")
    expect(launcher).to_have_count(0)
    expect(page.get_by_role("button", name="Close")).to_have_count(0)
    expect(page.get_by_role("link", name="Exit now", exact=True)).to_have_count(1)
    chat.box.press("End")
    chat.box.press("Enter")
    expect(chat.log.locator(".guide")).to_have_count(3)
    assert stub.said() == ["someone took my bag", "half a sen"]
    chat.box.press("Escape")
    expect(panel).to_be_visible()


@pytest.mark.parametrize("before", ["", "launcher"])
def test_a_change_of_mode_before_the_start_is_as_if_it_had_been_so_from_the_beginning(
    page: Page, stub: Stub, before: str
) -> None:
    page.goto(serve(stub, "/help", page_with(embedded(f'mode="{before}"'))))
    launcher, start = (
        page.get_by_role("button", name="Find who can help"),
        page.get_by_role("button", name="Start the chat"),
    )
    expect(launcher if before else start).to_be_visible()
    _set_mode(page, "" if before else "launcher")
    expect(start if before else launcher).to_be_visible()
    expect(launcher if before else start).to_have_count(0)
    if not before:
        launcher.click()
    Chat(page).start().say("hello")


# ── words of the site ───────────────────────────────────────────────────────────────────────────────────


def test_a_site_can_bring_its_own_words(page: Page, stub: Stub) -> None:
    page.route(
        "**/texts.json",
        lambda route: route.fulfill(json={"title": "Hilfe finden", "start": "Los", "send": "Ab", "lang": "de"}),
    )
    page.goto(serve(stub, "/help", page_with(embedded('texts="/texts.json"'))))
    page.get_by_role("button", name="Los").click()
    expect(page.get_by_role("log")).to_contain_text("What happened?")
    expect(page.get_by_role("button", name="Ab")).to_be_visible()
    expect(page.get_by_role("button", name="Forget this chat")).to_be_visible()
    expect(page.get_by_role("region", name="Hilfe finden")).to_have_attribute("lang", "de")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Write a few words first, then press Send.")


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<html>"}, {"json": None}, {"json": {"intro": "x"}}])
def test_words_that_cannot_be_read_do_no_harm(page: Page, stub: Stub, answer: dict[str, Any]) -> None:
    page.route("**/texts.json", lambda route: route.fulfill(**answer))
    with page.expect_response("**/texts.json"):
        page.goto(serve(stub, "/help", page_with(embedded('texts="/texts.json"'))))
    Chat(page).start()


def test_words_that_come_late_do_not_disturb_a_chat(page: Page, stub: Stub) -> None:
    held: list[Any] = []
    page.route("**/texts.json", lambda route: held.append(route))
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded('texts="/texts.json"')))).start()
    held[0].fulfill(json={"send": "Ab"})
    chat.say("hello")
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def _late_words(page: Page) -> list[Any]:
    """The requests for the site's words, which nobody answers yet."""
    held: list[Any] = []
    page.route("**/texts.json", lambda route: held.append(route))
    return held


def test_words_that_come_late_do_not_close_a_launcher_nor_take_the_focus(page: Page, stub: Stub) -> None:
    held = _late_words(page)
    page.goto(serve(stub, "/help", page_with(embedded('mode="launcher" texts="/texts.json"'))))
    page.get_by_role("button", name="Find who can help").click()
    page.get_by_text("What is kept, and who can see it").click()
    page.get_by_role("button", name="Start the chat").focus()
    held[0].fulfill(json={"start": "Los", "kept_title": "Was bleibt"})
    expect(page.get_by_role("button", name="Los", exact=True)).to_be_focused()
    expect(page.get_by_text("Nothing is kept on this phone")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("What happened?")


def test_words_that_come_late_do_not_open_a_launcher_nor_take_the_focus_from_the_page(page: Page, stub: Stub) -> None:
    held = _late_words(page)
    around = '<a id="elsewhere" href="#x">Elsewhere</a>{chat}'
    page.goto(serve(stub, "/help", page_with(embedded('mode="launcher" texts="/texts.json"'), around=around)))
    page.locator("#elsewhere").focus()
    held[0].fulfill(json={"open": "Hilfe"})
    expect(page.get_by_role("button", name="Hilfe")).to_be_visible()
    expect(page.get_by_role("region")).to_have_count(0)
    expect(page.locator("#elsewhere")).to_be_focused()


def test_words_that_come_while_a_chat_in_a_launcher_goes_on_lose_nothing(page: Page, stub: Stub) -> None:
    held = _late_words(page)
    page.goto(serve(stub, "/help", page_with(embedded('mode="launcher" texts="/texts.json"'))))
    page.get_by_role("button", name="Find who can help").click()
    chat = Chat(page).start().say("someone took my bag")
    page.get_by_role("button", name="Close").click()
    held[0].fulfill(json={"open": "Hilfe", "send": "Ab"})
    page.wait_for_timeout(100)
    page.locator("support-chat").get_by_role("button").click()
    assert "someone took my bag" in chat.text
    chat.say("and my coat")
    assert stub.said() == ["someone took my bag", "and my coat"]
