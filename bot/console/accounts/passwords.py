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
    """Refuses a password that is little more than the name of the service, or the user name said again."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises `ValidationError`."""
        plain, username = _plain(password), _plain(getattr(user, "username", ""))
        for name in (*_OURS, username):
            if len(name) > 3 and name in plain and len(plain.replace(name, "")) < 8:
                raise ValidationError("This password is too close to a name that others know.", code="about_us")

    def get_help_text(self) -> str:
        """For the form."""
        return "It must not be built on the name of this service or on your user name."


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
