"""What an administrator does to an account. Each change is written to the account log, in the same transaction."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bot.console.accounts import second_factor as factor
from bot.console.accounts.models import AccountEvent, Invitation, Role, User

What = AccountEvent.What
PASSWORD_LINK_DAYS = 1


class LastAdministrator(Exception):
    """Without them nobody could look after accounts."""


def change_role(actor: User, subject: User, role: str) -> None:
    """Raises `LastAdministrator`."""
    with transaction.atomic():
        locked = _locked(subject)
        before = locked.get_role_display().lower()
        if locked.role == role:
            return
        if role != Role.ADMINISTRATOR:
            _keep_one_other_than(locked)
        locked.role = role
        locked.save(update_fields=["role"])
        AccountEvent.note(What.ROLE_CHANGED, actor, locked, f"from {before} to {locked.get_role_display().lower()}")


def deactivate(actor: User, subject: User) -> None:
    """Their sessions end at once, and their open links. Raises `LastAdministrator`."""
    with transaction.atomic():
        locked = _locked(subject)
        if not locked.is_active:
            return
        _keep_one_other_than(locked)
        locked.is_active = False
        locked.sessions_valid_from = timezone.now()
        locked.save(update_fields=["is_active", "sessions_valid_from"])
        Invitation.objects.filter(for_user=locked, used_at=None).delete()
        AccountEvent.note(What.DEACTIVATED, actor, locked)


def activate(actor: User, subject: User) -> None:
    """With the password and the second factor they had."""
    with transaction.atomic():
        locked = _locked(subject)
        if not locked.is_active:
            locked.is_active = True
            locked.save(update_fields=["is_active"])
            AccountEvent.note(What.ACTIVATED, actor, locked)


def reset_second_factor(actor: User, subject: User) -> None:
    """For whoever has lost their phone and their recovery codes. Their sessions end."""
    with transaction.atomic():
        locked = _locked(subject)
        factor.remove(locked)
        locked.sessions_valid_from = timezone.now()
        locked.save(update_fields=["sessions_valid_from"])
        AccountEvent.note(What.SECOND_FACTOR_RESET, actor, locked)


def invite(actor: User, role: str, note: str) -> str:
    """The secret part of the link."""
    with transaction.atomic():
        made, secret = Invitation.make(role, made_by=actor, note=note)
        AccountEvent.note(What.INVITED, actor, detail=f"invitation {made.pk}, as {Role(role).label.lower()}")
        return secret


def new_password_link(actor: User, subject: User) -> str:
    """The secret part of a link with which this person chooses a new password. An earlier one ends."""
    with transaction.atomic():
        Invitation.objects.filter(for_user=subject, used_at=None).delete()
        _, secret = Invitation.make(subject.role, made_by=actor, days=PASSWORD_LINK_DAYS, for_user=subject)
        AccountEvent.note(What.PASSWORD_LINK_MADE, actor, subject)
        return secret


def withdraw(actor: User, invitation: Invitation) -> None:
    """The link can no longer be used."""
    with transaction.atomic():
        AccountEvent.note(What.INVITATION_WITHDRAWN, actor, invitation.for_user, f"invitation {invitation.pk}")
        invitation.delete()


def _locked(subject: User) -> User:
    """Read again, held until the transaction ends. All administrators are held, too, so that of two who take each
    other's role away at the same time one is refused."""
    list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values_list("pk"))
    return User.objects.select_for_update().get(pk=subject.pk)


def _keep_one_other_than(subject: User) -> None:
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=subject.pk)
    if subject.role == Role.ADMINISTRATOR and subject.is_active and not others.exists():
        raise LastAdministrator
