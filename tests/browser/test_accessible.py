"""The widget for people who do not see it, magnify it, use no mouse, or set their own colours and spacing."""

from __future__ import annotations

from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.channel import widget_files
from tests.browser.chat import DEMO, Chat
from tests.browser.chromium import ARGUMENTS, DESKTOP, PHONE, chromium_path
from tests.browser.looking import (
    box_of,
    drawn,
    faint_words,
    focus,
    has_sideways_scrolling,
    heard,
    listen,
    read,
    small_targets,
    tab_to,
    violations,
)
from tests.browser.samples import AGES, OTHER
from tests.browser.site import embedded, page_with, serve
from tests.browser.states import Scene, every_state
from tests.browser.stub import Behaviour, Message, Stub, message

EVERY_CONTACT = {
    "id": "example",
    "name": "Example Support Service",
    "why": "They listen, whatever happened.",
    "contacts": [
        {"kind": "phone", "label": "020 7946 0000", "href": "tel:02079460000"},
        {"kind": "sms", "label": "07700 900000", "href": "sms:07700900000"},
        {"kind": "email", "label": "help@example.org", "href": "mailto:help@example.org"},
        {"kind": "chat", "label": "Chat online", "href": "https://example.org/chat"},
        {"kind": "web", "label": "example.org", "href": "https://example.org"},
        {"kind": "phone", "label": "ask at the desk", "href": "in person"},
    ],
    "hours": "Every day, 9am to 9pm",
    "cost": "Free",
    "note": "They can call you back.",
}
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}


@pytest.fixture
def page(chromium: Any) -> Iterator[Page]:
    """A tab in which axe may be put beside a strict policy; nothing else here looks at the policy."""
    context = chromium.new_context(viewport=DESKTOP, locale="en-GB", bypass_csp=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def chat(page: Page, stub: Stub) -> Chat:
    """A chat that has greeted."""
    return Chat(page).open(f"{stub.base}{DEMO}").start()


def _cards(*choices: dict[str, str]) -> Message:
    return message("These people can help:", services=[EVERY_CONTACT], choices=choices)


def _both_details(scene: Scene) -> None:
    page = scene.open().page
    for title in ("If someone may look at this screen", "What is kept, and who can see it"):
        page.get_by_text(title, exact=True).click()


def _every_contact(scene: Scene) -> None:
    chat = scene.begin()
    scene.replies(_cards(*OTHER))
    chat.say("someone took my bag")


STATES: dict[str, Callable[[Scene], Any]] = {
    **{state.name: state.reach for state in every_state() if state.scripts and not state.name.startswith("page-")},
    "both-details": _both_details,
    "every-contact": _every_contact,
    "page-launcher": next(state.reach for state in every_state() if state.name == "page-launcher"),
}
MUST_BE_THERE = {
    "intro", "both-details", "greeting", "question", "every-contact", "change", "typing", "slow", "down", "offline",
    "ended", "busy", "forgotten", "not-forgotten", "too-long", "page-launcher", "launcher-open",
}  # fmt: skip


# ── axe ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_in_any_state_in_any_look_at_any_width(page: Page, stub: Stub, name: str) -> None:
    STATES[name](Scene(Chat(page), stub))
    for look, media in LOOKS.items():
        page.emulate_media(**media)
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            drawn(page)
            found = violations(page, None if look == "light" else "support-chat")
            assert found == [], f"{name}, {look}, {size['width']} px"
            assert faint_words(page) == []
            assert small_targets(page) == []
            assert has_sideways_scrolling(page) == []


def test_no_state_is_left_out() -> None:
    assert set(STATES) >= MUST_BE_THERE


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_axe_finds_nothing_on_any_demo_page(page: Page, stub: Stub, name: str) -> None:
    for scheme, size in (("light", DESKTOP), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        page.goto(f"{stub.base}/demo/{name}")
        page.wait_for_function("!document.querySelector(':not(:defined)')")
        assert violations(page) == []
        assert [line for line in has_sideways_scrolling(page) if line.startswith("page")] == []


# ── the keyboard ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 256}], ids=["wide", "phone", "400 %"])
def test_a_whole_conversation_needs_nothing_but_the_keyboard(page: Page, stub: Stub, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    keys = page.keyboard
    tab_to(page, "In danger now")
    tab_to(page, "If someone may look at this screen")
    keys.press("Enter")
    expect(page.get_by_text("It does not hide that you were on this website before")).to_be_visible()
    tab_to(page, "What is kept, and who can see it")
    keys.press("Space")
    expect(page.get_by_text("Nothing is kept on this phone")).to_be_visible()
    tab_to(page, "Start the chat")
    keys.press("Space")
    expect(chat.box).to_be_focused()
    expect(chat.log).to_contain_text("What happened?")

    stub.next.append(Behaviour(messages=[message("How old are you?", choices=AGES)]))
    keys.type("my bag was taken")
    keys.press("Enter")
    expect(chat.log).to_contain_text("How old are you?")
    assert focus(page)["words"] == "Your message"
    tab_to(page, "18 or over", back=True)
    stub.next.append(Behaviour(messages=[_cards(*OTHER)]))
    keys.press("Enter")
    expect(chat.log).to_contain_text("These people can help:")
    assert focus(page)["words"] == "Change my answer"
    for contact in EVERY_CONTACT["contacts"][:5]:
        tab_to(page, str(contact["label"]))
    tab_to(page, "That is not what I meant")
    tab_to(page, "Change my answer", back=True)
    keys.press("Space")
    assert focus(page)["words"] == "Under 18"
    keys.press("Enter")
    expect(chat.log.locator(".you").last).to_contain_text("Under 18")
    assert focus(page)["words"] == "Change my answer"

    stub.next.append(Behaviour(status=503))
    tab_to(page, "Your message")
    keys.type("are you there")
    tab_to(page, "Send")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Try again")).to_be_attached()
    tab_to(page, "Try again", back=True)
    keys.press("Enter")
    expect(chat.log.locator(".notice")).to_have_count(0)
    assert focus(page)["words"] == "Your message"

    tab_to(page, "Forget this chat", back=True)
    keys.press("Enter")
    expect(chat.log).to_contain_text("has been deleted")
    assert focus(page)["words"] == "Your message"
    tab_to(page, "Start a new chat", back=True)
    keys.press("Space")
    expect(chat.log).to_contain_text("What happened?")
    assert focus(page)["words"] == "Your message"
    tab_to(page, "Exit now: leave this page", back=True)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    keys.press("Enter")
    page.wait_for_url("https://www.bbc.co.uk/**")


def test_tab_leaves_the_widget_both_ways(page: Page, stub: Stub) -> None:
    around = '<a href="#a">Before</a>{chat}<a href="#b">Behind</a>'
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), around=around))).start()
    stub.next.append(Behaviour(messages=[_cards(*AGES)]))
    chat.say("hello")
    tab_to(page, "Behind")
    tab_to(page, "Before", back=True)
    tab_to(page, "Behind")


