"""Replies that several tests use. The people and places in them are invented."""

from __future__ import annotations

from tests.browser.stub import message

AGES = [{"id": "age_group:under_18", "label": "Under 18"}, {"id": "age_group:18_or_over", "label": "18 or over"}]
OTHER = [{"id": "not_what_i_meant", "label": "That is not what I meant"}]
CARD = {
    "id": "example", "name": "Example Support Service", "why": "They listen.", "hours": "Every day, 9am to 9pm", "cost": "Free",
    "note": "They can call you back whenever it suits you, and they speak many languages.",
    "contacts": [{"kind": "phone", "label": "020 7946 0000", "href": "tel:02079460000"}],
}  # fmt: skip
REPLY = message("These people can help:", services=[CARD], choices=OTHER)
QUESTION = message("How old are you?", services=[CARD], choices=AGES, asks="age_group")
"""A question that has a card with it, as the one for the age has."""
