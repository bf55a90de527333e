"""When the custom actions fail, hang or are gone, every person still gets an answer, and danger still gets 999."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Iterator, Optional

import pytest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from .conftest import Client, Conversation, RunningBot, Turn, running_bot

pytestmark = pytest.mark.server

MOST_SECONDS = 4.0
HANGS_SECONDS = 10.0
ACTIONS = ("validate_situation_form", "action_signpost", "action_did_you_mean", "action_take_suggestion")
DANGER = "he is breaking down my bedroom door right now please help"
SELF_HARM = "i have had enough and i want to end my life"
MESSAGES = (
    "hello",
    "my bike was stolen from outside the library",
    "why do you need to know that?",
    "I am 19",
    "someone online tricked me out of 900 pounds, I am 54",
    "who can read this?",
    "I want to talk to a real person",
    "I am scared I will hurt my girlfriend when I lose my temper",
    "flurb gnarg wibble",
    "yes",
    "thank you",
    "I would rather not say",
)


class ActionServer:
    """The project's own custom actions behind HTTP on the loopback, which fail on demand."""

    def __init__(self) -> None:
        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self._server: Optional[ThreadingHTTPServer] = None
        self._port = 0
        self._stopping = threading.Event()
        self.failing: frozenset[str] = frozenset()
        self.hanging = False

    @property
    def url(self) -> str:
        """Where the bot sends its action calls."""
        return f"http://127.0.0.1:{self._port}/webhook"

    def open(self) -> None:
        """Listen; the second time at the same port as before."""
        server = ThreadingHTTPServer(("127.0.0.1", self._port), self._handler())
        server.daemon_threads, server.block_on_close = True, False
        self._server, self._port = server, server.server_address[1]
        self._stopping.clear()
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Stop listening; whoever calls is refused."""
        self._stopping.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def mend(self) -> None:
        """Everything works again."""
        self.failing, self.hanging = frozenset(), False
        self._stopping.set()  # let go of whoever still hangs
        if self._server is None:
            self.open()
        self._stopping.clear()

    def answer(self, call: dict[str, Any]) -> tuple[int, Any]:
        """Status and body for one action call."""
        if self.hanging:
            self._stopping.wait(HANGS_SECONDS)
        if call["next_action"] in self.failing:
            return 500, {"error": "on purpose", "action_name": call["next_action"]}
        try:
            return 200, asyncio.run(self._executor.run(call))
        except ActionExecutionRejection as rejection:
            return 400, {"error": "rejected", "action_name": rejection.action_name}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status, body = answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                written = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(written)))
                self.end_headers()
                self.wfile.write(written)

            def handle(self) -> None:
                with suppress(ConnectionError):  # the bot no longer waits for this answer
                    super().handle()

            def log_message(self, format: str, *args: object) -> None:
                pass  # what people typed is in these calls

        return Handler


@pytest.fixture(scope="module")
def actions() -> Iterator[ActionServer]:
    """The action server, listening."""
    server = ActionServer()
    server.open()
    yield server
    server.close()


@pytest.fixture(scope="module")
def bot_with_actions_elsewhere(actions: ActionServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """A second bot, whose actions are behind a URL."""
    with running_bot(tmp_path_factory.mktemp("bot_with_actions_elsewhere"), BOT_ACTION_ENDPOINT_URL=actions.url) as bot:
        yield bot


@pytest.fixture
def person(bot_with_actions_elsewhere: RunningBot, actions: ActionServer) -> Iterator[Callable[[], Conversation]]:
    """Begins conversations; afterwards the actions work again."""
    actions.mend()
    yield bot_with_actions_elsewhere.client.begin
    actions.mend()


def fail(actions: ActionServer, how: str) -> None:
    """Break the actions in this way: the name of one that answers 500, or "all", "hangs", "gone"."""
    if how == "hangs":
        actions.hanging = True
    elif how == "gone":
        actions.close()
    else:
        actions.failing = frozenset(ACTIONS if how == "all" else [how])


FAILURES = (*ACTIONS, "all", "hangs", "gone")
every_failure = pytest.mark.parametrize("how", FAILURES)
Begin = Callable[[], Conversation]


def assert_is_visible(turn: Turn) -> None:
    """There is something to read, in time."""
    assert turn.messages
    assert turn.text.strip()
    assert turn.seconds < MOST_SECONDS


@every_failure
def test_every_message_of_a_conversation_gets_a_visible_reply(how: str, actions: ActionServer, person: Begin) -> None:
    conversation = person()
    fail(actions, how)
    for text in MESSAGES:
        assert_is_visible(conversation.say(text))


@every_failure
def test_every_opening_message_gets_a_visible_reply(how: str, actions: ActionServer, person: Begin) -> None:
    fail(actions, how)
    for text in MESSAGES if how != "hangs" else MESSAGES[1:4]:
        assert_is_visible(person().say(text))


@every_failure
def test_danger_gets_999_first(how: str, actions: ActionServer, person: Begin) -> None:
    fail(actions, how)
    turn = person().say(DANGER)
    assert_is_visible(turn)
    assert turn.messages[0]["services"][0]["id"] == "emergency_999"


@every_failure
def test_danger_in_the_middle_of_a_question_gets_999_first(how: str, actions: ActionServer, person: Begin) -> None:
    conversation = person()
    assert conversation.say("my bike was stolen from outside the library").asks == "age_group"
    fail(actions, how)
    turn = conversation.say(DANGER)
    assert_is_visible(turn)
    assert turn.messages[0]["services"][0]["id"] == "emergency_999"


@every_failure
def test_self_harm_gets_samaritans_first(how: str, actions: ActionServer, person: Begin) -> None:
    fail(actions, how)
    turn = person().say(SELF_HARM)
    assert_is_visible(turn)
    assert turn.messages[0]["services"][0]["id"] == "samaritans"


@every_failure
def test_self_harm_in_the_middle_of_a_question_gets_samaritans_first(
    how: str, actions: ActionServer, person: Begin
) -> None:
    conversation = person()
    assert conversation.say("my bike was stolen from outside the library").asks == "age_group"
    fail(actions, how)
    turn = conversation.say(SELF_HARM)
    assert_is_visible(turn)
    assert turn.messages[0]["services"][0]["id"] == "samaritans"


@every_failure
def test_a_person_who_tells_of_harm_is_shown_somebody_to_turn_to(
    how: str, actions: ActionServer, person: Begin
) -> None:
    conversation = person()
    fail(actions, how)
    shown = [
        service
        for text in ("I was robbed at knifepoint on Monday", "I am 35")
        for service in conversation.say(text).services
    ]
    assert "victim_support_supportline" in shown


@every_failure
def test_a_conversation_that_was_broken_goes_on_once_the_actions_work(
    how: str, actions: ActionServer, person: Begin
) -> None:
    conversation = person()
    fail(actions, how)
    conversation.say("my bike was stolen from outside the library")
    conversation.say("I am 35")
    actions.mend()
    shown = [*conversation.say("I was robbed at knifepoint on Monday").services, *conversation.say("I am 35").services]
    assert "victim_support_live_chat_18_or_over" in shown
    assert "victim_support_live_chat_under_18" not in shown


@every_failure
def test_a_new_conversation_is_as_good_as_ever_once_the_actions_work(
    how: str, actions: ActionServer, person: Begin
) -> None:
    fail(actions, how)
    person().say("my bike was stolen from outside the library")
    actions.mend()
    turn = person().say("my bike was stolen from outside the library, I am 35")
    assert turn.services[0] == "victim_support_live_chat_18_or_over"
    assert turn.seconds < 2


def test_actions_that_hang_for_one_person_hold_nobody_else_up(actions: ActionServer, person: Begin) -> None:
    stuck, other = person(), person()
    actions.hanging = True
    waiting = threading.Thread(target=stuck.say, args=("my bike was stolen from outside the library",))
    waiting.start()
    time.sleep(0.3)
    turn = other.say("who can read this?")
    waiting.join()
    assert turn.seconds < 1.5
    assert turn.text.strip()


def test_the_bot_is_healthy_while_its_actions_are_not(
    actions: ActionServer, person: Begin, bot_with_actions_elsewhere: RunningBot
) -> None:
    actions.close()
    client: Client = bot_with_actions_elsewhere.client
    assert client.call("GET", "/health").status == 200
    assert client.call("POST", "/conversations", {}).status == 201
