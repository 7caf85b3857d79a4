"""What torch needs around it: short waits, and a torchvision that is quickly imported.

torch computes with several threads of OpenMP, which spin while they wait for each
other. Where other programs are busy, the thread that they wait for may not run, and
small trainings take many times as long.

PyPI's torchvision is built against CUDA. Beside a CPU-only torch its compiled library
cannot load, and the import then stops because two operators are missing. The course
needs only torchvision's Python parts, so declaring those two operators is enough.

torchvision's import also loads torch's compiler, for an operator on boxes in images.
That takes longer than all the rest of it, and some lessons never need the compiler.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_SCHEMA = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_COMPILER = ("torch._dynamo", "torch._dynamo.utils")

CHOICES = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")
"""Variables that say how OpenMP waits; who sets one of them has chosen."""

# torch's own number is 300,000. With fewer than these, or a passive policy, threads
# fall asleep in most waits, which costs up to three times the time on a quiet machine;
# more gain nothing there. See benchmarks/waiting.py.
SPINS = "1500"

# torch withdraws the operators when this object is gone.
_library = None


def shorten_waits() -> None:
    """Let OpenMP's threads soon sleep while they wait; only the environment changes.

    Does nothing where somebody has chosen how to wait, where torch is loaded already
    and so has read the environment, and outside Linux, where nobody measured it.
    """
    chosen = any(name in os.environ for name in CHOICES)
    if sys.platform == "linux" and "torch" not in sys.modules and not chosen:
        os.environ["GOMP_SPINCOUNT"] = SPINS


def repair_torchvision() -> None:
    """Declare torchvision's missing operators where its library cannot load.

    Does nothing where the library loads, where torchvision is not installed or is
    imported already, and when called again.
    """
    global _library
    if "torchvision" in sys.modules or _library is not None:
        return
    spec = find_spec("torchvision")
    if spec is None or spec.origin is None:
        return
    # Where it loads, it declares the operators itself, and twice is an error.
    if _library_loads(Path(spec.origin).parent):
        return
    import torch

    if hasattr(torch.ops.torchvision, "nms"):  # a notebook declared it by itself
        return
    _library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        _library.define(name + _SCHEMA)


@contextmanager
def compiler_later() -> Iterator[None]:
    """Import torchvision inside: torch's compiler is then loaded on its first use.

    The first optimizer of a process uses it, if nothing did before. Whatever asks the
    compiler for more than the one function that torchvision imports today gets the real
    one at once.
    """
    if any(name in sys.modules for name in (*_COMPILER, "torchvision")):
        yield
        return
    sys.modules.update((name, _Later(name)) for name in _COMPILER)
    try:
        yield
    finally:
        _forget_later()


class _Later(ModuleType):
    """Stands where a module of torch's compiler will be."""

    def __getattr__(self, name: str) -> object:
        package, module = _COMPILER
        if (self.__name__, name) == (module, "is_compile_supported"):
            return _is_compile_supported
        # Whoever walks through all modules asks for these; a package has a path.
        if name.startswith("__") and (self.__name__, name) != (package, "__path__"):
            raise AttributeError(name)
        _forget_later()
        return getattr(import_module(self.__name__), name)


def _is_compile_supported(device_type: str) -> bool:
    from torch._dynamo.utils import is_compile_supported

    return is_compile_supported(device_type)


def _forget_later() -> None:
    for name in _COMPILER:
        if isinstance(sys.modules.get(name), _Later):
            del sys.modules[name]


def _library_loads(folder: Path) -> bool:
    """Try to load torchvision's compiled library as torchvision itself would."""
    import torch

    # Found as a file: importing torchvision to ask it is what may fail.
    finder = FileFinder(str(folder), (ExtensionFileLoader, EXTENSION_SUFFIXES))
    extension = finder.find_spec("_C")
    if extension is None or extension.origin is None:
        return False
    if os.name == "nt":
        os.add_dll_directory(str(folder))
    try:
        torch.ops.load_library(extension.origin)
    except OSError:
        return False
    return True
