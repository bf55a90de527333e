"""How one person likes to review."""

from __future__ import annotations

from bot.console.accounts.models import User
from bot.console.review.models import Preferences


def preferences_of(user: User) -> Preferences:
    """Kept once something is chosen; until then as everybody starts."""
    return Preferences.objects.filter(user=user).first() or Preferences(user=user)
