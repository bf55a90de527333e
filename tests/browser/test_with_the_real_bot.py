"""The main ways through, in a real browser with the real bot: what the person sees, and what is kept afterwards."""

from __future__ import annotations

import sqlite3
from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import expect

from bot.channel.page_texts import page_texts
from tests.browser.chat import Chat
from tests.browser.looking import has_sideways_scrolling, violations
from tests.server.conftest import RunningBot, running_bot

pytestmark = pytest.mark.server
PAGES = page_texts()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """One real bot for all of these."""
    with running_bot(tmp_path_factory.mktemp("live")) as started:
        yield started


@pytest.fixture
def chat(page: Any, live: RunningBot) -> Chat:
    """The chat on the demo page, greeted."""
    return Chat(page).open(f"{_base(live)}/demo/council").start()


def _base(live: RunningBot) -> str:
    return f"{live.client.address}/webhooks/widget"


def _is_kept(live: RunningBot, words: str) -> bool:
    """Whether the words are in any file of the conversation database."""
    for path in live.var_dir.glob("conversations.db"):
        with sqlite3.connect(path) as database:
            rows = database.execute("select count(*) from events where data like ?", (f"%{words}%",)).fetchone()
            if rows[0]:
                return True
    return False


def test_an_adult_hurt_at_home_is_shown_the_adult_chat(chat: Chat) -> None:
    chat.say("my husband hits me and takes my wages")
    chat.choose("18 or over")
    names = " ".join(chat.services)
    assert "Victim Support" in names
    assert "under 18" not in names.lower()
    assert any("domestic" in name.lower() for name in chat.services)


def test_a_child_is_shown_the_door_for_children(chat: Chat) -> None:
    chat.say("im 15 and a boy in my class keeps hitting me after school")
    names = " ".join(chat.services).lower()
    assert "under 18" in names
    assert "18 or over" not in names


def test_danger_now_shows_999_first_and_asks_nothing_before_it(chat: Chat) -> None:
    chat.say("he is in the house now with a knife please help")
    expect(chat.log.locator(".services").first.locator("a").first).to_have_attribute("href", "tel:999")


def test_thoughts_of_suicide_show_samaritans_at_once(chat: Chat) -> None:
    chat.say("i dont want to be alive any more since he attacked me")
    assert any("samaritans" in name.lower() for name in chat.log.locator("h3").all_inner_texts())


def test_a_nuisance_shows_the_community_safety_team(chat: Chat) -> None:
    chat.say("the people upstairs play loud music every night until 4 and sell drugs on the stairs, i am 40")
    assert any("community safety" in name.lower() for name in chat.log.locator("h3").all_inner_texts())


def test_something_harmless_pushes_no_service(chat: Chat) -> None:
    chat.say("what time does the library open on saturday")
    assert chat.log.locator(".service").count() == 0


def test_an_answer_can_be_changed_and_the_doors_change_with_it(chat: Chat) -> None:
    chat.say("someone stole my bike from the station")
    chat.choose("18 or over")
    assert "under 18" not in " ".join(chat.services).lower()
    chat.page.get_by_role("button", name="Change my answer").click()
    chat.choose("Under 18")
    assert "under 18" in " ".join(chat.services).lower()


def test_leaving_has_everything_forgotten_on_the_server_too(chat: Chat, live: RunningBot) -> None:
    chat.say("my neighbour threw a stone at my window yesterday evening")
    assert _is_kept(live, "threw a stone at my window")
    chat.page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    chat.page.get_by_role("link", name="Exit now", exact=True).click()
    chat.page.wait_for_url("https://www.bbc.co.uk/weather")
    for _ in range(50):
        if not _is_kept(live, "threw a stone at my window"):
            break
        chat.page.wait_for_timeout(100)
    assert not _is_kept(live, "threw a stone at my window")
    chat.page.go_back()
    assert "stone" not in chat.page.content()


