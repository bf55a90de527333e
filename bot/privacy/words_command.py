"""`python -m bot.privacy.words_command`: makes ordinary_words.txt from the training data again."""

from __future__ import annotations

import re
from collections import Counter

import yaml

from bot.privacy.lexicon import HERE, words_of

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_HEAD = "# Words that stand in small letters at least twice in data/nlu.yml (python -m bot.privacy.words_command makes this file).\n"


def main() -> None:
    """Write the list."""
    data = yaml.safe_load((HERE.parent.parent / "data" / "nlu.yml").read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    for block in data["nlu"]:
        examples = block.get("examples")
        for line in examples.splitlines() if isinstance(examples, str) else []:
            if sum(map(str.isupper, line)) * 2 <= sum(map(str.isalpha, line)):
                seen.update(word for word in _WORD.findall(line) if word.islower())
    names = words_of("given_names.txt")
    ordinary = {word for word, times in seen.items() if times >= 2 and len(word) > 1 and word not in names} | {"a", "i"}
    (HERE / "ordinary_words.txt").write_text(_HEAD + "\n".join(sorted(ordinary)) + "\n", encoding="utf-8")
    print(f"{len(ordinary)} words")


if __name__ == "__main__":
    main()
