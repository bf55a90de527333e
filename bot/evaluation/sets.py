"""Labelled messages out of a folder. Their text is read, never written: a report names them by their ids."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional, Type, TypeVar

from bot.evaluation.reading import Labelled
from bot.signposting import AgeGroup, Harm, Subject

Closed = TypeVar("Closed", bound=Enum)


class SetError(ValueError):
    """The labelled messages cannot be read; the message says in which file and line, and what to write."""


def read_sets(folder: Path) -> dict[str, list[Labelled]]:
    """The labelled messages of every *.jsonl file, in folders too, by the file's name within the folder.

    Lines without "text" are something else, and left out; so are files without any. Raises `SetError`.
    """
    if not folder.is_dir():
        raise SetError("There is no folder of labelled messages there. Give one, EVAL=folder, or leave it away.")
    sets = {
        path.relative_to(folder).with_suffix("").as_posix(): list(_read(path, folder))
        for path in sorted(folder.rglob("*.jsonl"))
    }
    found = {name: messages for name, messages in sets.items() if messages}
    if not found:
        raise SetError('The folder holds no labelled messages: *.jsonl with lines {"id": …, "text": …, "harm": […]}.')
    return found


def read_message(row: Mapping[str, Any]) -> Labelled:
    """One labelled message. Raises `ValueError` with a sentence that names the field, never the text."""
    if "id" not in row or not isinstance(row["text"], str):
        raise ValueError('a message needs an "id" and a "text"')
    return Labelled(
        str(row["id"]),
        row["text"],
        harm=_harms(row["harm"]) if "harm" in row else None,
        age_group=_one_of(AgeGroup, row, "age_group"),
        subject=_one_of(Subject, row, "subject"),
        danger_now=_yes_or_no(row, "danger_now"),
        self_harm=_yes_or_no(row, "self_harm"),
        style=str(row["style"]) if row.get("style") else None,
    )


def _read(path: Path, folder: Path) -> Iterator[Labelled]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path.relative_to(folder).as_posix()}, line {number}"
            try:
                row = json.loads(line)
            except ValueError:
                raise SetError(f"{where}: this is not JSON. Write one object a line.") from None
            if isinstance(row, dict) and "text" in row:
                try:
                    yield read_message(row)
                except ValueError as error:
                    raise SetError(f"{where}: {error}.") from None


def _harms(labels: Any) -> tuple[Harm, ...]:
    allowed = [harm.value for harm in Harm if harm is not Harm.UNKNOWN]
    if not isinstance(labels, list) or not labels or not all(label in allowed for label in labels):
        raise ValueError(f'"harm" must be a list of acceptable labels, best first, out of: {", ".join(allowed)}')
    return tuple(Harm(label) for label in labels)


def _one_of(closed: Type[Closed], row: Mapping[str, Any], name: str) -> Optional[Closed]:
    if name not in row:
        return None
    allowed = [member.value for member in closed]
    if row[name] not in allowed:
        raise ValueError(f'"{name}" must be one of: {", ".join(allowed)}')
    return closed(row[name])


def _yes_or_no(row: Mapping[str, Any], name: str) -> Optional[bool]:
    value = row.get(name)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f'"{name}" must be true or false')
    return value
