"""Stands in for tensorflow_addons, which is not installed: see rasa_tensorflow_standin."""

from rasa_tensorflow_standin import stand_in_for

stand_in_for(__name__)
