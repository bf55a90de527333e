"""What `make schema` tells schemathesis about the bot: where tokens come from, and which texts hold no words.

Runs in .venv-security, which has nothing of the product's; schemathesis finds it by SCHEMATHESIS_HOOKS.
"""

from __future__ import annotations

import json
import unicodedata
import urllib.request
from typing import Any

import schemathesis

USES_OF_A_TOKEN = 15
"""After so many messages another conversation is begun."""
_MOST_CHARACTERS = 2000


@schemathesis.auth(refresh_interval=None)
class OneTokenForEachConversation:
    """Begins a conversation for the calls that need a token. One that was deleted with its token is not used again."""

    def __init__(self) -> None:
        self._token, self._left = "", 0

    def get(self, case: Any, context: Any) -> str:
        """A token that still works."""
        is_ending = case.operation.path != "/messages"
        if is_ending or not self._left:
            request = urllib.request.Request(f"{case.operation.base_url}/conversations", b"{}", method="POST")
            with urllib.request.urlopen(request, timeout=30) as answer:
                token = str(json.load(answer)["token"])
            if is_ending:
                return token
            self._token, self._left = token, USES_OF_A_TOKEN
        self._left -= 1
        return self._token

    def set(self, case: Any, data: str, context: Any) -> None:
        """Put it where the operation takes it: `/forget` has it as its body."""
        if case.operation.path == "/forget":
            case.body = data
        else:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Look at a redirect itself, not at what it leads to."""
    kwargs["allow_redirects"] = False


@schemathesis.hook
def filter_body(context: Any, body: Any) -> bool:
    """Leave out what a schema cannot say: a text without a letter or a digit may be refused as empty, and one that unfolds
    to more than 2,000 characters as too long. Both are tested in tests/channel/test_incoming.py.
    """
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        return True
    read = unicodedata.normalize("NFKC", body["text"])
    return any(unicodedata.category(each)[0] in "LN" for each in read) and len(read) <= _MOST_CHARACTERS
