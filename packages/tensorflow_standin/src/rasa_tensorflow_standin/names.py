"""Placeholders for names, modules that have every name, and the finder that makes such modules."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from abc import ABCMeta
from typing import Any, Iterator, NoReturn, Optional, Sequence

from rasa_tensorflow_standin.missing import not_installed

DECORATORS = frozenset(
    {"function", "custom_gradient", "recompute_grad", "do_not_convert", "register_keras_serializable"}
)
"""The last parts of the names that stand above functions and classes, with or without arguments."""


class Placeholder(ABCMeta):
    """The type of every placeholder. A placeholder is a class, so that it can be subclassed and written in type hints.

    Its own type is an ABCMeta because Rasa, like the real TensorFlow, may mix one with abstract classes.
    """

    def __getattr__(cls, name: str) -> Placeholder:
        if name.startswith("__"):
            raise AttributeError(name)
        made = placeholder(f"{full_name(cls)}.{name}")
        setattr(cls, name, made)
        return made

    def __getitem__(cls, item: object) -> Placeholder:
        return cls

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        if cls.__name__ not in DECORATORS:
            raise not_installed(full_name(cls))
        return arguments[0] if len(arguments) == 1 and not options and callable(arguments[0]) else _unchanged

    def __iter__(cls) -> Iterator[NoReturn]:
        # Without this, `for` would try [0], [1], … for ever.
        raise not_installed(full_name(cls))


def placeholder(name: str) -> Placeholder:
    """A placeholder for this full name, for example "tensorflow.keras.Model"."""
    module, _, last = name.rpartition(".")
    return Placeholder(last, (), {"__module__": module})


def full_name(cls: type) -> str:
    """The name as a programmer would import it."""
    return f"{cls.__module__}.{cls.__name__}"


def _unchanged(decorated: Any) -> Any:
    """What a decorator with arguments does here: nothing."""
    return decorated


class StandInModule(types.ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Placeholder:
        if name.startswith("__"):
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")
        made = placeholder(f"{self.__name__}.{name}")
        setattr(self, name, made)
        return made


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes every module below the stand-ins. It comes last: a module that is really there is loaded from its file."""

    def __init__(self) -> None:
        self.roots: set[str] = set()

    def find_spec(
        self, name: str, path: Optional[Sequence[str]] = None, target: Optional[types.ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        """A package for `root.anything`, nothing for other names."""
        root, _, rest = name.partition(".")
        if root not in self.roots or not rest:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> StandInModule:
        """An empty module that has every name."""
        return StandInModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


_FINDER = StandInFinder()


def stand_in_for(root: str) -> None:
    """Turn the imported top-level module `root` into one that has every name and every module below it."""
    sys.modules[root].__class__ = StandInModule
    _FINDER.roots.add(root)
    if _FINDER not in sys.meta_path:
        sys.meta_path.append(_FINDER)
