"""The search over the redacted text, and the indexes that keep the queue fast (bot/console/review/search.py)."""

from typing import Any

from django.db import migrations

from bot.console.review import search


def _set_up(apps: Any, editor: Any) -> None:
    search.set_up(editor.connection)


def _tear_down(apps: Any, editor: Any) -> None:
    search.tear_down(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("conversations", "0001_initial")]
    operations = [migrations.RunPython(_set_up, _tear_down)]
