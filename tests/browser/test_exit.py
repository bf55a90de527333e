"""Leaving at once: what is on the screen, in the browser, in its history and on the server goes away."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from playwright.sync_api import Page, Route, expect

from bot.channel import widget_files
from tests.browser.chat import Chat
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.site import (
    NEUTRAL,
    WEATHER,
    answer_for_the_neutral_site,
    busy_milliseconds,
    embedded,
    kept_in_browser,
    page_with,
    serve,
    until,
)
from tests.browser.stub import Behaviour, Call, Stub, message

SECRET = "he took my phone and locked the door"
AT_ONCE_MS, TRIES = 50, 5
WATCH = """
window.gone = [];
window.began = 0;
for (const name of ["keyup", "click"]) addEventListener(name, ({ timeStamp }) => (window.began = timeStamp), true);
new MutationObserver(() => {
  if (!document.body && !window.gone.length) window.gone.push(performance.now() - window.began);
}).observe(document, { childList: true, subtree: true });
"""


def _press(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.down("Shift")
        page.keyboard.up("Shift")


def _button(chat: Chat) -> None:
    chat.page.get_by_role("link", name="Exit now", exact=True).click()


def _by_keyboard(chat: Chat) -> None:
    chat.page.get_by_role("link", name="Exit now", exact=True).focus()
    chat.page.keyboard.press("Enter")


def _second(chat: Chat) -> None:
    chat.page.get_by_role("link", name="Exit now: leave this page and open another site").focus()
    chat.page.keyboard.press("Enter")


def _shift(chat: Chat) -> None:
    _press(chat.page)


WAYS = pytest.mark.parametrize("leave", [_button, _by_keyboard, _second, _shift])


@pytest.fixture
def chat(page: Page, stub: Stub) -> Chat:
    """A conversation on a page that was reached from another one; the exit leads to a neutral site."""
    serve(stub, "/start", '<title>Start</title><p>Start</p><a href="/help">Help</a>')
    serve(stub, "/help", page_with(embedded(f'exit-url="{NEUTRAL}"')))
    page.goto(f"{stub.origin}/start")
    page.get_by_role("link", name="Help").click()
    return Chat(page).start().say(SECRET)


def _is_away(page: Page) -> None:
    expect(page.get_by_text("Sunny all day")).to_be_visible()
    assert page.url == NEUTRAL


def _forgets(stub: Stub) -> list[Call]:
    return [call for call in stub.calls if call.path == "forget" or call.method == "DELETE"]


def _hold(page: Page) -> list[str]:
    """The neutral site has nothing to show, so the page that was left stays, and one can see what it does then."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    page.route(NEUTRAL, answer)
    return asked


@WAYS
def test_every_way_out_forgets_on_the_server_and_back_and_forward_show_nothing(
    chat: Chat, stub: Stub, leave: Callable[[Chat], None]
) -> None:
    length = chat.page.evaluate("history.length")
    leave(chat)
    _is_away(chat.page)
    assert chat.page.evaluate("history.length") == length
    chat.page.go_back()
    assert chat.page.url.endswith("/start")
    assert SECRET not in chat.page.content()
    chat.page.go_forward()
    _is_away(chat.page)
    assert SECRET not in chat.page.content()
    until(chat.page, lambda: bool(_forgets(stub)), "the server is told to forget")
    (told,) = _forgets(stub)
    assert (told.method, told.path, told.body) == ("POST", "forget", "t")


def _gone_after(context: Any, stub: Stub, leave: Callable[[Chat], None]) -> tuple[float, float]:
    """Milliseconds from the key or click until nothing is left in the page: by the clock, and of processor time.

    The neutral site never answers. The processor time is that of all the page does from before the press on.
    """
    page = context.new_page()
    chat = Chat(page).open(f"{stub.origin}/help").start()
    stub.next.append(Behaviour(messages=[message(f"answer {number}") for number in range(300)]))
    chat.say(SECRET)
    held = _hold(page)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy_milliseconds(session)
    leave(chat)
    until(page, lambda: bool(held), "the neutral page is asked for")
    busy = busy_milliseconds(session) - before
    (took,) = page.evaluate("window.gone")
    print(
        f"\n{leave.__name__.strip('_')}: gone after {took:.1f} ms, of which at most {busy:.1f} ms of work (301 messages)"
    )
    left = '<html lang="en-GB"><head><title>New tab</title></head></html>'
    assert page.evaluate("[document.documentElement.outerHTML, document.title]") == [left, "New tab"]
    page.close()
    return float(took), busy


