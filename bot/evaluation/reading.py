"""What is measured: messages with their labels, and what was recognised in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional, Protocol

from bot.signposting import HARMS, AgeGroup, Harm, Subject
from bot.understanding.examples import Example, is_kept_back
from bot.understanding.recogniser import CHATTER, Recognition

LABELS: tuple[Harm, ...] = (*HARMS, Harm.NONE)
"""The fourteen labels: the kinds of harm, and none."""
MAY_TELL_OF_HARM = frozenset({"danger_now", "self_harm", "own_behaviour"})
"""Intents whose messages may or may not tell of harm: their harm is not scored."""
_ABOUT_BOT = "ask_"


@dataclass(frozen=True)
class Labelled:
    """A message and its labels. A label that is None is not scored; `harm` lists what counts as right, best first."""

    id: str
    text: str
    harm: Optional[tuple[Harm, ...]] = None
    age_group: Optional[AgeGroup] = None
    subject: Optional[Subject] = None
    danger_now: Optional[bool] = None
    self_harm: Optional[bool] = None
    style: Optional[str] = None
    intent: Optional[str] = None
    is_kept_back: bool = False

    @property
    def tells_of_harm(self) -> bool:
        """Whether only kinds of harm count as right."""
        return self.harm is not None and Harm.NONE not in self.harm

    @property
    def is_harmless(self) -> bool:
        """Whether nothing but "none" counts as right."""
        return self.harm == (Harm.NONE,)

    @property
    def is_out_of_scope(self) -> bool:
        """Whether the intent is chatter: words that ask nothing of this bot."""
        return self.intent in CHATTER

    @property
    def is_about_bot(self) -> bool:
        """Whether the intent is a question about the bot or the services."""
        return self.intent is not None and self.intent.startswith(_ABOUT_BOT)


@dataclass(frozen=True)
class Answer:
    """What was recognised. The shares of the flags are the learned heads' probabilities, where they were asked for."""

    intent: str
    confidence: float
    harm: Harm
    harm_share: float
    age_group: AgeGroup = AgeGroup.UNKNOWN
    subject: Subject = Subject.UNKNOWN
    danger_now: bool = False
    self_harm: bool = False
    danger_share: float = 0.0
    self_harm_share: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One message, the answer, and what the answer would be at other thresholds of harm.

    `harm_if_any` is the label if it were taken for harm, `intent_if_none` the intent if it were not.
    """

    message: Labelled
    answer: Answer
    harm_if_any: Harm = Harm.NONE
    intent_if_none: str = ""

    @property
    def is_harm_right(self) -> bool:
        """Whether the label is among those that count as right."""
        return self.message.harm is not None and self.answer.harm in self.message.harm


class HasRecognise(Protocol):
    """Whatever reads a text, as `Recogniser` does."""

    def recognise(self, text: str) -> Recognition:
        """Everything the message says."""
        ...


def harm_of(intent: str) -> Harm:
    """The harm that an example's intent stands for; every other intent is `NONE`."""
    return Harm(intent) if intent in {harm.value for harm in Harm} else Harm.NONE


def labelled(example: Example, identifier: str) -> Labelled:
    """A training example as a labelled message. Who was harmed counts only where it tells of harm."""
    harm = harm_of(example.intent)
    return Labelled(
        identifier,
        example.text,
        harm=None if example.intent in MAY_TELL_OF_HARM else (harm,),
        subject=None if harm is Harm.NONE else example.subject,
        danger_now=example.danger_now,
        self_harm=example.self_harm,
        intent=example.intent,
        is_kept_back=is_kept_back(example.text),
    )


def answer_of(found: Recognition, danger_share: float = 0.0, self_harm_share: float = 0.0) -> Answer:
    """The parts of a recognition that are measured."""
    return Answer(
        found.intent, found.confidence, found.harm, found.harm_share, found.age_group, found.subject,
        found.danger_now, found.self_harm, danger_share, self_harm_share,
    )  # fmt: skip


def read_all(messages: Iterable[Labelled], recogniser: HasRecognise) -> list[Reading]:
    """Every message as this recogniser reads it; what other thresholds would give is not asked."""
    return [Reading(message, answer_of(recogniser.recognise(message.text))) for message in messages]
