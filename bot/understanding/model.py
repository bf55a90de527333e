"""The recogniser of a trained Rasa model, read without Rasa: the very heads and thresholds that the bot serves."""

from __future__ import annotations

import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Iterator, Mapping

from bot.understanding.classifier import HEADS_FILE, MessageClassifier
from bot.understanding.recogniser import Recogniser, Thresholds

READER = "MessageReader"


class ModelMissing(FileNotFoundError):
    """There is no trained model, or it holds no recogniser; the message says what to run."""


def recogniser_from_model(path: Path) -> Recogniser:
    """The recogniser inside the model archive. Raises `ModelMissing`."""
    if not path.is_file():
        raise ModelMissing(f"There is no model at {path}. Run `make train`.")
    with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
        heads = next((m for m in archive.getmembers() if m.isfile() and Path(m.name).name == HEADS_FILE), None)
        about = next((m for m in archive.getmembers() if Path(m.name).name == "metadata.json"), None)
        if heads is None or about is None:
            raise ModelMissing(f"{path} holds no trained {READER}. Run `make train`.")
        content, metadata = archive.extractfile(heads), archive.extractfile(about)
        assert content is not None and metadata is not None
        (Path(folder) / HEADS_FILE).write_bytes(content.read())
        classifier = MessageClassifier.load(Path(folder))
        thresholds = _thresholds(json.loads(metadata.read()))
    return Recogniser(classifier, thresholds)


def _thresholds(metadata: Mapping[str, Any]) -> Thresholds:
    for node in _nodes(metadata):
        if str(node.get("uses", "")).endswith(READER) and "thresholds" in (node.get("config") or {}):
            return Thresholds(**node["config"]["thresholds"])
    return Thresholds()


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "uses" in value and "config" in value:
            yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
