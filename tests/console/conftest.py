"""Django for the tests of the console: set up once, with a folder of its own, and a database that forgets each test.

`database`            the tables, as they were before the test when it is over
`staff(role)`         makes a member of staff
`client_for(role)`    a client that is signed in as one; `client_for(user)` signs in that person

TEST_CONSOLE_DATABASE_URL may name an empty PostgreSQL database for these tests alone; otherwise it is SQLite.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Callable, Iterator, Union

import django
import pytest


def _set_up_django() -> None:
    """With a temporary BOT_VAR_DIR and no other setting of this machine; the environment is then put back."""
    folder = tempfile.mkdtemp(prefix="console-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    before = {name: value for name, value in os.environ.items() if name.startswith("BOT_")}
    for name in before:
        del os.environ[name]
    os.environ["BOT_VAR_DIR"] = folder
    os.environ["BOT_CONSOLE_DATABASE_URL"] = os.environ.get("TEST_CONSOLE_DATABASE_URL", "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bot.console.settings")
    try:
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; never outside tests
        django.setup()
    finally:
        del os.environ["BOT_VAR_DIR"], os.environ["BOT_CONSOLE_DATABASE_URL"]
        os.environ.update(before)


_set_up_django()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from bot.console.accounts.middleware import SIGNED_IN_AT  # noqa: E402
from bot.console.accounts.models import User  # noqa: E402

PASSWORD = "a quiet river at dawn"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="session")
def tables() -> Iterator[None]:
    """Every migration and every static file, once."""
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    yield
    connections.close_all()
    teardown_test_environment()


@pytest.fixture
def database(tables: None) -> Iterator[None]:
    """What a test writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def staff(database: None) -> Callable[..., User]:
    """`staff(role, **fields)` makes a member of staff, whose password is PASSWORD."""
    made = 0

    def make(role: str, **fields: object) -> User:
        nonlocal made
        made += 1
        username = str(fields.pop("username", f"{role}{made}"))
        return User.objects.create_user(username, password=PASSWORD, role=role, **fields)

    return make


@pytest.fixture
def client_for(staff: Callable[..., User]) -> Callable[..., Client]:
    """`client_for(role or user)`: signed in; `client.user` is who."""

    def make(who: Union[str, User], **options: object) -> Client:
        user = staff(who) if isinstance(who, str) else who
        client = Client(**options)
        client.force_login(user, backend=_BACKEND)
        session = client.session
        session[SIGNED_IN_AT] = timezone.now().isoformat()
        session.save()
        client.user = user
        return client

    return make
