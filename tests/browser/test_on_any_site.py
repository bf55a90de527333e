"""The widget on somebody else's site: it changes nothing there, and nothing there changes it."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.channel import widget_files
from tests.browser.chat import DEMO, Chat
from tests.browser.looking import PLACES, SHIFTS, box_of, drawn, faint_words, has_sideways_scrolling
from tests.browser.samples import REPLY
from tests.browser.site import (
    LINES,
    SCRIPT,
    STRICT,
    answer_for_the_neutral_site,
    busy_milliseconds,
    embedded,
    kept_in_browser,
    page_with,
    serve,
    until,
)
from tests.browser.stub import PREFIX, Behaviour, Stub, message

MOST_BYTES, MOST_MILLISECONDS = 20 * 1024, 50


def _talk(page: Page, stub: Stub, address: str) -> Chat:
    """A chat with something of everything in it."""
    chat = Chat(page).open(address).start()
    stub.next.append(Behaviour(messages=[REPLY]))
    chat.say("someone took my bag")
    stub.next.append(Behaviour(status=503))
    return chat.say("and my coat")


# ── the site's styles ───────────────────────────────────────────────────────────────────────────────────

HOSTILE = """
* { all: unset !important; color: yellow !important; font-size: 3px !important; display: block !important;
    letter-spacing: 1em !important; position: static !important; }
a { display: none !important; }
* { --ground: yellow !important; --ink: yellow !important; --alert: yellow !important; --font: cursive !important; }
support-chat { direction: rtl !important; unicode-bidi: bidi-override !important; color-scheme: dark !important;
    -webkit-text-size-adjust: 300% !important; text-size-adjust: 300% !important; container: panel / size !important; visibility: hidden !important; opacity: 0.1 !important; zoom: 3 !important; }
