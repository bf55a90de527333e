"""Nothing is shown to anybody who is not signed in, and nothing that does not say what it asks for."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Optional

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

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
            return redirect(
                f"{reverse(settings.LOGIN_URL)}?next={request.path}" if request.method == "GET" else settings.LOGIN_URL
            )
        if _is_over(request):
            logout(request)
            return redirect(settings.LOGIN_URL)
        if asks_for == "nothing said":
            raise PermissionDenied
        if settings.IS_PUBLIC and not request.user.is_verified() and view.__name__ not in ("second_factor", "sign_out"):
            return redirect("second-factor")
        return None


def _is_over(request: HttpRequest) -> bool:
    """Whether this session is too old, or was signed out from elsewhere."""
    text = request.session.get(SIGNED_IN_AT)
    signed_in = datetime.datetime.fromisoformat(text) if text else None
    if signed_in is None:
        return True
    return signed_in < request.user.sessions_valid_from or timezone.now() - signed_in > LONGEST_SESSION
