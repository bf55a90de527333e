"""The app, as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class OverviewConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.overview"
    label = "overview"

    def ready(self) -> None:
        """Counts of a conversation outlive it."""
        from bot.console.overview.summary import keep_counts_when_deleted

        pre_delete.connect(keep_counts_when_deleted, sender="conversations.Conversation", dispatch_uid="overview")