support-chat > * { direction: rtl !important; pointer-events: none !important; }
:host { display: none !important; }
.panel, .log, button, textarea { display: none !important; }
"""
BESIDE = {
    "hostile": HOSTILE,
    "62.5 %": "html { font-size: 62.5%; }",
    "200 %": "html { font-size: 200%; }",
    "a large body": "body { font: italic 40px/3 cursive; text-align: right; }",
}
STYLES = """() => {
    const host = document.querySelector("support-chat");
    return [host, ...host.children, ...host.shadowRoot.querySelectorAll("*")].flatMap((each, index) =>
        [null, "::before", "::after"]
            .map((part) => [`${index} ${each.localName}.${each.className}${part ?? ""}`, getComputedStyle(each, part)])
            .filter(([name, style]) => !name.includes("::") || style.content !== "none")
            .map(([name, style]) => [name, [...style].filter((property) => !property.startsWith("--")).map((property) => `${property}: ${style.getPropertyValue(property)}`)])
            .filter(([, lines]) => lines.length)); // what a filled slot would show has no style
}"""


def _styles(page: Page, stub: Stub, css: str) -> dict[str, list[str]]:
    """Everything that the browser computed for the element, its children and all that is inside it."""
    plain = "<style>html, body, main { display: block; margin: 0; padding: 0; } h1, #after { display: none; }</style>"
    serve(stub, "/help", page_with(embedded(), head=f"{plain}<style>{css}</style>{SCRIPT}"))
    _talk(page, stub, f"{stub.origin}/help")
    page.mouse.move(0, 0)
    return dict(page.evaluate(STYLES))


def test_the_styles_of_the_site_change_nothing_inside_the_widget(page: Page, stub: Stub) -> None:
    without = _styles(page, stub, "")
    assert len(without) > 60
    assert min(len(style) for style in without.values()) > 300
    for site, css in BESIDE.items():
        beside = _styles(page, stub, css)
        assert beside.keys() == without.keys()
        changed = [
            (site, name, one, other)
            for name in without
            for one, other in zip(without[name], beside[name])
            if one != other
        ]
        assert changed == []


def test_the_widget_changes_no_style_of_the_site(page: Page, stub: Stub) -> None:
    look = """() => [...document.querySelectorAll("html, body, main, h1, p")].map((each) => {
        const { x, width } = each.getBoundingClientRect();
        return [x, width, ...[...getComputedStyle(each)].filter((one) => !/size|height|origin/.test(one))
            .map((one) => getComputedStyle(each).getPropertyValue(one))];
    })"""
    page.goto(serve(stub, "/plain", page_with(embedded(), head="")))
    before = page.evaluate(look)
    _talk(page, stub, serve(stub, "/help", page_with(embedded())))
    assert page.evaluate(look) == before


# ── the site's security policy, and privacy ─────────────────────────────────────────────────────────────


def test_a_strict_policy_is_never_broken(page: Page, stub: Stub) -> None:
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective), true);"
    )
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text) if line.type in ("error", "warning") else None)
    serve(stub, "/help", page_with(embedded()), {"Content-Security-Policy": STRICT})
    for address in (f"{stub.origin}/help", f"{stub.base}/demo/strict", f"{stub.base}/demo/launcher"):
        page.goto(address)
        if address.endswith("launcher"):
            page.get_by_role("button", name="Find who can help").click()
        chat = Chat(page).start()
        stub.next.append(Behaviour(messages=[REPLY]))
        chat.say("someone took my bag").choose("That is not what I meant")
        page.get_by_role("button", name="Forget this chat").click()
        expect(chat.log).to_contain_text("has been deleted")
        assert page.evaluate("window.broken") == []
    assert [line for line in lines if "favicon" not in line and "404" not in line] == []


def test_nobody_else_is_asked_for_anything_and_nothing_is_kept(page: Page, stub: Stub) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _talk(page, stub, f"{stub.base}{DEMO}")
    assert [url for url in asked if not url.startswith(f"{stub.origin}/")] == []
    assert {url.rpartition("/")[2] for url in asked if url.endswith((".js", ".css"))} == {
        "council.css", widget_files.versioned_name(),
    }  # fmt: skip
    assert set(kept_in_browser(page).values()) == {0}
    assert page.context.cookies() == []


def test_a_page_of_another_site_may_use_it(page: Page, stub: Stub) -> None:
    """127.0.0.1 and localhost are two sites to a browser."""
    other = stub.origin.replace("127.0.0.1", "localhost")
    name = widget_files.versioned_name()
    script = f'<script type="module" src="{stub.base}/{name}" integrity="{widget_files.integrity(name)}" crossorigin="anonymous"></script>'
    serve(stub, "/help", page_with(embedded(), head=script))
    chat = Chat(page).open(f"{other}/help").start().say("hello")
    page.get_by_role("link", name="Exit now", exact=True).click()
    until(page, lambda: any(call.path == "forget" and call.body == "t" for call in stub.calls), "the chat is forgotten")
    assert stub.said() == ["hello"]
    assert chat is not None


def test_the_bot_may_be_somewhere_else_than_the_script(page: Page, stub: Stub) -> None:
    serve(stub, "/help", page_with(embedded(f'bot="{stub.base}/elsewhere/"')))
    page.route(
        "**/elsewhere/conversations",
        lambda route: route.fulfill(status=201, json={"token": "t", "messages": [message("From elsewhere.")]}),
    )
    chat = Chat(page).open(f"{stub.origin}/help").start()
    expect(chat.log).to_contain_text("From elsewhere.")


# ── weight ──────────────────────────────────────────────────────────────────────────────────────────────


def test_it_weighs_at_most_20_kibibytes() -> None:
    size = len(gzip.compress((widget_files.DIST_DIR / widget_files.versioned_name()).read_bytes(), 9))
    print(f"\nthe widget weighs {size} bytes with gzip")
    assert size <= MOST_BYTES


@pytest.mark.parametrize("demo", ["council", "inline", "launcher", "strict", "own-colours", "rtl", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_on_the_page_moves_when_it_loads_starts_and_talks(
    page: Page, stub: Stub, demo: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{stub.base}/demo/{demo}")
    panel = "Boolean(document.querySelector('support-chat').shadowRoot?.querySelector('.panel'))"
    until(page, lambda: page.evaluate(panel), "the chat is there")
    before = page.evaluate(PLACES)
    host = page.locator("support-chat").first
    if demo == "launcher":
        host.locator(".launcher").click()
    host.locator(".intro > button").click()
    expect(host.locator(".guide")).to_have_count(1)
    stub.next.append(Behaviour(delay=0.7, messages=[REPLY]))
    host.locator("textarea").fill("someone took my bag")
    host.locator("textarea").press("Enter")
    expect(host.locator(".service")).to_be_visible()
    assert page.evaluate(PLACES) == before
    assert page.evaluate("window.shifts") == []


def test_a_move_of_the_page_would_be_noticed(page: Page, stub: Stub) -> None:
    page.add_init_script(SHIFTS)
    page.goto(f"{stub.base}/demo/council")
    drawn(page)
    page.evaluate(
        "document.querySelector('h1').before(Object.assign(document.createElement('p'), { textContent: 'Late' }))"
    )
    until(page, lambda: page.evaluate("window.shifts.length > 0"), "the move is noticed")


def _loading(chromium: Any, stub: Stub, with_widget: bool) -> float:
    """Milliseconds of processor time that the demo page's main thread needs until it is drawn, with or without the script."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(serve(stub, "/empty", "<p>Empty</p>"))
    if not with_widget:
        page.route("**/*.js", lambda route: route.abort())
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{stub.base}{DEMO}")
    drawn(page)
    busy = busy_milliseconds(session)
    context.close()
    return busy


