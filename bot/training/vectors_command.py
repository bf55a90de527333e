"""`python -m bot training vectors`: keep what the encoder reads in each training message, so that training is quick."""

from __future__ import annotations

from bot.understanding.encoder import ENCODER_DIR
from bot.understanding.examples import read_examples
from bot.understanding.remembering import RememberingEncoder, write_vectors
from bot.understanding.training import texts_to_encode


def keep_vectors() -> int:
    """Write models/encoder/vectors.npz for the training messages as they are now; reads only what is not in it."""
    encoder = RememberingEncoder()
    texts = texts_to_encode(list(read_examples()), encoder)
    print(f"{len(texts)} texts, {encoder.unknown(texts)} of them to read …")
    encoder.read_ahead(texts, lambda line: print(f"  {line}", flush=True))
    path = write_vectors(dict(zip(texts, encoder.encode(texts))), ENCODER_DIR)
    print(f"Kept in {path}: {path.stat().st_size / 1e6:.1f} MB.")
    return 0
