"""The room in which an administrator looks after accounts."""

from __future__ import annotations

from typing import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.console.accounts import changes
from bot.console.accounts import second_factor as factor
from bot.console.accounts.access import asks_for
from bot.console.accounts.forms import InviteForm, RoleForm
from bot.console.accounts.models import AccountEvent, Invitation, May, User

EVENTS_A_PAGE = 50
LAST = "This is the last administrator. Make somebody else an administrator first."


@asks_for(May.MANAGE_ACCOUNTS)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account, and the invitations that are open."""
    context = {
        "people": User.objects.order_by("-is_active", "username"),
        "with_second_factor": set(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True)),
        "invitations": Invitation.still_open().select_related("made_by", "for_user").order_by("expires_at"),
        "form": InviteForm(),
    }
    return render(request, "accounts/accounts.html", context)


@asks_for(May.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """The link is in the answer and nowhere else: only its hash is kept, so there is no page to go on to."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = changes.invite(request.user, form.cleaned_data["role"], form.cleaned_data["note"])
        return _show_once(request, secret)
    return render(request, "accounts/invite.html", {"form": form})


def _show_once(request: HttpRequest, secret: str, account: User | None = None) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(request, "accounts/link.html", {"link": link, "account": account})


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def withdraw_invitation(request: HttpRequest, number: int) -> HttpResponse:
    """The link can no longer be used."""
    changes.withdraw(request.user, get_object_or_404(Invitation, pk=number, used_at=None))
    messages.success(request, "The link is withdrawn.")
    return redirect("accounts")


@asks_for(May.MANAGE_ACCOUNTS)
@require_safe
def one_account(request: HttpRequest, number: int) -> HttpResponse:
    """What can be done about one account."""
    account = get_object_or_404(User, pk=number)
    context = {
        "account": account,
        "form": RoleForm(initial={"role": account.role}),
        "has_second_factor": factor.has_second_factor(account),
        "events": AccountEvent.objects.filter(subject=account).order_by("-pk")[:10],
    }
    return render(request, "accounts/one_account.html", context)


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def change_role(request: HttpRequest, number: int) -> HttpResponse:
    """It counts from their next page on."""
    form = RoleForm(request.POST)
    account = get_object_or_404(User, pk=number)
    if form.is_valid():
        role = form.cleaned_data["role"]
        return _change(
            request, number, lambda: changes.change_role(request.user, account, role), "The role is changed."
        )
    messages.error(request, "Choose one of the roles.")
    return redirect("one-account", number)


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def deactivate(request: HttpRequest, number: int) -> HttpResponse:
    """They are signed out at once."""
    account = get_object_or_404(User, pk=number)
    return _change(request, number, lambda: changes.deactivate(request.user, account), "The account is closed.")


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def activate(request: HttpRequest, number: int) -> HttpResponse:
    """They may sign in again."""
    account = get_object_or_404(User, pk=number)
    return _change(request, number, lambda: changes.activate(request.user, account), "The account is open again.")


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def reset_second_factor(request: HttpRequest, number: int) -> HttpResponse:
    """They set up a new one."""
    account = get_object_or_404(User, pk=number)
    done = "The second factor is removed, and the person is signed out."
    return _change(request, number, lambda: changes.reset_second_factor(request.user, account), done)


def _change(request: HttpRequest, number: int, change: Callable[[], None], done: str) -> HttpResponse:
    try:
        change()
    except changes.LastAdministrator:
        messages.error(request, LAST)
    else:
        messages.success(request, done)
    may_stay = User.objects.get(pk=request.user.pk).may(May.MANAGE_ACCOUNTS)
    return redirect("one-account", number) if may_stay else redirect("home")


@asks_for(May.MANAGE_ACCOUNTS)
@require_POST
def new_password_link(request: HttpRequest, number: int) -> HttpResponse:
    """Shown once, as for an invitation."""
    account = get_object_or_404(User, pk=number, is_active=True)
    return _show_once(request, changes.new_password_link(request.user, account), account)


@asks_for(May.MANAGE_ACCOUNTS)
@require_safe
def account_log(request: HttpRequest) -> HttpResponse:
    """Newest first; `before` is the number of the last event of the page before."""
    before = request.GET.get("before", "")
    events = AccountEvent.objects.order_by("-pk")
    if before.isdecimal() and len(before) < 19:
        events = events.filter(pk__lt=int(before))
    page = list(events[: EVENTS_A_PAGE + 1])
    older = page[EVENTS_A_PAGE - 1].pk if len(page) > EVENTS_A_PAGE else None
    context = {"events": page[:EVENTS_A_PAGE], "older": older, "is_first": not before}
    return render(request, "accounts/account_log.html", context)