def test_it_is_ready_within_50_ms_of_the_main_thread(chromium: Any, stub: Stub) -> None:
    """Processor time of every task of the page, so that another job on the machine does not count."""
    without, beside = (min(_loading(chromium, stub, each) for _ in range(4)) for each in (False, True))
    print(f"\nmain thread: {without:.1f} ms without the widget, {beside:.1f} ms with it")
    assert beside - without <= MOST_MILLISECONDS


# ── colours and shape ───────────────────────────────────────────────────────────────────────────────────

COLOURS = """() => {
    const root = document.querySelector("support-chat").shadowRoot;
    const panel = getComputedStyle(root.querySelector(".panel"));
    const button = getComputedStyle(root.querySelector(".intro > button"));
    return [panel.backgroundColor, panel.color, button.backgroundColor, button.color];
}"""
LIGHT = ["rgb(255, 255, 255)", "rgb(18, 24, 29)", "rgb(11, 87, 164)", "rgb(255, 255, 255)"]
DARK = ["rgb(18, 23, 27)", "rgb(240, 243, 245)", "rgb(154, 204, 248)", "rgb(12, 20, 25)"]
NAMES = ("ground", "ink", "accent", "on-accent")
GOOD = ("rgb(250, 250, 240)", "rgb(20, 20, 60)", "rgb(20, 83, 45)", "rgb(255, 255, 250)")
GOOD_DARK = ("rgb(10, 10, 30)", "rgb(240, 240, 250)", "rgb(143, 214, 171)", "rgb(11, 26, 17)")
BAD: dict[str, dict[str, str]] = {
    "ink white on ground white": {"ink": "white", "ground": "white"},
    "ink nearly as light as the ground": {"ink": "#999"},
    "an accent like the ground": {"accent": "#f0f0f0", "on-accent": "black"},
    "words on buttons like the buttons": {"on-accent": "#0b57a4"},
    "a ground that shines through": {"ground": "rgb(255 255 255 / 50%)"},
    "no colour at all for buttons": {"accent": "nonsense"},
    "a picture for buttons": {"accent": "linear-gradient(white, white)"},
    "the colour of the page": {"ink": "currentColor"},
    "a keyword": {"ground": "inherit-me"},
}


def _theme(values: dict[str, str], dark: bool = False) -> str:
    prefix = "--support-chat-dark-" if dark else "--support-chat-"
    rules = "".join(f"{prefix}{name}: {value};" for name, value in values.items())
    return f"<style>main {{ {rules} }}</style>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("attribute", ["", "theme"])
