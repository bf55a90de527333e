"""Who may do what. A role is a fixed list of permissions, written here and nowhere else."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import Mapping

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

INVITATION_DAYS = 7


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

    @classmethod
    def make(
        cls, role: str, made_by: User | None = None, note: str = "", days: int = INVITATION_DAYS
    ) -> tuple[Invitation, str]:
        """A new invitation and the secret part of its link, which is shown once."""
        secret = secrets.token_urlsafe(32)
        made = cls.objects.create(
            digest=digest_of(secret), role=role, made_by=made_by, note=note,
            expires_at=timezone.now() + datetime.timedelta(days=days),
        )  # fmt: skip
        return made, secret

    @classmethod
    def open_for(cls, secret: str) -> Invitation | None:
        """The invitation with this secret, if it can still be used."""
        return cls.objects.filter(digest=digest_of(secret), used_at=None, expires_at__gt=timezone.now()).first()


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
