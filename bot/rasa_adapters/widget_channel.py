"""The `widget` channel: plain HTTP, a token for each conversation, and a reply always, within the time limit."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Awaitable, Callable, Dict, List, Optional, Set

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel import metrics, widget_files
from bot.channel.headers import PRIVATE
from bot.channel.incoming import has_words, read_message, read_message_id, read_object
from bot.channel.limits import EVERYBODY, RateLimits, home_of
from bot.channel.problems import Problem, texts
from bot.channel.replies import Message, ReplyWriter
from bot.channel.tokens import TokenRefused, Tokens
from bot.channel.turnstile import LineFull, Turnstile
from bot.directory import load_directory
from bot.rasa_adapters.answers import file_answer, problem_answer
from bot.rasa_adapters.conversation_store import MESSAGE_ID, conversation_store
from bot.rasa_adapters.pages import add_pages
from bot.settings import Settings, read_settings
from bot.understanding.grammar import read_grammar

logger = logging.getLogger(__name__)

OPENING = "/restart"
SLOWED_SECONDS = 1.0
_MOST_OF_A_TOKEN = 1024
LATE_SECONDS = 1.5
Handler = Callable[[UserMessage], Awaitable[Any]]


class CollectedReply(OutputChannel):
    """Keeps each response whole (text, buttons and services together) until the turn is over."""

    def __init__(self, writer: ReplyWriter) -> None:
        self._writer = writer
        self.messages: List[Message] = []
        self.responses: List[str] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as Rasa keeps it with each event."""
        return "widget"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Take one response."""
        written = self._writer.from_response(message)
        if written:
            self.messages.append(written)
            self.responses.append(str(message.get("utter_action")))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take a bare text, which Rasa itself may send."""
        await self.send_response(recipient_id, {"text": text})


