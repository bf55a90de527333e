"""How much one conversation or one address may ask for in a minute."""

from __future__ import annotations

import logging
import math
import time
from typing import Callable, Optional

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings

logger = logging.getLogger(__name__)

REDIS_SECONDS = 0.25
"""What one answer of Redis may take: everybody waits for it."""
WITHOUT_REDIS_SECONDS = 5.0
"""After a failure Redis is left alone for so long."""


class RateLimits:
    """Counts in this process, or in Redis when `redis_url` is set, so that several workers share the count.

    While Redis fails, each worker counts for itself.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._without_shared_until = clock, -math.inf
        self._own = MovingWindowRateLimiter(storage_from_string("memory://"))
        self._shared: Optional[MovingWindowRateLimiter] = None
        if settings.redis_url:
            storage = storage_from_string(
                settings.redis_url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
            )
            self._shared = MovingWindowRateLimiter(storage)
        self._limits = {
            "messages": RateLimitItemPerMinute(settings.messages_per_minute),
            "messages from an address": RateLimitItemPerMinute(settings.messages_per_minute_per_address),
            "conversations from an address": RateLimitItemPerMinute(settings.conversations_per_minute_per_address),
        }

    def wait_for(self, what: str, who: str) -> Optional[int]:
        """None when `who` may go on, else the whole seconds to wait."""
        limit = self._limits[what]
        if self._shared and self._clock() >= self._without_shared_until:
            try:
                return _wait_for(self._shared, limit, what, who)
            except Exception as error:  # the storage's own errors have no common base
                if not (isinstance(error, OSError) or type(error).__module__.startswith(("redis", "limits"))):
                    raise
                self._without_shared_until = self._clock() + WITHOUT_REDIS_SECONDS
                logger.error("Redis does not answer (%s): this process counts for itself.", type(error).__name__)
        return _wait_for(self._own, limit, what, who)


def _wait_for(limiter: MovingWindowRateLimiter, limit: RateLimitItem, what: str, who: str) -> Optional[int]:
    if limiter.hit(limit, what, who):
        return None
    reset_time = float(limiter.get_window_stats(limit, what, who).reset_time)
    return max(1, math.ceil(reset_time - time.time()))
