"""Helpers for the course: data, pictures, the device and the checks.

Importing this package is cheap: each public name loads its module on first use, so
a set-up cell pays only for what it needs.
"""

from importlib import import_module

from course_helpers.compat import shorten_waits

__version__ = "1.0.0"

_HOME = {
    "FASHION_CLASSES": "labels",
    "LiveLoader": "plotting",
    "diagnose": "diagnosis",
    "MNIST_CLASSES": "labels",
    "draw": "pad",
    "find_dataset": "data",
    "get_device": "device",
    "load_data": "data",
    "plot_function": "plotting",
    "plot_history": "plotting",
    "show_images": "plotting",
    "slide": "plotting",
    "view_classify": "plotting",
    "write_digit_files": "data",
}

# torch reads the environment once, when it is loaded: no name may load it before.
shorten_waits()

__all__ = ["check", *sorted(_HOME)]


def __getattr__(name: str) -> object:
    if name != "check" and name not in _HOME:
        raise AttributeError(f"course_helpers has no name {name!r}; it has {__all__}.")
    # Set-up cells take these names before torchvision, so its repair comes in time.
    if _HOME.get(name) != "labels":
        import_module(".compat", __name__).repair_torchvision()
    if name == "check":
        return import_module(".check", __name__)
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
