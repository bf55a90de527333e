"""The routes of the pages without JavaScript: one address, its stylesheet, and Rasa's agent to read own words."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, Callable, Mapping

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.limits import RateLimits
from bot.channel.pages import HEADERS, Page, Pages
from bot.channel.problems import Problem
from bot.channel.turnstile import Turnstile
from bot.directory import load_directory
from bot.settings import Settings
from bot.understanding.grammar import read_grammar

logger = logging.getLogger(__name__)


def add_pages(
    routes: Blueprint,
    settings: Settings,
    limits: RateLimits,
    turnstile: Turnstile,
    address_of: Callable[[Request], str],
) -> None:
    """Add them to the channel's routes. `address_of` tells a caller's network address, for the request limits."""
    pages = Pages(load_directory(settings.contact_setting), settings.exit_url)

    @routes.route("/pages", methods=["GET", "HEAD"], name="pages_start")
    async def start(request: Request) -> HTTPResponse:
        if request.path.endswith("/"):  # the links on the pages are relative to the address without it
            return response.redirect("../pages", headers=dict(HEADERS))
        return _sent(pages.start())

    @routes.post("/pages", name="pages_answer")
    async def answer(request: Request) -> HTTPResponse:
        try:
            address = address_of(request)
            wait = limits.wait_for("messages from an address", address) or limits.wait_for("messages in all")
            if wait is not None:
                return _sent(pages.problem(Problem("too_many", {"Retry-After": str(wait)})))
            read = partial(_read, request.app, turnstile, address)
            return _sent(await pages.answer(request.body, read, settings.reply_timeout_seconds))
        except Exception as error:
            logger.error("A page could not be made (%s).", type(error).__name__)
            return _sent(pages.broken)

    @routes.route("/pages.css", methods=["GET", "HEAD"], name="pages_style")
    async def style(request: Request) -> HTTPResponse:
        return response.text(pages.style, content_type="text/css; charset=utf-8", headers=dict(HEADERS))


async def _read(app: Sanic, turnstile: Turnstile, address: str, text: str) -> Mapping[str, Any]:
    """What Rasa's agent makes of the text, outside any conversation: nothing goes to a store."""
    try:
        async with turnstile.turn(address):
            parsed: Mapping[str, Any] = await app.ctx.agent.parse_message(text)
        return parsed
    finally:
        read_grammar.cache_clear()  # it holds the last few messages, and these pages promise to keep nothing


def _sent(page: Page) -> HTTPResponse:
    return response.html(page.html, status=page.status, headers=dict(page.headers))
