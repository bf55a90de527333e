"""The real bot over HTTP, as the widget and any other client meet it."""