def test_good_colours_of_the_site_are_used_and_bad_ones_are_not(
    context: Any, page: Page, stub: Stub, scheme: str, attribute: str
) -> None:
    """The site's theme, or the reader's, whichever says so; the other one stays the widget's own."""
    page.emulate_media(color_scheme="light" if attribute else scheme)
    chat = embedded(f'theme="{scheme}"' if attribute else "")
    is_dark, own = scheme == "dark", DARK if scheme == "dark" else LIGHT
    good = dict(zip(NAMES, GOOD_DARK if is_dark else GOOD))

    def colours(head: str) -> Any:
        Chat(page).open(serve(stub, "/help", page_with(chat, head=head + SCRIPT)))
        return page.evaluate(COLOURS)

    assert colours("") == own
    assert colours(_theme(good, is_dark)) == list(good.values())
    assert colours(_theme(good, not is_dark)) == own
    if is_dark:
        assert colours(_theme({"ink": "black", "ground": "black"}, dark=True)) == own
        return
    for name, values in BAD.items():
        assert colours(_theme(values)) == own, name


def test_a_change_of_the_readers_scheme_is_followed_at_once(page: Page, stub: Stub) -> None:
    bad_dark = _theme({"ink": "#222", "ground": "#111"}, dark=True)
    head = _theme(dict(zip(NAMES, GOOD))) + bad_dark + SCRIPT
    Chat(page).open(serve(stub, "/help", page_with(embedded(), head=head)))
    for scheme, expected in (("light", list(GOOD)), ("dark", DARK), ("light", list(GOOD))):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            f"(expected) => JSON.stringify(({COLOURS})()) === JSON.stringify(expected)", arg=expected
        )
    page.evaluate("document.querySelector('support-chat').setAttribute('theme', 'dark')")
    assert page.evaluate(COLOURS) == DARK


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_that_knows_no_light_dark_shows_colours_that_can_be_read(page: Page, stub: Stub, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    release = widget_files.script(widget_files.CURRENT)
    assert release is not None
    old = release.content.decode().replace("light-dark(", "not-known(")
    page.route("**/widget.js", lambda route: route.fulfill(content_type="text/javascript", body=old))
    _talk(page, stub, serve(stub, "/help", page_with(embedded())))
    assert faint_words(page) == []
    ground = page.locator("support-chat .panel").evaluate("(panel) => getComputedStyle(panel).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(18, 18, 18)")


@pytest.mark.parametrize(
    "values",
    [
        {"ground": "#1a1a1a", "ink": "#fff", "accent": "#ffd54a", "on-accent": "#000"},
        {"ground": "#4a0d1f", "ink": "#fff", "accent": "#fff", "on-accent": "#4a0d1f"},
        {"ground": "#fff8e1", "ink": "#000", "accent": "#7a3b00", "on-accent": "#fff"},
    ],
    ids=["black", "wine", "cream"],
)
def test_with_any_accepted_colours_every_word_can_be_read(page: Page, stub: Stub, values: dict[str, str]) -> None:
    _talk(page, stub, serve(stub, "/help", page_with(embedded(), head=_theme(values) + SCRIPT)))
    page.get_by_label("Your message").press("Enter")
    assert faint_words(page) == []
    assert page.get_by_text("Not sent.").is_visible()


def test_font_height_and_corners_can_be_set(page: Page, stub: Stub) -> None:
    style = "<style>main { --support-chat-font: monospace; --support-chat-height: 500px; --support-chat-radius: 20px; }</style>"
    Chat(page).open(serve(stub, "/help", page_with(embedded(), head=style + SCRIPT)))
    panel = page.locator("support-chat").locator(".panel")
    assert box_of(panel)["height"] == pytest.approx(500)
    assert panel.evaluate("(one) => [getComputedStyle(one).fontFamily, getComputedStyle(one).borderTopLeftRadius]") == [
        "monospace", "20px",
    ]  # fmt: skip


# ── right to left ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("html", "attributes"), [('lang="ar" dir="rtl"', ""), ('lang="en-GB"', 'dir="rtl"')])
@pytest.mark.parametrize("width", [320, 1200])
def test_right_to_left_is_mirrored_and_fits(page: Page, stub: Stub, html: str, attributes: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    chat = _talk(page, stub, serve(stub, "/help", page_with(embedded(attributes), html=html)))
    assert has_sideways_scrolling(page) == []
    middle = box_of(chat.host)["x"] + box_of(chat.host)["width"] / 2
    exit_link = box_of(page.get_by_role("link", name="Exit now", exact=True))
    assert exit_link["x"] + exit_link["width"] < middle
    assert box_of(page.get_by_role("button", name="Send"))["x"] < middle
    mine, theirs = box_of(chat.log.locator(".you .said").first), box_of(chat.log.locator(".guide .said").first)
    assert mine["x"] < theirs["x"] + theirs["width"] - mine["width"]
    edges = chat.log.locator(".service").first.evaluate(
        "(one) => [getComputedStyle(one).borderRightWidth, getComputedStyle(one).borderLeftWidth].map(parseFloat)"
    )
    assert edges[0] > edges[1]


def test_a_long_chat_makes_the_page_no_longer(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(f"{stub.base}{DEMO}").start()
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    before = page.evaluate(size)
    stub.next.append(Behaviour(messages=[REPLY] * 60))
    chat.say("hello")
    assert page.evaluate(size) == before


# ── more than one, twice, moved about ───────────────────────────────────────────────────────────────────


def test_two_on_a_page_do_not_meet(page: Page, stub: Stub) -> None:
    page.goto(serve(stub, "/help", page_with(embedded() + embedded())))
    chats = page.locator("support-chat")
    for index in (0, 1):
        chats.nth(index).get_by_role("button", name="Start the chat").click()
        expect(chats.nth(index).locator(".guide")).to_have_count(1)
    chats.nth(0).get_by_label("Your message").fill("only here")
    page.keyboard.press("Enter")
    expect(chats.nth(0).locator(".guide")).to_have_count(2)
    expect(chats.nth(1).locator(".guide")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_text("Sunny all day")).to_be_visible()
    until(page, lambda: [call.path for call in stub.calls].count("forget") == 2, "both chats are forgotten")


def test_the_script_may_be_there_twice(page: Page, stub: Stub) -> None:
    other = SCRIPT.replace("widget.js", widget_files.versioned_name())
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), head=SCRIPT + SCRIPT + other)))
    chat.start().say("hello")
    assert stub.said() == ["hello"]


