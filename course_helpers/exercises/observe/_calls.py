"""Watch what an answer calls: functions of libraries, in Python and built in."""

import contextlib
import sys
from collections.abc import Iterator
from types import FrameType

_LIBRARIES = {"torch", "numpy", "scipy"}


@contextlib.contextmanager
def library_calls() -> Iterator[set[str]]:
    """Yield a set that gets the names of all functions called inside the block.

    Of those in Python only the libraries' own: a learner's may be called anything.
    """
    names: set[str] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "c_call":
            names.add(str(getattr(argument, "__name__", "")))
        elif event == "call":
            module = frame.f_globals.get("__name__")
            if isinstance(module, str) and module.partition(".")[0] in _LIBRARIES:
                names.add(frame.f_code.co_name)

    # Whoever profiles this notebook goes on afterwards.
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(before)
