"""Stand-in: import-time names only; using any of them says that TensorFlow is not installed."""
import sys
import types

__version__ = "2.12.0"
class _Missing(type):
    def __getattr__(cls, name):
        if name.startswith("__"): raise AttributeError(name)
        return _make(name)
    def __call__(cls, *a, **k):
        if len(a) == 1 and callable(a[0]) and not k and isinstance(a[0], types.FunctionType): return a[0]
        raise RuntimeError("TensorFlow is not installed")
    def __getitem__(cls, item): return cls
    def __or__(cls, o): return cls
def _make(name): return _Missing(name, (), {})
class _Module(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        full = self.__name__ + "." + name
        return sys.modules.get(full) or _make(name)
sys.modules[__name__].__class__ = _Module
import importlib.abc
import importlib.machinery


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    roots = ("tensorflow.", "tensorflow_text", "tensorflow_hub", "tensorflow_addons", "keras")
    def find_spec(self, name, path, target=None):
        if name.startswith(self.roots): return importlib.machinery.ModuleSpec(name, self, is_package=True)
    def create_module(self, spec): return _Module(spec.name)
    def exec_module(self, module): pass
sys.meta_path.append(_Finder())
