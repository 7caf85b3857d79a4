"""Download a data set's files from torchvision's mirrors, checksums verified."""

import contextlib
import socket
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

from ._torchvision import datasets, download_and_extract_archive

TIMEOUT = 5.0  # seconds without an answer after which a server counts as absent


class DownloadError(Exception):
    """No mirror gave all files; the message is a short reason."""


def download_files(dataset_class: type[datasets.MNIST], raw: Path) -> None:
    """Download and unpack the files of a torchvision data set.

    Progress goes to stdout: nbgrader takes anything on stderr for a failure.

    Args:
        dataset_class: Class with `mirrors` and `resources`, as torchvision's MNIST.
        raw: Folder to write the files to.

    Raises:
        DownloadError: No mirror answered in time with files of the right checksum.
    """
    reason = "it has no mirror"
    for mirror in dataset_class.mirrors:
        reason = _trouble(mirror + dataset_class.resources[0][0])
        if reason:
            continue
        try:
            with _short_timeouts(), contextlib.redirect_stderr(sys.stdout):
                _download_from(mirror, dataset_class.resources, raw)
            return
        # torchvision says with a RuntimeError that a checksum is wrong.
        except (OSError, RuntimeError, HTTPException) as error:
            reason = _reason(error)
    raise DownloadError(reason)


def _download_from(mirror: str, resources: list[tuple[str, str]], raw: Path) -> None:
    for filename, md5 in resources:
        print(f"Downloading {filename}")
        download_and_extract_archive(
            mirror + filename,
            str(raw),
            filename=filename,
            md5=md5,
            remove_finished=True,
        )
        print()  # the bar ends without a new line


def _trouble(url: str) -> str:
    """Ask for a file once; return why it cannot be had, or "".

    It runs in a thread because no time-out bounds the look-up of a name, and because
    a server's many addresses are tried one after the other.
    """
    answers = []

    def ask() -> None:
        try:
            urlopen(url, timeout=TIMEOUT).close()
            answers.append("")
        except (OSError, HTTPException) as error:
            answers.append(_reason(error))

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(TIMEOUT)
    return answers[0] if answers else _reason(TimeoutError())


def _reason(error: Exception) -> str:
    """Say in a few words why a download failed."""
    if isinstance(error, HTTPError):
        return f"the server answered {error.code} {error.reason}"
    cause = getattr(error, "reason", error)  # what a URLError wraps
    if isinstance(cause, socket.gaierror):
        return "no network"
    if isinstance(cause, TimeoutError):
        return f"no answer within {TIMEOUT:g} seconds"
    if "corrupted" in str(cause):
        return "a file with a wrong checksum came"
    return str(cause) or type(cause).__name__


@contextlib.contextmanager
def _short_timeouts() -> Iterator[None]:
    """Bound every wait on a socket, since torchvision has no setting for it."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(TIMEOUT)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
