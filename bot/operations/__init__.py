"""Copies of the databases: taken while the bot runs, put back while it does not. Nobody imports this but the command line."""
