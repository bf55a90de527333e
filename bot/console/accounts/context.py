"""The rooms that a page's navigation offers this person."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from bot.console.accounts.models import May, User

_ROOMS = [
    ("queue", "Conversations", May.REVIEW),
    ("overview", "Overview", May.SEE_OVERVIEW),
    ("readings", "Who read what", May.SEE_READINGS),
    ("accounts", "Accounts", May.MANAGE_ACCOUNTS),
]
"""Name of the address, words of the link, what it asks for; in the order of the navigation."""


class Room(NamedTuple):
    """One link of the navigation."""

    name: str
    label: str
    address: str
    is_current: bool


def rooms_of(user: User, path: str = "") -> list[Room]:
    """The rooms this person may enter. The current one is the room whose address begins this path."""
    found = []
    for name, label, permission in _ROOMS:
        if not user.may(permission):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:  # the room is not part of this installation
            continue
        found.append(Room(name, label, address, False))
    inside = [room for room in found if path.startswith(room.address)]
    current = max(inside, key=lambda room: len(room.address), default=None)
    return [room._replace(is_current=room is current) for room in found]


def rooms(request: HttpRequest) -> dict[str, Any]:
    """For every template."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"rooms": []}
    return {"rooms": rooms_of(user, request.path)}
