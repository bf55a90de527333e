"""`python -m bot.privacy.words_command`: makes ordinary_words.txt from the training data again."""

from __future__ import annotations

import re
from collections import Counter

import yaml

from bot.privacy.lexicon import HERE, words_of

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_HEAD = "# Words in small letters in data/nlu.yml that are no names (python -m bot.privacy.words_command makes this file).\n"


def main() -> None:
    """Write the list."""
    data = yaml.safe_load((HERE.parent.parent / "data" / "nlu.yml").read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    capitals: set[str] = set()
    for block in data["nlu"]:
        examples = block.get("examples")
        for line in examples.splitlines() if isinstance(examples, str) else []:
            if sum(map(str.isupper, line)) * 2 <= sum(map(str.isalpha, line)):
                seen.update(word for word in _WORD.findall(line) if word.islower())
                capitals.update(word.lower() for word in _WORD.findall(line) if not word.islower())
    names, surnames = words_of("given_names.txt"), words_of("surnames.txt")
    ordinary = {
        word
        for word, times in seen.items()
        if len(word) > 1 and word not in names and (times >= 2 or (word not in capitals and word not in surnames))
    } | {"a", "i"}
    (HERE / "ordinary_words.txt").write_text(_HEAD + "\n".join(sorted(ordinary)) + "\n", encoding="utf-8")
    print(f"{len(ordinary)} words")


if __name__ == "__main__":
    main()
