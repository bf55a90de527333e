"""Calls whose length is not plain are refused before their body is read, and so is whatever is not for the channel.

Sanic 21.12 takes `Content-Length: -1` for a body that never ends and reads it in a loop that lets nobody else on: one such
call would silence the bot for everybody. Where two lengths are given, it and a proxy could take different ones (RFC 9112, 6.3).
"""

from __future__ import annotations

import re

from sanic import Sanic
from sanic.exceptions import InvalidUsage, NotFound
from sanic.request import Request

_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)


def refuse_unclear_lengths(app: Sanic) -> None:
    """Answer calls with a length that is no number, with two lengths, or with a way of sending that is not `chunked`, with 400."""

    async def check(request: Request) -> None:
        lengths = request.headers.getall("content-length", [])
        codings = request.headers.getall("transfer-encoding", [])
        is_plain = len(lengths) + len(codings) <= 1
        if not is_plain or not all(map(_LENGTH.fullmatch, lengths)) or not set(codings) <= {"chunked"}:
            raise InvalidUsage("The length of the body is not clear.")

    app.add_signal(check, "http.lifecycle.request")


def answer_only_under(app: Sanic, prefix: str) -> None:
    """Say of every other address that there is nothing: Rasa's front door tells its name and version."""

    async def check(request: Request) -> None:
        if not request.path.startswith(prefix):
            raise NotFound("Nothing is here.")

    app.register_middleware(check, "request")
