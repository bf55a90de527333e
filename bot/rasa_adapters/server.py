"""The bot server: Rasa's own application with our channel, our store and the custom actions in this process."""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial

import rasa.core.run
import rasa.utils.common
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.exceptions import MethodNotSupported, NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channel.incoming import MOST_BYTES
from bot.channel.problems import CONTENT_TYPE, Problem
from bot.rasa_adapters.conversation_store import conversation_store
from bot.rasa_adapters.in_process import InProcessActions
from bot.rasa_adapters.logs import keep_words_out
from bot.rasa_adapters.widget_channel import WidgetChannel
from bot.settings import ROOT, Settings

logger = logging.getLogger(__name__)

FORGET_EVERY_SECONDS = 600

_PROBLEMS = (
    (PayloadTooLarge, "too_long"),
    (NotFound, "not_found"),
    (MethodNotSupported, "wrong_method"),
    (SanicException, "malformed"),
)


def endpoints(settings: Settings) -> AvailableEndpoints:
    """endpoints.yml, with the custom actions in this process unless a URL for them is set."""
    read = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    url = settings.action_endpoint_url
    read.action = EndpointConfig(url) if url else InProcessActions()
    return read


def create_app(settings: Settings) -> Sanic:
    """The application with the widget channel only: no HTTP API, no stock channel."""
    reached = endpoints(settings)
    app = rasa.core.run.configure_app(
        [WidgetChannel(settings)],
        cors=list(settings.allowed_origins) or None,
        enable_api=False,
        endpoints=reached,
        port=settings.port,
    )
    app.config.REQUEST_MAX_SIZE = MOST_BYTES * 32
    app.config.FALLBACK_ERROR_FORMAT = "json"
    for kind, name in _PROBLEMS:
        app.error_handler.add(kind, partial(_as_problem, name))
    app.register_listener(
        partial(rasa.core.run.load_agent_on_start, str(settings.model_path), reached, None), "before_server_start"
    )
    app.register_listener(_warm_up, "before_server_start")
    app.register_listener(partial(_start_forgetting, settings.keep_hours), "after_server_start")
    app.register_listener(rasa.core.run.close_resources, "after_server_stop")
    return app


def serve(settings: Settings) -> None:
    """Serve until stopped."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    rasa.utils.common.configure_logging_and_warnings(logging.WARNING, warn_only_once=True, filter_repeated_logs=True)
    keep_words_out()
    app = create_app(settings)
    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, debug=False)


async def _warm_up(app: Sanic, _loop: object) -> None:
    """Read one message before the first person does, so that nobody waits for lazy loading."""
    agent = app.ctx.agent
    if agent.is_ready():
        await agent.parse_message("hello, is anyone there")
        logger.info("The bot is ready.")


async def _start_forgetting(hours: int, app: Sanic, _loop: object) -> None:
    app.add_task(_forget_idle(app, hours))


async def _forget_idle(app: Sanic, hours: int) -> None:
    """Delete chats that nobody has written in for `hours`, again and again. A database that is down is tried again."""
    while True:
        try:
            if app.ctx.agent.is_ready():
                deleted = await conversation_store(app.ctx.agent).forget_idle(hours)
                if deleted:
                    logger.info("%s idle conversations were deleted.", deleted)
        except Exception as error:
            logger.error("Idle conversations could not be deleted (%s).", type(error).__name__)
        await asyncio.sleep(FORGET_EVERY_SECONDS)


def _as_problem(name: str, request: Request, error: Exception) -> HTTPResponse:
    problem = Problem(name)
    return json(problem.body(), status=problem.status, content_type=CONTENT_TYPE)