def test_a_widget_that_the_site_takes_away_is_forgotten_and_begins_anew_when_put_back(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded()))).start().say("hello")
    page.evaluate(
        "() => { const chat = document.querySelector('support-chat'); chat.remove(); document.body.append(chat); }"
    )
    until(page, lambda: any(call.path == "forget" for call in stub.calls), "the chat is forgotten")
    chat.start()
    assert "hello" not in chat.text
    expect(chat.log.locator(".guide")).to_have_count(1)


# ── without scripts ─────────────────────────────────────────────────────────────────────────────────────


def test_without_scripts_the_lines_and_the_exit_are_there_and_work(chromium: Any, stub: Stub) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    answer_for_the_neutral_site(context)
    serve(stub, f"{PREFIX}pages", "<p>One question a page</p>")
    page.goto(serve(stub, "/help", page_with(embedded())))
    expect(page.get_by_role("link", name="In danger now: call 999")).to_have_attribute("href", "tel:999")
    expect(page.get_by_role("link", name="Supportline")).to_have_attribute("href", "tel:08081689111")
    page.get_by_role("link", name="Get help without this chat").click()
    expect(page.get_by_text("One question a page")).to_be_visible()
    page.goto(f"{stub.origin}/help")
    page.get_by_role("link", name="Exit now").click()
    expect(page.get_by_text("Sunny all day")).to_be_visible()
    context.close()


@pytest.mark.parametrize("mode", ["", "mode=launcher"])
def test_while_the_script_loads_and_when_it_cannot_the_lines_are_there(page: Page, stub: Stub, mode: str) -> None:
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(serve(stub, "/help", page_with(embedded(mode))))
    for name in ("In danger now: call 999", "Supportline", "Get help without this chat", "Exit now"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_the_way_without_a_chat_is_hidden_once_a_chat_has_begun(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded())))
    expect(page.get_by_role("link", name="Get help without this chat")).to_be_visible()
    chat.start()
    expect(page.get_by_role("link", name="Get help without this chat")).to_be_hidden()
    assert "data-without-script" in LINES
