"""`make shell`: talk to the bot in a terminal, with the custom actions in this process and nothing stored."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.utils import AvailableEndpoints

from bot.channel.choices import payload_of
from bot.channel.incoming import read_message
from bot.channel.problems import Problem
from bot.channel.replies import Message, ReplyWriter
from bot.directory import load_directory
from bot.rasa_adapters.in_process import InProcessActions
from bot.rasa_adapters.logs import keep_words_out
from bot.rasa_adapters.widget_channel import OPENING, CollectedReply
from bot.settings import Settings


def talk(settings: Settings) -> int:
    """Read lines and print replies until an empty line or Ctrl+D."""
    logging.basicConfig(level=logging.ERROR)
    keep_words_out()
    agent = asyncio.run(load_agent(str(settings.model_path), endpoints=AvailableEndpoints(action=InProcessActions())))
    if not agent.is_ready():
        print(f"error: there is no model at {settings.model_path}. Run `make train`.")
        return 2
    writer = ReplyWriter(load_directory(settings.contact_setting))
    conversation_id = uuid.uuid4().hex
    choices = _say(agent, writer, OPENING, conversation_id)
    while True:
        try:
            line = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return 0
        if not line:
            return 0
        choices = _say(agent, writer, _payload(line, choices), conversation_id)


def _payload(line: str, choices: list[str]) -> str:
    """A number picks a choice of the last reply; anything else is text."""
    if line.isdigit() and choices and 1 <= int(line) <= len(choices):
        return payload_of(choices[int(line) - 1]) or line
    try:
        import json

        return read_message(json.dumps({"text": line}).encode())
    except Problem:
        return "?"


def _say(agent: Agent, writer: ReplyWriter, text: str, conversation_id: str) -> list[str]:
    reply = CollectedReply(writer)
    asyncio.run(agent.handle_message(UserMessage(text, reply, conversation_id, input_channel="widget")))
    for message in reply.messages:
        _show(message)
    return [choice["id"] for message in reply.messages for choice in message["choices"]]


def _show(message: Message) -> None:
    print(message["text"])
    for service in message["services"]:
        contacts: Any = ", ".join(contact["label"] for contact in service["contacts"])
        print(f"  * {service['name']}: {contacts}")
        print(f"    {service['why']}")
    for number, choice in enumerate(message["choices"], start=1):
        print(f"  [{number}] {choice['label']}")
