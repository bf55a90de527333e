"""Custom actions: the conversation in, `bot.signposting` decides, responses from domain.yml out."""