def test_forgetting_deletes_at_once_and_a_new_chat_begins(chat: Chat, live: RunningBot) -> None:
    chat.say("somebody keeps writing nasty things about my sister online")
    chat.page.get_by_role("button", name="Forget this chat").click()
    expect(chat.log).to_contain_text("deleted")
    assert not _is_kept(live, "nasty things about my sister")
    chat.page.get_by_role("button", name="Start a new chat").click()
    expect(chat.log.locator(".guide").first).to_be_visible()


def test_offline_shows_the_lines_and_the_words_go_through_later_once(chat: Chat, live: RunningBot) -> None:
    chat.page.context.set_offline(True)
    expect(chat.log.get_by_text("You are offline").first).to_be_visible()
    chat.say("my phone was snatched by two men on a moped")
    assert chat.log.get_by_role("link", name="In danger now: call 999").count() >= 1
    chat.page.context.set_offline(False)
    chat.page.get_by_role("button", name="Try again").click()
    expect(chat.log.locator(".guide").nth(1)).to_be_visible()
    with sqlite3.connect(live.var_dir / "conversations.db") as database:
        said = database.execute(
            "select count(*) from events where type_name = 'user' and data like '%snatched by two men%'"
        ).fetchone()
    assert said[0] == 1


def test_a_chat_that_has_ended_says_so_and_sends_the_words_in_a_new_one(page: Any, live: RunningBot) -> None:
    tokens: list[str] = []
    page.on("request", lambda request: tokens.append(request.headers.get("authorization", "")))
    chat = Chat(page).open(f"{_base(live)}/demo/council").start().say("hello")
    live.client.call("DELETE", "/conversations", token=tokens[-1].removeprefix("Bearer "))
    chat.say("i was followed home from the pub last night")
    expect(chat.log).to_contain_text("This chat ended")
    chat.page.get_by_role("button", name="Start a new chat").click()
    expect(chat.log.locator(".service").first).to_be_visible()


def _through_the_plain_pages(page: Any, look: Callable[[], None] = lambda: None) -> str:
    """Answer both questions as an adult hurt at home, and look at each page; the words of the last one."""
    look()
    page.get_by_label("18 or over").check()
    page.get_by_role("button", name=PAGES["age"]["next"], exact=True).click()
    look()
    page.get_by_label("Someone at home, a partner or an ex").check()
    page.get_by_role("button", name=PAGES["happened"]["next"], exact=True).click()
    look()
    assert page.url.endswith("/pages")
    return str(page.inner_text("main"))


def test_without_a_script_the_same_doors_are_reached(chromium: Any, live: RunningBot) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{_base(live)}/demo/council")
    expect(page.get_by_role("link", name="In danger now: call 999")).to_be_visible()
    page.get_by_role("link", name="Get help without this chat").click()
    text = " ".join(_through_the_plain_pages(page).split())
    assert "08 08 16 89 111" in text
    assert "domestic" in text.lower()
    assert "under 18" not in text.lower()
    assert page.locator("script").count() == 0
    assert context.cookies() == []
    context.close()


def test_axe_finds_nothing_on_the_plain_pages_and_they_fit_the_smallest_window(chromium: Any, live: RunningBot) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 256}, locale="en-GB", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{_base(live)}/pages")

    def look() -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
            assert has_sideways_scrolling(page) == []

    _through_the_plain_pages(page, look)
    context.close()


def test_the_real_token_lives_nowhere_but_in_the_page(chat: Chat) -> None:
    chat.say("a man spat at me on the bus because of my scarf")
    kept = chat.page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    assert chat.page.context.storage_state() == {"cookies": [], "origins": []}


def test_every_file_of_the_widget_comes_from_the_bot(page: Any, live: RunningBot) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    Chat(page).open(f"{_base(live)}/demo/council").start().say("hello")
    assert hosts == {live.client.address.removeprefix("http://")}
