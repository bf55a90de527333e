"""Masking more by hand, for good: the words are overwritten, and nothing keeps what they were."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Collection, Optional, Union

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations.keeping import act
from bot.console.conversations.models import Conversation, Reading, Turn
from bot.console.conversations.transcript import MASKED, gone, is_prefetch, note, with_conversation
from bot.console.conversations.views import address_of, query_of
from bot.console.review.models import Act
from bot.console.review.search import wipe_deleted_words

_MARKS = ".,;:!?\"'()“”‘’…"
_WORD = re.compile(r"\S+")


def words_in(text: str) -> list[str]:
    """In the order in which they stand."""
    return _WORD.findall(text)


def digest_of(text: str) -> str:
    """Tells whether the text is still what somebody saw."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_words(text: str, chosen: Collection[int]) -> str:
    """The text with these words masked; words in a row become one [masked]."""
    parts: list[str] = []
    last, is_open = 0, False
    for index, match in enumerate(_WORD.finditer(text)):
        if index not in chosen:
            parts.append(text[last : match.end()])
        elif not is_open:
            parts += [text[last : match.start()], MASKED]
        is_open = index in chosen
        last = match.end()
    return "".join(parts) + text[last:]


def without_echoes(reasons: list[Any], words: Collection[str]) -> list[Any]:
    """A reason that says a masked word again ("age: 15") loses it, too. Replies are the bot's own fixed wording."""
    bare = {word.strip(_MARKS) for word in words} - {""}
    if not bare:
        return reasons
    echo = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(bare, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )
    return [echo.sub(MASKED, reason) if isinstance(reason, str) else reason for reason in reasons]


def mask(number: int, digest: str, chosen: Union[Collection[int], None]) -> Optional[Turn]:
    """Masks these words of a turn, or all of it (None), for good. None when the text is no longer what was seen."""
    with transaction.atomic():
        turn = Turn.objects.select_for_update().filter(pk=number).first()
        if turn is None or digest_of(turn.text) != digest:
            return None
        words = words_in(turn.text)
        every = range(len(words))
        gone_words = [words[index] for index in (every if chosen is None else chosen) if index in every]
        turn.text = MASKED if chosen is None else without_words(turn.text, chosen)
        turn.reasons = without_echoes(turn.reasons, gone_words)
        turn.is_masked = True
        turn.save(update_fields=["text", "is_masked", "reasons"])
        wipe_deleted_words()
    return turn


@asks_for(May.MASK)
@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation
def mask_turn(request: HttpRequest, conversation: Conversation, turn_number: int) -> HttpResponse:
    """Choose words of one message, or all of it."""
    turn = conversation.turns.filter(pk=turn_number).first()
    if turn is None:
        return gone(request)
    query = query_of(request)
    if request.method == "POST":
        return _masked(request, conversation, turn)
    if request.method == "HEAD" or is_prefetch(request):
        return HttpResponse(status=200 if request.method == "HEAD" else 204)
    note(request, Reading.What.REVEALED, conversation, f"message {turn.number}, to mask")
    return _page(request, conversation, turn, query)


def _masked(request: HttpRequest, conversation: Conversation, turn: Turn) -> HttpResponse:
    query = query_of(request)
    chosen = {int(each) for each in request.POST.getlist("word") if each.isascii() and each.isdigit() and len(each) < 6}
    is_all = "all" in request.POST
    if not chosen and not is_all:
        return _page(request, conversation, turn, query, "Choose the words to mask, or mask the whole message.", 422)
    with transaction.atomic():
        done = mask(turn.pk, request.POST.get("seen", ""), None if is_all else chosen)
        if done is not None:
            act(request, Act.What.MASKED, conversation, f"message {turn.number}")
    if done is None:
        turn.refresh_from_db()
        return _page(request, conversation, turn, query, "The message has changed since. Choose again.", 409)
    messages.success(request, "Masked for good.")
    return redirect(address_of(conversation.pk, query, f"turn-{turn.number}"))


def _page(
    request: HttpRequest, conversation: Conversation, turn: Turn, query: str, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "conversation": conversation, "turn": turn, "words": list(enumerate(words_in(turn.text))), "query": query,
        "seen": digest_of(turn.text), "problem": problem,
    }  # fmt: skip
    return render(request, "conversations/mask.html", context, status=status)
