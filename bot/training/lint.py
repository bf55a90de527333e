"""The checks of the training data that Rasa does not make: repeats, leaks, personal details, accidents of notation.

`python -m bot training lint` prints what is found and fails when anything is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Sequence

from bot.settings import ROOT
from bot.signposting import HARMS
from bot.training.likeness import Fingerprint, Fingerprints, near_duplicates, runs_of, whole_of, words_of
from bot.training.personal import personal_detail
from bot.understanding.examples import FLAGGED_INTENTS, Example

FINGERPRINTS_FILE = ROOT / "bot" / "training" / "kept_for_measuring.txt"
"""Messages that measure the bot, as fingerprints: they can be compared and cannot be read."""
FEWEST_OF_A_HARM, FEWEST_WITHOUT = 250, 1500
_ANNOTATION = re.compile(r"\]\s?[({]")
_CODE_TEXT = re.compile(r"[A-Za-z']+(?:[ ,;][ ]?[A-Za-z']+)+")
RULE_FILES = ("bot/understanding/*.py", "bot/understanding/*.yml", "actions/*.py", "bot/signposting/*.py")


@dataclass(frozen=True)
class Finding:
    """One thing to mend: what kind, where (position in the file of examples, or the name of a rule file), and what to do."""

    kind: str
    where: str
    advice: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}. {self.advice}"


def lint(examples: Sequence[Example], kept: Fingerprints) -> Iterator[Finding]:
    """Everything found in the examples, cheapest checks first."""
    yield from notation(examples)
    yield from personal(examples)
    yield from leaks(examples, kept)
    yield from repeats(examples)
    yield from too_few(examples)


def _where(examples: Sequence[Example], position: int) -> str:
    """Where an example stands, with its first words, which are invented."""
    example = examples[position]
    return f'{example.intent}, "{example.text[:60]}"'


def notation(examples: Sequence[Example]) -> Iterator[Finding]:
    """What Rasa would read as a command or an annotation."""
    for position, example in enumerate(examples):
        if example.text.startswith("/") or _ANNOTATION.search(example.text):
            yield Finding(
                "notation",
                _where(examples, position),
                "Do not begin with / and put nothing in ( or { straight behind ].",
            )


def personal(examples: Sequence[Example]) -> Iterator[Finding]:
    """Details that could belong to somebody."""
    for position, example in enumerate(examples):
        kind = personal_detail(example.text)
        if kind:
            yield Finding("personal detail", _where(examples, position), f"It holds {kind}. Write it without.")


def leaks(examples: Sequence[Example], kept: Fingerprints) -> Iterator[Finding]:
    """Messages that repeat one that is kept for measuring."""
    for position, example in enumerate(examples):
        leak = kept.leak(example.text)
        if leak:
            yield Finding("leak", _where(examples, position), f"It repeats {leak[1]:.0%} of {leak[0]}. Take it out.")


def repeats(examples: Sequence[Example]) -> Iterator[Finding]:
    """Messages that are nearly the same, inside a label and between labels."""
    for pair in near_duplicates([example.text for example in examples]):
        first, second = examples[pair.first], examples[pair.second]
        same = first.intent == second.intent
        advice = "Take one out." if same else f"The other says {first.intent}. Decide what it means, keep one."
        kind = "near-duplicate" if same else "near-duplicate of another label"
        yield Finding(kind, _where(examples, pair.second), advice)


def too_few(examples: Iterable[Example]) -> Iterator[Finding]:
    """Labels with fewer examples than recognition needs."""
    counts = Counter(example.intent for example in examples)
    names = {harm.value for harm in HARMS}
    for name in sorted(names):
        if counts[name] < FEWEST_OF_A_HARM:
            yield Finding("too few", name, f"It has {counts[name]} examples and needs {FEWEST_OF_A_HARM}.")
    without = sum(count for name, count in counts.items() if name not in names and name not in FLAGGED_INTENTS)
    if without < FEWEST_WITHOUT:
        yield Finding("too few", "no harm", f"There are {without} examples without harm; {FEWEST_WITHOUT} are needed.")


def rule_leaks(kept: Fingerprints, root: Path = ROOT) -> Iterator[Finding]:
    """Wordings of messages kept for measuring that stand in a rule or a word list."""
    for pattern in RULE_FILES:
        for path in sorted(root.glob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                for phrase in _CODE_TEXT.findall(line):
                    name = kept.shares_run(phrase)
                    if name:
                        where = f"{path.relative_to(root)}:{number}"
                        yield Finding("leak in a rule", where, f"It has words of {name} in their order. Take them out.")


def read_fingerprints(path: Path = FINGERPRINTS_FILE) -> Fingerprints:
    """The fingerprints in the file. Raises `ValueError` naming the line that is not one."""
    kept = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        try:
            name, whole, *runs = line.split()
            kept.append(Fingerprint(name, int(whole, 16), frozenset(int(run, 16) for run in runs)))
        except ValueError:
            raise ValueError(
                f"{path.name}, line {number}: not a name and fingerprints. Make the file again: "
                "`python -m bot training fingerprints FILE …`."
            ) from None
    return Fingerprints(kept)


def fingerprint_line(name: str, text: str) -> str:
    """How a message kept for measuring stands in the file."""
    words = words_of(text)
    marks = [whole_of(words), *sorted(runs_of(words))]
    return " ".join([name, *(f"{mark:08x}" for mark in marks)])
