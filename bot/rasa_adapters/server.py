"""The bot server: Rasa's own application with our channel, our store and the custom actions in this process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import time
from dataclasses import replace
from functools import partial
from typing import Optional

import rasa.core.run
import rasa.utils.common
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.exceptions import MethodNotSupported, NotFound, PayloadTooLarge, SanicException, ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel import metrics
from bot.channel.incoming import MOST_BYTES
from bot.channel.problems import Problem
from bot.door import open_door
from bot.privacy.people import load_people
from bot.rasa_adapters.answers import problem_answer
from bot.rasa_adapters.conversation_store import conversation_store
from bot.rasa_adapters.in_process import InProcessActions
from bot.rasa_adapters.logs import keep_words_out
from bot.rasa_adapters.origins import allow_only
from bot.rasa_adapters.startup_checks import refuse_unsafe
from bot.rasa_adapters.strict_http import answer_only_under, refuse_unclear_lengths
from bot.rasa_adapters.widget_channel import WidgetChannel
from bot.settings import ROOT, VERSION, Settings

logger = logging.getLogger(__name__)

BACKLOG = 2048
"""Callers who may knock at the same moment before the bot has answered the door."""
BEAT_SECONDS = 1.0
FORGET_EVERY_SECONDS = 600
SETTLE_SECONDS = 2.0
ROUTE = "/webhooks/"

_PROBLEMS = (
    (PayloadTooLarge, Problem("too_long")),
    (NotFound, Problem("not_found")),
    (MethodNotSupported, Problem("wrong_method")),
    (SanicException, Problem("malformed")),
)


def endpoints(settings: Settings) -> AvailableEndpoints:
    """endpoints.yml, with the custom actions in this process unless a URL for them is set."""
    read = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    url = settings.action_endpoint_url
    read.action = EndpointConfig(url) if url else InProcessActions()
    if read.event_broker:
        logger.error(
            "The event broker in endpoints.yml is not used: one that is down would keep the bot from starting."
        )
        read.event_broker = None
    return read


def create_app(settings: Settings, lifeline: Optional[int] = None) -> Sanic:
    """The application with the widget channel only: no HTTP API, no stock channel.

    `lifeline` is the file descriptor on which a supervisor waits for signs of life.
    """
    reached, channel = endpoints(settings), WidgetChannel(settings)
    app = rasa.core.run.configure_app([channel], enable_api=False, route=ROUTE, endpoints=reached, port=settings.port)
    allow_only(app, settings.allowed_origins, f"{ROUTE}{channel.name()}/")
    refuse_unclear_lengths(app)
    answer_only_under(app, f"{ROUTE}{channel.name()}/")
    app.config.REQUEST_MAX_SIZE = MOST_BYTES * 32
    app.config.FALLBACK_ERROR_FORMAT = "json"
    for kind, problem in (*_PROBLEMS, *((kind, channel.out_of_service()) for kind in (ServiceUnavailable, Exception))):
        app.error_handler.add(kind, partial(_as_problem, problem))
    app.register_listener(
        partial(rasa.core.run.load_agent_on_start, str(settings.model_path), reached, None), "before_server_start"
    )
    app.register_listener(_warm_up, "before_server_start")
    app.register_listener(partial(_start_tasks, settings.keep_hours, lifeline), "after_server_start")
    app.register_listener(channel.finish_turns, "before_server_stop")
    app.register_listener(_settle, "after_server_stop")
    app.register_listener(rasa.core.run.close_resources, "after_server_stop")
    return app


def serve(settings: Settings, door: Optional[int] = None, lifeline: Optional[int] = None) -> None:
    """Serve until stopped: on the settings' port, or on the listening socket with the file descriptor `door`.

    Raises `UnsafeSetup` when files and settings do not go together, `OSError` when the port is taken.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.umask(0o077)  # what people typed is for this user's eyes only
    refuse_unsafe(settings)
    rasa.utils.common.configure_logging_and_warnings(logging.WARNING, warn_only_once=True, filter_repeated_logs=True)
    keep_words_out(settings.log_level, settings.log_format)
    app = create_app(settings, lifeline)
    if door is None and settings.metrics_port:
        metrics.serve_metrics(settings.metrics_host, settings.metrics_port)
    opened = open_door(settings) if door is None else socket.socket(fileno=door)
    with contextlib.closing(opened):
        app.run(sock=opened, workers=1, access_log=False, debug=False, backlog=BACKLOG, motd=False)


async def _warm_up(app: Sanic, _loop: object) -> None:
    """Read one message before the first person does, so that nobody waits for lazy loading."""
    agent = app.ctx.agent
    if agent.is_ready():
        load_people()
        await agent.parse_message("hello, is anyone there")
        metrics.MODEL.labels(model_id=str(agent.model_id), version=VERSION).set(1)
        logger.info("The bot is ready.")


async def _start_tasks(hours: int, lifeline: Optional[int], app: Sanic, _loop: object) -> None:
    app.add_task(_forget_idle(app, hours), name="forget idle chats")
    app.add_task(_beat(app, lifeline), name="show life")


async def _beat(app: Sanic, lifeline: Optional[int]) -> None:
    """Measure how late the event loop is, and tell the supervisor that it turns. Without a supervisor to tell, stop."""
    while True:
        if lifeline is not None:
            try:
                os.write(lifeline, b".")
            except OSError:
                logger.error("The supervisor has gone: this process stops, so that another may start.")
                app.stop()
                return
        started = time.monotonic()
        await asyncio.sleep(BEAT_SECONDS)
        metrics.LOOP_LAG.set(max(0.0, time.monotonic() - started - BEAT_SECONDS))


async def _forget_idle(app: Sanic, hours: int) -> None:
    """Delete chats that nobody has written in for `hours`, again and again. A database that is down is tried again."""
    while True:
        try:
            if app.ctx.agent.is_ready():
                deleted = await conversation_store(app.ctx.agent).forget_idle(hours)
                if deleted:
                    metrics.DELETED.labels(why="idle").inc(deleted)
                    logger.info("%s idle conversations were deleted.", deleted)
        except Exception as error:
            metrics.DATABASE_ERRORS.inc()
            logger.error("Idle conversations could not be deleted (%s).", type(error).__name__)
        await asyncio.sleep(FORGET_EVERY_SECONDS)


async def _settle(app: Sanic, _loop: object) -> None:
    """Give the database a last chance to take what it has missed."""
    agent = getattr(app.ctx, "agent", None)
    left = await conversation_store(agent).settle(SETTLE_SECONDS) if agent else 0
    if left:
        logger.error("The database was away until the end: what was last said in %s chats is lost.", left)


def _as_problem(problem: Problem, request: Request, error: Exception) -> HTTPResponse:
    if problem.status >= 500:
        logger.error("A call failed with %s.", type(error).__name__)
    allowed = dict(error.headers) if isinstance(error, MethodNotSupported) else {}  # `Allow`, as RFC 9110 asks
    return problem_answer(replace(problem, headers={**problem.headers, **allowed}))