def test_arrows_scroll_the_conversation(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(messages=[message(f"line {number}") for number in range(40)]))
    chat.say("hello")
    chat.log.focus()
    before = chat.log.evaluate("(log) => log.scrollTop")
    chat.page.keyboard.press("End")
    chat.page.wait_for_function(
        "(before) => document.querySelector('support-chat').shadowRoot.querySelector('.log').scrollTop > before",
        arg=before,
    )


def _focus_is_kept(page: Page) -> None:
    at = focus(page)
    assert at["tag"] != "body"
    assert at["isInside"]


def test_focus_is_kept_when_what_has_it_goes_away(chat: Chat, stub: Stub) -> None:
    page = chat.page
    stub.next.append(Behaviour(messages=[message("How old are you?", choices=AGES)]))
    chat.say("hello")
    stub.next.append(Behaviour(delay=0.5, messages=[message("And where?", choices=OTHER)]))
    chat.box.fill("more")
    page.keyboard.press("Enter")
    expect(chat.log.locator(".choices")).to_have_count(0)
    _focus_is_kept(page)
    expect(chat.log).to_contain_text("And where?")

    stub.next.append(Behaviour(messages=[message("And when?", choices=AGES)]))
    page.get_by_role("button", name="That is not what I meant").focus()
    page.keyboard.press("Enter")  # the reply brings new choices while the focus is on “Change my answer”
    expect(chat.log).to_contain_text("And when?")
    _focus_is_kept(page)
    tab_to(page, "Under 18")

    stub.next.append(Behaviour(messages=[message("Sorry?", choices=OTHER)]))
    page.get_by_role("button", name="Change my answer").press("Enter")
    chat.box.fill("x")
    page.evaluate(
        """() => {
            const root = document.querySelector("support-chat").shadowRoot;
            root.querySelector("form").requestSubmit();
            root.querySelector(".choice")?.focus();
        }"""
    )
    expect(chat.log).to_contain_text("Sorry?")
    _focus_is_kept(page)


