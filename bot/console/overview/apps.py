"""The app, as Django knows it."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """See the package's own words."""

    name = "bot.console.overview"
    label = "overview"
