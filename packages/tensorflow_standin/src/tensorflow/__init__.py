"""Stands in for tensorflow, which is not installed: see rasa_tensorflow_standin."""

from rasa_tensorflow_standin import stand_in_for

stand_in_for(__name__)
