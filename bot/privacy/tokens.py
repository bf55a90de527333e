"""The words of a text with what redaction asks about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.privacy.lexicon import ALSO_WORDS, GIVEN, NEED_A_CUE, NOT_NAMES, ORDINARY, SURNAMES, folded
from bot.privacy.placeholders import SHOWN, Kind

_TOKEN = re.compile(
    rf"(?P<placeholder>{re.escape(SHOWN[Kind.NAME])})|\[[A-Za-z ]{{3,30}}\]|(?P<word>[^\W\d_]+(?:['-](?!s\b)[^\W\d_]+)*)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;\n\"(\[|•*>]|^\s*-| - |\.\.")


@dataclass(frozen=True)
class Token:
    """One word. `gap` is what stands between it and the word before; `starts` whether a sentence begins with it."""

    start: int
    end: int
    text: str
    word: str
    gap: str
    starts: bool
    is_capital: bool
    is_upper: bool
    is_name_taken: bool = False

    @property
    def is_given(self) -> bool:
        """A given name that is no other word."""
        return self.word in GIVEN or (("-" in self.word) and all(part in GIVEN for part in self.word.split("-")))

    @property
    def is_given_in_part(self) -> bool:
        """A word with a hyphen of which one part is a name."""
        return any(part in GIVEN or part in SURNAMES for part in self.word.split("-"))

    @property
    def is_either(self) -> bool:
        """A name that is also a word."""
        return self.word in ALSO_WORDS

    @property
    def needs_cue(self) -> bool:
        """A name that is so often a word that a capital alone does not tell."""
        return self.word in NEED_A_CUE

    @property
    def is_surname(self) -> bool:
        """A family name of the list."""
        return self.word in SURNAMES or ("-" in self.word and all(part in SURNAMES for part in self.word.split("-")))

    @property
    def is_known(self) -> bool:
        """A word that names no person: ordinary, a place, a people, a brand."""
        word = self.word
        if word in ORDINARY or word in NOT_NAMES or word.replace("'", "") in ORDINARY:
            return True
        return (
            (
                "-" in word
                and any(part in ORDINARY or part in NOT_NAMES for part in word.split("-"))
                and not self.is_given_in_part
            )
            or (word.endswith("s") and (word[:-1] in ORDINARY or word[:-1] in NOT_NAMES))
            or ("'" in word[1:] and word.split("'")[0] in ORDINARY)
        )

    @property
    def is_unknown(self) -> bool:
        """A word that is in no list: perhaps a name, perhaps a slip."""
        return len(self.word) > 1 and not self.is_known and not self.is_name_taken


def has_case(text: str) -> bool:
    """Whether capitals tell anything: not in a text that has next to no small letters, or no capitals at all."""
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > 0 and lower > upper


def tokens_of(text: str, is_cased: bool) -> list[Token]:
    """The words in order."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        is_placeholder = match["word"] is None
        word = match.group(0)
        starts = not found or bool(_SENTENCE_END.search(gap))
        found.append(
            Token(
                match.start(), match.end(), word, "" if is_placeholder else folded(word), gap, starts,
                is_cased and word[:1].isupper(), is_cased and len(word) > 1 and word.isupper(),
                is_name_taken=match["placeholder"] is not None,
            )
        )  # fmt: skip
        end = match.end()
    return found
