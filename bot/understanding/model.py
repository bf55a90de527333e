"""The recogniser of a trained Rasa model, read without Rasa: the very heads and thresholds that the bot serves."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Iterator, Mapping

import numpy as np

from bot.understanding.classifier import HEADS_FILE, MessageClassifier, check_arrays
from bot.understanding.encoder import check_encoder
from bot.understanding.heads import ClassifierSettings
from bot.understanding.recogniser import Recogniser, Thresholds

READER = "MessageReader"


class ModelMissing(FileNotFoundError):
    """There is no trained model, or it holds no recogniser; the message says what to run."""


def recogniser_from_model(path: Path) -> Recogniser:
    """The recogniser inside the model archive. Raises `ModelMissing`."""
    with _open(path) as archive, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / HEADS_FILE).write_bytes(_content(archive, HEADS_FILE, path))
        classifier = MessageClassifier.load(Path(folder))
        config = _reader_config(json.loads(_content(archive, "metadata.json", path)))
    return Recogniser(classifier, Thresholds(**config.get("thresholds", {})))


def check_model(path: Path) -> None:
    """Whether the bot could serve this model, without loading it: raises what `recogniser_from_model` would."""
    with _open(path) as archive, np.load(io.BytesIO(_content(archive, HEADS_FILE, path))) as heads:
        check_arrays(heads.files)
    check_encoder()


def settings_of_model(path: Path) -> tuple[ClassifierSettings, Thresholds]:
    """How the heads in the model archive were trained and where its thresholds lie. Raises `ModelMissing`."""
    with _open(path) as archive:
        config = _reader_config(json.loads(_content(archive, "metadata.json", path)))
    heads = {name: config[name] for name in vars(ClassifierSettings()) if name in config}
    return ClassifierSettings(**heads), Thresholds(**config.get("thresholds", {}))


def _open(path: Path) -> tarfile.TarFile:
    if not path.is_file():
        raise ModelMissing(f"There is no model at {path}. Run `make train`.")
    try:
        return tarfile.open(path)
    except tarfile.TarError:
        raise ModelMissing(f"{path} is not a readable model. Run `make train`.") from None


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
