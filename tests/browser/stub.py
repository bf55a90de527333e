"""A stand-in for the bot that is slow, fails or says odd things when a test tells it to. The widget's files are the real ones."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Iterator, Optional

from bot.channel import widget_files

PREFIX = "/webhooks/widget/"
Message = dict[str, Any]


def message(text: str, services: Any = (), choices: Any = (), asks: Optional[str] = None) -> Message:
    """A message as docs/openapi.yml has it."""
    return {"text": text, "services": list(services), "choices": list(choices), "asks": asks}


@dataclass
class Call:
    """One call that the stub got."""

    method: str
    path: str
    body: Any
    token: str


@dataclass
class Behaviour:
    """What the stub does next. `status` other than 200 fails; `drops` answers nothing at all."""

    delay: float = 0.0
    status: int = 200
    drops: bool = False
    problem: dict[str, Any] = field(default_factory=dict)
    messages: Optional[list[Message]] = None
    headers: dict[str, str] = field(default_factory=dict)


class Stub:
    """The running stub: where it is, what it got, what it does next."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.calls: list[Call] = []
        self.next: list[Behaviour] = []
        self.usual = Behaviour()
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}

    @property
    def base(self) -> str:
        """The address of the channel."""
        return f"{self.origin}{PREFIX.rstrip('/')}"

    def said(self) -> list[str]:
        """The texts that arrived, in order."""
        return [call.body["text"] for call in self.calls if call.path == "messages" and "text" in call.body]


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else every answer waits 40 ms for its second half

        def log_message(self, format: str, *arguments: Any) -> None:
            """Quiet."""

        def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # the browser has left
                self.wfile.write(content)

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path in stub.pages:
                content, headers = stub.pages[path]
                return self._send(200, content.encode(), "text/html; charset=utf-8", headers)
            name = path.removeprefix(PREFIX)
            file = (
                widget_files.demo(name.removeprefix("demo/")) if name.startswith("demo/") else widget_files.script(name)
            )
            if file is None:
                return self._send(404, b"", "text/plain", {})
            self._send(200, file.content, f"{file.kind}; charset=utf-8", dict(file.headers))

        def do_OPTIONS(self) -> None:
            self._send(
                204,
                b"",
                "text/plain",
                {
                    **_cors(self),
                    "Access-Control-Allow-Headers": "*, Authorization",
                    "Access-Control-Allow-Methods": "*",
                },
            )

        def _call(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            is_json = "json" in (self.headers.get("Content-Type") or "")
            body = json.loads(raw) if raw and is_json else raw.decode()
            path = self.path.removeprefix(PREFIX)
            stub.calls.append(Call(self.command, path, body, self.headers.get("Authorization") or ""))
            does = stub.next.pop(0) if stub.next else stub.usual
            time.sleep(does.delay)
            if does.drops:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            headers = {**_cors(self), **does.headers, "Cache-Control": "no-store"}
            if does.status != 200:
                return self._send(
                    does.status,
                    json.dumps({"status": does.status, **does.problem}).encode(),
                    "application/problem+json",
                    headers,
                )
            if self.command == "DELETE" or path == "forget":
                return self._send(204, b"", "text/plain", headers)
            said = (
                does.messages
                if does.messages is not None
                else [message("What happened?" if path == "conversations" else "I see.")]
            )
            answer: dict[str, Any] = {"messages": said}
            if path == "conversations":
                answer.update(token="t", expires_at="2099-01-01T00:00:00Z")
            self._send(
                201 if path == "conversations" else 200, json.dumps(answer).encode(), "application/json", headers
            )

        do_POST = do_DELETE = _call

    return Handler


def _cors(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    origin = handler.headers.get("Origin")
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After"} if origin else {}


@contextmanager
def running_stub() -> Iterator[Stub]:
    """A stub on a free port of loopback until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    stub = Stub(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = _handler(stub)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