def test_focus_on_a_help_line_is_kept_when_the_late_reply_comes_and_when_the_network_is_back(
    page: Page, stub: Stub
) -> None:
    page.clock.install()
    chat = Chat(page).open(f"{stub.base}{DEMO}").start()
    stub.next.append(Behaviour(delay=1.0))
    chat.box.fill("hello")
    chat.box.press("Enter")
    page.clock.run_for(3_000)
    chat.log.get_by_role("link", name="In danger now: call 999").focus()
    expect(chat.log).to_contain_text("I see.")
    expect(chat.log.locator(".notice")).to_have_count(0)
    _focus_is_kept(page)
    page.context.set_offline(True)
    chat.log.get_by_role("link", name="In danger now: call 999").focus()
    page.context.set_offline(False)
    expect(chat.log.locator(".notice")).to_have_count(0)
    _focus_is_kept(page)


# ── magnified, squeezed, spaced ─────────────────────────────────────────────────────────────────────────

SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
SIZES = {
    "320 px": {"width": 320, "height": 640},
    "just tall enough for a fixed panel": {"width": 320, "height": 490},
    "200 % zoom": {"width": 640, "height": 450},
    "400 % zoom": {"width": 320, "height": 256},
    "on its side": {"width": 640, "height": 320},
}


def _reaches_everything(page: Page) -> None:
    for back in (False, True):
        page.evaluate("(back) => { document.querySelector(back ? '#behind' : '#before').focus(); }", back)
        tab_to(page, "Before" if back else "Behind", back)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("spacing", ["", SPACING], ids=["", "text spacing"])
def test_nothing_is_cut_off_and_everything_can_be_reached(
    page: Page, stub: Stub, size: dict[str, int], spacing: str
) -> None:
    page.set_viewport_size(size)
    around = '<a id="before" href="#a">Before</a>{chat}<a id="behind" href="#b">Behind</a>'
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), around=around)))
    page.evaluate(
        """(css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            for (const root of [document, document.querySelector("support-chat").shadowRoot]) root.adoptedStyleSheets.push(sheet);
        }""",
        spacing,
    )
    for summary in page.locator("summary").all():
        summary.click()
    assert has_sideways_scrolling(page) == []
    _reaches_everything(page)
    chat.start()
    stub.next.append(Behaviour(messages=[message("How old are you?", choices=AGES), _cards(*OTHER)]))
    chat.say("someone took my bag").box.fill("x" * 2100)
    chat.box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("100 letters too long")
    assert has_sideways_scrolling(page) == []
    _reaches_everything(page)
    assert _cut_off(page) == []


def _cut_off(page: Page) -> list[str]:
    """What a fixed part of the panel hides: text beyond an edge that does not scroll."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.querySelector("support-chat").shadowRoot;
            const panel = root.querySelector(".panel").getBoundingClientRect();
            return [...root.querySelectorAll(".bar, .head, .tools, .form, .log")]
                .filter((each) => each.checkVisibility() && each.getBoundingClientRect().bottom > panel.bottom + 1)
                .map((each) => `${each.className} ends below the panel`);
        }"""
    )
    return found


