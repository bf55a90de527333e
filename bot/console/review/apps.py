"""The app, as Django knows it."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.review"
    label = "review"
