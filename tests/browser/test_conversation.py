"""A conversation as people have it: with slips of the finger, second thoughts, bad networks and a bot in trouble."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.channel import widget_files
from bot.channel.problems import Problem
from tests.browser.chat import DEMO, Chat
from tests.browser.replies import out_of_service
from tests.browser.samples import AGES, OTHER
from tests.browser.site import until
from tests.browser.stub import Behaviour, Stub, message

EMERGENCY, SUPPORTLINE = "In danger now: call 999", "Supportline: 08 08 16 89 111"
HELP_WITHIN_SECONDS = 3.0
TEXTS = json.loads((widget_files.WIDGET_DIR / "src" / "texts.en.json").read_text(encoding="utf-8"))


@pytest.fixture
def chat(page: Page, stub: Stub) -> Chat:
    """A chat that has greeted."""
    return Chat(page).open(f"{stub.base}{DEMO}").start()


def _button(chat: Chat, name: str) -> Locator:
    return chat.page.get_by_role("button", name=name, exact=True)


def _sent(stub: Stub) -> list[Any]:
    return [call.body for call in stub.calls if call.path == "messages"]


def _shows_the_lines(within: Locator) -> None:
    """Both lines as links, and neither number a second time in the words around them."""
    expect(within.get_by_role("link", name=EMERGENCY)).to_have_attribute("href", "tel:999")
    expect(within.get_by_role("link", name=SUPPORTLINE)).to_have_attribute("href", "tel:08081689111")
    words = " ".join(within.inner_text().split())
    assert [words.count(number) for number in ("999", "08 08 16 89 111")] == [1, 1], words


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_before_the_first_word_it_says_what_it_is_and_what_it_keeps(page: Page, stub: Stub) -> None:
    Chat(page).open(f"{stub.base}{DEMO}")
    expect(page.get_by_text("It is not a person")).to_be_visible()
    expect(page.get_by_text("Please leave out names and addresses.").first).to_be_visible()
    page.get_by_text("What is kept, and who can see it").click()
    expect(page.get_by_text("for up to 24 hours")).to_be_visible()
    page.get_by_text("If someone may look at this screen").click()
    expect(page.get_by_text("It does not hide that you were on this website before")).to_be_visible()
    assert stub.calls == []


def test_words_and_enter_are_sent_and_answered(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(messages=[message("That sounds frightening."), message("Are you safe now?")]))
    chat.say("  someone followed me home  ")
    assert stub.said() == ["someone followed me home"]
    expect(chat.log.locator(".guide")).to_contain_text(
        ["What happened?", "That sounds frightening.", "Are you safe now?"]
    )
    expect(chat.box).to_have_value("")
    expect(chat.box).to_be_focused()


def test_the_button_sends_too(chat: Chat, stub: Stub) -> None:
    chat.box.fill("someone followed me home")
    _button(chat, "Send").click()
    expect(chat.log).to_contain_text("I see.")
    assert stub.said() == ["someone followed me home"]


def test_shift_and_enter_make_a_new_line(chat: Chat, stub: Stub) -> None:
    chat.box.press_sequentially("one")
    chat.box.press("Shift+Enter")
    chat.box.press_sequentially("two")
    assert stub.said() == []
    chat.box.press("Enter")
    until(chat.page, lambda: stub.said() == ["one\ntwo"], "both lines are sent")


def test_enter_that_ends_a_word_of_an_input_method_does_not_send(chat: Chat, stub: Stub) -> None:
    chat.box.fill("もしもし")
    chat.box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(chat.box).to_have_value("もしもし")
    assert stub.said() == []


@pytest.mark.parametrize(
    ("words", "problem"),
    [(" \n ", "Write a few words first"), ("x" * 2040, "40 letters too long")],
    ids=["nothing", "too much"],
)
def test_nothing_and_too_much_are_said_in_words_and_nothing_is_lost(
    chat: Chat, stub: Stub, words: str, problem: str
) -> None:
    chat.box.fill(words)
    chat.box.press("Enter")
    expect(chat.page.get_by_text(problem)).to_be_visible()
    expect(chat.box).to_have_value(words)
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_attribute("aria-invalid", "true")
    expect(chat.box).to_have_accessible_description("Please leave out names and addresses. " + _problem(chat))
    assert stub.said() == []
    chat.say("someone followed me home")
    assert _problem(chat) == ""
    assert chat.box.get_attribute("aria-invalid") in (None, "false")


def _problem(chat: Chat) -> str:
    return chat.host.locator("#problem").inner_text()


def test_exactly_2000_letters_go_through(chat: Chat, stub: Stub) -> None:
    chat.say("x" * 2000)
    assert [len(words) for words in stub.said()] == [2000]


def test_two_quick_messages_keep_their_order(chat: Chat, stub: Stub) -> None:
    stub.next += [Behaviour(delay=0.7, messages=[message("slow")]), Behaviour(messages=[message("quick")])]
    for words in ("first", "second"):
        chat.box.fill(words)
        chat.box.press("Enter")
    expect(chat.log.locator(".guide")).to_contain_text(["What happened?", "slow", "quick"])
    assert stub.said() == ["first", "second"]


def test_what_is_written_before_the_greeting_comes_is_sent_after_it(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    stub.next.append(Behaviour(delay=0.5))
    _button(chat, "Start the chat").click()
    chat.box.fill("no time")
    chat.box.press("Enter")
    expect(chat.log.locator(".guide")).to_contain_text(["What happened?", "I see."])
    assert [call.path for call in stub.calls] == ["conversations", "messages"]


def test_hundreds_of_turns_keep_working(chat: Chat, stub: Stub) -> None:
    chat.page.evaluate(
        """async () => {
            const { shadowRoot } = document.querySelector("support-chat");
            const box = shadowRoot.querySelector("textarea");
            const replies = shadowRoot.querySelector("[role=log]").getElementsByClassName("guide");
            for (let turn = 1; turn <= 300; turn += 1) {
                box.value = `turn ${turn}`;
                box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
                while (turn % 3 === 0 && replies.length <= turn) await new Promise((done) => setTimeout(done, 5));
            }
        }"""
    )
    assert stub.said() == [f"turn {turn}" for turn in range(1, 301)]
    expect(chat.log.locator(".you")).to_have_count(300)
    stub.next.append(Behaviour(messages=[message("Age?", choices=AGES)]))
    chat.say("still there?").choose("Under 18")
    expect(chat.log.locator(".guide").last).to_be_in_viewport()


# ── choices and second thoughts ─────────────────────────────────────────────────────────────────────────


def _asked(chat: Chat, stub: Stub) -> Chat:
    stub.next.append(Behaviour(messages=[message("How old are you?", choices=AGES, asks="age_group")]))
    return chat.say("my bike was stolen")


def test_a_choice_is_sent_by_its_id_and_shown_by_its_words(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub).choose("18 or over")
    assert _sent(stub)[-1]["choice"] == "age_group:18_or_over"
    expect(chat.log.locator(".you").last).to_contain_text("18 or over")


def test_change_my_answer_gives_the_choices_back_and_sends_the_second_one(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub).choose("18 or over")
    expect(_button(chat, "Change my answer")).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(_button(chat, "Under 18")).to_be_focused()
    expect(_button(chat, "Change my answer")).to_have_count(0)
    chat.choose("Under 18")
    assert [body.get("choice") for body in _sent(stub)[1:]] == ["age_group:18_or_over", "age_group:under_18"]
    expect(_button(chat, "Change my answer")).to_have_count(1)


def test_an_answer_can_be_changed_though_the_next_question_is_there(chat: Chat, stub: Stub) -> None:
    """Every reply that shows services also asks whether it is what one meant: the age must be mendable then, too."""
    _asked(chat, stub)
    stub.next.append(Behaviour(messages=[message("These people can help:", choices=OTHER)]))
    chat.choose("18 or over")
    _button(chat, "Change my answer").click()
    chat.choose("Under 18")
    assert [body.get("choice") for body in _sent(stub)[1:]] == ["age_group:18_or_over", "age_group:under_18"]
    expect(_button(chat, "That is not what I meant")).to_have_count(0)


def test_an_answer_that_is_being_changed_when_the_reply_comes_can_still_be_changed(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub)
    stub.next.append(Behaviour(delay=0.5, messages=[message("These people can help:", choices=OTHER)]))
    _button(chat, "18 or over").click()
    _button(chat, "Change my answer").click()
    expect(_button(chat, "Under 18")).to_be_focused()
    expect(chat.log).to_contain_text("These people can help:")
    expect(_button(chat, "Under 18")).to_be_focused()
    chat.choose("Under 18")
    assert [body.get("choice") for body in _sent(stub)[1:]] == ["age_group:18_or_over", "age_group:under_18"]
    expect(_button(chat, "That is not what I meant")).to_have_count(0)


def test_only_the_newest_question_has_buttons(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub)
    stub.next.append(Behaviour(messages=[message("And now?", choices=[{"id": "refuse", "label": "Not now"}])]))
    chat.say("i would rather tell you more")
    expect(_button(chat, "Under 18")).to_have_count(0)
    chat.choose("Not now")
    expect(_button(chat, "Change my answer")).to_have_count(1)


def test_one_can_write_beside_choices(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub).say("seventeen")
    assert stub.said()[-1] == "seventeen"
    expect(_button(chat, "Under 18")).to_have_count(0)


def test_start_again_asks_the_bot_to(chat: Chat, stub: Stub) -> None:
    _asked(chat, stub)
    stub.next.append(Behaviour(messages=[message("Let us begin again.")]))
    _button(chat, "Start again").click()
    expect(chat.log).to_contain_text("Let us begin again.")
    assert _sent(stub)[-1]["choice"] == "start_again"
    expect(_button(chat, "Under 18")).to_have_count(0)


# ── forgetting ──────────────────────────────────────────────────────────────────────────────────────────


def _deletes(stub: Stub) -> list[str]:
    return [call.token for call in stub.calls if call.method == "DELETE"]


def test_forget_empties_the_page_and_deletes_on_the_server(chat: Chat, stub: Stub) -> None:
    chat.say("my neighbour shouts at me")
    chat.box.fill("half a sentence")
    _button(chat, "Forget this chat").click()
    expect(chat.log).to_contain_text("This chat has been deleted")
    assert "alarm" not in (chat.log.locator(".notice").get_attribute("class") or "")
    assert _deletes(stub) == ["Bearer t"]
    assert "neighbour" not in chat.text
    expect(chat.box).to_have_value("")
    _button(chat, "Start a new chat").click()
    expect(chat.log.locator(".guide")).to_contain_text(["What happened?"])
    assert chat.log.locator(".notice").count() == 0


def test_words_after_forgetting_begin_a_new_chat_without_its_button(chat: Chat, stub: Stub) -> None:
    chat.say("my neighbour shouts at me")
    _button(chat, "Forget this chat").click()
    expect(_button(chat, "Start a new chat")).to_be_visible()
    chat.box.fill("someone took my bag")
    chat.box.press("Enter")
    expect(chat.log).to_contain_text("I see.")
    expect(chat.log.locator(".notice")).to_have_count(0)
    assert [call.path for call in stub.calls[-3:]] == ["conversations", "conversations", "messages"]


def test_a_failed_deletion_is_said_and_can_be_repeated(chat: Chat, stub: Stub) -> None:
    chat.say("my neighbour shouts at me")
    stub.next += [Behaviour(status=503), Behaviour(status=500)]
    for failures in (1, 2):
        _button(chat, "Forget this chat").click()
        until(chat.page, lambda failures=failures: len(_deletes(stub)) == failures, "the deletion is tried")
        expect(chat.log).to_contain_text("could not be deleted on our server yet")
        assert "neighbour" not in chat.text
    _button(chat, "Forget this chat").click()
    expect(chat.log).to_contain_text("This chat has been deleted")
    expect(chat.log.locator(".notice")).to_have_count(1)
    assert len(_deletes(stub)) == 3


def test_a_reply_that_was_under_way_does_not_appear_in_a_forgotten_chat(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(delay=0.7, messages=[message("About your neighbour who shouts:")]))
    chat.box.fill("my neighbour shouts at me")
    chat.box.press("Enter")
    until(chat.page, lambda: bool(stub.said()), "the message is under way")
    _button(chat, "Forget this chat").click()
    expect(chat.log).to_contain_text("This chat has been deleted")
    assert "neighbour" not in chat.text
    assert len(_deletes(stub)) == 1


def test_pressing_forget_twice_says_it_once(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(delay=0.4))
    _button(chat, "Forget this chat").dblclick()
    expect(chat.log).to_contain_text("This chat has been deleted")
    expect(chat.page.get_by_role("status").filter(has_text="is writing")).to_have_count(0)
    expect(chat.log.locator(".notice")).to_have_count(1)


# ── a message that does not go through ──────────────────────────────────────────────────────────────────

FAILURES = {
    "out of service": Behaviour(status=503, headers={"Retry-After": "5"}),
    "dropped": Behaviour(drops=True),
    "too many": Behaviour(status=429, headers={"Retry-After": "12"}),
    "broken": Behaviour(status=500),
    "nothing said": Behaviour(messages=[]),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES.keys())
def test_trying_again_sends_the_same_message_once(chat: Chat, stub: Stub, failure: Behaviour) -> None:
    stub.next += [failure, failure]
    if failure.drops:
        stub.next.append(failure)  # Chromium itself sends once more when a connection that was open breaks
    chat.say("my card was used by someone")
    notice = chat.log.locator(".notice")
    _shows_the_lines(notice)
    expect(chat.log.locator(".you")).to_contain_text(["Not sent."])
    if wait := failure.headers.get("Retry-After"):
        expect(notice).to_contain_text(f"try again in {wait} seconds")
    for left in (1, 0):
        _button(chat, "Try again").click()
        expect(chat.box).to_be_focused()
        expect(notice).to_have_count(left)
    expect(chat.log).to_contain_text("I see.")
    assert stub.said() == ["my card was used by someone"] * (4 if failure.drops else 3)
    assert len({body["message_id"] for body in _sent(stub)}) == 1
    expect(chat.log.locator(".you")).to_have_count(1)
    assert "Not sent." not in chat.text


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (Behaviour(status=503, problem=out_of_service()), "The chat is not working at the moment"),
        (Behaviour(status=503), TEXTS["down"]),
        (Behaviour(status=500), TEXTS["down"]),
        (Behaviour(status=404, problem=Problem("not_found").body()), "There is nothing at this address"),
        (Behaviour(drops=True), TEXTS["down"]),
    ],
    ids=["out of service", "without words", "broken", "nothing there", "no answer"],
)
def test_a_chat_that_is_down_says_so_with_help_once(chat: Chat, stub: Stub, answer: Behaviour, title: str) -> None:
    notice = chat.log.locator(".notice")
    for failures in (1, 2):
        stub.next += [answer] * (2 if answer.drops else 1)  # Chromium itself sends once more when a connection breaks
        chat.box.fill("someone took my bag")
        chat.box.press("Enter")
        expect(notice).to_have_count(failures)
        expect(notice.last).to_contain_text(title)
        expect(notice.last).to_contain_text(TEXTS["unreachable"])
        _shows_the_lines(chat.log.locator(":scope > :not(.guide)").last)
        expect(chat.log.get_by_role("link", name=EMERGENCY)).to_have_count(1)
        assert "docs/openapi" not in chat.text


def test_too_many_messages_are_said_with_help_and_when_to_try_again(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(status=429, problem=Problem("too_many").body(), headers={"Retry-After": "12"}))
    chat.say("someone took my bag")
    notice = chat.log.locator(".notice")
    expect(notice).to_contain_text("Too many messages at once")
    expect(notice).to_contain_text("You can try again in 12 seconds.")
    _shows_the_lines(notice)


def test_what_the_server_says_about_a_problem_is_shown(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(status=413, problem={"detail": "Send it in two parts."}))
    chat.say("a long story")
    expect(chat.log.locator(".notice")).to_contain_text("Send it in two parts.")
    expect(_button(chat, "Try again")).to_have_count(0)  # the same words would fail again


def test_a_chat_that_cannot_begin_shows_help_at_once_and_tries_again(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    stub.next.append(Behaviour(drops=True))
    _button(chat, "Start the chat").click()
    _shows_the_lines(chat.log.locator(".notice"))
    _button(chat, "Try again").click()
    expect(chat.log).to_contain_text("What happened?")
    expect(chat.log.locator(".notice")).to_have_count(0)


def test_an_ended_chat_says_so_and_sends_the_words_in_a_new_one(chat: Chat, stub: Stub) -> None:
    chat.say("hello")
    stub.next.append(Behaviour(status=401))
    chat.say("i was followed home")
    expect(chat.log.locator(".notice")).to_contain_text("This chat ended because nothing was written for a while")
    _button(chat, "Start a new chat").click()
    expect(chat.log.locator(".guide")).to_have_count(3)
    until(chat.page, lambda: any(call.path == "forget" for call in stub.calls), "what the old token said is deleted")
    paths = [call.path for call in stub.calls if call.path != "forget"]
    assert paths == ["conversations", "messages", "messages", "conversations", "messages"]
    assert _sent(stub)[1] == _sent(stub)[2]
    expect(chat.log.locator(".you").filter(has_text="i was followed home")).to_have_count(1)


def _fulfil(status: int, kind: str, body: str) -> dict[str, Any]:
    return {"status": status, "content_type": kind, "body": body}


ODD_ANSWERS = {
    "an HTML error page": _fulfil(502, "text/html", "<!doctype html><h1>Bad gateway</h1>"),
    "a sign-in page": _fulfil(200, "text/html", "<!doctype html><form>Sign in to the wireless network</form>"),
    "broken JSON": _fulfil(200, "application/json", '{"messages": [{"text": "Hel'),
    "an error in broken JSON": _fulfil(500, "application/json", '{"detail": '),
    "null": _fulfil(200, "application/json", "null"),
    "an error that is null": _fulfil(503, "application/json", "null"),
    "a list": _fulfil(200, "application/json", "[]"),
    "no messages": _fulfil(200, "application/json", "{}"),
    "a text for messages": _fulfil(200, "application/json", '{"messages": "hello"}'),
    "messages that are nothing": _fulfil(200, "application/json", '{"messages": [null]}'),
    "a message without words": _fulfil(200, "application/json", json.dumps({"messages": [message("")]})),
    "no content": _fulfil(204, "text/plain", ""),
    "an empty body": _fulfil(200, "text/plain", ""),
}


@pytest.mark.filterwarnings("error")
def test_odd_answers_lead_to_help_and_the_same_words_can_be_sent_again(chat: Chat, stub: Stub) -> None:
    page, odd = chat.page, list(ODD_ANSWERS.items())
    ids: list[str] = []

    def answer(route: Route) -> None:
        ids.append(json.loads(route.request.post_data or "{}")["message_id"])
        route.fulfill(**odd[0][1])

    page.route("**/messages", answer)
    chat.box.fill("someone broke in")
    chat.box.press("Enter")
    while odd:
        expect(_button(chat, "Try again"), f"an answer that is {odd[0][0]}").to_have_count(1)
        expect(chat.log.locator(".notice")).to_have_count(1)
        _shows_the_lines(chat.log.locator(".notice"))
        odd.pop(0)
        if not odd:
            page.unroute("**/messages")
        _button(chat, "Try again").click()
    expect(chat.log).to_contain_text("I see.")
    assert len(ids) == len(ODD_ANSWERS)
    assert {*ids, _sent(stub)[-1]["message_id"]} == {ids[0]}
    expect(chat.log.locator(".you")).to_have_count(1)


# ── slow and offline ────────────────────────────────────────────────────────────────────────────────────


def test_help_comes_within_three_seconds_beside_a_slow_reply_that_still_arrives(chat: Chat, stub: Stub) -> None:
    stub.next.append(Behaviour(delay=5.0, messages=[message("Sorry for the wait.")]))
    chat.box.fill("someone took my bag")
    began = time.monotonic()
    chat.box.press("Enter")
    expect(chat.page.get_by_role("status").filter(has_text="The guide is writing")).to_be_visible()
    notice = chat.log.locator(".notice")
    expect(notice).to_contain_text("You do not have to wait")
    assert time.monotonic() - began <= HELP_WITHIN_SECONDS
    _shows_the_lines(notice)
    expect(chat.log).to_contain_text("Sorry for the wait.")
    expect(notice).to_have_count(0)
    expect(chat.page.get_by_role("status").filter(has_text="The guide is writing")).to_have_count(0)
    assert stub.said() == ["someone took my bag"]


def test_while_a_second_reply_is_awaited_the_guide_is_still_writing(chat: Chat, stub: Stub) -> None:
    stub.next += [Behaviour(delay=0.8), Behaviour(delay=1.2)]
    for words in ("first", "second"):
        chat.box.fill(words)
        chat.box.press("Enter")
    expect(chat.log.locator(".guide")).to_have_count(2)
    expect(chat.page.get_by_role("status").filter(has_text="The guide is writing")).to_be_visible()
    expect(chat.log.locator(".guide")).to_have_count(3)
    expect(chat.page.get_by_role("status").filter(has_text="The guide is writing")).to_have_count(0)


def test_help_beside_two_slow_replies_is_shown_once(page: Page, stub: Stub) -> None:
    page.clock.install()
    chat = Chat(page).open(f"{stub.base}{DEMO}").start()
    stub.next += [Behaviour(delay=1.0), Behaviour()]
    for words in ("first", "second"):
        chat.box.fill(words)
        chat.box.press("Enter")
    page.clock.run_for(6_000)
    expect(chat.log.locator(".notice")).to_have_count(1)
    expect(chat.log.locator(".guide")).to_have_count(3)
    expect(chat.log.locator(".notice")).to_have_count(0)


def test_offline_is_said_at_once_and_so_is_being_online_again(chat: Chat) -> None:
    began = time.monotonic()
    chat.page.context.set_offline(True)
    notice = chat.log.locator(".notice")
    expect(notice).to_contain_text("You are offline")
    assert time.monotonic() - began <= HELP_WITHIN_SECONDS
    _shows_the_lines(notice)
    chat.page.context.set_offline(False)
    expect(notice).to_have_count(0)
    expect(chat.page.get_by_role("status").filter(has_text="You are online again.")).to_be_attached()


def test_words_sent_while_offline_wait_for_the_network(chat: Chat, stub: Stub) -> None:
    chat.page.context.set_offline(True)
    chat.say("someone took my bag")
    expect(chat.log.locator(".you")).to_contain_text(["Not sent."])
    expect(_button(chat, "Try again")).to_be_visible()
    expect(chat.log.get_by_role("link", name=EMERGENCY)).to_have_count(1)
    assert stub.said() == []
    chat.page.context.set_offline(False)
    _button(chat, "Try again").click()
    expect(chat.log).to_contain_text("I see.")
    assert stub.said() == ["someone took my bag"]
    assert "offline" not in chat.text


def test_forgetting_while_offline_is_said_and_the_lines_stay(chat: Chat, stub: Stub) -> None:
    chat.say("someone took my bag")
    chat.page.context.set_offline(True)
    _button(chat, "Forget this chat").click()
    expect(chat.log).to_contain_text("could not be deleted on our server yet")
    assert "bag" not in chat.text
    chat.page.context.set_offline(False)
    _button(chat, "Forget this chat").click()
    expect(chat.log).to_contain_text("This chat has been deleted")
    chat.page.context.set_offline(True)
    expect(chat.log).to_contain_text("You are offline")


def test_starting_without_a_network_shows_help_once(page: Page, stub: Stub) -> None:
    chat = Chat(page).open(f"{stub.base}{DEMO}")
    page.context.set_offline(True)
    _button(chat, "Start the chat").click()
    expect(_button(chat, "Try again")).to_be_visible()
    assert chat.text.count("You are offline") == 1
    expect(chat.log.get_by_role("link", name=EMERGENCY)).to_have_count(1)
    page.context.set_offline(False)
    _button(chat, "Try again").click()
    expect(chat.log).to_contain_text("What happened?")
    assert "offline" not in chat.text
