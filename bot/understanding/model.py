"""The recogniser of a trained Rasa model, read without Rasa: the very heads and thresholds that the bot serves."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, Mapping

import numpy as np

from bot.understanding.classifier import HEADS_FILE, MessageClassifier, ModelOutdated, check_arrays
from bot.understanding.encoder import ENCODER_DIR, EncoderMissing, SentenceEncoder, check_encoder
from bot.understanding.heads import ClassifierSettings
from bot.understanding.recogniser import Recogniser, Thresholds

READER = "MessageReader"
_AT_ONCE = 1 << 20


_DAMAGED = (OSError, EOFError, ValueError, KeyError, TypeError, tarfile.TarError, zipfile.BadZipFile, zlib.error)


class ModelMissing(FileNotFoundError):
    """There is no trained model or encoder, or one that cannot be read; the message says what to run."""


def recogniser_from_model(path: Path) -> Recogniser:
    """The recogniser inside the model archive. Raises `ModelMissing`."""
    _check_encoder()
    with _readable(path), _open(path) as archive, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / HEADS_FILE).write_bytes(_content(archive, HEADS_FILE, path))
        classifier = MessageClassifier.load(Path(folder))
        config = _reader_config(json.loads(_content(archive, "metadata.json", path)))
    return Recogniser(classifier, Thresholds(**config.get("thresholds", {})))


def check_model(path: Path) -> None:
    """Whether the bot could serve this model: raises what `recogniser_from_model` would. Reads the whole file once."""
    with _readable(path), _open(path) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            while file and file.read(_AT_ONCE):
                pass
        json.loads(_content(archive, "metadata.json", path))
        with np.load(io.BytesIO(_content(archive, HEADS_FILE, path))) as heads:
            check_arrays(heads.files)
    _check_encoder()


def settings_of_model(path: Path) -> tuple[ClassifierSettings, Thresholds]:
    """How the heads in the model archive were trained and where its thresholds lie. Raises `ModelMissing`."""
    with _readable(path), _open(path) as archive:
        config = _reader_config(json.loads(_content(archive, "metadata.json", path)))
    heads = {name: config[name] for name in vars(ClassifierSettings()) if name in config}
    return ClassifierSettings(**heads), Thresholds(**config.get("thresholds", {}))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say of a file that breaks while it is read which one it is and what to do."""
    try:
        yield
    except (ModelMissing, ModelOutdated):
        raise
    except _DAMAGED as error:
        raise ModelMissing(
            f"{path} is not a readable model ({type(error).__name__}). Put a good one there or run `make train`."
        ) from None


def _check_encoder() -> None:
    """Load the encoder and read one word with it: a file that was cut off is found at the start, not by a person."""
    try:
        check_encoder(ENCODER_DIR)
    except EncoderMissing as error:
        raise ModelMissing(str(error)) from None
    try:
        SentenceEncoder(ENCODER_DIR).encode(["hello"])
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise ModelMissing(
            f"A file in {ENCODER_DIR} is damaged ({type(error).__name__}). Check them out again, or run `make encoder`."
        ) from None


def _open(path: Path) -> tarfile.TarFile:
    if not path.is_file():
        raise ModelMissing(f"There is no model at {path}. Run `make train`.")
    return tarfile.open(path)


def _content(archive: tarfile.TarFile, name: str, path: Path) -> bytes:
    member = next((m for m in archive.getmembers() if m.isfile() and Path(m.name).name == name), None)
    file = archive.extractfile(member) if member else None
    if file is None:
        raise ModelMissing(f"{path} holds no trained {READER}. Run `make train`.")
    return file.read()


def _reader_config(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """The reader's settings in the schema that the model predicts with, over its defaults."""
    for node in _nodes(metadata.get("predict_schema")):
        if str(node["uses"]).endswith(READER):
            config: Mapping[str, Any] = node["config"] or {}
            return config
    return {}


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "uses" in value and "config" in value:
            yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
