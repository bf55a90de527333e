"""The addresses of the overview room."""

from django.urls import path

from bot.console.overview import views

urlpatterns = [
    path("overview", views.overview, name="overview"),
    path("readings", views.readings, name="readings"),
    path("readings/file", views.readings_csv, name="readings-csv"),
    path("export", views.export, name="export"),
]
