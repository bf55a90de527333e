"""Attacks on the real bot: what each would like to do, and that it does not."""
