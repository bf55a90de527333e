"""The only place that imports Rasa: how the product plugs into it."""
