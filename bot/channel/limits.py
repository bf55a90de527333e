"""How much one conversation, one network address and everybody together may ask for in a minute."""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from typing import Any, Optional

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings

logger = logging.getLogger(__name__)

EVERYBODY = "everybody"
"""The key of the limits that count all calls together."""
REDIS_PATIENCE_SECONDS = 0.2
"""Counting must not hold up a reply: Redis is asked inside the turn."""
REDIS_REST_SECONDS = 5.0
"""So long after a failure Redis is not asked again; this process counts for itself meanwhile."""
REFUSALS_PER_MINUTE = 60
"""An address that is refused more often asks without reading the answers."""
_ONE_HOME_IPV6 = 64


class RateLimits:
    """Counts in this process, or in Redis when `redis_url` is set, so that several workers share the count."""

    def __init__(self, settings: Settings) -> None:
        self._own = MovingWindowRateLimiter(storage_from_string("memory://"))
        self._shared = MovingWindowRateLimiter(_redis(settings.redis_url)) if settings.redis_url else None
        self._rests_until = 0.0
        self._limits = {
            "messages": RateLimitItemPerMinute(settings.messages_per_minute),
            "messages from an address": RateLimitItemPerMinute(settings.messages_per_minute_per_address),
            "refusals of an address": RateLimitItemPerMinute(REFUSALS_PER_MINUTE),
            "messages in all": RateLimitItemPerMinute(settings.messages_per_minute_in_all),
            "conversations from an address": RateLimitItemPerMinute(settings.conversations_per_minute_per_address),
            "conversations in all": RateLimitItemPerMinute(settings.conversations_per_minute_in_all),
        }

    def wait_for(self, what: str, who: str = EVERYBODY) -> Optional[int]:
        """None when `who` may go on, else the whole seconds to wait. If Redis is down, this process counts alone."""
        limit = self._limits[what]
        if self._shared is not None and time.monotonic() >= self._rests_until:
            try:
                return _wait(self._shared, limit, what, who)
            except Exception as error:
                if not isinstance(error, OSError) and not type(error).__module__.startswith(("redis", "limits")):
                    raise  # the storage's own errors have no common base
                self._rests_until = time.monotonic() + REDIS_REST_SECONDS
                logger.error("Redis does not answer (%s): requests are counted here meanwhile.", type(error).__name__)
        return _wait(self._own, limit, what, who)


def home_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the 64 bits of an IPv6 address that one home or phone gets."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped:
            return str(read.ipv4_mapped)
        return str(ipaddress.ip_network((read, _ONE_HOME_IPV6), strict=False))
    return str(read)


def _redis(url: str) -> Any:
    return storage_from_string(
        url, socket_timeout=REDIS_PATIENCE_SECONDS, socket_connect_timeout=REDIS_PATIENCE_SECONDS
    )


def _wait(limiter: MovingWindowRateLimiter, limit: RateLimitItemPerMinute, what: str, who: str) -> Optional[int]:
    if limiter.hit(limit, what, who):
        return None
    reset_time = float(limiter.get_window_stats(limit, what, who).reset_time)
    return max(1, math.ceil(reset_time - time.time()))
