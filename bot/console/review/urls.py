"""The addresses of reviewing."""

from __future__ import annotations

from django.urls import path

from bot.console.review import other_views, views

urlpatterns = [
    path("conversations/<int:number>/claim", views.claim, name="claim"),
    path("conversations/<int:number>/release", views.release, name="release"),
    path("conversations/<int:number>/pass", views.pass_to_others, name="pass"),
    path("conversations/<int:number>/flag", views.flag, name="flag"),
    path("conversations/<int:number>/review", views.save_review, name="save-review"),
    path("conversations/filters", other_views.save_filter, name="save-filter"),
    path("conversations/filters/<int:filter_number>/delete", other_views.delete_filter, name="delete-filter"),
    path("conversations/settings", other_views.settings, name="review-settings"),
    path("conversations/agreement", other_views.agreement, name="agreement"),
]
