"""The sentence encoder that comes with the repository: unit vectors, and no word of a long message lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.encoder import (
    ENCODER_DIR,
    LONG_MESSAGE_WORDS,
    PIECE_WORDS,
    WIDTH,
    EncoderMissing,
    SentenceEncoder,
    pieces,
)

MESSAGES = [
    "my neighbour plays loud music every night",
    "someone took my phone on the bus",
    "my partner checks my messages and will not let me see my friends",
    "a man followed me home from the station last night and I am scared to go out",
    "they shouted slurs at me outside the shop",
    "I lost four thousand pounds to a man who said he was my bank",
    "help",
]
WORDS = st.lists(st.sampled_from(["he", "hit", "me.", "Why?", "again!", "and\n", "then…", "x" * 30]), max_size=200)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The encoder in models/encoder/."""
    return SentenceEncoder()


def test_the_files_are_in_the_repository() -> None:
    assert {"card.json", "encoder.onnx", "tokenizer.json"} <= {path.name for path in ENCODER_DIR.iterdir()}


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=r"encoder\.onnx is missing.*make encoder"):
        SentenceEncoder(tmp_path)


def test_every_vector_has_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode([*MESSAGES, "", "😭", "مساعدة", "\x00", "word " * 300])
    assert vectors.shape == (len(MESSAGES) + 5, WIDTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_no_text_gives_no_row_and_an_empty_text_gives_one(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)
    assert encoder.encode([""]).shape == (1, WIDTH)
    assert np.isfinite(encoder.encode([""])).all()


def test_the_same_text_gives_the_same_vector(encoder: SentenceEncoder) -> None:
    assert np.array_equal(encoder.encode(MESSAGES[:1]), encoder.encode(MESSAGES[:1]))


def test_rows_stand_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in MESSAGES])
    assert (encoder.encode(MESSAGES) @ alone.T).argmax(axis=1).tolist() == list(range(len(MESSAGES)))


@pytest.mark.parametrize("text", [*MESSAGES, "", "مساعدة", "word " * 300])
def test_a_message_alone_and_in_a_batch_is_the_same(encoder: SentenceEncoder, text: str) -> None:
    """Training reads thousands at once, the bot one at a time and a long message with its pieces."""
    alone, (among_others, *_) = encoder.encode([text])[0], encoder.encode([text, *MESSAGES, "word " * 100])
    assert float(alone @ among_others) > 0.9999


def test_alike_messages_are_nearer_than_unlike_ones(encoder: SentenceEncoder) -> None:
    theft, robbed, noise = encoder.encode(["my phone was stolen", "someone nicked my mobile", "the music is so loud"])
    assert theft @ robbed > theft @ noise


@pytest.mark.parametrize("words", [0, 1, LONG_MESSAGE_WORDS])
def test_a_short_message_is_one_piece(words: int) -> None:
    text = " ".join(["word"] * words)
    assert pieces(text) == [text]


@pytest.mark.parametrize("words", [LONG_MESSAGE_WORDS + 1, 100, 1000])
@pytest.mark.parametrize("end", ["", ".", "\n"])
def test_a_long_message_is_read_whole_and_in_pieces(words: int, end: str) -> None:
    text = " ".join(f"w{number}{end}" for number in range(words))
    whole, *parts = pieces(text)
    assert whole == text
    assert " ".join(parts).split() == text.split()
    assert all(0 < len(part.split()) <= PIECE_WORDS for part in parts)


def test_a_piece_does_not_cut_a_sentence_that_fits() -> None:
    sentence = " ".join(["word"] * 24) + "."
    assert pieces(" ".join([sentence] * 4))[1:] == [sentence] * 4


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_no_word_of_any_message_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    whole, *parts = pieces(text)
    assert whole == text
    assert bool(parts) is (len(text.split()) > LONG_MESSAGE_WORDS)
    assert not parts or " ".join(parts).split() == text.split()
