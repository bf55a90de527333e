"""`python -m bot directory check [--online]`: print what is wrong with the directory, and whether its links answer."""

from __future__ import annotations

import sys
from dataclasses import fields
from datetime import date
from typing import Any, Mapping, Sequence

from bot.directory.checks import Finding, Severity, check_directory
from bot.directory.contact_checks import links
from bot.directory.loader import DirectoryError, read_entries
from bot.directory.online import LinkState, ask_all, table
from bot.settings import PREFIX, Settings, read_settings


def check(online: bool) -> int:
    """Print the findings and a summary. Returns 1 where there are errors or dead links, 0 otherwise."""
    try:
        data = read_entries()
    except DirectoryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    names = {PREFIX + field.name.upper() for field in fields(Settings)}
    findings = check_directory(data, date.today(), names)
    _print_findings(findings)
    dead = _ask_links(data) if online else 0
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    counts = [_count(errors, "error"), _count(len(findings) - errors, "warning")]
    if online:
        counts.append(_count(dead, "dead link"))
    print(f"{_count(len(data['services']), 'service')} checked: {', '.join(counts)}.")
    return 1 if errors or dead else 0


def _print_findings(findings: Sequence[Finding]) -> None:
    for severity in Severity:
        chosen = [finding for finding in findings if finding.severity is severity]
        if chosen:
            print(f"{severity.value.capitalize()}s")
            print("\n".join(f"  {each.code} {each.service}: {each.message}" for each in chosen) + "\n")


def _ask_links(data: Mapping[str, Any]) -> int:
    """Print what every link does, those that are settings included; returns how many are dead."""
    settings = read_settings()
    chats = (settings.chat_under_18_url, settings.chat_18_or_over_url)
    addresses = list(dict.fromkeys([*links(data), *(chat for chat in chats if chat)]))
    print(f"Asking {_count(len(addresses), 'link')} over the network; this takes up to a minute or two.", flush=True)
    results = ask_all(addresses, on_result=lambda done: _print_progress(done, len(addresses)))
    print(table(results) + "\n")
    if any(result.state is LinkState.REFUSES for result in results):
        print("A link that refuses keeps programs out: open it by hand.\n")
    return sum(result.state is LinkState.DEAD for result in results)


def _print_progress(done: int, total: int) -> None:
    print(f"\r  {done} of {total} answered or given up", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
