"""The NLU component: `bot.understanding` as a step of Rasa's pipeline (config.yml)."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.signposting import AgeGroup, Harm, Place, Subject
from bot.understanding.classifier import MessageClassifier
from bot.understanding.examples import example_of
from bot.understanding.heads import ClassifierSettings
from bot.understanding.recogniser import Recogniser, Recognition, Thresholds

UNDERSTOOD = "understood"
"""The key under which a message's recognition and its reasons are kept for staff."""


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class MessageReader(GraphComponent):
    """Sentence encoder, word and letter counts, logistic heads, and the rules for age, place, danger and self-harm."""

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._recogniser: Recogniser | None = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Every setting that config.yml may change, with its default."""
        heads, limits = ClassifierSettings(), Thresholds()
        return {**vars(heads), "thresholds": vars(limits)}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """A component that still has to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageReader:
        """The trained component, out of the model."""
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            reader._recogniser = Recogniser(MessageClassifier.load(directory), reader._thresholds())
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Train the heads on the examples of data/nlu.yml."""
        examples = []
        for message in training_data.intent_examples:
            flags = (message.get(METADATA) or {}).get(INTENT) or {}
            examples.append(example_of(message.get(TEXT), message.get(INTENT), flags))
        settings = ClassifierSettings(**{name: self._config[name] for name in vars(ClassifierSettings())})
        classifier = MessageClassifier.train(examples, settings, progress=lambda line: print(f"  {line} …", flush=True))
        with self._storage.write_to(self._resource) as directory:
            classifier.save(directory)
        self._recogniser = Recogniser(classifier, self._thresholds())
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, ranking, entities and `understood` on each message that has text."""
        if self._recogniser is None:
            raise RuntimeError("The model has no trained MessageReader. Run `make train`.")
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            read = self._recogniser.recognise(text)
            message.set(INTENT, {"name": read.intent, "confidence": read.confidence}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, _ranking(read), add_to_output=True)
            message.set(ENTITIES, message.get(ENTITIES, []) + _entities(read, len(text)), add_to_output=True)
            message.set(UNDERSTOOD, _understood(read), add_to_output=True)
        return messages

    def _thresholds(self) -> Thresholds:
        return Thresholds(**self._config["thresholds"])


def _ranking(read: Recognition) -> List[Dict[str, Any]]:
    first = {"name": read.intent, "confidence": read.confidence}
    return [first] + [{"name": name, "confidence": share} for name, share in read.ranking if name != read.intent]


def _entities(read: Recognition, length: int) -> List[Dict[str, Any]]:
    """What the message says, as entities over the whole message. Only what is known becomes one."""
    known: Dict[str, Any] = {}
    if read.harm is not Harm.NONE and (read.is_likely_harm or read.danger_now):
        known["harm" if read.is_sure_of_harm else "likely_harm"] = read.harm.value
    if read.also_harm is not None and read.is_likely_harm:
        known["also_harm"] = read.also_harm.value
    if read.age.group is not AgeGroup.UNKNOWN and read.age.is_told:
        known["age_group"] = read.age.group.value
    if read.subject is not Subject.UNKNOWN and read.harm is not Harm.NONE:
        known["subject"] = read.subject.value
    if read.place is not Place.UNKNOWN:
        known["place"] = read.place.value
    if read.danger_now:
        known["danger_now"] = True
    if read.self_harm:
        known["self_harm"] = True
    return [
        {"entity": name, "value": value, "start": 0, "end": length, "extractor": MessageReader.__name__}
        for name, value in known.items()
    ]


def _understood(read: Recognition) -> Dict[str, Any]:
    return {
        "harm": read.harm.value, "harm_share": round(read.harm_share, 3), "age_group": read.age.group.value,
        "subject": read.subject.value, "place": read.place.value, "danger_now": read.danger_now,
        "self_harm": read.self_harm, "reasons": list(read.reasons),
        "danger_share": round(read.danger_share, 3), "self_harm_share": round(read.self_harm_share, 3),
    }  # fmt: skip
