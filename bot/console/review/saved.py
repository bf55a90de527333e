"""Filters kept under a name."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from bot.console.accounts.models import User
from bot.console.review.models import SavedFilter

MOST_SAVED = 50


@dataclass(frozen=True)
class Kept:
    """One of the list."""

    filter: SavedFilter
    is_own: bool
    is_current: bool


def saved_filters(user: User, query: str) -> list[Kept]:
    """A person's own, then those that are shared."""
    found = SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")[: 4 * MOST_SAVED]
    kept = [Kept(each, each.owner_id == user.pk, each.query == query) for each in found]
    return sorted(kept, key=lambda each: not each.is_own)
