"""The addresses of the review room."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
