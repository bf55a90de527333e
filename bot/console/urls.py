"""Every address of the console."""

from django.urls import include, path

urlpatterns = [
    path("", include("bot.console.accounts.urls")),
    path("", include("bot.console.conversations.urls")),
    path("", include("bot.console.review.urls")),
    path("", include("bot.console.overview.urls")),
]
