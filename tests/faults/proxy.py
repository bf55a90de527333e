"""A TCP proxy on the loopback that can be cut, go silent and come back, between the bot and a real server."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

_CHUNK = 65536


class Proxy:
    """Forwards to `target`. `cut()`: nobody listens. `hush()`: calls are taken and never answered. `mend()`: as before."""

    def __init__(self, target: tuple[str, int], is_cut: bool = False, is_silent: bool = False) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self._speaks = threading.Event()
        if not is_silent:
            self._speaks.set()
        self.port = _listen(0, self)
        if is_cut:
            self.cut()

    def cut(self) -> None:
        """Stop listening and break every connection."""
        listener, self._listener = self._listener, None
        if listener:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.drop()

    def hush(self) -> None:
        """Take everything, answer nothing, on old connections and new ones."""
        self._speaks.clear()

    def mend(self) -> None:
        """Work again. Connections that were silent are broken."""
        if not self._speaks.is_set():
            self.drop()
        self._speaks.set()
        if self._listener is None:
            _listen(self.port, self)

    def drop(self) -> None:
        """Break every connection."""
        with self._lock:
            connections, self._open = self._open, []
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def accept(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        self._listener = listener
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.append(client)
            if self._speaks.is_set():
                self._connect(client)

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._target, timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        with self._lock:
            self._open.append(server)
        for source, sink in ((client, server), (server, client)):
            threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                if self._speaks.is_set():
                    sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _listen(port: int, proxy: Proxy) -> int:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    proxy._listener = listener
    threading.Thread(target=proxy.accept, args=(listener,), daemon=True).start()
    return int(listener.getsockname()[1])
