"""What the forms of the pages without JavaScript may send: closed sets of values, and the person's own words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from typing import Mapping, Optional, Sequence, TypeVar
from urllib.parse import parse_qsl

from bot.channel.incoming import MOST_BYTES, MOST_CHARACTERS, has_words, read_message
from bot.channel.own_words import Reading, reading_from
from bot.channel.problems import Problem
from bot.signposting import HARMS, AgeGroup, Harm
from bot.understanding.text import clean

_MOST_FIELDS = 30
Value = TypeVar("Value")


class Step(str, Enum):
    """Which form was sent: an answer, or the wish to change one."""

    AGE = "age"
    HAPPENED = "happened"
    CHANGE_AGE = "change_age"
    CHANGE_HAPPENED = "change_happened"


@dataclass(frozen=True)
class Answers:
    """What has been answered. `age` is None until it is; `AgeGroup.UNKNOWN` is "I would rather not say"."""

    age: Optional[AgeGroup] = None
    harm: Optional[Harm] = None
    words: str = ""
    reading: Reading = field(default_factory=Reading)


_STEPS = {step.value: step for step in Step}
_AGES = {age.value: age for age in AgeGroup}
_HARMS = {harm.value: harm for harm in HARMS}
_FIELDS: Mapping[Step, frozenset[str]] = {
    Step.AGE: frozenset({"age", "harm", "said"}),
    Step.CHANGE_AGE: frozenset({"age", "harm", "said"}),
    Step.HAPPENED: frozenset({"age", "harm", "words"}),
    Step.CHANGE_HAPPENED: frozenset({"age"}),
}
"""The fields of each form beside its `step`."""


def read_form(body: bytes) -> tuple[Step, Answers]:
    """Which form this is and what it holds. Raises `Problem` for anything that no form of ours sends."""
    if len(body) > MOST_BYTES:
        raise Problem("too_long")
    try:
        fields = _grouped(body.decode("utf-8"))
        step = _one_of(_STEPS, fields.pop("step"))
        if not fields.keys() <= _FIELDS[step]:
            raise ValueError("a field that this form does not have")
        answers = Answers(
            age=_one_of(_AGES, fields["age"]) if "age" in fields else None,
            harm=_one_of(_HARMS, fields["harm"]) if "harm" in fields else None,
            words=_only(fields["words"]).replace("\r\n", "\n") if "words" in fields else "",
            reading=reading_from(fields.get("said", ())),
        )
        if answers.age is None and step is not Step.AGE:
            raise ValueError("the age was asked first")
    except (ValueError, KeyError):
        raise Problem("malformed") from None
    return step, answers


def plain_words(words: str) -> str:
    """The words as the reader is to see them, read as any message of the chat is: a command is plain text.

    Empty when there is no letter or digit in them. Raises `Problem` when they are too long.
    """
    if not words.strip():
        return ""
    try:
        text = read_message(json.dumps({"text": words}).encode("utf-8"))
    except Problem as problem:
        if problem.name != "empty_text":
            raise
        return ""
    return text if has_words(text) else ""


def letters_too_many(words: str) -> int:
    """By how many characters the words are too long: as they were typed or, if that is more, as they are read."""
    return max(0, max(len(words), len(clean(words))) - MOST_CHARACTERS)


def _grouped(text: str) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS)
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _only(values: Sequence[str]) -> str:
    (value,) = values
    return value


def _one_of(known: Mapping[str, Value], values: Sequence[str]) -> Value:
    return known[_only(values)]
