"""Whatever anybody writes, the bot, the directory or the person, is shown as text and nothing else."""

from __future__ import annotations

from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.hostile import ALLOWED, HREFS, STRINGS
from tests.browser.site import embedded, page_with, serve
from tests.browser.stub import Behaviour, Message, Stub, message

KNOWN_TAGS = {
    "a", "bdi", "button", "dd", "details", "div", "dl", "dt", "form", "h2", "h3", "label", "li", "p", "section", "slot", "span",
    "summary", "textarea", "ul",
}  # fmt: skip
LOOK = """() => {
    const root = document.querySelector("support-chat").shadowRoot;
    const all = [...root.querySelectorAll("*")];
    return {
        tags: [...new Set(all.map((each) => each.localName))],
        handlers: all.flatMap((each) => each.getAttributeNames()).filter((name) => /^on|^style$|^srcdoc$/.test(name)),
        hrefs: [...root.querySelectorAll("[href], [src], [action], [formaction]")]
            .map((each) => each.getAttribute("href") ?? each.outerHTML),
        hacked: window.hacked ?? null,
    };
}"""


def _texts(page: Page, selector: str) -> list[str]:
    """The text of each such element in the log, without what only screen readers are told."""
    found: list[str] = page.evaluate(
        """(selector) => [...document.querySelector("support-chat").shadowRoot.querySelectorAll(`.log ${selector}`)]
            .map((each) => [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(""))""",
        selector,
    )
    return found


@pytest.fixture
def chat(page: Page, stub: Stub) -> Iterator[Chat]:
    """A chat on a page without any policy that could help; afterwards nothing but known elements may be there."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield Chat(page).open(serve(stub, "/help", page_with(embedded()))).start()
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")  # time for anything that loads to fail and run
    seen: dict[str, Any] = page.evaluate(LOOK)
    assert dialogs == []
    assert seen["hacked"] is None
    assert set(seen["tags"]) <= KNOWN_TAGS
    assert seen["handlers"] == []
    assert [href for href in seen["hrefs"] if not href.startswith((*ALLOWED, stub.origin))] == []
    assert page.title() == "Help after crime"


def _reply(chat: Chat, stub: Stub, *messages: Message) -> None:
    stub.next.append(Behaviour(messages=list(messages)))
    chat.say("hello")


def _service(**changed: Any) -> dict[str, Any]:
    plain = {"id": "x", "name": "Name", "why": "Why", "contacts": [], "hours": "Hours", "cost": "Cost", "note": "Note"}
    return {**plain, **changed}


def test_there_are_at_least_200_different_strings() -> None:
    assert len(set(STRINGS)) >= 200


def test_what_the_bot_says_is_shown_as_it_is(chat: Chat, stub: Stub) -> None:
    _reply(chat, stub, *(message(each) for each in STRINGS))
    assert _texts(chat.page, ".guide .said")[1:] == list(STRINGS)


def test_what_the_person_says_is_shown_and_sent_as_it_is(chat: Chat, stub: Stub) -> None:
    chat.page.evaluate(
        """async (strings) => {
            const root = document.querySelector("support-chat").shadowRoot;
            const replies = root.querySelector(".log").getElementsByClassName("guide");
            for (const each of strings) {
                const before = replies.length;
                const box = root.querySelector("textarea");
                box.value = each;
                if (!box.value.trim()) continue;
                box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
                while (replies.length === before) await new Promise((done) => setTimeout(done, 2));
            }
        }""",
        STRINGS,
    )
    shown = _texts(chat.page, ".you .said")
    trimmed: list[str] = chat.page.evaluate(
        "(strings) => strings.map((each) => each.replace(/\\r\\n?/g, '\\n').trim()).filter(Boolean)", STRINGS
    )
    assert shown == trimmed
    assert stub.said() == trimmed


@pytest.mark.parametrize(
    ("part", "selector"),
    [("name", "h3"), ("why", ".service > p:not(.note)"), ("note", ".note"), ("hours", "dd"), ("cost", "dd")],
)
def test_what_the_directory_says_is_shown_as_it_is(chat: Chat, stub: Stub, part: str, selector: str) -> None:
    others = {other: None for other in ("hours", "cost", "note") if other != part}
    _reply(chat, stub, message("These:", services=[_service(**{**others, part: each}) for each in STRINGS]))
    assert _texts(chat.page, selector) == list(STRINGS)


def test_contact_labels_are_shown_as_they_are_on_links_and_off(chat: Chat, stub: Stub) -> None:
    for href, selector in (("https://example.org", ".contacts a"), ("nowhere", ".contacts li > span")):
        services = [_service(name=each, contacts=[{"kind": "web", "label": each, "href": href}]) for each in STRINGS]
        _reply(chat, stub, message("These:", services=services))
        assert _texts(chat.page, selector) == list(STRINGS)


@pytest.mark.parametrize("kind", ["web", "phone", "email", "chat", "sms", "<img>", "__proto__", "constructor"])
def test_only_safe_addresses_become_links(chat: Chat, stub: Stub, kind: str) -> None:
    labels = [(f"label {number}", href) for number, href in enumerate(HREFS)] + [(href, href) for href in HREFS]
    contacts = [{"kind": kind, "label": label, "href": href} for label, href in labels]
    good = [{"kind": kind, "label": "good", "href": href} for href in ("tel:1", "sms:1", "mailto:a@b", "https://c.org")]
    _reply(chat, stub, message("These:", services=[_service(contacts=[*contacts, *good])]))
    links = chat.log.locator(".contacts a")
    assert [link.get_attribute("href") for link in links.all()] == [each["href"] for each in good]
    expect(chat.log.locator(".contacts li > span")).to_have_count(2 * len(HREFS))


def test_choices_are_shown_and_said_as_they_are(chat: Chat, stub: Stub) -> None:
    choices = [{"id": f"choice {number}", "label": each} for number, each in enumerate(STRINGS)]
    _reply(chat, stub, message("Which?", choices=choices))
    assert _texts(chat.page, ".choice") == list(STRINGS)
    for number in (0, 1, 60, 150):
        chat.log.locator(".choice").nth(number).click()
        expect(chat.log.locator(".guide")).to_have_count(3 + (0, 1, 60, 150).index(number))
        assert _texts(chat.page, ".you .said")[-1] == STRINGS[number]
        chat.page.get_by_role("button", name="Change my answer").click()


def test_what_a_problem_says_is_shown_as_it_is(chat: Chat, stub: Stub) -> None:
    for each in STRINGS[::10]:
        stub.next.append(Behaviour(status=400, problem={"detail": each, "title": each}))
        chat.say("hello")
        assert _texts(chat.page, ".notice > p")[-1] == each


def test_the_sites_own_words_are_text_too(page: Page, stub: Stub) -> None:
    bad: Callable[[str], str] = lambda name: f"{name}<img src=x onerror=window.hacked=1>"  # noqa: E731
    words: dict[str, Any] = {name: bad(name) for name in ("title", "start", "send", "hint", "typing", "exit", "forget")}
    page.route(
        "**/texts.json", lambda route: route.fulfill(json={**words, "intro": [bad("intro")], "kept": [bad("kept")]})
    )
    page.goto(serve(stub, "/help", page_with(embedded('texts="/texts.json"'))))
    page.get_by_role("button", name=bad("start"), exact=True).click()
    expect(page.get_by_role("button", name=bad("send"), exact=True)).to_be_visible()
    seen = page.evaluate(LOOK)
    assert (seen["hacked"], "img" in seen["tags"]) == (None, False)
