"""The TensorFlow stand-in: Rasa can import it, nobody can use it, and whoever tries is told why in plain words."""

from __future__ import annotations

import abc
import filecmp
import importlib
from pathlib import Path
from typing import Any, Callable, Optional

import pytest
import tensorflow as tf
from rasa_tensorflow_standin import TensorFlowNotInstalled

SOURCE = Path(__file__).resolve().parents[2] / "packages" / "tensorflow_standin" / "src"


@pytest.mark.parametrize(
    "module",
    [
        "keras",
        "keras.utils",
        "keras.utils.control_flow_util",
        "tensorflow",
        "tensorflow.keras.backend",
        "tensorflow.keras.callbacks",
        "tensorflow.keras.utils",
        "tensorflow.python.eager.wrap_function",
        "tensorflow.python.types.core",
        "tensorflow.types.experimental",
        "tensorflow_addons.text",
        "tensorflow_hub.module_v2",
        "tensorflow_text",
    ],
)
def test_every_module_that_rasa_names_can_be_imported(module: str) -> None:
    assert importlib.import_module(module).__name__ == module


def test_a_module_of_another_name_is_still_missing() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("tensorflow_of_another_kind")


def test_the_installed_stand_in_is_the_one_in_packages() -> None:
    installed = Path(tf.__file__).parents[1]
    names = [str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/*.py")]
    _, changed, missing = filecmp.cmpfiles(SOURCE, installed, names, shallow=False)
    assert changed + missing == [], "Run `make setup`: the environment holds an older stand-in."


def test_a_name_can_be_read_at_any_depth() -> None:
    assert tf.keras.layers.experimental.Anything.__name__ == "Anything"


def test_a_name_read_twice_is_the_same_thing() -> None:
    assert tf.Tensor is tf.Tensor
    assert tf.keras.Model is tf.keras.Model


def test_names_with_two_underscores_are_not_made_up() -> None:
    # A library that asks for __version__ or __wrapped__ must not be told a placeholder.
    assert not hasattr(tf, "__version__")
    assert not hasattr(tf.Tensor, "__wrapped__")


def test_a_name_can_be_subclassed() -> None:
    class Layer(tf.keras.layers.Layer):  # type: ignore[misc]
        def width(self) -> int:
            return 3

    assert issubclass(Layer, tf.keras.layers.Layer)


def test_a_name_can_be_subclassed_beside_an_abstract_class() -> None:
    class Abstract(abc.ABC):
        @abc.abstractmethod
        def width(self) -> int: ...

    class Both(Abstract, tf.keras.Model):  # type: ignore[misc]
        """Nothing."""

    assert issubclass(Both, Abstract)


def test_a_name_can_be_indexed_and_stand_in_type_hints() -> None:
    assert tf.RaggedTensor[int] is tf.RaggedTensor
    assert Optional[tf.Tensor] == tf.Tensor | None
    assert isinstance(None, tf.Tensor | None)
    assert not isinstance("words", tf.Tensor)


@pytest.mark.parametrize(
    "decorate",
    [
        pytest.param(lambda function: tf.function(function), id="tf.function"),
        pytest.param(lambda function: tf.function()(function), id="tf.function()"),
        pytest.param(lambda function: tf.function(jit_compile=True)(function), id="tf.function(jit_compile=True)"),
        pytest.param(lambda function: tf.autograph.experimental.do_not_convert(function), id="do_not_convert"),
        pytest.param(
            lambda function: tf.keras.utils.register_keras_serializable("Rasa")(function),
            id="register_keras_serializable('Rasa')",
        ),
    ],
)
def test_a_decorator_leaves_what_it_decorates_alone(decorate: Callable[[Any], Any]) -> None:
    def add(one: int, two: int) -> int:
        return one + two

    assert decorate(add) is add


@pytest.mark.parametrize(
    ("use", "name"),
    [
        pytest.param(lambda: tf.constant([1, 2]), "tensorflow.constant", id="a function is called"),
        pytest.param(lambda: tf.keras.layers.Dense(3), "tensorflow.keras.layers.Dense", id="a class is instantiated"),
        pytest.param(lambda: tf.keras.metrics.Mean(name="loss"), "tensorflow.keras.metrics.Mean", id="with options"),
        pytest.param(lambda: tf.map_fn(len), "tensorflow.map_fn", id="with a function"),
        pytest.param(lambda: tf.device("/cpu:0"), "tensorflow.device", id="a with statement"),
        pytest.param(lambda: list(tf.data), "tensorflow.data", id="a loop"),
        pytest.param(lambda: type("DIET", (tf.keras.Model,), {})(), "DIET", id="a subclass is instantiated"),
        pytest.param(
            lambda: importlib.import_module("tensorflow_hub").load("model"), "tensorflow_hub.load", id="tensorflow_hub"
        ),
    ],
)
def test_real_use_names_what_was_used(use: Callable[[], object], name: str) -> None:
    with pytest.raises(TensorFlowNotInstalled) as caught:
        use()
    first_line = str(caught.value).splitlines()[0]
    assert first_line.startswith("TensorFlow is not installed here")
    assert first_line.endswith(f"{name} needs it.")


def test_the_error_says_why_and_what_to_do() -> None:
    with pytest.raises(ImportError) as caught:
        tf.constant(1)
    words = str(caught.value)
    for needed in (
        "DIETClassifier", "TEDPolicy", "ResponseSelector", "on purpose", "docs/adr/0002", "config.yml",
        "pip install rasa==3.6.21",
    ):  # fmt: skip
        assert needed in words


def _write_bot(folder: Path, pipeline: str, policies: str) -> None:
    """A tiny invented bot in this folder."""
    (folder / "config.yml").write_text(
        f"recipe: default.v1\nlanguage: en\nassistant_id: scratch\npipeline:\n{pipeline}policies:\n{policies}"
    )
    (folder / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - good morning\n'
        "- intent: leave\n  examples: |\n    - goodbye\n    - see you later\n"
    )
    (folder / "stories.yml").write_text(
        'version: "3.1"\nstories:\n- story: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\n'
    )
    (folder / "domain.yml").write_text(
        'version: "3.1"\nintents: [greet, leave]\nresponses:\n  utter_greet:\n  - text: Hello\n'
    )


@pytest.mark.rasa
@pytest.mark.parametrize(
    ("pipeline", "policies", "culprit"),
    [
        pytest.param(
            "- name: WhitespaceTokenizer\n- name: CountVectorsFeaturizer\n- name: DIETClassifier\n  epochs: 1\n",
            "- name: RulePolicy\n", "diet_classifier.DIET", id="DIETClassifier in the pipeline",
        ),
        pytest.param(
            "- name: KeywordIntentClassifier\n", "- name: TEDPolicy\n  epochs: 1\n",
            "ted_policy.TED", id="TEDPolicy in the policies",
        ),
        pytest.param(
            "- name: KeywordIntentClassifier\n", "- name: UnexpecTEDIntentPolicy\n  epochs: 1\n",
            "IntentTED", id="UnexpecTEDIntentPolicy in the policies",
        ),
    ],
)  # fmt: skip
def test_a_trainer_who_asks_for_such_a_component_is_told_plainly_why_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pipeline: str, policies: str, culprit: str
) -> None:
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "false")
    monkeypatch.chdir(tmp_path)
    from rasa.model_training import train
    from rasa.shared.exceptions import RasaException

    _write_bot(tmp_path, pipeline, policies)
    with pytest.raises(TensorFlowNotInstalled) as caught:
        train("domain.yml", "config.yml", ["nlu.yml", "stories.yml"], output="models")
    # `rasa train` prints errors of Rasa's own kind as its last words; any other kind is buried in a traceback.
    assert isinstance(caught.value, RasaException)
    assert f"{culprit} needs it." in str(caught.value).splitlines()[0]
