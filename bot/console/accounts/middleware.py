"""Nothing is shown to anybody who is not signed in, and nothing that does not say what it asks for."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Optional
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from bot.console.accounts.second_factor import has_second_factor

SIGNED_IN_AT = "signed_in_at"
LONGEST_SESSION = datetime.timedelta(hours=12)


class SignedInOnly:
    """Closed unless a view opens itself: see access.py."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Optional[HttpResponse]:
        """Before each view."""
        asks_for = getattr(view, "asks_for", "nothing said")
        if asks_for is None:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if _is_over(request):
            logout(request)
            return _to_sign_in(request)
        if asks_for == "nothing said":
            raise PermissionDenied
        return _to_second_factor(request, view)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """With the way back. What was typed into a search is left out: an address is kept in too many places."""
    address = reverse(settings.LOGIN_URL)
    if request.method == "GET" and request.path != reverse(settings.LOGIN_REDIRECT_URL):
        address += "?" + urlencode({"next": request.path})
    return redirect(address)


def _to_second_factor(request: HttpRequest, view: Any) -> Optional[HttpResponse]:
    """Whoever has a second factor gives it before anything else; behind HTTPS everybody must have one."""
    if request.user.is_verified():
        return None
    if has_second_factor(request.user):
        if getattr(view, "before_second_factor", False):
            return None
        return redirect("second-factor")
    if settings.IS_PUBLIC and not getattr(view, "while_setting_up", False):
        return redirect("set-up-second-factor")
    return None


def _is_over(request: HttpRequest) -> bool:
    """Whether this session is too old, or was signed out from elsewhere."""
    text = request.session.get(SIGNED_IN_AT)
    signed_in = datetime.datetime.fromisoformat(text) if text else None
    if signed_in is None:
        return True
    return signed_in < request.user.sessions_valid_from or timezone.now() - signed_in > LONGEST_SESSION
