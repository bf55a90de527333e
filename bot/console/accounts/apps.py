"""The app, as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The lock-out listens."""
        from bot.console.accounts import lock_out  # noqa: F401
