"""Files that are there wholly or not at all."""

import secrets
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, and the folders above it, so that it is never seen in parts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder: on one disk a rename happens wholly or not at all.
    aside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with aside.open("xb") as file:
            file.write(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
