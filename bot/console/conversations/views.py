"""The queue and the transcript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations import transcript as reading
from bot.console.conversations.filters import QueueFilter, conversations
from bot.console.conversations.models import Conversation, Reading
from bot.console.conversations.queue import Spot, count_of, neighbours, page_of
from bot.console.conversations.transcript import gone, is_prefetch, with_conversation
from bot.console.conversations.words import concern_words, plain
from bot.console.review.claims import extend, is_held_by, let_expired_go, next_for
from bot.console.review.preferences import preferences_of
from bot.console.review.saved import saved_filters
from bot.console.review.saving import page_of_review


def query_of(request: HttpRequest) -> str:
    """The filter as it stands in an address, without anything else that may stand there."""
    return urlencode(
        [(name, value) for name in QueueFilter.base_fields for value in request.GET.getlist(name) if value]
    )


def address_of(number: int, query: str = "", part: str = "") -> str:
    """Of a transcript, under a filter."""
    return reverse("transcript", args=[number]) + (f"?{query}" if query else "") + (f"#{part}" if part else "")


@asks_for(May.REVIEW)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The conversations, worst first."""
    let_expired_go()
    filters = QueueFilter(request.GET)
    found = conversations(filters)
    after, before = (Spot.read(request.GET.get(name, "")) for name in ("after", "before"))
    page = page_of(found, request.user.pk, after, before)
    count, is_more = count_of(found)
    query = query_of(request)
    context = {
        "filters": filters, "page": page, "rows": [_row(each, request) for each in page.rows], "count": count,
        "is_more": is_more, "query": query, "saved": saved_filters(request.user, query), "is_filtered": bool(query),
        "keys_on": preferences_of(request.user).keys_on, "pace": reading.pace_of(request.user.pk),
        "may_share": request.user.may(May.SECOND_CHECK),
    }  # fmt: skip
    return render(request, "conversations/queue.html", context)


def _row(conversation: Conversation, request: HttpRequest) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "address": address_of(conversation.pk, query_of(request)),
        "concerns": [concern_words().get(name, plain(name)) for name in conversation.concerns],
        "harm": plain(conversation.harm),
        "age": plain(conversation.age_group),
        "services": reading.names_of(conversation.services),
        "held_by_other": conversation.is_claimed_by_another(request.user),
        "held_by_me": is_held_by(conversation, request.user),
    }


@asks_for(May.REVIEW)
@require_POST
def next_to_review(request: HttpRequest) -> HttpResponse:
    """Claims the worst that nobody holds, and opens it."""
    let_expired_go()
    number = next_for(request.user, conversations(QueueFilter(request.GET)))
    query = query_of(request)
    if number is None:
        messages.info(request, "Nothing is left to review under this filter.")
        return redirect(reverse("queue") + (f"?{query}" if query else ""))
    return redirect(address_of(number, query))


@asks_for(May.REVIEW)
@require_safe
def transcript(request: HttpRequest, number: int) -> HttpResponse:
    """One conversation. Opening it leaves one entry in the log of who read what."""
    conversation = reading.find(number)
    if conversation is None:
        return gone(request)
    if request.method == "HEAD" or is_prefetch(request):
        return HttpResponse(status=200 if request.method == "HEAD" else 204)
    reading.note_opening(request, conversation)
    extend(request.user, number)
    conversation.refresh_from_db(fields=["claimed_until"])
    return render(request, "conversations/transcript.html", _transcript_of(request, conversation))


def _transcript_of(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    liking = preferences_of(request.user)
    first = _whole(request.GET.get("from", ""))
    turns = list(conversation.turns.filter(number__gte=first)[: reading.TURNS_ON_A_PAGE + 1])
    later = turns[reading.TURNS_ON_A_PAGE :]
    turns = turns[: reading.TURNS_ON_A_PAGE]
    review = page_of_review(request.user, conversation)
    query = query_of(request)
    before, after = neighbours(conversations(QueueFilter(request.GET)), request.user.pk, conversation)
    revealed = reading.shown_turns(request, conversation)
    shown = reading.shown(conversation, turns, revealed, liking.cover, review.labels)
    return {
        **_row(conversation, request), "turns": shown, "covered": sum(each.is_covered for each in shown),
        "first": first, "later": later[0].number if later else None, "note": reading.content_note(conversation, turns),
        "review": review, "query": f"?{query}" if query else "", "keys_on": liking.keys_on,
        "before": before and address_of(before.pk, query), "after": after and address_of(after.pk, query),
        "pace": reading.pace_of(request.user.pk),
        "may": {name.lower(): request.user.may(getattr(May, name)) for name in ("MASK", "HOLD", "DELETE")},
    }  # fmt: skip


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def reveal(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Shows a covered message, or all of them, and says so in the log."""
    asked = request.POST.get("turn", "")
    turns = conversation.turns.all() if asked == "all" else conversation.turns.filter(pk=_whole_number(asked))
    numbers = list(turns.values_list("pk", "number"))
    part = ""
    if numbers:
        detail = "all messages" if asked == "all" else f"message {numbers[0][1]}"
        reading.note(request, Reading.What.REVEALED, conversation, detail)
        reading.show(request, conversation, [pk for pk, _ in numbers])
        part = f"turn-{numbers[0][1]}"
    query = query_of(request)
    first = _whole(request.GET.get("from", ""))
    return redirect(
        address_of(conversation.pk, "&".join(filter(None, (query, f"from={first}" if first else ""))), part)
    )


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
