"""The routing table in plain words, as `python -m bot routes` prints it and docs/signposting.md shows it."""

from __future__ import annotations

from bot.signposting.routing import ROUTES, Route

_HEAD = ("Service", "When", "Reason", "Rule")


def routing_table(routes: tuple[Route, ...] = ROUTES) -> str:
    """The routes as a Markdown table, in their order, without a line break at the end."""
    rows = [_HEAD, tuple("---" for _ in _HEAD), *map(_cells, routes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(route: Route) -> tuple[str, ...]:
    return f"`{route.service}`", _in_words(route), f"`{route.reason}`", str(route.rule)


def _in_words(route: Route) -> str:
    """The condition's docstring on one line. Raises `ValueError` when there is none: nobody could check that row."""
    words = " ".join((route.when.__doc__ or "").split()).replace("|", "\\|")
    if not words:
        raise ValueError(
            f"The condition of the route to '{route.service}' has no docstring: say in a sentence when it holds."
        )
    return words
