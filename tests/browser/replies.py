"""What the bot really says, without a bot: the words of domain.yml, the rules and the directory."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

import yaml

from bot.channel.problems import Problem, texts
from bot.channel.replies import Message, ReplyWriter
from bot.directory import load_directory
from bot.signposting import Harm, Situation, decide

DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"
DIRECTORY = load_directory()
WRITER = ReplyWriter(DIRECTORY)


@lru_cache(maxsize=1)
def _responses() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"]
    return loaded


def said(name: str, **slots: Any) -> Message:
    """The response `utter_<name>`, in the variation for these slots if there is one."""
    variations = _responses()[f"utter_{name}"]
    fitting = [each for each in variations if _fits(each, slots)]
    special = [each for each in fitting if each.get("condition")]
    message = WRITER.from_response((special or fitting)[0])
    assert message is not None
    return message


def signposted(situation: Situation) -> Message:
    """The reply that shows the services for a situation, as `action_signpost` writes it."""
    kind = "danger" if situation.danger_now else situation.harm.value
    response = _responses()[f"utter_signpost_{'unknown' if kind == Harm.NONE.value else kind}"][0]
    shown = [{"id": each.service.id, "reason": each.reason} for each in decide(situation, DIRECTORY).shown]
    return WRITER.message(response["text"], shown, response.get("buttons") or ())


def out_of_service() -> dict[str, Any]:
    """The body of the answer of a bot that is not ready."""
    written = texts()["fallback"]
    return Problem("out_of_service", extra={"services": WRITER.message("", written["services"])["services"]}).body()


def _fits(variation: Mapping[str, Any], slots: Mapping[str, Any]) -> bool:
    return all(slots.get(each["name"]) == each["value"] for each in variation.get("condition") or ())
