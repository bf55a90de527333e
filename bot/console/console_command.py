"""`python -m bot console …`"""

from __future__ import annotations

import argparse
import sys

from bot.console.safety import UnsafeSetup, address_of, refuse_unsafe
from bot.settings import Settings, SettingsError, read_settings

ROLES = ("reviewer", "lead", "trainer", "administrator")
INVITATION_DAYS = 1


def add_to(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    serve = actions.add_parser("serve", help="answer staff over HTTP, and read new conversations")
    serve.add_argument(
        "--stay", action="store_true", help="start it again whenever it ends: for running beside the bot"
    )
    serve.add_argument("--lifeline", action="store_true", help=argparse.SUPPRESS)
    ingest = actions.add_parser("ingest", help="only read new conversations; `serve` starts this itself")
    ingest.add_argument("--lifeline", action="store_true", help=argparse.SUPPRESS)
    invite = actions.add_parser("invite", help="print a one-time link to a new account, when nobody can sign in")
    invite.add_argument("--role", choices=ROLES, required=True)
    actions.add_parser("check", help="say whether the console can run as it is set up")


def run(options: argparse.Namespace) -> int:
    """The exit code."""
    if options.action == "serve" and options.stay:
        return _stay()
    try:
        settings = read_settings()
        if options.action == "serve":
            return _serve(settings, options.lifeline)
        if options.action == "ingest":
            return _ingest(settings, options.lifeline)
        return _invite(settings, options.role) if options.action == "invite" else _check(settings)
    except (UnsafeSetup, SettingsError) as error:
        print("\n".join(f"error: {reason}" for reason in str(error).splitlines()), file=sys.stderr, flush=True)
        return 2


def _serve(settings: Settings, has_lifeline: bool) -> int:
    from bot.console.serve import serve

    serve(settings, lambda line: print(line, flush=True), has_lifeline)
    return 0


def _stay() -> int:
    from bot.console.staying import serve_command, stay

    stay(serve_command(), lambda line: print(line, file=sys.stderr, flush=True))
    return 0


def _ingest(settings: Settings, has_lifeline: bool) -> int:
    from bot.console.serve import ingest

    return ingest(settings, has_lifeline)


def _invite(settings: Settings, role: str) -> int:
    from bot.console.serve import set_up_django

    refuse_unsafe(settings)
    set_up_django()
    from django.db import Error, transaction

    from bot.console.accounts.models import AccountEvent, Invitation

    try:
        with transaction.atomic():
            made, secret = Invitation.make(role, note="from the command line", days=INVITATION_DAYS)
            AccountEvent.note(AccountEvent.What.INVITED, None, detail=f"invitation {made.pk}, as {role}")
    except Error as error:
        return _no_database(error)
    print(
        f"A link to a new account ({role}). It works once, for one day:\n  {address_of(settings)}/invitation/{secret}"
    )
    return 0


def _check(settings: Settings) -> int:
    from bot.console.serve import set_up_django

    refuse_unsafe(settings)
    set_up_django()
    from django.core.checks import WARNING, run_checks
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    from bot.console.accounts.models import Role, User

    wrong = [str(found) for found in run_checks() if found.level >= WARNING]
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            print(f"The database waits for {len(waiting)} changes of its tables; `serve` makes them.")
        elif not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            print("Nobody looks after accounts yet; `serve` prints a link to the first account.")
    except Error as error:
        return _no_database(error)
    if not wrong:
        print(f"The console can run at {address_of(settings)}.")
    return 2 if wrong else 0


def _no_database(error: Exception) -> int:
    print(
        f"error: the console's database cannot be read ({type(error).__name__}). Look at BOT_CONSOLE_DATABASE_URL, and start "
        "`python -m bot console serve` once so that its tables are made.",
        file=sys.stderr,
    )
    return 2