@WAYS
def test_the_content_is_gone_within_50_ms_however_slow_the_neutral_site_is(
    context: Any, stub: Stub, leave: Callable[[Chat], None]
) -> None:
    """Other jobs on the machine can only make it slower: the quickest of a few tries counts, or the work it took."""
    context.add_init_script(WATCH)
    serve(stub, "/help", page_with(embedded(f'exit-url="{NEUTRAL}"')))
    assert any(min(_gone_after(context, stub, leave)) <= AT_ONCE_MS for _ in range(TRIES))


@pytest.mark.parametrize(
    "refuse", ["navigator.sendBeacon = () => false", "navigator.sendBeacon = () => { throw new Error('no') }"]
)
def test_a_browser_without_beacons_deletes_instead(chat: Chat, stub: Stub, refuse: str) -> None:
    chat.page.evaluate(f"() => {{ {refuse} }}")
    _button(chat)
    _is_away(chat.page)
    until(chat.page, lambda: bool(_forgets(stub)), "the server is told to forget")
    (told,) = _forgets(stub)
    assert (told.method, told.path, told.token) == ("DELETE", "conversations", "Bearer t")


# ── Shift that is meant for something else ──────────────────────────────────────────────────────────────


def _shift_with(*keys: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.keyboard.down("Shift")
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.up("Shift")

    return press


def _around_shift(key: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.keyboard.down(key)
        page.keyboard.press("Shift")
        page.keyboard.up(key)

    return press


def _shift_then(key: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.keyboard.down("Shift")
        page.keyboard.down(key)
        page.keyboard.up("Shift")
        page.keyboard.up(key)

    return press


def _held(page: Page) -> None:
    for _ in range(4):
        page.keyboard.down("Shift")  # the second and later ones are what a keyboard repeats
    page.keyboard.up("Shift")


def _shift_click(page: Page) -> None:
    page.keyboard.down("Shift")
    page.locator("#after").click()
    page.keyboard.up("Shift")


def _shift_wheel(page: Page) -> None:
    page.keyboard.down("Shift")
    page.mouse.wheel(0, 10)
    until(page, lambda: page.evaluate("Boolean(window.wheeled)"), "the wheel has turned")
    page.keyboard.up("Shift")


OTHER_USES: dict[str, Callable[[Page], None]] = {
    "capitals": _shift_with("H", "E"),
    "one capital": _shift_with("H"),
    "Shift and Tab": _shift_with("Tab"),
    "a new line": _shift_with("Enter"),
    "selecting": _shift_with("ArrowLeft"),
    "held down": _held,
    "a click": _shift_click,
    "the wheel": _shift_wheel,
    "after Control": _around_shift("Control"),
    "after Alt": _around_shift("Alt"),
    "before Control": _shift_then("Control"),
    "before Alt": _shift_then("Alt"),
    "before Meta": _shift_then("Meta"),
}


def test_shift_with_anything_else_never_counts(chat: Chat) -> None:
    page = chat.page
    page.evaluate("addEventListener('wheel', () => { window.wheeled = true; })")
    for name, use in OTHER_USES.items():
        chat.box.focus()
        for _ in range(4):
            use(page)
        assert chat.log.is_visible(), f"This was taken for leaving: {name}"
        _press(page, 1)
        assert page.get_by_text("Press it 2 more times").count() == 1, f"This was counted: {name}"
        page.keyboard.press("Control")  # another key, and the count begins anew
    assert SECRET in chat.text


def test_typing_between_presses_starts_the_count_again(chat: Chat) -> None:
    chat.box.focus()
    _press(chat.page, 2)
    chat.page.keyboard.press("a")
    _press(chat.page, 2)
    expect(chat.page.get_by_text("Press it 1 more time to")).to_be_attached()
    assert SECRET in chat.text


def test_presses_that_are_far_apart_do_not_add_up(page: Page, stub: Stub) -> None:
    page.clock.install()
    serve(stub, "/help", page_with(embedded(f'exit-url="{NEUTRAL}"')))
    chat = Chat(page).open(f"{stub.origin}/help").start()
    for _ in range(4):
        _press(page, 1)
        page.clock.run_for(5_100)
    expect(chat.log).to_be_visible()
    assert page.url.endswith("/help")


def test_shift_leaves_from_the_box_from_the_page_and_from_a_closed_launcher(page: Page, stub: Stub) -> None:
    for attributes in (f'exit-url="{NEUTRAL}"', f'mode="launcher" exit-url="{NEUTRAL}"'):
        address = serve(stub, "/help", page_with(embedded(attributes)))
        page.goto(address)
        page.get_by_role("button").first.wait_for()
        _press(page)
        _is_away(page)
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(f'exit-url="{NEUTRAL}"')))).start()
    chat.box.fill("half a sen")
    _press(page)
    _is_away(page)


