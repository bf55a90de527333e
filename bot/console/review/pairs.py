"""The answers of two reviewers of the same conversation, side by side."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from bot.console.review.agreement import Agreement, agreement_of
from bot.console.review.labels import name_of
from bot.console.review.models import QUESTIONS, Label, Review

MOST = 2_000
"""The latest so many conversations that two people have reviewed."""


class Pair(NamedTuple):
    """First and second review of one conversation."""

    first: Review
    second: Review
    turns: int


class LabelRow(NamedTuple):
    """How often both gave this label to the same message, and how often only one did."""

    name: str
    both: int
    one: int
    agreement: Agreement


def reviewed_twice() -> list[Pair]:
    """The latest first."""
    seconds = Review.objects.filter(is_second=True).select_related("conversation").order_by("-saved_at")[:MOST]
    by_conversation = {second.conversation_id: second for second in seconds}
    firsts = Review.objects.filter(is_second=False, conversation_id__in=list(by_conversation))
    return [
        Pair(
            first,
            by_conversation[first.conversation_id],
            by_conversation[first.conversation_id].conversation.turns_count,
        )
        for first in firsts
    ]


def by_question(pairs: list[Pair]) -> list[tuple[str, Agreement]]:
    """Agreement on each question of the rubric."""
    return [
        (question, agreement_of((getattr(pair.first, name), getattr(pair.second, name)) for pair in pairs))
        for name, question in QUESTIONS
    ]


def by_label(pairs: list[Pair]) -> list[LabelRow]:
    """Agreement on each label that anybody gave, over every message of these conversations."""
    turns = sum(pair.turns for pair in pairs)
    given: dict[str, dict[bool, set[int]]] = defaultdict(lambda: {False: set(), True: set()})
    numbers = [pair.first.conversation_id for pair in pairs]
    found = Label.objects.filter(conversation_id__in=numbers)
    for name, turn, is_second in found.values_list("name", "turn_id", "review__is_second"):
        given[name][is_second].add(turn)
    return sorted(
        (_row(name, sides[False], sides[True], turns) for name, sides in given.items()), key=lambda row: row.name
    )


def _row(name: str, first: set[int], second: set[int], turns: int) -> LabelRow:
    both, one = len(first & second), len(first ^ second)
    answers = [("yes", "yes")] * both + [("yes", "no")] * len(first - second) + [("no", "yes")] * len(second - first)
    answers += [("no", "no")] * max(0, turns - both - one)
    return LabelRow(name_of(name), both, one, agreement_of(answers))
