"""How many wrong passwords lock an account.

Five from one address lock the account for that address: whoever knows a colleague's user name cannot lock them out
from elsewhere with a handful of tries. Fifty from anywhere lock it for everybody: guessing from many addresses ends, too.
"""

from __future__ import annotations

from typing import Any, Optional

from axes.handlers.database import AxesDatabaseHandler
from axes.signals import user_locked_out
from django.db.models import Sum
from django.dispatch import receiver
from django.http import HttpRequest

from bot.console.accounts.models import AccountEvent, User

EVERYWHERE = 10
"""So many times as many wrong passwords are let pass when they come from different addresses."""


class LockOut(AxesDatabaseHandler):
    """Counts as AXES_LOCKOUT_PARAMETERS names it: first by account and address, then by account."""

    def get_failures(self, request: HttpRequest, credentials: Optional[dict[str, Any]] = None) -> int:
        """The number that is compared with AXES_FAILURE_LIMIT."""
        here, everywhere = (
            attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(here, everywhere // EVERYWHERE)


@receiver(user_locked_out, dispatch_uid="note-lock-out")
def _note(sender: object, request: HttpRequest, username: Optional[str] = None, **_: Any) -> None:
    """Once for each locking, and only for accounts that exist: what else is typed there is nobody's to keep."""
    user = User.objects.filter(username=username).first()
    failures = getattr(request, "axes_failures_since_start", None)
    if user is not None and failures:
        AccountEvent.note(AccountEvent.What.LOCKED_OUT, user)
