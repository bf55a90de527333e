"""The app, as Django knows it."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.conversations"
    label = "conversations"
