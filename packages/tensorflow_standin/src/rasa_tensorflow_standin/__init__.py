"""Answers TensorFlow's names while Rasa is imported, and says in plain words what is missing when one is used."""

from rasa_tensorflow_standin.missing import TensorFlowNotInstalled
from rasa_tensorflow_standin.names import stand_in_for

__all__ = ["TensorFlowNotInstalled", "stand_in_for"]
