"""What was asked for can be seen: wherever the page was scrolled, however narrow the column, however low the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looking import box_of, is_in_sight
from tests.browser.samples import QUESTION, REPLY
from tests.browser.site import embedded, page_with, serve
from tests.browser.stub import Behaviour, Stub, message

LOW, SHORT = {"width": 320, "height": 256}, {"width": 1200, "height": 520}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE, SHORT, LOW], ids=["wide", "phone", "short", "400 %"])
LONG = '<p style="height: 3000px">Before</p>{chat}<p style="height: 3000px">Behind</p>'


def _site(page: Page, stub: Stub, size: dict[str, int], chat: str = "") -> Chat:
    """A long page with the chat in its middle."""
    page.set_viewport_size(size)
    return Chat(page).open(serve(stub, "/help", page_with(chat or embedded(), around=LONG)))


def _scroll_until_at(locator: Locator, top: float) -> None:
    locator.evaluate(
        "(each, top) => window.scrollBy({ top: each.getBoundingClientRect().top - top, behavior: 'instant' })", top
    )


def _press_at(button: Locator, top: float) -> None:
    """Press a button that stands this far below the top of the window, without any scrolling."""
    _scroll_until_at(button, top)
    button.evaluate("(each) => { each.focus({ preventScroll: true }); each.click(); }")


def _edges(size: dict[str, int]) -> list[float]:
    return [2, size["height"] / 2, size["height"] - 50]


# ── the page is scrolled as far as it takes ─────────────────────────────────────────────────────────────


@SIZES
def test_the_greeting_is_in_sight_after_start(page: Page, stub: Stub, size: dict[str, int]) -> None:
    for top in _edges(size):
        chat = _site(page, stub, size)
        _press_at(page.get_by_role("button", name="Start the chat"), top)
        expect(chat.log).to_contain_text("What happened?")
        assert is_in_sight(chat.log.locator(".guide")), f"Start stood at {top}"


@SIZES
def test_what_became_of_forgetting_is_in_sight(page: Page, stub: Stub, size: dict[str, int]) -> None:
    chat = _site(page, stub, size).start()
    for top in _edges(size):
        _press_at(page.get_by_role("button", name="Forget this chat"), top)
        expect(chat.log).to_contain_text("has been deleted")
        assert is_in_sight(chat.log.locator(".notice")), f"Forget stood at {top}"


@SIZES
def test_a_problem_is_in_sight(page: Page, stub: Stub, size: dict[str, int]) -> None:
    chat = _site(page, stub, size).start()
    for number, top in enumerate(_edges(size), 1):
        stub.next.append(Behaviour(status=503))
        chat.box.fill("someone took my bag")
        _press_at(page.get_by_role("button", name="Send"), top)
        expect(chat.log.locator(".notice")).to_have_count(number)
        assert is_in_sight(chat.log.locator(".notice").last), f"Send stood at {top}"


def test_a_late_reply_does_not_pull_the_page_back_from_where_the_person_reads(page: Page, stub: Stub) -> None:
    for size in (PHONE, LOW):
        chat = _site(page, stub, size).start()
        for behaviour in (Behaviour(delay=0.4), Behaviour(delay=0.4, status=503)):
            stub.next.append(behaviour)
            chat.box.fill("someone took my bag")
            chat.box.press("Enter")
            page.evaluate("() => { document.activeElement.blur(); window.scrollTo({ top: 0, behavior: 'instant' }); }")
            expect(chat.log.locator(".guide, .notice").last).to_contain_text(
                "I see." if behaviour.status == 200 else "reached"
            )
            assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE, LOW], ids=["wide", "phone", "400 %"])
def test_a_chat_over_the_page_never_scrolls_the_page(page: Page, stub: Stub, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.goto(serve(stub, "/help", page_with(embedded('mode="launcher"'), around=LONG)))
    page.evaluate("window.scrollTo({ top: 1200, behavior: 'instant' })")
    page.get_by_role("button", name="Find who can help").click()
    chat = Chat(page).start()
    assert is_in_sight(chat.log.locator(".guide"))
    stub.next += [Behaviour(messages=[QUESTION]), Behaviour(status=503)]
    chat.say("someone took my bag").say("and my coat")
    assert is_in_sight(chat.log.locator(".notice"))
    page.get_by_role("button", name="Forget this chat").click()
    expect(chat.log).to_contain_text("has been deleted")
    assert is_in_sight(chat.log.locator(".notice"))
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("scrollY") == 1200


# ── what can be pressed is where one looks ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["", 'mode="launcher"'], ids=["in the page", "behind a button"])
@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 568}], ids=["phone", "small phone"])
def test_start_stays_in_sight_however_much_is_opened(page: Page, stub: Stub, size: dict[str, int], mode: str) -> None:
    page.set_viewport_size(size)
    page.goto(serve(stub, "/help", page_with(embedded(mode), around=LONG)))
    if mode:
        page.get_by_role("button", name="Find who can help").click()
    else:
        _scroll_until_at(page.locator("support-chat"), 0)
    for summary in page.locator("summary").all():
        summary.press("Enter")
        assert is_in_sight(page.get_by_role("button", name="Start the chat"))


def test_choices_stand_under_the_question_and_not_below_the_services(page: Page, stub: Stub) -> None:
    chat = _site(page, stub, PHONE).start()
    stub.next.append(Behaviour(messages=[QUESTION]))
    chat.say("someone took my bag")
    for label in ("Under 18", "18 or over"):
        assert is_in_sight(page.get_by_role("button", name=label))
    stub.next.append(Behaviour(messages=[REPLY]))
    chat.choose("18 or over")
    meant, card = page.get_by_role("button", name="That is not what I meant"), chat.log.locator(".service").last
    assert box_of(meant)["y"] > box_of(card)["y"] + box_of(card)["height"]


def test_in_the_smallest_window_little_of_it_is_taken_up_by_what_stays_in_place(page: Page, stub: Stub) -> None:
    chat = _site(page, stub, LOW).start()
    stub.next.append(Behaviour(messages=[message("line " * 20)] * 10))
    chat.say("someone took my bag")
    _scroll_until_at(chat.log.locator(".guide").nth(5), 10)
    covered = page.evaluate(
        """() => {
            const root = document.querySelector("support-chat").shadowRoot;
            const rows = [...Array(innerHeight).keys()].filter((y) => !root.elementFromPoint(innerWidth / 2, y)?.closest(".log"));
            return rows.length / innerHeight;
        }"""
    )
    assert covered == 0  # the exit stands at the edge
    exit_link = box_of(page.get_by_role("link", name="Exit now", exact=True))
    assert exit_link["y"] + exit_link["height"] <= 0.2 * LOW["height"]


# ── in a narrow column of a wide window ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [320, 280])
def test_a_narrow_column_is_laid_out_by_its_own_width(page: Page, stub: Stub, width: int) -> None:
    page.set_viewport_size(DESKTOP)
    column = f'<div style="width: {width}px">{{chat}}</div>'
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), around=column))).start()
    bar, way_out = box_of(chat.host.locator(".bar")), box_of(page.get_by_role("link", name="Exit now", exact=True))
    assert bar["height"] <= 110
    assert way_out["y"] < bar["y"] + 20
    assert box_of(chat.log)["height"] >= 300


@pytest.mark.parametrize(
    "style",
    [
        "float: left",
        "display: inline-block",
        "display: flex",
        "display: grid; justify-content: start",
        "position: absolute",
    ],
)
def test_a_box_that_is_as_wide_as_its_content_does_not_squeeze_the_chat(page: Page, stub: Stub, style: str) -> None:
    chat = Chat(page).open(serve(stub, "/help", page_with(embedded(), around=f'<div style="{style}">{{chat}}</div>')))
    assert box_of(chat.host)["width"] >= 240


# ── focus ───────────────────────────────────────────────────────────────────────────────────────────────


@SIZES
def test_the_ring_around_what_has_the_focus_touches_no_words(page: Page, stub: Stub, size: dict[str, int]) -> None:
    chat = _site(page, stub, size).start()
    chat.box.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    ring = chat.box.evaluate(
        "(box) => { const style = getComputedStyle(box); return parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset); }"
    )
    box = box_of(chat.box)
    label = box_of(chat.host.locator("label"))
    hint = chat.host.locator(".hint")
    above = max(each["y"] + each["height"] for each in (label, box_of(hint)) if each["height"] > 1)
    assert box["y"] - ring >= above
    send = box_of(page.get_by_role("button", name="Send"))
    assert send["x"] >= box["x"] + box["width"] + ring or send["y"] >= box["y"] + box["height"] + ring
