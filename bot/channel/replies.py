"""From the responses that Rasa sends to the messages that clients read (the shape: docs/openapi.yml)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

from bot.channel.choices import id_of
from bot.signposting import Question, Service

logger = logging.getLogger(__name__)

Message = dict[str, Any]


@dataclass(frozen=True)
class ServiceMention:
    """A service that a response names, and for which reason."""

    service_id: str
    reason: str = "default"


class ReplyWriter:
    """Turns Rasa responses into messages, with every service complete from the directory."""

    def __init__(self, directory: Mapping[str, Service]) -> None:
        self._directory = directory

    def message(
        self,
        text: str,
        services: Sequence[Any] = (),
        buttons: Sequence[Mapping[str, Any]] = (),
        asks: Optional[str] = None,
    ) -> Message:
        """One message. Unknown services and buttons are left out and logged by id: a gap must not silence a reply."""
        return {
            "text": text,
            "services": [shown for shown in map(self._service, services) if shown],
            "choices": [choice for choice in map(_choice, buttons) if choice],
            "asks": Question(asks).value if asks else None,
        }

    def from_response(self, response: Mapping[str, Any]) -> Optional[Message]:
        """The message for one Rasa response, or None when it has nothing to show."""
        custom = response.get("custom") or {}
        text = str(response.get("text") or "").strip()
        message = self.message(text, custom.get("services") or (), response.get("buttons") or (), custom.get("asks"))
        return message if text or message["services"] else None

    def _service(self, mention: Any) -> Optional[dict[str, Any]]:
        named = (
            ServiceMention(mention)
            if isinstance(mention, str)
            else ServiceMention(mention["id"], mention.get("reason", "default"))
        )
        service = self._directory.get(named.service_id)
        if service is None:
            logger.error("The directory has no service '%s': add it to bot/directory/services.yml.", named.service_id)
            return None
        return {
            "id": service.id,
            "name": service.name,
            "why": service.why_for(named.reason),
            "contacts": [{"kind": c.kind.value, "label": c.label, "href": c.href} for c in service.contacts],
            "hours": service.hours,
            "cost": service.cost,
            "note": service.note,
        }


def _choice(button: Mapping[str, Any]) -> Optional[dict[str, str]]:
    choice_id = id_of(str(button.get("payload", "")))
    if choice_id is None:
        logger.error("A button has a payload that is not in bot/channel/choices.py; it is not shown.")
        return None
    return {"id": choice_id, "label": str(button["title"])}
