"""What must not be kept is taken out at the door: `redact`."""

from bot.privacy.redaction import Redacted, redact

__all__ = ["Redacted", "redact"]
