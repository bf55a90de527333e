"""From a trainer's draft to a model: for now, the checks of the training messages."""
