"""The accepted advisories: read, checked against the lock, and written out as docs/advisories.md."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from packages.security_tools.locks import locked_versions
from packages.security_tools.outcome import HERE, ROOT, Outcome
from packages.security_tools.toml import read_toml

DATA, PAGE = HERE / "advisories.toml", ROOT / "docs" / "advisories.md"
READ_AGAIN_AFTER = datetime.timedelta(days=183)
_ID = re.compile(r"GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|CVE-\d{4}-\d{4,}|PYSEC-\d{4}-\d+")


@dataclass(frozen=True)
class Advisory:
    """One advisory, or several that are unreachable for one reason."""

    package: str
    version: str
    ids: tuple[str, ...]
    what: str
    why: str
    since: datetime.date
    read_on: datetime.date
    tested_by: str
    """The test that shows the reason, as file::name, or empty where no test can."""


def read_advisories(path: Path = DATA) -> list[Advisory]:
    """Every entry of the data file."""
    return [
        Advisory(**{**entry, "ids": tuple(entry["ids"]), "tested_by": entry.get("tested_by", "")})
        for entry in read_toml(path)["advisory"]
    ]


def wrong_with(advisories: list[Advisory], locked: dict[str, str], today: datetime.date) -> list[str]:
    """What has to be read again, entry by entry."""
    wrong: list[str] = []
    seen: set[str] = set()
    for one in advisories:
        name = f"{one.package} {one.version} ({one.ids[0]})"
        if one.package not in locked:
            wrong.append(f"{name}: {one.package} is not locked any more. Take the entry out.")
        elif locked[one.package] != one.version:
            wrong.append(
                f"{name}: {locked[one.package]} is locked now. Read whether the advisory still applies; then change or "
                "remove the entry."
            )
        if today - one.read_on > READ_AGAIN_AFTER:
            wrong.append(f"{name}: last read on {one.read_on}. Read it again, and change read_on.")
        if one.read_on > today or one.since > one.read_on:
            wrong.append(f"{name}: its dates cannot be right.")
        wrong += [f"{name}: {i} is not the name of an advisory." for i in one.ids if not _ID.fullmatch(i)]
        for i in one.ids:
            wrong += [f"{name}: {i} stands twice."] if i in seen else []
            seen.add(i)
        wrong += [f"{name}: {field} is empty." for field in ("what", "why") if not getattr(one, field).strip()]
        if one.tested_by and not _exists(one.tested_by):
            wrong.append(f"{name}: there is no test {one.tested_by}.")
    return wrong


def _exists(test: str) -> bool:
    file, _, name = test.partition("::")
    path = ROOT / file
    return path.is_file() and re.search(rf"^(?:async )?def {re.escape(name)}\(", path.read_text(), re.M) is not None


def table(advisories: list[Advisory]) -> str:
    """The table of docs/advisories.md."""
    lines = ["| package | advisories | what it is | why it cannot be reached here | since | read on | shown by |",
             "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for one in sorted(advisories, key=lambda a: (a.package, a.ids)):
        shown = f"`{one.tested_by.partition('::')[2]}`" if one.tested_by else "reading the code"
        cells = (f"{one.package} {one.version}", ", ".join(one.ids), one.what, one.why, one.since, one.read_on, shown)
        lines.append("| " + " | ".join(" ".join(str(cell).split()) for cell in cells) + " |")
    return "\n".join(lines)


_BEGIN, _END = "<!-- table: made by `make advisories` -->", "<!-- end of table -->"


def with_table(page: str, advisories: list[Advisory]) -> str:
    """The page with the table as the data has it."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{table(advisories)}\n{_END}{after}"


def check_advisories(today: datetime.date) -> Outcome:
    """The data against the lock, and the page against the data."""
    advisories = read_advisories()
    found = wrong_with(advisories, locked_versions(ROOT / "uv.lock"), today)
    page = PAGE.read_text(encoding="utf-8")
    if with_table(page, advisories) != page:
        found.append(f"{PAGE.relative_to(ROOT)} is not what the data gives. Run `make advisories`.")
    count = sum(len(one.ids) for one in advisories)
    return Outcome.of(found, f"{len(advisories)} accepted entries ({count} names) fit the lock and were read in time")


def write_page() -> None:
    """Put the table into the page."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), read_advisories()), encoding="utf-8")
