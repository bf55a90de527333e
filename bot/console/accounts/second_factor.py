"""The second factor: a code from an app (TOTP), and recovery codes for the day the phone is lost."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import re
import secrets
from typing import Any, Optional, Union

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that are taken for one another."""
_FROM_APP = re.compile(r"[0-9]{6}")

Device = Union[TOTPDevice, StaticDevice]


def has_second_factor(user: Any) -> bool:
    """Whether this person has set one up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def start(user: Any) -> TOTPDevice:
    """A new key that counts once its first code has been given. An earlier one that was not finished is dropped."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def started(user: Any) -> Optional[TOTPDevice]:
    """The key that waits for its first code."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def confirm(user: Any, code: str) -> Optional[TOTPDevice]:
    """Take the key that was started into use, in place of any other, if this is its code."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not _FROM_APP.fullmatch(_plain(code)) or not device.verify_token(_plain(code)):
            return None
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        return device


def accept(user: Any, code: str) -> Optional[Device]:
    """The device whose code this is. Each code counts once, and wrong ones make the next try wait longer and longer."""
    plain = _plain(code)
    kind, token = (TOTPDevice, plain) if _FROM_APP.fullmatch(plain) else (StaticDevice, _digest(user, plain))
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device is not None and device.verify_token(token) else None


def is_recovery_code(device: Device) -> bool:
    """Whether it was one of the recovery codes that was accepted."""
    return isinstance(device, StaticDevice)


def must_wait(user: Any) -> bool:
    """Whether codes are not looked at for the moment, because too many were wrong."""
    devices = [*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)]
    return any(not device.verify_is_allowed()[0] for device in devices)


def make_recovery_codes(user: Any) -> list[str]:
    """New ones, in place of the old. They are shown once; only hashes are kept."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
        for code in codes:
            device.token_set.create(token=_digest(user, code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: Any) -> int:
    """How many have not been used."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def remove(user: Any) -> None:
    """Both the app's key and the recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def key_to_type(device: TOTPDevice) -> str:
    """The key in groups of four, for whoever cannot scan a picture."""
    text = base64.b32encode(device.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture(device: TOTPDevice) -> bytes:
    """The key as a QR code, an SVG file."""
    file = io.BytesIO()
    segno.make(device.config_url, error="m").save(file, kind="svg", scale=6, border=3, dark="#000", light="#fff")
    return file.getvalue()


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _digest(user: Any, code: str) -> str:
    """80 bits, which is what fits into the library's column."""
    whole = hmac.new(settings.SECRET_KEY.encode(), f"recovery {user.pk} {code}".encode(), hashlib.sha256).digest()
    return base64.b32encode(whole[:10]).decode().lower()
