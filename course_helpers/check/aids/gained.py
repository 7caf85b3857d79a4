"""What somebody can do now who has passed an exercise, in a warm, short sentence.

A course keeps them in `gained.toml`, by exercise:

    water = "Your plants get as much as they need now, each its own."
"""

import tomllib
from functools import cache
from importlib import resources

from course_helpers.check.catalogue import catalogue


@cache
def sentences() -> dict[str, str]:
    """Return the sentences by exercise; none where the course has none."""
    path = resources.files(catalogue().package) / "gained.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
