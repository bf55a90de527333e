"""Counting what a page asks of the database."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def django_queries(database: None) -> Callable[[Callable[[], Any]], int]:
    """`django_queries(act)`: how many queries it made."""

    def count(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return count
