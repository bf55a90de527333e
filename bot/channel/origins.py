"""Which sites' pages may call the bot from a browser (CORS): those on the operator's list, and nobody else."""

from __future__ import annotations

from typing import Collection, Mapping, Optional

CALLS = frozenset({"conversations", "messages", "forget", "health"})
"""What a page on another site has to reach. It never has to read the pages without JavaScript."""

_SECONDS_TO_REMEMBER = 7200
_ASKED_FIRST = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": str(_SECONDS_TO_REMEMBER),
}


def headers_for(origin: Optional[str], allowed: Collection[str], is_asking_first: bool = False) -> Mapping[str, str]:
    """What an answer says to the browser of a page from `origin`. `is_asking_first`: it answers a preflight.

    No credentials are allowed: the bot reads no cookie, and a token travels in a header that the page sets itself.
    """
    if origin is None or origin not in allowed:
        return {"Vary": "Origin"}
    read = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "Retry-After",
        "Vary": "Origin",
    }
    return {**read, **_ASKED_FIRST} if is_asking_first else read
