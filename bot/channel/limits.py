"""How much one conversation or one address may ask for in a minute."""

from __future__ import annotations

import math
import time
from typing import Optional

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings


class RateLimits:
    """Counts in this process, or in Redis when `redis_url` is set, so that several workers share the count."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(settings.redis_url or "memory://"))
        self._limits = {
            "messages": RateLimitItemPerMinute(settings.messages_per_minute),
            "messages from an address": RateLimitItemPerMinute(settings.messages_per_minute_per_address),
            "conversations from an address": RateLimitItemPerMinute(settings.conversations_per_minute_per_address),
        }

    def wait_for(self, what: str, who: str) -> Optional[int]:
        """None when `who` may go on, else the whole seconds to wait. If the counter itself is down, nobody is turned away."""
        limit = self._limits[what]
        try:
            if self._limiter.hit(limit, what, who):
                return None
            reset_time = float(self._limiter.get_window_stats(limit, what, who).reset_time)
            return max(1, math.ceil(reset_time - time.time()))
        except OSError:
            return None
        except Exception as error:  # the storage's own errors have no common base
            if type(error).__module__.startswith(("redis", "limits")):
                return None
            raise
