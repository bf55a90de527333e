"""A chatbot that shows people affected by crime, harm or abuse the right door."""
