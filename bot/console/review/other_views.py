"""Saved filters, one's own settings, and how far reviewers agree."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bot.console.accounts.access import asks_for
from bot.console.accounts.models import May
from bot.console.conversations.views import query_of
from bot.console.review.agreement import ENOUGH_FOR_KAPPA
from bot.console.review.models import Preferences, SavedFilter
from bot.console.review.pairs import by_label, by_question, reviewed_twice
from bot.console.review.preferences import preferences_of
from bot.console.review.saved import MOST_SAVED

LONGEST_QUERY = 2_000


def _queue(query: str) -> HttpResponse:
    return redirect(reverse("queue") + (f"?{query}" if query else ""))


@asks_for(May.REVIEW)
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep the current filter under a name; the same name again replaces it. Only leads share."""
    query, name = query_of(request), request.POST.get("name", "").strip()[:60]
    if not name or not query or len(query) > LONGEST_QUERY:
        messages.error(request, "Choose a filter and give it a name.")
        return _queue(query)
    own = SavedFilter.objects.filter(owner=request.user)
    if own.count() >= MOST_SAVED and not own.filter(name=name).exists():
        messages.error(request, f"You have {MOST_SAVED} saved filters. Delete one first.")
        return _queue(query)
    is_shared = "share" in request.POST and request.user.may(May.SECOND_CHECK)
    SavedFilter.objects.update_or_create(
        owner=request.user, name=name, defaults={"query": query, "is_shared": is_shared}
    )
    messages.success(request, "The filter is saved.")
    return _queue(query)


@asks_for(May.REVIEW)
@require_POST
def delete_filter(request: HttpRequest, filter_number: int) -> HttpResponse:
    """One's own only."""
    deleted, _ = SavedFilter.objects.filter(pk=filter_number, owner=request.user).delete()
    if not deleted:
        raise Http404
    messages.success(request, "The saved filter is deleted.")
    return _queue("")


class PreferencesForm(forms.ModelForm):
    """How one likes to review."""

    class Meta:
        model = Preferences
        fields = ("keys_on", "cover")
        labels = {"keys_on": "Use keys", "cover": "Cover until I ask"}  # noqa: RUF012
        widgets = {"cover": forms.RadioSelect}  # noqa: RUF012


@asks_for(May.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Keys and covers, for this person."""
    form = PreferencesForm(request.POST or None, instance=preferences_of(request.user))
    if request.method == "POST":
        form = PreferencesForm(request.POST, instance=preferences_of(request.user))
        if form.is_valid():
            form.save()
            messages.success(request, "Your settings are saved.")
            return redirect("review-settings")
    return render(request, "review/settings.html", {"form": form})


@asks_for(May.SECOND_CHECK)
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """How far two reviewers of the same conversation agree; nobody is named."""
    pairs = reviewed_twice()
    context = {
        "count": len(pairs), "questions": by_question(pairs), "labels": by_label(pairs), "enough": ENOUGH_FOR_KAPPA,
    }  # fmt: skip
    return render(request, "review/agreement.html", context)