class WidgetChannel(InputChannel):
    """The calls of docs/openapi.yml, under /webhooks/widget."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tokens = Tokens(settings.signing_secret(), settings.token_lifetime_seconds)
        self._limits = RateLimits(settings)
        self._turnstile = Turnstile(settings.turns_at_once, settings.most_waiting, settings.most_waiting_per_address)
        self._writer = ReplyWriter(load_directory(settings.contact_setting))
        self._under_way: Set[asyncio.Future[Any]] = set()

    @classmethod
    def name(cls) -> str:
        """The channel's name and its place in the address."""
        return "widget"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """The channel takes nothing from credentials.yml: its settings are the environment's."""
        return cls(read_settings())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes."""
        routes = Blueprint("widget", url_prefix="")

        @routes.post("/conversations")
        async def begin(request: Request) -> HTTPResponse:
            return await self._answer(request, self._begin(request, on_new_message))

        @routes.delete("/conversations")
        async def forget(request: Request) -> HTTPResponse:
            return await self._answer(request, self._forget(request, request.headers.get("authorization")))

        @routes.post("/forget")
        async def forget_on_leaving(request: Request) -> HTTPResponse:
            token = request.body[:_MOST_OF_A_TOKEN].decode("utf-8", "replace")
            return await self._answer(request, self._forget(request, f"Bearer {token}"))

        @routes.post("/messages")
        async def message(request: Request) -> HTTPResponse:
            return await self._answer(request, self._message(request, on_new_message))

        @routes.route("/health", methods=["GET", "HEAD"])
        @routes.route("/health/ready", methods=["GET", "HEAD"], name="ready")
        async def health(request: Request) -> HTTPResponse:
            if not _is_ready(request.app):
                return problem_answer(self.out_of_service())
            return response.json({"status": "ready"}, headers=PRIVATE)

        @routes.route("/health/live", methods=["GET", "HEAD"])
        async def live(request: Request) -> HTTPResponse:
            return response.json({"status": "live"}, headers=PRIVATE)

        @routes.get("/<name:widget[^/]*\\.js>", name="script")
        async def widget_script(request: Request, name: str) -> HTTPResponse:
            return file_answer(request, widget_files.script(name))

        @routes.get("/demo")
        async def demos(request: Request) -> HTTPResponse:
            return response.redirect("council" if request.path.endswith("/") else "demo/council")

        @routes.get("/demo/<name:[a-z.-]+>", name="demo_page")
        async def demo(request: Request, name: str) -> HTTPResponse:
            return file_answer(request, widget_files.demo(name))

        add_pages(routes, self._settings, self._limits, self._turnstile, self._address)
        return routes

    async def _begin(self, request: Request, on_new_message: Handler) -> HTTPResponse:
        address = self._address(request)
        self._check_limit("conversations from an address", address)
        self._check_limit("conversations in all")
        read_object(request.body)
        self._check_ready(request.app)
        token = self._tokens.issue()
        messages = await self._turn(OPENING, token.conversation_id, on_new_message, address)
        metrics.BEGUN.inc()
        body = {
            "token": token.value,
            "expires_at": token.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "messages": messages,
        }
        return response.json(body, status=201, headers=PRIVATE)

    async def _message(self, request: Request, on_new_message: Handler) -> HTTPResponse:
        address = self._address(request)
        self._check_limit("messages from an address", address)
        conversation_id = self._conversation(request.headers.get("authorization"))
        self._check_limit("messages", conversation_id)
        self._check_limit("messages in all")
        text, message_id = read_message(request.body), read_message_id(request.body)
        self._check_ready(request.app)
        messages = await self._look_up(request.app, conversation_id, message_id)
        if not has_words(text):
            return response.json(
                {"messages": [self._writer.message(texts()["empty"]["text"], asks="harm")]}, headers=PRIVATE
            )
        if not messages:
            messages = await self._turn(text, conversation_id, on_new_message, address, message_id)
        await self._keep_forgotten(request.app, conversation_id)
        return response.json({"messages": messages}, headers=PRIVATE)

    async def _forget(self, request: Request, authorization: Optional[str]) -> HTTPResponse:
        self._check_limit("messages from an address", self._address(request))
        try:
            conversation_id = self._tokens.read_to_forget(authorization)
        except TokenRefused:
            raise _ended() from None
        self._check_ready(request.app)
        try:
            await conversation_store(request.app.ctx.agent).forget(conversation_id)
            metrics.DELETED.labels(why="asked").inc()
        except Exception as error:
            metrics.DATABASE_ERRORS.inc()
            logger.error("A conversation could not be deleted (%s); it is tried again.", type(error).__name__)
            raise self.out_of_service() from None
        return response.empty(status=204, headers=PRIVATE)

    async def _look_up(self, app: Sanic, conversation_id: str, message_id: Optional[str]) -> List[Message]:
        """The reply to this very message, when it came through before and only the reply was lost on its way.

        A conversation that was deleted stays deleted, even while its token is still fresh: that is a `Problem`.
        """
        try:
            standing = await conversation_store(app.ctx.agent).standing(conversation_id, message_id)
        except Exception as error:
            metrics.DATABASE_ERRORS.inc()
            logger.error("The database does not answer (%s); the message is taken as a new one.", type(error).__name__)
            return []
        if standing.is_forgotten:
            raise _ended()
        return [message for message in map(self._writer.from_response, standing.said_before) if message]

    async def _turn(
        self, text: str, conversation_id: str, handler: Handler, address: str, message_id: Optional[str] = None
    ) -> List[Message]:
        """What the bot replies: whatever it said within the time limit, or the written fallback."""
        reply = CollectedReply(self._writer)
        metadata = {MESSAGE_ID: message_id} if message_id else None
        message = UserMessage(text, reply, conversation_id, input_channel=self.name(), metadata=metadata)
        began, outcome = time.monotonic(), "answered"
        turn = asyncio.ensure_future(self._handle(message, handler, address))
        with metrics.UNDER_WAY.track_inprogress():
            await asyncio.wait({turn}, timeout=self._settings.reply_timeout_seconds)
        if not turn.done():
            outcome = "late"
            logger.error(
                "A turn took longer than %s s; the person got what there was.", self._settings.reply_timeout_seconds
            )
            self._let_end(turn, LATE_SECONDS if reply.messages else 0.0)
        elif isinstance(error := turn.exception(), LineFull):
            raise self.too_many(5) if error.is_own else self.out_of_service()
        elif error:
            outcome = "failed"
            logger.error("A turn failed with %s; the person got what there was.", type(error).__name__)
        messages = list(reply.messages) or [self._fallback()]
        if outcome == "answered" and not reply.messages:
            outcome = "fallback"
        shown = [service["id"] for message in messages for service in message["services"]]
        metrics.count_turn(outcome, time.monotonic() - began, shown, reply.responses)
        return messages

    async def _handle(self, message: UserMessage, handler: Handler, address: str) -> None:
        """Let Rasa do its work, when it is this message's turn."""
        try:
            async with self._turnstile.turn(address):
                await handler(message)
        finally:
            read_grammar.cache_clear()  # it holds the last few messages, and what is deleted must be gone

    def _let_end(self, turn: asyncio.Future[Any], seconds: float) -> None:
        """Leave a late turn some time for its last steps: what the person has read should be stored, too."""
        asyncio.get_running_loop().call_later(seconds, turn.cancel)
        self._under_way.add(turn)
        turn.add_done_callback(self._under_way.discard)
        turn.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _fallback(self) -> Message:
        written = texts()["fallback"]
        return self._writer.message(written["text"], written["services"])

    def out_of_service(self) -> Problem:
        """The problem of a bot that cannot answer, with the emergency line and the Supportline."""
        return Problem("out_of_service", {"Retry-After": "5"}, {"services": self._fallback()["services"]})

    def too_many(self, seconds: int) -> Problem:
        """The problem of a caller who asks too much."""
        return Problem("too_many", {"Retry-After": str(seconds)})

    def _conversation(self, authorization: Optional[str]) -> str:
        try:
            return self._tokens.read(authorization)
        except TokenRefused:
            raise _ended() from None

    def _check_limit(self, what: str, who: str = EVERYBODY) -> None:
        seconds = self._limits.wait_for(what, who)
        if seconds is not None:
            raise self.too_many(seconds)

    def _check_ready(self, app: Sanic) -> None:
        if not _is_ready(app):
            raise self.out_of_service()

    async def _keep_forgotten(self, app: Sanic, conversation_id: str) -> None:
        """A turn that was under way when the person deleted everything has written it back: delete it again."""
        store = conversation_store(app.ctx.agent)
        try:
            is_forgotten = await store.is_forgotten(conversation_id)
            if is_forgotten:
                await store.forget(conversation_id)
        except Exception as error:
            metrics.DATABASE_ERRORS.inc()
            logger.error("The database does not answer (%s) after a turn.", type(error).__name__)
            return
        if is_forgotten:
            raise _ended()

    def _address(self, request: Request) -> str:
        """The caller's address: the socket's, or what the outermost trusted proxy wrote."""
        lines = request.headers.getall("x-forwarded-for", [])  # a proxy may add a line of its own
        hops = [hop.strip() for hop in ",".join(lines).split(",") if hop.strip()]
        trusted = self._settings.trusted_proxies
        return home_of(hops[-trusted] if trusted and len(hops) >= trusted else str(request.ip))

    async def _answer(self, request: Request, work: Awaitable[HTTPResponse]) -> HTTPResponse:
        """Do the work to its end even if the caller leaves: what was to be forgotten must not stay half forgotten."""
        task = asyncio.ensure_future(self._finish(request, work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _finish(self, request: Request, work: Awaitable[HTTPResponse]) -> HTTPResponse:
        try:
            return await work
        except Problem as problem:
            found = problem
        except Exception as error:
            logger.error("A call failed with %s.", type(error).__name__)
            found = self.out_of_service()
        metrics.PROBLEMS.labels(status=str(found.status)).inc()
        if self._limits.wait_for("refusals of an address", self._address(request)) is not None:
            await asyncio.sleep(SLOWED_SECONDS)  # whoever is refused again and again is answered slowly
        return problem_answer(found)

    async def finish_turns(self, app: Sanic, _loop: object) -> None:
        """Before the server stops: let every call that is under way come to its end."""
        if self._under_way:
            logger.info("Stopping: %s calls are finished first.", len(self._under_way))
            await asyncio.wait(self._under_way, timeout=self._settings.reply_timeout_seconds * 2)


def _is_ready(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready()


def _ended() -> Problem:
    return Problem("no_token", {"WWW-Authenticate": "Bearer"})
