"""Tokens: the server names each conversation, and only the token's holder can speak in it or delete it."""

from __future__ import annotations

import datetime
import hashlib
import secrets
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
        signing = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        self._serializer = URLSafeTimedSerializer(secret.value, salt=_SALT, signer_kwargs=signing)
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
        conversation_id, age = self._read(authorization)
        if abs(age) > self._lifetime:  # after a clock was set back a token seems to come from the future
            raise TokenRefused("expired") from None
        return conversation_id

    def read_to_forget(self, authorization: str | None) -> str:
        """The same from a token of any age: whoever could speak in a conversation may always delete it."""
        return self._read(authorization)[0]

    def _read(self, authorization: str | None) -> tuple[str, float]:
        """The conversation id and the token's age in seconds; below 0 after the clock was set back."""
        scheme, _, value = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not value.strip():
            raise TokenRefused("no token")
        try:
            conversation_id, signed_at = self._serializer.loads(value.strip(), return_timestamp=True)
        except (BadSignature, UnicodeError, ValueError):
            raise TokenRefused("not a token of this server") from None
        if not isinstance(conversation_id, str):
            raise TokenRefused("not a token of this server")
        return conversation_id, (datetime.datetime.now(datetime.timezone.utc) - signed_at).total_seconds()
