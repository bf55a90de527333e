"""The last things that a long message says, each by itself.

Danger now and the wish to die are said in a few words, often after a long story. In the vector, the counts and the
grammar of the whole they drown: of 122 such sentences that are understood alone, none was after 600 harmless characters.
"""

from __future__ import annotations

import re

LONG_MESSAGE_WORDS = 40
SENTENCES = 4
LAST_WORDS = (14, 25)
"""So many of the last words are read where nobody has set a full stop."""
_END = re.compile(r"(?<=[.!?])\s+|\s*[;\n]\s*")


def endings(text: str) -> list[str]:
    """The last sentences and the last words of a long message; nothing for a short one."""
    words = text.split()
    if len(words) <= LONG_MESSAGE_WORDS:
        return []
    sentences = [sentence for sentence in _END.split(text) if sentence.strip()]
    last = [sentence for sentence in sentences[-SENTENCES:] if len(sentence.split()) <= max(LAST_WORDS)]
    return list(dict.fromkeys([*last, *(" ".join(words[-count:]) for count in LAST_WORDS)]))
