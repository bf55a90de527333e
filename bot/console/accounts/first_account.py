"""The link to the first account: there is one only while nobody looks after accounts."""

from __future__ import annotations

from typing import Optional

from bot.console.accounts.models import Invitation, Role, User

NOTE = "the first account"
DAYS = 1


def first_account_secret() -> Optional[str]:
    """A new link's secret while there is no administrator, else None. Earlier links of this kind end."""
    if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        return None
    end_first_account_links()
    return Invitation.make(str(Role.ADMINISTRATOR), note=NOTE, days=DAYS)[1]


def end_first_account_links() -> None:
    """Once somebody looks after accounts, nobody else may make themselves one who does."""
    Invitation.still_open().filter(made_by=None, note=NOTE).delete()
