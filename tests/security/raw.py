"""Bytes on a socket: for what no HTTP library would send."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Sequence
from urllib.parse import urlsplit

PATIENCE_SECONDS = 4.0
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n")


@dataclass(frozen=True)
class Said:
    """Everything that came back on one connection."""

    data: bytes
    is_closed: bool

    @property
    def statuses(self) -> list[int]:
        """The status of each answer."""
        return [int(status) for status in _STATUS.findall(self.data)]

    @property
    def body(self) -> bytes:
        """What follows the head of the first answer."""
        return self.data.partition(b"\r\n\r\n")[2]


def send(address: str, *pieces: bytes, patience: float = PATIENCE_SECONDS, pause: float = 0.0) -> Said:
    """Send the pieces on one connection and read until nothing more comes. Writing to a closed connection is no error."""
    where = urlsplit(address)
    said, is_closed = b"", False
    with socket.create_connection((where.hostname or "", where.port or 80), 10) as connection:
        connection.settimeout(patience)
        with suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
                connection.settimeout(pause or patience)
                if pause and piece is not pieces[-1]:
                    with suppress(socket.timeout):
                        said += connection.recv(65536)
                connection.settimeout(patience)
        with suppress(OSError):
            while True:
                got = connection.recv(65536)
                if not got:
                    is_closed = True
                    break
                said += got
                connection.settimeout(min(patience, 0.25))
    return Said(said, is_closed)


def request(
    line: str, headers: Sequence[str] = (), body: bytes = b"", host: str = "chat.example.org", has_length: bool = True
) -> bytes:
    """A request as bytes; header lines are sent as they are (Latin-1)."""
    lines = [line, f"Host: {host}", *headers]
    if body and has_length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
