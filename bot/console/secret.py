"""The console's own secret: for sessions and forms, apart from the one that signs people's tokens."""

from __future__ import annotations

import hashlib
import hmac

from bot.settings import Settings


def secret_key(settings: Settings) -> str:
    """Derived from the product's secret, so that there is one secret to keep and neither use tells the other."""
    return hmac.new(settings.signing_secret().value.encode(), b"review console", hashlib.sha256).hexdigest()
