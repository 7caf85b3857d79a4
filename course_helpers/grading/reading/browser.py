"""Show the page in the reader's own browser."""

import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread


@contextmanager
def opener(folder: Path) -> Iterator[Callable[[str], None]]:
    """Give a function that opens an address in the browser.

    All users of a machine see with which words a program was started. So the browser
    gets the name of a file that its owner alone can read, and that leads on.

    Args:
        folder: where that file lies meanwhile.
    """
    with NamedTemporaryFile("w", dir=folder, prefix="read-", suffix=".html") as file:

        def show(address: str) -> None:
            to = f'<meta http-equiv="refresh" content="0; url={address}">'
            file.write(f"<!doctype html><title>Answers</title>{to}\n")
            file.flush()
            place = Path(file.name).as_uri()
            # A browser in the terminal returns only when it ends.
            Thread(target=webbrowser.open, args=[place], daemon=True).start()

        yield show
