"""Tokens: the server names each conversation, and only the token's holder can speak in it or delete it."""

from __future__ import annotations

import datetime
import secrets
import time
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.settings import Secret

_SALT = "widget-conversation"
_ID_BYTES = 18


class TokenRefused(Exception):
    """The token is missing, malformed, forged or expired."""


@dataclass(frozen=True)
class Token:
    """A signed token and the moment (UTC) at which it stops working."""

    value: str
    conversation_id: str
    expires_at: datetime.datetime


class Tokens:
    """Issues and reads tokens with one secret. They hold a random conversation id and nothing of the person."""

    def __init__(self, secret: Secret, lifetime_seconds: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret.value, salt=_SALT)
        self._lifetime = lifetime_seconds

    def issue(self) -> Token:
        """A token for a new conversation with an unguessable id (144 random bits)."""
        conversation_id = secrets.token_urlsafe(_ID_BYTES)
        value = self._serializer.dumps(conversation_id)
        text = value if isinstance(value, str) else value.decode("ascii")
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        return Token(text, conversation_id, now + datetime.timedelta(seconds=self._lifetime))

    def read(self, authorization: str | None) -> str:
        """The conversation id in an `Authorization: Bearer …` header. Raises `TokenRefused`."""
        scheme, _, value = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not value.strip():
            raise TokenRefused("no token")
        try:
            conversation_id, signed = self._serializer.loads(value.strip(), return_timestamp=True)
        except (BadSignature, UnicodeError, ValueError):
            raise TokenRefused("not a token of this server") from None
        # A clock that was set back makes a good token look like tomorrow's: that must not end anybody's chat.
        if abs(time.time() - signed.timestamp()) > self._lifetime:
            raise TokenRefused("expired") from None
        if not isinstance(conversation_id, str):
            raise TokenRefused("not a token of this server")
        return conversation_id
