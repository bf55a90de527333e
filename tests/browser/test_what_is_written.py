"""What is written can be read: labels that say things once, numbers on one line, each language in its own direction."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.channel import widget_files
from bot.directory import load_directory
from tests.browser.chat import DEMO, Chat
from tests.browser.looking import broken_numbers
from tests.browser.replies import WRITER
from tests.browser.site import embedded, page_with, serve
from tests.browser.stub import Behaviour, Stub, message

SOURCE = widget_files.WIDGET_DIR / "src"
ARABIC, ENGLISH = "مرحبا، someone took my bag", "Call 020 7946 0000. أهلا"
CALL_US = "You can call the people at Example Support on 020 7946 0000 or on 08 08 16 89 111, day and night."


def _service(**changed: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": "x",
        "name": "Name",
        "why": "Why",
        "contacts": [],
        "hours": None,
        "cost": None,
        "note": None,
    }
    return {**plain, **changed}


def _shown(chat: Chat, stub: Stub, *services: dict[str, Any], text: str = "These:", words: str = "hello") -> Chat:
    stub.next.append(Behaviour(messages=[message(text, services=services)]))
    return chat.say(words)


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────

LABELS = [
    ("sms", "Text 85258", "sms:85258", "Text 85258"),
    ("sms", "85258", "sms:85258", "Text 85258"),
    ("sms", "07700 900000", "sms:+447700900000", "Text 07700 900000"),
    ("phone", "020 7946 0000", "tel:02079460000", "Call 020 7946 0000"),
    ("phone", "(020) 7946-0000", "tel:+442079460000", "Call (020) 7946-0000"),
    ("phone", "Ring 101", "tel:101", "Ring 101"),
    ("email", "help@example.org", "mailto:help@example.org", "E-mail help@example.org"),
    ("email", "Write an e-mail", "mailto:help@example.org", "Write an e-mail"),
    ("web", "example.org", "https://example.org", "example.org"),
    ("chat", "Open the live chat", "https://example.org/chat", "Open the live chat"),
]


def test_a_label_says_once_what_the_link_does(page: Page, stub: Stub) -> None:
    contacts = [{"kind": kind, "label": label, "href": href} for kind, label, href, _ in LABELS]
    chat = _shown(Chat(page).open(f"{stub.base}{DEMO}").start(), stub, _service(contacts=contacts))
    for link, (*_, expected) in zip(chat.log.locator(".contacts a").all(), LABELS):
        words = r"\s".join(map(re.escape, expected.split()))  # the spaces in a number do not break
        expect(link).to_have_accessible_name(re.compile(rf"^{words} ?, Name"))


def test_no_label_of_the_directory_says_anything_twice(page: Page, stub: Stub) -> None:
    services = WRITER.message("", list(load_directory()))["services"]
    chat = _shown(Chat(page).open(f"{stub.base}{DEMO}").start(), stub, *services)
    shown = [" ".join(each.split()) for each in chat.log.locator(".contacts a").all_inner_texts()]
    assert len(shown) > 30
    assert [each for each in shown if re.match(r"(?i)(call|text|e-?mail) (call|text|e-?mail|write)", each)] == []


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [320, 360, 390, 480, 1200])
def test_no_telephone_number_is_broken_in_two(page: Page, stub: Stub, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    services = [
        _service(
            why=f"{'A ' * padding}{CALL_US}", note=CALL_US, hours=f"{'A ' * padding}{CALL_US}",
            contacts=[{"kind": "phone", "label": "020 7946 0000", "href": "tel:02079460000"}],
        )
        for padding in range(0, 12, 3)
    ]  # fmt: skip
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    assert broken_numbers(page) == []
    _shown(chat.start(), stub, *services, text=CALL_US)
    stub.next.append(Behaviour(status=503))
    chat.say("and my coat")
    assert broken_numbers(page) == []


@pytest.mark.parametrize("width", [320, 1200])
def test_what_a_fact_is_stands_before_it_on_the_same_line(page: Page, stub: Stub, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    facts = {"hours": "Phone open all day, every day of the year, and on holidays too", "cost": "Free from most phones"}
    chat = _shown(Chat(page).open(f"{stub.base}{DEMO}").start(), stub, _service(**facts))
    for fact in chat.log.locator("dl > div").all():
        name, value = fact.locator("dt"), fact.locator("dd")
        lines = name.evaluate("(each) => new Set([...each.getClientRects()].map(({ top }) => Math.round(top))).size")
        tops = [each.evaluate("(each) => each.getClientRects()[0].top") for each in (name, value)]
        assert lines == 1
        assert tops[0] == pytest.approx(tops[1], abs=2)


# ── languages ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("html", ['lang="en-GB"', 'lang="ar" dir="rtl"'], ids=["left to right", "right to left"])
def test_each_text_runs_in_the_direction_of_its_own_words(page: Page, stub: Stub, html: str) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), html=html))).start()
    services = [_service(name=each, why=each, note=each, hours=each) for each in (ARABIC, ENGLISH)]
    _shown(chat, stub, *services, text=ENGLISH, words=ARABIC)
    for selector in ("h3", ".service > p:not(.note)", ".note", "dd"):
        directions = chat.log.locator(selector).evaluate_all(
            "(all) => all.map((each) => getComputedStyle(each).direction)"
        )
        assert directions == ["rtl", "ltr"], selector
    said = chat.log.locator(".said").evaluate_all(
        "(all) => all.slice(-2).map((each) => getComputedStyle(each).direction)"
    )
    assert said == ["rtl", "ltr"]
    chat.box.fill(ARABIC)
    assert chat.box.evaluate("(box) => getComputedStyle(box).direction") == "rtl"


def test_the_replies_are_said_in_their_own_language_beside_the_words_of_the_site(page: Page, stub: Stub) -> None:
    page.route(
        "**/texts.json", lambda route: route.fulfill(json={"lang": "ar", "guide": "الدليل", "start": "Start the chat"})
    )
    page.goto(serve(stub, "/help", page_with(embedded('texts="/texts.json"'))))
    expect(page.locator('support-chat [lang="ar"]').first).to_be_attached()
    chat = Chat(page).start()
    languages = chat.log.locator(".said").evaluate_all(
        "(all) => all.map((each) => [each.lang, each.firstElementChild.lang])"
    )
    assert languages == [["en-GB", "ar"]]


def test_every_text_is_there_in_arabic_too_and_used() -> None:
    english, arabic = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (SOURCE / "texts.en.json", widget_files.DEMO_DIR / "texts.ar.json")
    )
    scripts = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.js"))
    assert english.keys() - {"reply_lang"} == arabic.keys()
    indirect = {"exit_press_1", "exit_press_2", "you", "guide", "hours", "cost", "call", "text", "email"}
    assert [name for name in english if name not in indirect and not re.search(rf"\b{name}\b", scripts)] == []


def test_every_colour_is_said_once() -> None:
    colours = re.findall(r"light-dark\(.+\);?", (SOURCE / "styles.css").read_text(encoding="utf-8"))
    others = re.sub(r"light-dark\(.+\)", "", (SOURCE / "styles.css").read_text(encoding="utf-8"))
    assert len(colours) >= 10
    assert re.findall(r"#[0-9a-f]{3,8}\b", others) == []