# ── Back, Forward and what browsers keep ────────────────────────────────────────────────────────────────


@pytest.fixture
def remembering(chromium: Any) -> Any:
    """A browser that keeps pages whole for its Back button; Playwright switches that off otherwise."""
    browser = chromium.browser_type.launch(
        executable_path=chromium_path(), args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


def _travel(page: Page, steps: int, path: str) -> None:
    """Playwright's own Back waits for a load that a page from the cache does not have."""
    page.evaluate("(steps) => { setTimeout(() => history.go(steps)); }", steps)
    until(page, lambda: page.url.endswith(path), f"{path} is shown")


def test_a_page_from_the_back_forward_cache_has_an_empty_chat(remembering: Any, stub: Stub) -> None:
    page = remembering.new_page()
    serve(stub, "/elsewhere", "<title>Elsewhere</title><p>Elsewhere</p>")
    page.add_init_script("addEventListener('pageshow', (event) => { window.fromCache = event.persisted; })")
    serve(stub, "/help", page_with(embedded(), around='{chat}<a href="/elsewhere">Elsewhere</a>'))
    chat = Chat(page).open(f"{stub.origin}/help").start().say(SECRET)
    chat.box.fill(f"unsent: {SECRET}")
    page.get_by_role("link", name="Elsewhere").click()
    expect(page.get_by_text("Elsewhere")).to_be_visible()
    _travel(page, -1, "/help")
    expect(page.get_by_role("button", name="Start the chat")).to_be_visible()
    assert page.evaluate("window.fromCache") is True
    assert chat.host.locator("textarea").input_value() == ""
    assert SECRET not in page.evaluate("document.querySelector('support-chat').shadowRoot.innerHTML")
    chat.start()
    expect(chat.log.locator(".guide")).to_have_count(1)


def test_exit_and_back_with_the_back_forward_cache_show_nothing(remembering: Any, stub: Stub) -> None:
    page = remembering.new_page()
    answer_for_the_neutral_site(page.context)
    serve(stub, "/start", '<title>Start</title><a href="/help">Help</a>')
    serve(stub, "/help", page_with(embedded()))
    page.goto(f"{stub.origin}/start")
    page.get_by_role("link", name="Help").click()
    chat = Chat(page).start().say(SECRET)
    _button(chat)
    _is_away(page)
    _travel(page, -1, "/start")
    expect(page.get_by_role("link", name="Help")).to_be_visible()
    assert SECRET not in page.content()
    _travel(page, 1, NEUTRAL)
    _is_away(page)


def test_a_reload_and_back_without_the_cache_have_an_empty_box(chat: Chat) -> None:
    chat.box.fill(f"unsent: {SECRET}")
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Start the chat")).to_be_visible()
    assert chat.host.locator("textarea").input_value() == ""
    chat.start().box.fill(f"unsent: {SECRET}")
    chat.page.goto(NEUTRAL)
    chat.page.go_back()
    expect(chat.page.get_by_role("button", name="Start the chat")).to_be_visible()
    assert chat.host.locator("textarea").input_value() == ""


def test_nothing_is_kept_in_the_browser_after_a_whole_conversation_and_after_leaving(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(messages=[message("Age?", choices=[{"id": "refuse", "label": "Rather not say"}])]))
    chat.say("hello").choose("Rather not say")
    chat.page.get_by_role("button", name="Start again").click()
    stub.next.append(Behaviour(status=503))
    chat.say("once more")
    for leave in (lambda _: None, _button):
        leave(chat)
        if leave is _button:
            _is_away(chat.page)
            chat.page.goto(f"{stub.origin}/start")  # what is kept is kept for a site, and can be seen from its pages
        assert set(kept_in_browser(chat.page).values()) == {0}
        assert chat.page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
        assert chat.page.context.cookies() == []


# ── when the moment is a bad one ────────────────────────────────────────────────────────────────────────


def test_leaving_works_without_a_network(chat: Chat) -> None:
    page = chat.page
    page.context.set_offline(True)
    chat.say("sent while offline")
    _shift(chat)
    until(page, lambda: not page.url.endswith("/help"), "the page is left")
    assert SECRET not in page.content()
    page.context.set_offline(False)
    page.go_back()
    assert page.url.endswith("/start")
    assert SECRET not in page.content()


@pytest.mark.parametrize("leave", [_button, _shift])
def test_leaving_works_while_a_reply_is_under_way(chat: Chat, stub: Stub, leave: Callable[[Chat], None]) -> None:
    stub.next.append(Behaviour(delay=1.0))
    chat.box.fill("one more thing")
    chat.box.press("Enter")
    leave(chat)
    _is_away(chat.page)
    until(chat.page, lambda: bool(_forgets(stub)), "the server is told to forget")


def test_words_that_were_still_waiting_are_never_sent_after_leaving(chat: Chat, stub: Stub) -> None:
    """A slow neutral site must not leave time for the rest of what was said to reach the server."""
    held = _hold(chat.page)
    stub.next.append(Behaviour(delay=0.6))
    for words in ("first", "second"):
        chat.box.fill(words)
        chat.box.press("Enter")
    until(chat.page, lambda: "first" in stub.said(), "the first message is under way")
    _button(chat)
    until(chat.page, lambda: bool(held) and bool(_forgets(stub)), "left and told to forget")
    chat.page.wait_for_timeout(1_200)  # longer than the reply to the first takes
    assert stub.said() == [SECRET, "first"]
    assert [call.path for call in stub.calls].count("conversations") == 1


def test_a_conversation_that_begins_while_one_leaves_is_forgotten_too(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(f'exit-url="{NEUTRAL}"'))))
    held = _hold(page)
    stub.next.append(Behaviour(delay=0.6))
    page.get_by_role("button", name="Start the chat").click()
    chat.box.fill(SECRET)
    chat.box.press("Enter")
    until(page, lambda: bool(stub.calls), "the conversation is asked for")
    _button(chat)
    until(page, lambda: bool(held), "left")
    until(page, lambda: bool(_forgets(stub)), "the late conversation is forgotten")
    assert stub.said() == []


