"""What the course asks of a kernel: HTML to show, errors that do not stop Run All."""

import sys
from collections.abc import Callable
from typing import Any

Explain = Callable[[BaseException], str]

_explanations: dict[type[BaseException], Explain] = {}
_forgiven: BaseException | None = None


def shell() -> Any:
    """Return the IPython shell of the notebook kernel that runs here; None without."""
    # Whoever has not loaded IPython is no kernel, and need not wait for it.
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    running = get_ipython()
    return running if getattr(running, "kernel", None) is not None else None


def show(text: str, html: str) -> None:
    """Show a text; as HTML where a notebook runs, whose front end takes what it can."""
    running = shell()
    if running is None:
        print(text)
        return
    # What was printed before goes another way, and would come later.
    sys.stdout.flush()
    running.display_pub.publish({"text/plain": text, "text/html": html})


def show_error(name: str, text: str, lines: list[str]) -> bool:
    """Show an error as the running cell's, and let the notebook go on.

    For front ends, nbval and nbgrader the cell has failed; the kernel's reply says that
    it came to its end, so Run All does not stop.

    Args:
        name: of the error, such as "CheckFailed".
        text: what it says.
        lines: the same as it is to be shown.

    Returns:
        Whether a kernel is here to show it.
    """
    running = shell()
    if running is None:
        return False
    # What was printed before goes another way, and would come later.
    sys.stdout.flush()
    content = {"ename": name, "evalue": text, "traceback": lines}
    running.kernel.send_response(running.kernel.iopub_socket, "error", content)
    return True


def explain(kind: type[BaseException], explanation: Explain) -> None:
    """Show a text in place of the traceback where an error of a kind ends a cell.

    Args:
        kind: of the error. After an interrupt Run All stops, after others it goes on.
        explanation: returns the text; an empty one for errors to be shown as ever.
    """
    running = shell()
    if running is None:
        return
    if not _explanations:
        running.events.register("post_run_cell", _forgive)
    _explanations[kind] = explanation
    running.set_custom_exc(tuple(_explanations), _show)


def _show(
    running: Any, kind: type, error: BaseException, trace: Any, tb_offset: Any = None
) -> None:
    global _forgiven
    explanations = (e for k, e in _explanations.items() if isinstance(error, k))
    text = next(filter(None, (explanation(error) for explanation in explanations)), "")
    if not text:
        running.showtraceback((kind, error, trace), running_compiled_code=True)
        return
    show_error(kind.__name__, text, [text])
    if not isinstance(error, KeyboardInterrupt):
        _forgiven = error


def _forgive(result: Any) -> None:
    """Let a cell count as run to its end if its error was explained."""
    if _forgiven is not None and result.error_in_exec is _forgiven:
        result.error_in_exec = None
