"""How long recognising one message takes, by itself, on one core: what `make bench` adds to the bot's own figures."""

from __future__ import annotations

import os
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

WORDS = (28, 32)
"""Messages of about thirty words."""
MESSAGES, SEED = 200, 20


def measure() -> dict[str, float]:
    """Milliseconds a message, median and 95th of a hundred, in a process that keeps to one core."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure).result()


def _measure() -> dict[str, float]:
    from bot.settings import read_settings
    from bot.understanding.examples import read_examples
    from bot.understanding.model import recogniser_from_model

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    recogniser = recogniser_from_model(read_settings().model_path)
    texts = [each.text for each in read_examples() if WORDS[0] <= len(each.text.split()) <= WORDS[1]]
    Random(SEED).shuffle(texts)
    for text in texts[:10]:
        recogniser.recognise(text)
    took = []
    for text in texts[10 : 10 + MESSAGES]:
        started = time.perf_counter()
        recogniser.recognise(text)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    return {
        "recognition p50 ms, 30 words": statistics.median(took),
        "recognition p95 ms, 30 words": took[int(len(took) * 0.95)],
    }
