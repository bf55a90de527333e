"""What a password must not be, beyond Django's own rules."""

from __future__ import annotations

from django.core.exceptions import ValidationError

LONGEST = 200
_OURS = (
    "victimsupport",
    "supportchat",
    "supportline",
    "signposting",
    "cityoflondon",
    "reviewconsole",
    "communitysafety",
)
"""What anybody who attacks this console would try first."""


class NotAboutUs:
    """Refuses a password that is little more than the name of the service."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises `ValidationError`."""
        plain = "".join(letter for letter in password.lower() if letter.isalnum())
        for name in _OURS:
            if name in plain and len(plain.replace(name, "")) < 8:
                raise ValidationError("This password is too close to the name of the service.", code="about_us")

    def get_help_text(self) -> str:
        """For the form."""
        return "It must not be built on the name of this service."
