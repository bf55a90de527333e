"""The allow-list of sites on every answer of the channel, in place of what Rasa does about other origins."""

from __future__ import annotations

from typing import Collection, Mapping, Optional

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channel.origins import CALLS, headers_for


def allow_only(app: Sanic, origins: Collection[str], prefix: str) -> None:
    """Let pages of these sites, and of no other, read what the calls under `prefix` answer.

    Rasa's own way takes the list for regular expressions, allows cookies, hides `Retry-After` and writes
    `Access-Control-Allow-Origin` a second time where a file of the widget has it already: browsers then refuse the file.
    """
    app.ctx.sanic_cors.resources.clear()

    def said_to(request: Request, is_asking_first: bool = False) -> Mapping[str, str]:
        is_call = request.path.startswith(prefix) and request.path[len(prefix) :].strip("/") in CALLS
        return headers_for(request.headers.get("origin"), origins, is_asking_first) if is_call else {}

    async def answer_preflight(request: Request) -> Optional[HTTPResponse]:
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return empty(headers=dict(said_to(request, is_asking_first=True)))
        return None

    async def add_headers(request: Request, response: HTTPResponse) -> None:
        if request.method != "OPTIONS":
            response.headers.update(said_to(request))

    app.register_middleware(answer_preflight, "request")
    app.register_middleware(add_headers, "response")
