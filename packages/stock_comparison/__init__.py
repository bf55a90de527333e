"""`make compare-stock`: stock Rasa with TensorFlow and this bot, trained on the same messages, scored on the same sets."""
