"""What people do while something is broken, and what must come of it. The same for every fault of the database."""

from __future__ import annotations

import itertools
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Callable

from tests.server.conftest import Client, Conversation, Turn, assert_is_problem

PROMISED_SECONDS = 3.5
ROOM_SECONDS = 1.5
"""For a machine that does other things beside the test."""
HEALS_WITHIN = 15.0
DANGER = "he is breaking down my bedroom door right now please help"
SELF_HARM = "i have had enough and i want to end my life"
ROBBERY = "someone robbed me at knifepoint on Monday"
_numbers = itertools.count()
_LETTERS = "bdfgklmnprtvw"
THEFT = "my bike was stolen from outside the library"

ReadStore = Callable[[], list[tuple[str, str, str]]]
"""Every event in the database: conversation, type, data."""
Measure = Callable[[str, float], None]


def codeword() -> str:
    """An invented word that stands for one person and is nobody's name."""
    number = next(_numbers)
    return "zq" + "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(4)) + "qz"


@dataclass(frozen=True)
class Person:
    """Somebody in a chat, whose words all bear a codeword."""

    conversation: Conversation
    word: str

    def say(self, text: str) -> Turn:
        """Type this, with the codeword behind it."""
        return self.conversation.say(f"{text} {self.word}")


def somebody(client: Client) -> Person:
    """A new chat."""
    return Person(client.begin(), codeword())


def assert_is_in_time(turn: Turn) -> None:
    """There is something to read, and within what is promised."""
    assert turn.text.strip()
    assert turn.seconds < PROMISED_SECONDS + ROOM_SECONDS


def assert_people_are_helped(
    client: Client,
    fault: AbstractContextManager[object],
    read: ReadStore,
    measure: Measure,
    keeps_database_away: bool = True,
) -> None:
    """Break it in the middle of six chats, and mend it again."""
    asked, in_danger, desperate, leaving, idle = (somebody(client) for _ in range(5))
    assert asked.say(THEFT).asks == "age_group"
    leaving.say(THEFT)
    idle.say(THEFT)
    spoken: list[tuple[Person, str]] = []

    def say(person: Person, text: str) -> Turn:
        turn = person.say(text)
        assert_is_in_time(turn)
        measure("slowest reply", turn.seconds)
        spoken.append((person, text))
        return turn

    with fault:
        # What the chat already knows is still known.
        assert "victim_support_live_chat_18_or_over" in say(asked, "I am 35").services
        # Danger and self-harm come first, whatever is broken.
        assert say(in_danger, DANGER).services[0] == "emergency_999"
        assert say(desperate, SELF_HARM).services[0] == "samaritans"
        # A new chat can begin.
        newcomer = somebody(client)
        measure("slowest reply", newcomer.conversation.opening.seconds)
        assert say(newcomer, THEFT).asks == "age_group"
        assert "victim_support_live_chat_under_18" in say(newcomer, "I am 15").services
        # Who leaves has the chat ended at once, and is not told that it is deleted when it is not yet.
        deleted = leaving.conversation.forget()
        measure("slowest reply", deleted.seconds)
        assert deleted.seconds < PROMISED_SECONDS + ROOM_SECONDS
        if deleted.status != 204:
            assert_is_problem(deleted, 503)
            assert deleted.json()["services"][0]["id"] == "emergency_999"
        assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, leaving.conversation.token), 401)
        if keeps_database_away:  # or the fault was none
            assert deleted.status == 503
            assert not any(f"{text} {person.word}" in data for person, text in spoken for _, _, data in read())
    ended = time.monotonic()

    def stored(type_name: str, word: str) -> list[str]:
        events = read()
        names = {name for name, _, data in events if word in data}
        return [data for name, kind, data in events if name in names and kind == type_name]

    def is_whole() -> bool:
        said = all(
            any(f"{text} {person.word}" in data for data in stored("user", person.word)) for person, text in spoken
        )
        return said and not stored("user", leaving.word)

    while not is_whole():
        assert time.monotonic() < ended + HEALS_WITHIN, "not everything that was said has reached the database"
        time.sleep(0.1)
    measure("database has everything after", time.monotonic() - ended)
    for person, _ in spoken:
        assert stored("bot", person.word)
    assert_nothing_is_mixed(read(), [person.word for person, _ in spoken])
    # The chats go on, with what was said during the fault and before it.
    assert "victim_support_live_chat_under_18" in newcomer.say(ROBBERY).services
    assert asked.conversation.say("thank you").text.strip()
    assert idle.say("I am 40").services
    assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, leaving.conversation.token), 401)
    assert leaving.conversation.forget().status == 204


def assert_nothing_is_mixed(events: list[tuple[str, str, str]], words: list[str]) -> None:
    """Each word is in one conversation only, and no conversation has two."""
    places = {word: {name for name, _, data in events if word in data} for word in words}
    assert all(len(names) == 1 for names in places.values()), "one person's words are in two conversations"
    used = [next(iter(names)) for names in places.values()]
    assert len(used) == len(set(used)), "two persons' words are in one conversation"


def assert_said_once(events: list[tuple[str, str, str]], word: str) -> None:
    """No event of this person was written twice."""
    told = [(name, kind, data) for name, kind, data in events if word in data]
    assert len(told) == len(set(told)), "an event was written twice"
