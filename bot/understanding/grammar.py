"""Who does what to whom, and when: the grammar of a message, which danger.py, self_harm.py and subject.py read.

grammar_tree.py parses, grammar_people.py says whom a word means, grammar_reading.py makes clauses, grammar_times.py
reads time words, grammar_words.py holds the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Callable

from bot.understanding.grammar_clause import STATES, TODAY, Clause, Mood, Tense
from bot.understanding.grammar_people import Mention, Person
from bot.understanding.grammar_reading import Reading
from bot.understanding.grammar_times import When, spelt_out, whens
from bot.understanding.grammar_tree import parsed
from bot.understanding.text import plain

__all__ = ["STATES", "TODAY", "Clause", "Grammar", "Mention", "Mood", "Person", "Tense", "When", "read_grammar", "some"]


@dataclass(frozen=True)
class Grammar:
    """A message as clauses, with its words (plain, spelt out), the people in order, and what its time words say."""

    clauses: tuple[Clause, ...]
    words: tuple[str, ...]
    spelt: str
    when: frozenset[When]
    people: tuple[Mention, ...]


@lru_cache(maxsize=8)
def read_grammar(text: str) -> Grammar:
    """The grammar of a message. Never raises for any text; the last few are kept, so that all rules share one parse."""
    spelt = spelt_out(plain(text))
    words = parsed(spelt)
    reading = Reading(words)
    return Grammar(
        reading.clauses(), tuple(word.text for word in words), spelt, whens(spelt), reading.people.in_order()
    )


def some(clause_is: Callable[[Clause], bool]) -> Callable[[Grammar], bool]:
    """The question whether some clause of a message is so."""
    return lambda grammar: any(map(clause_is, grammar.clauses))
