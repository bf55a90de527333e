"""`python -m bot …`: every command, each a thin door to the part that does the work."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Optional, Sequence

from bot.console import console_command
from bot.settings import SettingsError, read_settings


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="The victim-support signposting bot.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="answer the widget over HTTP, in this one process")
    serve.add_argument("--door", type=int, help=argparse.SUPPRESS)
    serve.add_argument("--lifeline", type=int, help=argparse.SUPPRESS)
    commands.add_parser("supervise", help="the same in a process that is watched, and restarted without a gap")
    commands.add_parser("recognise", help='read {"id", "text"} lines on standard input, write what each message says')
    commands.add_parser("shell", help="talk to the bot in this terminal")
    commands.add_parser("wait", help="wait until the bot answers, then print the addresses")
    directory = commands.add_parser("directory", help="look after the directory of services")
    directory.add_argument("action", choices=["check"])
    directory.add_argument("--online", action="store_true", help="also ask every link whether it still answers")
    evaluate = commands.add_parser("evaluate", help="measure recognition on held-out messages and labelled sets")
    evaluate.add_argument("--sets", type=Path, metavar="FOLDER", help="also measure the labelled *.jsonl files in it")
    evaluate.add_argument("--quick", action="store_true", help="two folds of 2,000 messages, to see whether it works")
    evaluate.add_argument("--slip-sample", type=int, metavar="N", help="read N messages of each fold again with slips")
    evaluate.add_argument("--write-docs", action="store_true", help="put the summary into docs/recognition.md")
    training = commands.add_parser("training", help="look after the training data")
    training_actions = training.add_subparsers(dest="action", required=True, metavar="ACTION")
    training_actions.add_parser("lint", help="repeats, leaks from what is kept for measuring, personal details")
    fingerprints = training_actions.add_parser("fingerprints", help="keep messages for measuring, without their words")
    fingerprints.add_argument("files", nargs="+", type=Path, metavar="FILE", help="labelled *.jsonl files")
    training_actions.add_parser(
        "vectors", help="keep what the encoder reads in the examples, so that training is quick"
    )
    embed = commands.add_parser("embed", help="print the two lines that put the widget on a page")
    embed.add_argument("address", nargs="?", default="http://localhost:5005", help="where browsers reach this server")
    embed.add_argument("--write-docs", action="store_true", help="put the example's into docs/site-owners.md")
    commands.add_parser("routes", help="print the routing table in plain words")
    console_command.add_to(commands.add_parser("console", help="the review console for staff"))
    options = parser.parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _hush_libraries() -> None:
    """Rasa's frozen libraries warn operators of what neither they nor we can mend, and undo every warnings filter."""
    warnings.showwarning = lambda *_, **__: None


def _serve(options: argparse.Namespace) -> int:
    _hush_libraries()
    from bot.rasa_adapters.server import serve
    from bot.rasa_adapters.startup_checks import UnsafeSetup
    from bot.understanding.classifier import ModelOutdated
    from bot.understanding.model import ModelMissing, check_model

    settings = read_settings()
    try:
        check_model(settings.model_path)
    except (ModelMissing, ModelOutdated) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        serve(settings, options.door, options.lifeline)
    except UnsafeSetup as error:
        print("\n".join(f"error: {reason}" for reason in str(error).splitlines()), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _supervise(options: argparse.Namespace) -> int:
    from bot.supervisor import supervise

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        return supervise(read_settings())
    except OSError as error:
        print(f"error: {error.strerror}", file=sys.stderr)
        return 2


def _recognise(options: argparse.Namespace) -> int:
    from bot.understanding.classifier import ModelOutdated
    from bot.understanding.model import ModelMissing, recogniser_from_model

    try:
        recogniser = recogniser_from_model(read_settings().model_path)
    except (ModelMissing, ModelOutdated) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            identifier, text = row["id"], row["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            print(f'error: line {number} is not a JSON object with "id" and "text".', file=sys.stderr)
            return 2
        read = recogniser.recognise(text)
        answer = {
            "id": identifier, "harm": read.harm.value, "age_group": read.age_group.value, "subject": read.subject.value,
            "place": read.place.value, "danger_now": read.danger_now, "self_harm": read.self_harm,
            "confidence": round(read.confidence, 4),
        }  # fmt: skip
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


def _shell(options: argparse.Namespace) -> int:
    _hush_libraries()
    from bot.rasa_adapters.shell import talk

    return talk(read_settings())


def _wait(options: argparse.Namespace) -> int:
    from bot.waiting import wait_until_ready

    return wait_until_ready(read_settings())


def _directory(options: argparse.Namespace) -> int:
    from bot.directory.check_command import check

    return check(online=options.online)


def _evaluate(options: argparse.Namespace) -> int:
    _hush_libraries()
    from bot.evaluation.evaluate_command import Choice, evaluate

    return evaluate(read_settings(), Choice(options.sets, options.quick, options.write_docs, options.slip_sample))


def _training(options: argparse.Namespace) -> int:
    if options.action == "vectors":
        from bot.training.vectors_command import keep_vectors

        return keep_vectors()
    from bot.training.lint_command import check_training_data, write_fingerprints

    return check_training_data() if options.action == "lint" else write_fingerprints(options.files)


def _routes(options: argparse.Namespace) -> int:
    from bot.signposting.table import routing_table

    print(routing_table())
    return 0


def _embed(options: argparse.Namespace) -> int:
    from bot.channel.embed_command import embed

    return embed(options.address, options.write_docs)


_COMMANDS = {
    "serve": _serve, "supervise": _supervise, "recognise": _recognise, "shell": _shell, "wait": _wait, "directory": _directory, "routes": _routes,
    "evaluate": _evaluate,
    "training": _training,
    "embed": _embed,
    "console": console_command.run,
}  # fmt: skip
