"""Words to situation: what a message says, with reasons. Knows nothing of Rasa."""
