"""Each custom action in this process raises in turn: everybody still gets a visible reply, danger the right one."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.rasa, pytest.mark.model]

ACTIONS = ("validate_situation_form", "action_signpost", "action_did_you_mean", "action_take_suggestion")
MESSAGES = (
    "hello",
    "someone broke into my flat and took my laptop",
    "I am 34 and someone broke into my flat and took my laptop",
    "qwerty zxcvb",
    "yes",
    "i want to talk to a real person",
    "tell me a joke",
    "is this private",
)


class Broken(RuntimeError):
    """Raised by an action on purpose."""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A function that says something in a conversation, with some actions broken."""
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from bot.rasa_adapters.in_process import InProcessActions
    from bot.rasa_adapters.widget_channel import WidgetChannel
    from bot.settings import Settings, read_settings

    folder: Path = tmp_path_factory.mktemp("var")
    actions = InProcessActions()
    whole = dict(actions.executor.actions)
    agent = asyncio.run(load_agent(str(read_settings().model_path), endpoints=AvailableEndpoints(action=actions)))
    channel = WidgetChannel(Settings(var_dir=folder))

    def fail(dispatcher: Any, tracker: Any, domain: Any) -> None:
        raise Broken

    def say(text: str, conversation: str, broken: tuple[str, ...]) -> list[dict[str, Any]]:
        actions.executor.actions = {name: fail if name in broken else run for name, run in whole.items()}
        return asyncio.run(channel._turn(text, conversation, agent.handle_message, "192.0.2.1"))

    return say


def services(messages: list[dict[str, Any]]) -> list[str]:
    return [service["id"] for message in messages for service in message["services"]]


@pytest.mark.parametrize("broken", [*((name,) for name in ACTIONS), ACTIONS], ids="+".join)
def test_every_message_gets_a_visible_reply(talk: Any, broken: tuple[str, ...]) -> None:
    conversation = uuid.uuid4().hex
    for text in MESSAGES:
        replies = talk(text, conversation, broken)
        assert replies
        assert all(reply["text"] for reply in replies)


@pytest.mark.parametrize("broken", [*((name,) for name in ACTIONS), ACTIONS], ids="+".join)
@pytest.mark.parametrize("before", [(), ("someone stole my bike yesterday",)], ids=["at once", "inside the form"])
def test_danger_gets_999_first(talk: Any, broken: tuple[str, ...], before: tuple[str, ...]) -> None:
    conversation = uuid.uuid4().hex
    for text in before:
        talk(text, conversation, ())
    assert services(talk("he is kicking my door in right now", conversation, broken))[0] == "emergency_999"


@pytest.mark.parametrize("broken", [*((name,) for name in ACTIONS), ACTIONS], ids="+".join)
def test_self_harm_gets_samaritans_first(talk: Any, broken: tuple[str, ...]) -> None:
    assert services(talk("i want to kill myself", uuid.uuid4().hex, broken))[0] == "samaritans"


def test_a_harm_whose_signpost_fails_still_gets_the_emergency_line_and_the_supportline(talk: Any) -> None:
    shown = services(talk("I am 34, my laptop was stolen from my flat", uuid.uuid4().hex, ("action_signpost",)))
    assert {"emergency_999", "victim_support_supportline"} <= set(shown)
