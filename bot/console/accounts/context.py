"""The rooms that a page's navigation offers this person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from bot.console.accounts.models import May

_ROOMS = [
    ("queue", "Conversations", May.REVIEW),
    ("overview", "Overview", May.SEE_OVERVIEW),
    ("readings", "Who read what", May.SEE_READINGS),
    ("accounts", "Accounts", May.MANAGE_ACCOUNTS),
]


def rooms(request: HttpRequest) -> dict[str, Any]:
    """For every template."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"rooms": []}
    return {"rooms": [(name, label) for name, label, permission in _ROOMS if user.may(permission)]}
