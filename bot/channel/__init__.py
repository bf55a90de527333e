"""What the widget channel is made of, apart from Rasa: tokens, limits, problems, choices, replies."""
