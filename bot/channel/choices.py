"""Choices: what a button means to Rasa and how clients name it. Only these ever reach Rasa as commands."""

from __future__ import annotations

import json
from typing import Mapping, Optional

from bot.signposting import HARMS, AgeGroup


def _inform(entity: str, value: str) -> str:
    return f"/inform{json.dumps({entity: value})}"


PAYLOADS: Mapping[str, str] = {
    **{
        f"age_group:{group.value}": _inform("age_group", group.value)
        for group in (AgeGroup.UNDER_18, AgeGroup.EIGHTEEN_OR_OVER)
    },
    **{f"harm:{harm.value}": _inform("harm", harm.value) for harm in HARMS},
    "refuse": "/refuse",
    "not_what_i_meant": "/not_what_i_meant",
    "none_of_these": "/none_of_these",
    "start_again": "/start_again",
    "ask_human": "/ask_human",
}
"""From a choice's id, as clients send it, to the payload that Rasa reads."""

_IDS = {payload: choice for choice, payload in PAYLOADS.items()}


def payload_of(choice_id: str) -> Optional[str]:
    """What Rasa is told for this choice, or None if there is no such choice."""
    return PAYLOADS.get(choice_id)


def id_of(payload: str) -> Optional[str]:
    """The id under which clients see a button with this payload, or None if it may not be chosen."""
    return _IDS.get(payload)
