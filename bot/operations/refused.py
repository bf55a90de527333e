"""The one error of this room."""

from __future__ import annotations


class Refused(Exception):
    """A copy was not made or not put back. The message says what happened and what to do; it holds no person's words."""
