"""What a reviewer does on a transcript: hold it, answer the rubric, flag it, pass it on."""

from __future__ import annotations

from typing import Any, Optional

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations.filters import QueueFilter, conversations
from bot.console.conversations.models import Conversation
from bot.console.conversations.transcript import find, gone, with_conversation
from bot.console.conversations.views import address_of, query_of
from bot.console.review import claims, saving
from bot.console.review.labels import LABELS, NAMES
from bot.console.review.models import Flag
from bot.console.review.passing import pass_on

_LABEL = "label-"


def _back(request: HttpRequest, conversation: Conversation, part: str = "review") -> HttpResponse:
    return redirect(address_of(conversation.pk, query_of(request), part))


def _to_queue(request: HttpRequest) -> HttpResponse:
    query = query_of(request)
    return redirect(reverse("queue") + (f"?{query}" if query else ""))


def _held(request: HttpRequest, conversation: Conversation, **context: Any) -> HttpResponse:
    conversation = find(conversation.pk) or conversation
    return render(
        request, "review/held.html", {"conversation": conversation, "query": query_of(request), **context}, status=409
    )


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def claim(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Hold it for 15 minutes."""
    if not claims.claim(request.user, conversation.pk):
        return _held(request, conversation)
    messages.success(request, "You are reviewing this conversation. Nobody else can while you work on it.")
    return _back(request, conversation)


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def release(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Let go of it."""
    claims.release(request.user, conversation.pk)
    messages.success(request, "You have let go of this conversation. Somebody else can review it.")
    return _back(request, conversation)


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def pass_to_others(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Not this one: no reason is asked, nothing is counted."""
    claims.release(request.user, conversation.pk)
    pass_on(request.user.pk, conversation.pk)
    messages.success(request, "Passed on. You will not see it in your queue again.")
    return _to_queue(request)


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def flag(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Put a flag on it, or take it off."""
    if request.POST.get("flag") == "off":
        Flag.objects.filter(conversation=conversation).delete()
        messages.success(request, "The flag is off.")
    else:
        Flag.objects.get_or_create(conversation=conversation, defaults={"by": request.user})
        messages.success(request, "Flagged, so that others look at it.")
    return _back(request, conversation)


@asks_for(May.REVIEW)
@require_POST
@with_conversation
def save_review(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Keep the review; what was typed is never lost, whatever stands in the way."""
    form = saving.ReviewForm(request.POST)
    labels = _labels(request)
    if not form.is_valid():
        return _again(request, conversation, form, labels, "unanswered", 422)
    try:
        saving.save(request.user, conversation, form.cleaned_data, labels)
    except ObjectDoesNotExist:
        return gone(request)
    except saving.Held:
        return _again(request, conversation, form, labels, "held", 409)
    except saving.Overtaken:
        return _again(request, conversation, form, labels, "overtaken", 409)
    except saving.NotTheirs:
        return _again(request, conversation, form, labels, "not_theirs", 409)
    messages.success(request, "Saved.")
    return _next(request) if "and_next" in request.POST else _back(request, conversation)


def _next(request: HttpRequest) -> HttpResponse:
    number = claims.next_for(request.user, conversations(QueueFilter(request.GET)))
    return _to_queue(request) if number is None else redirect(address_of(number, query_of(request)))


def _labels(request: HttpRequest) -> dict[int, str]:
    """Turn to label, as chosen on the page."""
    found: dict[int, str] = {}
    for name, value in request.POST.items():
        number = name.removeprefix(_LABEL)
        if name.startswith(_LABEL) and number.isascii() and number.isdigit() and len(number) < 19:
            found[int(number)] = value if value in NAMES else ""
    return found


def _again(
    request: HttpRequest,
    conversation: Conversation,
    form: saving.ReviewForm,
    labels: dict[int, str],
    why: str,
    status: int,
) -> HttpResponse:
    """The same form once more, with what was typed and what stands in the way; no words of the conversation."""
    conversation = find(conversation.pk) or conversation
    now = saving.page_of_review(request.user, conversation, form)
    stored: Optional[Any] = now.own or (now.others[0] if now.others else None)
    if why == "overtaken":
        data = form.data.copy()
        data["based_on"] = str(now.own.version if now.own else 0)
        form = saving.ReviewForm(data)
    turns = conversation.turns.filter(pk__in=labels).only("pk", "number")
    context = {
        "conversation": conversation, "form": form, "why": why, "stored": stored, "all_labels": LABELS,
        "labels": [(turn, labels[turn.pk]) for turn in turns], "query": query_of(request),
        "may_save": why in ("unanswered", "held") or (why == "overtaken" and now.form is not None),
    }  # fmt: skip
    return render(request, "review/again.html", context, status=status)
