"""Every address of the console, with a sample of it."""

from __future__ import annotations

import re
from typing import Any, Iterator, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

_SAMPLES = {"int": "987654321", "uuid": "00000000-0000-4000-8000-000000000000"}
_PART = re.compile(r"<(?:(\w+):)?\w+>")


class Route(NamedTuple):
    """One address, as it is written in urls.py, and one that fits it."""

    written: str
    sample: str
    view: Any

    @property
    def asks_for(self) -> object:
        """The view's mark: a permission, "" for everybody signed in, None for everybody, or "nothing said"."""
        return getattr(self.view, "asks_for", "nothing said")


def every_route() -> list[Route]:
    """Those of all rooms."""
    return list(_below(get_resolver().url_patterns, ""))


def _below(patterns: list[Any], before: str) -> Iterator[Route]:
    for pattern in patterns:
        assert isinstance(pattern.pattern, RoutePattern), f"{pattern} is not made with path(): this test cannot read it"
        written = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, written)
        else:
            assert isinstance(pattern, URLPattern)
            sample = "/" + _PART.sub(lambda part: _SAMPLES.get(part[1] or "", "sample"), written)
            yield Route(written, sample, pattern.callback)
