"""Find notebooks in zip files that nobody may trust.

Nothing is unpacked to disk, and every limit is checked before anything is unpacked.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from course_helpers.grading.collect.folders import (
    NotebookFile,
    Refused,
    is_hidden,
    is_notebook,
    refusal,
)
from course_helpers.grading.files import (
    UnreadableError,
    printable,
    read_regular,
    too_large,
)
from course_helpers.grading.limits import SourceLimits

_CENTRAL_ENTRY = b"PK\x01\x02"
# The second bit marks an encryption that zipfile does not know.
_ENCRYPTED = 0x1 | 0x40
_UTF8_NAME = 0x800
# zipfile bounds what it unpacks at a time for these two methods only.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for files that are broken or made to break it.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def in_zip(path: Path, limits: SourceLimits) -> Iterator[NotebookFile | Refused]:
    """Yield the files in a zip file that are not hidden, and what is refused there.

    A zip file over a limit is refused as a whole.
    """
    try:
        # Into memory: a file that changes meanwhile cannot slip past the limits.
        archive = _opened(read_regular(path, limits.archive), limits)
    except UnreadableError as error:
        yield Refused(printable(path.name), str(error))
        return
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = _entry_name(entry)
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        read = partial(_read_entry, archive, entry, limits.notebook)
        # A name such as / is refused below.
        file = NotebookFile(parts, read, bool(parts) and is_notebook(parts))
        # The upper half is the kind of file, where the zip file comes from Unix.
        mode = entry.external_attr >> 16
        reason = _entry_refusal(name, entry) or refusal(file.parts, mode)
        if reason:
            yield Refused(printable(name), reason)
        elif not is_hidden(parts):
            yield file


def _opened(data: bytes, limits: SourceLimits) -> zipfile.ZipFile:
    """Return a zip file within the limits, none of it unpacked."""
    # zipfile builds an object for each entry, whatever count the file declares, so
    # count signatures first. Archives inside it may add some: hence the margin.
    if data.count(_CENTRAL_ENTRY) > 20 * limits.files:
        raise UnreadableError(f"expected at most {limits.files:,} files; got far more")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableError(
            f"expected a zip file with readable names; got {type(error).__name__}"
        ) from None
    count = len(archive.infolist())
    if count > limits.files:
        raise UnreadableError(f"expected at most {limits.files:,} files; got {count:,}")
    # As declared: `_read_entry` gives no entry more than that.
    size = sum(entry.file_size for entry in archive.infolist())
    if size > limits.archive:
        raise UnreadableError(f"unpacked, {too_large(size, limits.archive)}")
    return archive


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; some programs write UTF-8 without saying so."""
    # Not filename, which zipfile cuts at a null character: such a name is refused.
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _entry_refusal(name: str, entry: zipfile.ZipInfo) -> str:
    """Say why an entry of a zip file is refused; empty if it is not."""
    # Nothing is unpacked under these names, but ".." or "C:" would become a student.
    if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
        return "its name points outside the zip file"
    if "\0" in name or not name.strip("/. "):
        return "its name cannot be a file's name"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted; ask for it without a password"
    if entry.compress_type not in _METHODS:
        return "it is compressed in an unusual way; zip it with the usual method"
    return ""


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Return an entry's bytes; zipfile never gives more than the declared size."""
    if entry.file_size > limit:
        raise UnreadableError(too_large(entry.file_size, limit))
    try:
        with archive.open(entry) as file:
            return file.read(limit + 1)
    except _BROKEN as error:
        raise UnreadableError(
            f"it cannot be unpacked, or its size or checksum is wrong "
            f"({type(error).__name__})"
        ) from None