# ── where the exit leads ────────────────────────────────────────────────────────────────────────────────

EVIL = (
    "javascript:window.hacked=1",
    " JaVaScRiPt:window.hacked=1",
    "java\nscript:window.hacked=1",
    "data:text/html,<p>hacked",
    "file:///etc/passwd",
    "https://",
    "",
    "#",
    "?page=2",
    "/help",
    "help",
    "//neutral.example/weather",
    "http://neutral.example/weather",
)


def _sends(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(content_type="text/html", body=body)


def _goes_to_the_weather(page: Page) -> None:
    page.get_by_role("link", name="Exit now", exact=True).click()
    page.wait_for_url(WEATHER)
    assert page.evaluate("window.hacked") is None


@pytest.fixture
def weather(page: Page) -> Page:
    """A tab in which the default exit has something to show."""
    page.route(WEATHER, lambda route: route.fulfill(body="<title>Weather</title>"))
    return page


@pytest.mark.parametrize("attribute", ["exit-url", "href"])
def test_an_exit_that_is_no_whole_https_address_is_not_used(weather: Page, stub: Stub, attribute: str) -> None:
    for evil in EVIL:
        Chat(weather).open(serve(stub, "/help", page_with(embedded())))
        weather.evaluate(
            """([attribute, evil]) => {
                const chat = document.querySelector("support-chat");
                const element = attribute === "href" ? chat.querySelector("[data-exit]") : chat;
                element.setAttribute(attribute, evil);
            }""",
            [attribute, evil],
        )
        _goes_to_the_weather(weather)


def test_an_exit_that_leads_back_to_the_same_page_is_not_used(weather: Page) -> None:
    """The page has to be an https one to be able to name itself as its exit."""
    site = "https://council.example"
    script = widget_files.script(widget_files.versioned_name())
    assert script is not None
    weather.route(f"{site}/**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=script.content))
    for address in (f"{site}/help", f"{site}/help#top", f"{site}/help?page=2", f"{site}:443/./help"):
        body = page_with(embedded(exit_address=address))
        weather.route(f"{site}/help*", _sends(body))
        Chat(weather).open(f"{site}/help")
        _goes_to_the_weather(weather)


LINE = '<a href="tel:999">In danger now: call 999</a>'


@pytest.mark.parametrize(
    "inside", ["", LINE, f"{LINE}<a data-exit>Exit now</a>"], ids=["nothing", "a line", "no address"]
)
@pytest.mark.parametrize("mode", ["", 'mode="launcher"'], ids=["in the page", "behind a button"])
def test_there_is_a_way_out_though_the_site_named_none(weather: Page, stub: Stub, inside: str, mode: str) -> None:
    address = serve(stub, "/help", page_with(f"<support-chat {mode}>{inside}</support-chat>"))
    for leave in (_goes_to_the_weather, _press):
        weather.goto(address)
        if mode:
            weather.get_by_role("button", name="Find who can help").click()
            expect(weather.get_by_role("region").get_by_role("link", name="Exit now", exact=True)).to_be_visible()
            weather.locator("[data-exit]").evaluate_all("(links) => links.forEach((link) => link.remove())")
        expect(weather.get_by_role("link", name="Exit now", exact=True)).to_have_count(1)
        leave(weather)
        weather.wait_for_url(WEATHER)


def test_a_way_out_that_the_site_adds_or_removes_later_is_never_missing_nor_there_twice(page: Page, stub: Stub) -> None:
    Chat(page).open(serve(stub, "/help", page_with(embedded())))
    exits = page.get_by_role("link", name="Exit now", exact=True)
    page.evaluate("window.link = document.querySelector('[data-exit]'); link.remove()")
    expect(exits).to_have_count(1)
    page.evaluate("document.querySelector('support-chat').append(link)")
    expect(exits).to_have_count(1)


def test_the_second_exit_link_is_seen_as_soon_as_it_has_the_focus(chat: Chat) -> None:
    second = chat.page.get_by_role("link", name="Exit now: leave this page")
    hidden = second.bounding_box()
    second.focus()
    shown = second.bounding_box()
    assert hidden is not None
    assert shown is not None
    assert hidden["width"] <= 1
    assert shown["height"] >= 24
    assert shown["width"] >= 100


def test_a_click_on_a_part_of_the_exit_link_leaves_too(page: Page, stub: Stub) -> None:
    lines = f'<support-chat><a data-exit href="{NEUTRAL}"><b>Leave <i>now</i></b></a></support-chat>'
    Chat(page).open(serve(stub, "/help", page_with(lines))).start()
    page.locator("i").click()
    _is_away(page)
    assert stub.calls[-1].path == "forget"
