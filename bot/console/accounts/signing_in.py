"""Signing in and out."""

from __future__ import annotations

from typing import Optional
from urllib.parse import urlencode

import django_otp
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bot.console.accounts import second_factor as factor
from bot.console.accounts.access import before_second_factor, for_everybody_signed_in, open_to_all, while_setting_up
from bot.console.accounts.context import rooms_of
from bot.console.accounts.forms import CodeForm, SignInForm
from bot.console.accounts.middleware import SIGNED_IN_AT
from bot.console.accounts.models import AccountEvent, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRONG = "That user name and password do not fit together. Check both and try again."
"""One answer for every reason, so that it tells nobody who has an account."""


def begin_session(request: HttpRequest, user: User) -> None:
    """A new session with a new key; whatever the old one held is not taken along."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session[SIGNED_IN_AT] = timezone.now().isoformat()


def is_own_password(request: HttpRequest, password: str) -> bool:
    """Wrong ones count towards the lock-out as at the front door."""
    return authenticate(request, username=request.user.username, password=password) is not None


def _way_back(request: HttpRequest) -> Optional[str]:
    """Where the person wanted to go, if that is on this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if is_ours and address.startswith("/") else None


@open_to_all
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The front door."""
    back = _way_back(request)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if user is not None:
            begin_session(request, user)
            if factor.has_second_factor(user):
                return redirect(reverse("second-factor") + (f"?{urlencode({'next': back})}" if back else ""))
            AccountEvent.note(AccountEvent.What.SIGNED_IN, user)
            return redirect(back or settings.LOGIN_REDIRECT_URL)
        form.add_error(None, WRONG)
    return render(request, "accounts/sign_in.html", {"form": form, "next": back or ""})


@before_second_factor
@for_everybody_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code, after the password."""
    back = _way_back(request)
    if request.user.is_verified() or not factor.has_second_factor(request.user):
        return redirect(back or settings.LOGIN_REDIRECT_URL)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        device = factor.accept(request.user, form.cleaned_data["code"])
        if device is not None:
            request.session.cycle_key()
            django_otp.login(request, device)
            if factor.is_recovery_code(device):
                left = factor.recovery_codes_left(request.user)
                AccountEvent.note(AccountEvent.What.RECOVERY_CODE_USED, request.user, detail=f"{left} left")
            AccountEvent.note(AccountEvent.What.SIGNED_IN, request.user, detail="with the second factor")
            return redirect(back or settings.LOGIN_REDIRECT_URL)
        AccountEvent.note(AccountEvent.What.WRONG_CODE, request.user)
        form.add_error(None, wrong_code(request.user))
    return render(request, "accounts/second_factor.html", {"form": form, "next": back or ""})


def wrong_code(user: User) -> str:
    """What to do about a code that was not taken."""
    text = "That code is not right, or it has been used. Wait until the app shows the next one and type that."
    return f"{text} After a wrong code the next try has to wait, each time longer." if factor.must_wait(user) else text


@before_second_factor
@while_setting_up
@for_everybody_signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only here; sign out everywhere is on the page of one's account."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@for_everybody_signed_in
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """The first room this person may enter."""
    rooms = rooms_of(request.user)
    return redirect(rooms[0].address if rooms else reverse("account"))
