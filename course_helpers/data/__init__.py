"""The course's data sets: where they lie, and loaders that give batches of them.

The names load on first use: to look for data sets needs no torch.
"""

from importlib import import_module

_MODULES = {
    "fetch": "sources",
    "find_dataset": "sources",
    "load_data": "loading",
    "where": "sources",
    "write_digit_files": "digit_files",
}

__all__ = ["fetch", "find_dataset", "load_data", "where", "write_digit_files"]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
