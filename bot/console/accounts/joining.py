"""The page behind a one-time link: make an account, or choose a new password."""

from __future__ import annotations

from typing import Optional

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bot.console.accounts.access import open_to_all
from bot.console.accounts.first_account import end_first_account_links
from bot.console.accounts.forms import JoinForm, NewPasswordForm
from bot.console.accounts.models import AccountEvent, Invitation, Role, User
from bot.console.accounts.signing_in import begin_session


@open_to_all
@sensitive_post_parameters("new_password", "new_password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """A link that was used, is too old or was never made has one and the same answer."""
    found = Invitation.open_for(secret)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=404)
    return _choose_password(request, found) if found.for_user else _join(request, found)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _make_account(found, form.cleaned_data["username"], form.cleaned_data["new_password"])
        except IntegrityError:
            form.add_error("username", "Somebody has this user name. Choose another.")
        else:
            if user is None:
                return render(request, "accounts/invitation_over.html", status=404)
            begin_session(request, user)
            messages.success(request, "Your account is made, and you are signed in.")
            return redirect("account")
    return render(request, "accounts/join.html", {"form": form, "invitation": found})


def _make_account(found: Invitation, username: str, password: str) -> Optional[User]:
    """None when somebody else was quicker with the same link."""
    with transaction.atomic():
        if not found.take():
            return None
        user = User.objects.create_user(username, password=password, role=found.role)
        AccountEvent.note(AccountEvent.What.JOINED, user, detail=f"as {user.get_role_display().lower()}")
        if user.role == Role.ADMINISTRATOR:
            end_first_account_links()
        return user


def _choose_password(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The second factor stays and is asked for at the next sign-in."""
    user = found.for_user
    assert user is not None
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not found.take():
                return render(request, "accounts/invitation_over.html", status=404)
            user.set_password(form.cleaned_data["new_password"])
            user.sessions_valid_from = timezone.now()
            user.save(update_fields=["password", "sessions_valid_from"])
            AccountEvent.note(AccountEvent.What.PASSWORD_CHANGED, user, detail="by a link")
        messages.success(request, "Your new password is kept. Sign in with it.")
        return redirect("sign-in")
    return render(request, "accounts/choose_password.html", {"form": form, "account": user})
