"""How long a conversation is kept: a legal hold, or deletion now."""

from __future__ import annotations

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations.forgetting import forget
from bot.console.conversations.models import Conversation
from bot.console.conversations.transcript import with_conversation
from bot.console.conversations.views import address_of, query_of
from bot.console.review.models import Act

LONGEST_HOLD = datetime.timedelta(days=366)


class HoldForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label="Keep until", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label="Reason", max_length=200, help_text="For example the number of a request. Do not write names."
    )

    def clean_until(self) -> datetime.date:
        """A day that is still to come, and not for ever."""
        day: datetime.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if day <= today:
            raise ValidationError("Choose a day after today.")
        if day > today + LONGEST_HOLD:
            raise ValidationError("Choose a day within a year. A hold can be set again.")
        return day


def act(request: HttpRequest, what: str, conversation: Conversation, detail: str = "") -> None:
    """Kept for good: who did what to which conversation."""
    Act.objects.create(
        user=request.user,
        who=request.user.get_username(),
        what=what,
        conversation_number=conversation.pk,
        detail=detail,
    )


@asks_for(May.HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation
def hold(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Set a legal hold, or change one."""
    initial = {"until": conversation.held_until, "reason": conversation.hold_reason} if conversation.is_held else {}
    form = HoldForm(request.POST if request.method == "POST" else None, initial=initial)
    form.use_required_attribute = False
    if request.method == "POST" and form.is_valid():
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        with transaction.atomic():
            Conversation.objects.filter(pk=conversation.pk).update(held_until=until, hold_reason=reason)
            act(request, Act.What.HELD, conversation, f"until {until.isoformat()}: {reason}")
        messages.success(request, f"Kept until {until:%-d %B %Y}.")
        return redirect(address_of(conversation.pk, query_of(request), "kept"))
    status = 422 if form.is_bound else 200
    context = {"conversation": conversation, "form": form, "query": query_of(request)}
    return render(request, "conversations/hold.html", context, status=status)


@asks_for(May.HOLD)
@require_POST
@with_conversation
def lift_hold(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """From now on its own day counts again."""
    with transaction.atomic():
        if (
            Conversation.objects.filter(pk=conversation.pk)
            .exclude(held_until=None)
            .update(held_until=None, hold_reason="")
        ):
            act(request, str(Act.What.HOLD_LIFTED), conversation)
    messages.success(request, "The hold is lifted.")
    return redirect(address_of(conversation.pk, query_of(request), "kept"))


@asks_for(May.DELETE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_conversation
def delete(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Ask once more, then delete. A conversation on hold stays."""
    context = {"conversation": conversation, "query": query_of(request)}
    if conversation.is_held:
        return render(request, "conversations/delete.html", context, status=409 if request.method == "POST" else 200)
    if request.method == "POST":
        with transaction.atomic():
            act(request, Act.What.DELETED, conversation)
            forget(conversation)
        messages.success(request, "The conversation is deleted.")
        return redirect("queue")
    return render(request, "conversations/delete.html", context)