def test_a_reader_who_set_letters_twice_as_large_sees_everything(chromium: Any, stub: Stub) -> None:
    arguments = [*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    large = chromium.browser_type.launch(executable_path=chromium_path(), args=arguments)
    try:
        page = large.new_page(viewport={"width": 640, "height": 600})
        chat = Chat(page).open(f"{stub.base}{DEMO}").start()
        stub.next.append(Behaviour(messages=[_cards(*AGES)]))
        chat.say("hello")
        assert float(chat.box.evaluate("(box) => parseFloat(getComputedStyle(box).fontSize)")) >= 32
        assert has_sideways_scrolling(page) == []
        assert _cut_off(page) == []
    finally:
        large.close()


# ── heard ───────────────────────────────────────────────────────────────────────────────────────────────


def test_each_message_is_announced_once(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    listen(page)
    chat.start()
    stub.next += [
        Behaviour(delay=0.8, messages=[message("How old are you?", choices=AGES)]),
        Behaviour(messages=[message("Nothing is too small."), _cards(*OTHER)]),
        Behaviour(status=503, problem={"title": "The chat is resting."}),
        Behaviour(messages=[message("I am back.")]),
    ]
    chat.say("someone took my bag").choose("18 or over").say("and my coat")
    page.get_by_role("button", name="Try again").click()
    expect(chat.log).to_contain_text("I am back.")
    for words in (
        "What happened?", "someone took my bag", "How old are you?", "You: 18 or over", "Nothing is too small.",
        "These people can help:", "Example Support Service", "and my coat", "The chat is resting.", "Not sent.",
        "I am back.", "The guide is writing",
    ):  # fmt: skip
        assert heard(page, words) == 1, f"“{words}” was heard {heard(page, words)} times"
    for words in (
        "What happened?", "someone took my bag", "How old are you?", "18 or over", "Nothing is too small.",
        "These people can help:", "Example Support Service", "and my coat", "I am back.",
    ):  # fmt: skip
        assert read(page, words) == 1, f"“{words}” is {read(page, words)} times in the accessibility tree of the log"


def test_problems_and_presses_and_networks_are_announced_once(chat: Chat) -> None:
    page = chat.page
    listen(page)
    chat.box.press("Enter")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.context.set_offline(True)
    expect(chat.log.locator(".notice")).to_be_visible()
    page.context.set_offline(False)
    expect(chat.log.locator(".notice")).to_have_count(0)
    page.get_by_role("button", name="Forget this chat").click()
    expect(chat.log).to_contain_text("has been deleted")
    for words in (
        "Write a few words first", "Press it 2 more times", "Press it 1 more time to", "You are offline",
        "You are online again.", "This chat has been deleted",
    ):  # fmt: skip
        assert heard(page, words) == 1, f"“{words}” was heard {heard(page, words)} times"


def test_the_accessibility_tree_names_the_log_and_every_control(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(messages=[_cards(*AGES)]))
    chat.say("someone took my bag")
    session = chat.page.context.new_cdp_session(chat.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    named = [
        (node["role"]["value"], " ".join(node.get("name", {}).get("value", "").split()).replace(" ,", ","))
        for node in nodes
        if not node.get("ignored")
    ]
    for expected in [
        ("region", "Find who can help"), ("heading", "Find who can help"), ("log", "Chat"),
        ("group", "Choose one, or write below"), ("button", "Under 18"), ("button", "18 or over"),
        ("group", "This chat"), ("button", "Start again"), ("button", "Forget this chat"), ("button", "Send"),
        ("textbox", "Your message"), ("heading", "Example Support Service"),
        ("link", "In danger now: call 999"), ("link", "Supportline: 08 08 16 89 111"), ("link", "Exit now"),
        ("link", "Exit now: leave this page and open another site"),
        ("link", "Call 020 7946 0000, Example Support Service"), ("link", "Text 07700 900000, Example Support Service"),
        ("link", "E-mail help@example.org, Example Support Service"),
        ("link", "Chat online, Example Support Service (opens in a new tab)"),
        ("link", "example.org, Example Support Service (opens in a new tab)"),
    ]:  # fmt: skip
        assert expected in named
    assert [role for role, name in named if role in ("button", "link", "textbox") and not name] == []


# ── moved, hovered, in other colours ────────────────────────────────────────────────────────────────────


def test_nothing_moves_by_itself(chat: Chat, stub: Stub) -> None:
    for motion in ("reduce", "no-preference"):
        chat.page.emulate_media(reduced_motion=motion)
        stub.next.append(Behaviour(messages=[_cards(*AGES)]))
        chat.say("hello")
        moving = chat.page.evaluate(
            """() => {
                const { shadowRoot } = document.querySelector("support-chat");
                const styles = [...shadowRoot.querySelectorAll("*")].filter((each) => each.checkVisibility()).map((each) => getComputedStyle(each));
                const lasting = styles.filter((style) => parseFloat(style.transitionDuration) || style.animationName !== "none" || style.scrollBehavior !== "auto");
                return [shadowRoot.getAnimations().length, lasting.map((style) => [style.transitionDuration, style.animationName, style.scrollBehavior])];
            }"""
        )
        assert moving == [0, []]


def test_in_forced_colours_who_speaks_and_what_can_be_pressed_is_told_by_lines(chat: Chat) -> None:
    chat.page.emulate_media(forced_colors="active")
    chat.say("hello")
    edges = chat.page.evaluate(
        """() => {
            const root = document.querySelector("support-chat").shadowRoot;
            const edge = (selector) => {
                const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(root.querySelector(selector));
                return parseFloat(borderTopWidth) > 0 && borderTopColor !== backgroundColor ? borderTopStyle : "none";
            };
            return [".guide .said", ".you .said", ".tools .quiet", "[type=submit]", "textarea"].map(edge);
        }"""
    )
    assert edges == ["solid", "dashed", "solid", "solid", "solid"]
    box = box_of(chat.page.get_by_role("link", name="Exit now", exact=True))
    assert box["height"] >= 24
