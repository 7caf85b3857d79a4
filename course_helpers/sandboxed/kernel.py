"""What cells expect of a kernel: its shell, and a loop that runs around them.

Whatever works in JupyterLab is to work here, so the shell is that of the kernel.
"""

import asyncio
import contextvars
import os
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from course_helpers.sandboxed.recorder import Publisher, Results, record_error

_T = TypeVar("_T")


class _Kernel:
    """Stands in for what a cell may ask of its kernel: takes all, and does nothing."""

    def __init__(self, **parts: object) -> None:
        self.__dict__ |= parts

    def __getattr__(self, name: str) -> "_Kernel":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> "_Kernel":
        return self


class _Shell(ZMQInteractiveShell):
    """A kernel's shell without its kernel: takes calmly what that one would do."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(Results)

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing; `%matplotlib inline` asks for it."""

    def init_environment(self) -> None:
        """Name a terminal, and ask for no colours: they would stand in the outputs."""
        os.environ["TERM"] = "xterm-color"

    def ask_exit(self) -> None:
        """Do nothing; `exit()` asks for it."""

    exit_now = False


# By this name code asks whether it runs in a notebook.
_Shell.__name__ = ZMQInteractiveShell.__name__


def make_shell() -> InteractiveShell:
    """Make this process's IPython shell, which records what cells show."""
    config = Config()
    # The history is written by a thread, and threads do not survive a fork.
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    shell = _Shell.instance(
        config=config, display_pub_class=Publisher, displayhook_class=Results
    )
    shell._showtraceback = record_error
    shell.kernel = _Kernel(shell=shell, user_ns=shell.user_ns)
    return shell


class Loop:
    """The loop that runs around all code of a hand-in, as in a kernel."""

    def __init__(self) -> None:
        """Have none yet."""
        self.loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Make the loop; a hand-in must not share its neighbours'."""
        if self.loop is not None:
            self.loop.close()
        # Not epoll: all forks of a process would share one list of what to wait for.
        self.loop = asyncio.SelectorEventLoop(selectors.PollSelector())
        asyncio.set_event_loop(self.loop)
        # What a cell sets in its context, later cells see.
        self.context = contextvars.copy_context()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Return what a coroutine returns."""
        # Code of a hand-in may have closed it.
        if self.loop is None or self.loop.is_closed():
            self.start()
        task = self.loop.create_task(work, context=self.context)
        return self.loop.run_until_complete(task)


loop = Loop()
