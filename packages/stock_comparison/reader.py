"""Reads {"id", "text"} lines, writes lines with what each message says and how long it took; runs in either environment.

The lines: {"id", "harm", "guess", "confidence", "ms", "processor_ms"}. `ms` is the time of one message, `processor_ms`
that of all threads: no more than `ms`, as each system is held to one, and not disturbed by what else runs. `harm` is what the system answers, `guess` what
it would answer without Rasa's FallbackClassifier. Nothing else is written on standard output, and no text anywhere.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any, Awaitable, Callable, Mapping, Optional, Sequence, TextIO

from bot.signposting import HARMS, Harm

HARM_NAMES = frozenset(harm.value for harm in HARMS)
FALLBACK = "nlu_fallback"
Reading = tuple[str, str, float]
"""Harm, guess and confidence."""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Load the model once, then answer every line of standard input until it ends."""
    parser = argparse.ArgumentParser(prog="python -m packages.stock_comparison.reader")
    parser.add_argument("model", type=Path, help="what `rasa train nlu` made")
    parser.add_argument("--without-rasa", action="store_true", help="our recogniser alone, out of the same model")
    options = parser.parse_args(arguments)
    out = _own_output()
    read = _recogniser(options.model) if options.without_rasa else _agent(options.model)
    asyncio.run(_answer(read, sys.stdin, out))
    return 0


async def _answer(read: Callable[[str], Awaitable[Reading]], lines: TextIO, out: TextIO) -> None:
    for line in lines:
        row = json.loads(line)
        began, before = time.perf_counter(), time.process_time()
        harm, guess, confidence = await read(row["text"])
        spent, used = time.perf_counter() - began, time.process_time() - before
        answer = {
            "id": row["id"], "harm": harm, "guess": guess, "confidence": round(confidence, 4),
            "ms": round(spent * 1000, 3), "processor_ms": round(used * 1000, 3),
        }  # fmt: skip
        out.write(json.dumps(answer) + "\n")
        out.flush()


def reading_of(parsed: Mapping[str, Any]) -> Reading:
    """What Rasa's parse says: our own reader keeps the harm apart from the intent, stock Rasa has the intent alone."""
    intent = parsed["intent"]
    confidence = float(intent.get("confidence") or 0.0)
    if "understood" in parsed:
        harm = str(parsed["understood"]["harm"])
        return harm, harm, confidence
    ranked = [entry["name"] for entry in parsed.get("intent_ranking", []) if entry["name"] != FALLBACK]
    return _harm(intent.get("name")), _harm(ranked[0] if ranked else None), confidence


def _harm(intent: Optional[str]) -> str:
    return intent if intent in HARM_NAMES else Harm.NONE.value


def _agent(model: Path) -> Callable[[str], Awaitable[Reading]]:
    from rasa.core.agent import Agent
    from rasa.utils.tensorflow.environment import setup_tf_environment

    setup_tf_environment()
    logging.disable(logging.CRITICAL)
    agent = Agent.load(str(model))

    async def read(text: str) -> Reading:
        return reading_of(await agent.parse_message(text))

    return read


def _recogniser(model: Path) -> Callable[[str], Awaitable[Reading]]:
    from bot.understanding.model import recogniser_from_model

    recogniser = recogniser_from_model(model)

    async def read(text: str) -> Reading:
        answer = recogniser.recognise(text)
        return answer.harm.value, answer.harm.value, answer.confidence

    return read


def _own_output() -> TextIO:
    """Standard output for the answers alone: what libraries print goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


if __name__ == "__main__":
    sys.exit(main())
