"""The one error of this package, and its words."""

from __future__ import annotations

import sys

_WORDS = """\
TensorFlow is not installed here, and {name} needs it.

Why: the components DIETClassifier, ResponseSelector, TEDPolicy, UnexpecTEDIntentPolicy and ConveRTFeaturizer stand on
TensorFlow. This project leaves it out on purpose (docs/adr/0002).
What to do: take that component out of the pipeline or the policies of your config. The components that config.yml
comes with do its work. A config with no pipeline or no policies has this trouble too: Rasa then fills in its own.
To compare with such a component, use an environment of its own:
    python3.10 -m venv ~/stock-rasa
    ~/stock-rasa/bin/pip install rasa==3.6.21"""


class TensorFlowNotInstalled(ImportError):
    """Something of TensorFlow was really used. The message says what, why it is missing and what to do."""


def not_installed(name: str) -> TensorFlowNotInstalled:
    """The error for using `name`.

    Rasa reports its own kind of error as a plain message at the end of the output; it buries every other
    kind in a traceback that ends in "Error running graph component". Where Rasa is loaded, the error is
    therefore of both kinds. This package never imports Rasa.
    """
    words = _WORDS.format(name=name)
    exceptions = sys.modules.get("rasa.shared.exceptions")
    rasa_kind = getattr(exceptions, "RasaException", None)
    if not isinstance(rasa_kind, type):
        return TensorFlowNotInstalled(words)
    both = type(TensorFlowNotInstalled.__name__, (TensorFlowNotInstalled, rasa_kind), {})
    error: TensorFlowNotInstalled = both(words)
    return error
