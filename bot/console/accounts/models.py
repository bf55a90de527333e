"""Who may do what. A role is a fixed list of permissions, written here and nowhere else."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import Any, Mapping

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

INVITATION_DAYS = 7
COMMAND_LINE = "the command line"


class Role(models.TextChoices):
    """What a member of staff does."""

    REVIEWER = "reviewer"
    LEAD = "lead", "lead reviewer"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"


class May:
    """The permissions. Views ask for one of these, never for a role."""

    SEE_OVERVIEW = "see overview"
    REVIEW = "review"
    MASK = "mask"
    SECOND_CHECK = "second-check"
    EXPORT = "export"
    HOLD = "hold"
    DELETE = "delete"
    SEE_READINGS = "see readings"
    TRAIN = "train"
    MANAGE_ACCOUNTS = "manage accounts"


PERMISSIONS: Mapping[str, frozenset[str]] = {
    str(Role.REVIEWER): frozenset({May.SEE_OVERVIEW, May.REVIEW, May.MASK}),
    str(Role.LEAD): frozenset(
        {May.SEE_OVERVIEW, May.REVIEW, May.MASK, May.SECOND_CHECK, May.EXPORT, May.HOLD, May.DELETE, May.SEE_READINGS}
    ),
    str(Role.TRAINER): frozenset({May.SEE_OVERVIEW, May.TRAIN}),
    str(Role.ADMINISTRATOR): frozenset({May.SEE_OVERVIEW, May.MANAGE_ACCOUNTS, May.SEE_READINGS}),
}
"""An administrator looks after accounts and reads no conversation."""


class User(AbstractUser):
    """A member of staff."""

    role = models.CharField(max_length=16, choices=Role.choices, default=Role.REVIEWER)
    sessions_valid_from = models.DateTimeField(default=timezone.now)
    """Sessions that are older have been signed out everywhere."""

    def may(self, permission: str) -> bool:
        """Whether this person's role allows it."""
        return self.is_active and permission in PERMISSIONS.get(self.role, frozenset())


class Invitation(models.Model):
    """A one-time link with which somebody makes their account. Only a hash of it is kept."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    note = models.CharField(max_length=100, blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    for_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    """Somebody who has an account and has lost their password: the link lets them choose a new one."""

    @classmethod
    def make(
        cls,
        role: str,
        made_by: User | None = None,
        note: str = "",
        days: int = INVITATION_DAYS,
        for_user: User | None = None,
    ) -> tuple[Invitation, str]:
        """A new invitation and the secret part of its link, which is shown once."""
        secret = secrets.token_urlsafe(32)
        made = cls.objects.create(
            digest=digest_of(secret), role=role, made_by=made_by, note=note, for_user=for_user,
            expires_at=timezone.now() + datetime.timedelta(days=days),
        )  # fmt: skip
        return made, secret

    @classmethod
    def still_open(cls) -> models.QuerySet[Invitation]:
        """The ones that can still be used."""
        return cls.objects.filter(used_at=None, expires_at__gt=timezone.now()).exclude(for_user__is_active=False)

    @classmethod
    def open_for(cls, secret: str) -> Invitation | None:
        """The invitation with this secret, if it can still be used."""
        return cls.still_open().filter(digest=digest_of(secret)).first()

    def take(self) -> bool:
        """Use it up. Of two who hold the link, one is told yes.

        The conditions stand in the UPDATE itself: PostgreSQL looks at those again after waiting for another's change,
        and not at those of a query inside it.
        """
        now = timezone.now()
        return type(self).objects.filter(pk=self.pk, used_at=None, expires_at__gt=now).update(used_at=now) == 1


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class AccountEvent(models.Model):
    """Who did what to whose account, and when. Nothing in the console changes or removes one."""

    class What(models.TextChoices):
        """What can happen to an account."""

        SIGNED_IN = "signed_in", "signed in"
        LOCKED_OUT = "locked_out", "was locked out after wrong passwords"
        WRONG_CODE = "wrong_code", "gave a wrong second-factor code"
        SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", "signed out everywhere"
        JOINED = "joined", "made an account"
        PASSWORD_CHANGED = "password_changed", "changed the password"
        SECOND_FACTOR_ON = "second_factor_on", "switched on the second factor"
        SECOND_FACTOR_OFF = "second_factor_off", "switched off the second factor"
        RECOVERY_CODE_USED = "recovery_code_used", "used a recovery code"
        RECOVERY_CODES_MADE = "recovery_codes_made", "made new recovery codes"
        INVITED = "invited", "made an invitation"
        INVITATION_WITHDRAWN = "invitation_withdrawn", "withdrew an invitation"
        ROLE_CHANGED = "role_changed", "changed the role"
        DEACTIVATED = "deactivated", "closed the account"
        ACTIVATED = "activated", "opened the account again"
        SECOND_FACTOR_RESET = "second_factor_reset", "removed the second factor"
        PASSWORD_LINK_MADE = "password_link_made", "made a link for a new password"

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=32, choices=What.choices)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    whom = models.CharField(max_length=150, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"account event {self.pk}"

    @classmethod
    def note(cls, what: Any, actor: User | None, subject: User | None = None, detail: str = "") -> AccountEvent:
        """Write one (`What`) down. No actor means the command line; no subject means the actor's own account."""
        whom = subject or actor
        return cls.objects.create(
            what=what, actor=actor, who=actor.username if actor else COMMAND_LINE,
            subject=whom, whom=whom.username if whom else "", detail=detail,
        )  # fmt: skip
