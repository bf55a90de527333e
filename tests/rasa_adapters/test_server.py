"""What the server says when something fails outside the channel's own care, and whom it lets read it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Iterator

import pytest

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application, not started."""
    from sanic import Sanic

    from bot.rasa_adapters.server import create_app
    from bot.settings import Settings

    folder: Path = tmp_path_factory.mktemp("var")
    Sanic.test_mode = True
    yield create_app(Settings(var_dir=folder, allowed_origins=("https://www.example.org",)))
    Sanic.test_mode = False


def failing_with(app: Any, error: Exception) -> Any:
    """The answer to a call that ends in this error."""
    request = SimpleNamespace(
        path="/webhooks/widget/messages", ctx=SimpleNamespace(), name=None, headers={}, method="POST"
    )
    return app.error_handler.response(request, error)


@pytest.mark.parametrize("kind", ["late", "broken"])
def test_a_server_that_is_late_or_broken_says_so_with_999_and_the_supportline_and_when_to_try_again(
    app: Any, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    from sanic.exceptions import ServiceUnavailable

    with caplog.at_level(logging.DEBUG):
        answer = failing_with(app, ServiceUnavailable("zebra") if kind == "late" else RuntimeError("zebra"))
    assert answer.status == 503
    assert answer.content_type == "application/problem+json"
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.headers["Cache-Control"] == "no-store"
    body = json.loads(answer.body)
    assert [each["id"] for each in body["services"]] == ["emergency_999", "victim_support_supportline"]
    assert "zebra" not in answer.body.decode() + caplog.text


def test_a_call_that_cannot_be_read_is_the_callers_affair(app: Any) -> None:
    from sanic.exceptions import InvalidUsage, NotFound

    assert failing_with(app, InvalidUsage("zebra")).status == 400
    assert failing_with(app, NotFound("zebra")).status == 404


def test_rasa_adds_nothing_of_its_own_about_other_origins(app: Any) -> None:
    assert app.ctx.sanic_cors.resources == []
