"""The forms about accounts. Words people read are in the templates, except labels and what is wrong with a field."""

from __future__ import annotations

from typing import Any, ClassVar, Optional

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from bot.console.accounts.models import Role, User
from bot.console.accounts.passwords import LONGEST

_ROLES = [(value, str(label).capitalize()) for value, label in Role.choices]


def _password_field(label: str, autocomplete: str) -> forms.CharField:
    """Taken as typed: blanks at its ends count. Pasting is allowed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget)


class UsernameField(forms.CharField):
    """User names are the same in small and capital letters."""

    def to_python(self, value: Any) -> str:
        """In small letters."""
        return str(super().to_python(value)).lower()


class SignInForm(forms.Form):
    """Nothing here is checked against an account: the view does that, and has one answer for all that can be wrong."""

    username = UsernameField(
        label="User name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    )  # fmt: skip
    password = _password_field("Password", "current-password")


class OwnPasswordForm(forms.Form):
    """Before something grave: is it still the same person?"""

    password = _password_field("Your password", "current-password")


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="Code", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"})
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new_password = _password_field("New password", "new-password")
    new_password_again = _password_field("New password again", "new-password")

    def __init__(self, *args: Any, user: Optional[User] = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.rules = password_validators_help_texts()

    def clean(self) -> dict[str, Any]:
        """Both the same, and by the rules."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = cleaned.get("new_password"), cleaned.get("new_password_again")
        if password and again and password != again:
            self.add_error("new_password_again", "The two passwords are not the same.")
        if password:
            try:
                validate_password(password, self._user or User(username=cleaned.get("username", "")))
            except ValidationError as error:
                self.add_error("new_password", error)
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The old one is asked for, too."""

    password = _password_field("Password now", "current-password")
    field_order: ClassVar = ["password", "new_password", "new_password_again"]


class JoinForm(NewPasswordForm):
    """Making an account by an invitation."""

    username = UsernameField(
        label="User name", max_length=60, validators=[UnicodeUsernameValidator()],
        help_text="Your colleagues see it. Letters, digits and @ . + - _ only.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    field_order: ClassVar = ["username", "new_password", "new_password_again"]

    def clean_username(self) -> str:
        """Not somebody else's."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Somebody has this user name. Choose another.")
        return username


class InviteForm(forms.Form):
    """Whom to invite."""

    role = forms.ChoiceField(label="Role", choices=_ROLES)
    note = forms.CharField(
        label="For whom", max_length=100, required=False, help_text="Only for this list, so that you know it again."
    )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label="Role", choices=_ROLES)
