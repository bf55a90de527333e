"""Every view says what it asks for: `@asks_for(May.REVIEW)`, or `@open_to_all` for the few that need no account."""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def asks_for(permission: str) -> Callable[[View], View]:
    """Refuse (403) whoever does not have this permission."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated or not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.asks_for = permission  # type: ignore[attr-defined]
        return checked

    return mark


def open_to_all(view: View) -> View:
    """For signing in, and for the link of an invitation."""
    view.asks_for = None  # type: ignore[attr-defined]
    return view


def for_everybody_signed_in(view: View) -> View:
    """For one's own account."""
    view.asks_for = ""  # type: ignore[attr-defined]
    return view


def before_second_factor(view: View) -> View:
    """May be used by somebody whose password was right and whose code is still asked for."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def while_setting_up(view: View) -> View:
    """May be used by somebody who must set up a second factor before anything else."""
    view.while_setting_up = True  # type: ignore[attr-defined]
    return view
