"""The words of the pages without JavaScript: their own (pages.yml), and those of the conversation (domain.yml)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Mapping

import yaml

from bot.channel.choices import id_of
from bot.settings import ROOT
from bot.signposting import HARMS, REPLIES, AgeGroup, Harm, Situation, reply_to

PAGES_FILE = Path(__file__).with_name("pages.yml")
DOMAIN_FILE = ROOT / "domain.yml"

_AGES = {
    "age_group:under_18": AgeGroup.UNDER_18,
    "age_group:18_or_over": AgeGroup.EIGHTEEN_OR_OVER,
    "refuse": AgeGroup.UNKNOWN,
}
_SPOKEN = (
    *("utter_why", "utter_danger_now", "utter_self_harm", "utter_low_mood"),
    *(f"utter_{reply}" for reply in REPLIES),
)


class MissingWords(ValueError):
    """domain.yml lacks words that the pages show; the message says which."""


def fill(text: str, **values: object) -> str:
    """The text with `{name}` replaced where there is a value for it."""
    return re.sub(r"\{(\w+)\}", lambda gap: str(values.get(gap[1], gap[0])), text)


def page_texts(path: Path = PAGES_FILE, **values: object) -> dict[str, Any]:
    """Everything in pages.yml, with these values filled in."""

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: filled(each) for name, each in part.items()}
        if isinstance(part, list):
            return [filled(each) for each in part]
        return fill(part, **values) if isinstance(part, str) else part

    texts: dict[str, Any] = filled(yaml.safe_load(path.read_text(encoding="utf-8")))
    return texts


class ConversationWords:
    """What the bot says in the conversation, read once from domain.yml, so that no sentence and no label is written twice.

    Raises `MissingWords` when something that the pages show is not there.
    """

    def __init__(self, path: Path = DOMAIN_FILE) -> None:
        self._responses: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
        for name in (*_SPOKEN, "utter_ask_age_group", "utter_harm_menu"):
            if name not in self._responses:
                raise MissingWords(f"{path.name} has no response {name}, and the pages without JavaScript show it.")
        ages, harms = self._labels("utter_ask_age_group"), self._labels("utter_harm_menu")
        self.ages: Mapping[AgeGroup, str] = {_AGES[choice]: label for choice, label in ages.items() if choice in _AGES}
        self.harms: Mapping[Harm, str] = {
            Harm(choice.partition(":")[2]): label for choice, label in harms.items() if choice.startswith("harm:")
        }
        if set(self.ages) != set(_AGES.values()) or set(self.harms) != set(HARMS):
            raise MissingWords(
                f"{path.name}: utter_ask_age_group needs a button for each age group and one to refuse, and "
                "utter_harm_menu one for each kind of harm."
            )

    def text(self, response: str, **slots: object) -> str:
        """The sentence of this response for these slots."""
        return str(self._variant(response, slots)["text"])

    def services(self, response: str, **slots: object) -> list[Any]:
        """The services that this response names for these slots."""
        return list(self._variant(response, slots)["custom"]["services"])

    def above_the_services(self, situation: Situation, wants_human: bool) -> list[str]:
        """What is said above a signpost: danger and self-harm before all else, then what fits what happened."""
        said = []
        if situation.danger_now:
            said.append(self.text("utter_danger_now", self_harm=situation.self_harm))
        elif situation.self_harm:
            said.append(self.text("utter_self_harm", age_group=situation.age_group.value))
        return [*said, self.text(f"utter_{reply_to(situation, wants_human)}")]

    def _variant(self, response: str, slots: Mapping[str, object]) -> Mapping[str, Any]:
        """The variant whose conditions hold, else the plain one."""
        fitting: list[Mapping[str, Any]] = [
            variant
            for variant in self._responses[response]
            if all(slots.get(each["name"]) == each["value"] for each in variant.get("condition", ()))
        ]
        return max(fitting, key=lambda variant: len(variant.get("condition", ())))

    def _labels(self, response: str) -> dict[str, str]:
        buttons = self._responses[response][0]["buttons"]
        found = {id_of(str(button["payload"])): str(button["title"]) for button in buttons}
        return {choice: label for choice, label in found.items() if choice}
