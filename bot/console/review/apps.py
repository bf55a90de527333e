"""The app, as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ReviewConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.review"
    label = "review"

    def ready(self) -> None:
        """A later migration of the conversations may have dropped what the search needs."""
        post_migrate.connect(_set_up_search, sender=self)


def _set_up_search(using: str, plan: Any = (), **others: Any) -> None:
    from bot.console.review.search import set_up

    tables = connections[using].introspection.table_names()
    if "conversations_turn" in tables and "review_review" in tables:
        set_up(connections[using])
