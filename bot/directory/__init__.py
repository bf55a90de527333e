"""The directory of services: the data, its loader and its checks."""

from bot.directory.loader import DirectoryError, load_directory

__all__ = ["DirectoryError", "load_directory"]
