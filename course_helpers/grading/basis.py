"""What a verdict depends on: a lesson's checks, the engine, torch and the data sets.

Files count as Python reads them, without comments and docstrings, and only those that
a lesson's checks load: a sentence put right, a new plot or an exercise of another
lesson run no class again.
"""

import ast
import hashlib
import os
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import course_helpers
from course_helpers.check.catalogue import catalogue, exercises_of, lessons
from course_helpers.data.places import real_raw

_OURS = course_helpers.__name__
_ENGINE = ("check.parts", "sandboxed.server")
"""Modules from which all is loaded that observes answers and judges them."""


def basis_of(lesson: str) -> dict[str, str]:
    """Return what the verdicts of a lesson depend on beside the hand-in and limits."""
    return {"checks": _checks(lesson)[:16], **machine()}


def basis() -> dict[str, str]:
    """Return what the verdicts of all lessons depend on."""
    digest = hashlib.sha256("".join(map(_checks, lessons())).encode()).hexdigest()
    return {"checks": digest[:16], **machine()}


def machine() -> dict[str, str]:
    """Return what of this machine verdicts depend on: versions and data sets."""
    # Images among a check's inputs are drawn from the data sets that are here.
    data_sets = "real" if real_data() else "embedded"
    return {**_versions(), "data sets": data_sets}


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("torch", "torchvision", "numpy")}


def real_data() -> bool:
    """Return whether lessons get real data in grading: all of it is here, or none.

    A course that names no data sets gets the embedded ones, wherever it is graded.
    """
    if os.environ.get("COURSE_OFFLINE", "") not in ("", "0"):
        return False
    names = catalogue().data_sets
    return bool(names) and all(map(real_raw, names))


@cache
def _checks(lesson: str) -> str:
    """Return a hash of a lesson's exercises and of all code that checks them."""
    package, posed = catalogue().package, exercises_of(lesson)
    names = [f"{_OURS}.{module}" for module in _ENGINE]
    for exercise in posed:
        names.append(f"{package}.observe.{exercise.topic}")
        names.append(f"{package}.judge.{exercise.topic}.{exercise.name}")
    digest = hashlib.sha256(repr([asdict(exercise) for exercise in posed]).encode())
    # By name: the same files may lie elsewhere on a worker of a cluster.
    for text in sorted(f"{path.name} {_code(path)} " for path in _loaded(names)):
        digest.update(text.encode())
    return digest.hexdigest()


def _loaded(names: Iterable[str]) -> set[Path]:
    """Return the files of modules, and of all that they import of ours."""
    paths: set[Path] = set()
    waiting = list(names)
    while waiting:
        for path in set(_files(waiting.pop())) - paths:
            paths.add(path)
            waiting += _imports(path)
    return paths


def _files(name: str) -> list[Path]:
    """Return the files of a module; of a folder all, since its names load on use."""
    for package in (catalogue().package, _OURS):
        inside = name.removeprefix(f"{package}.").split(".")
        # The faces of these two list exercises and public names: no verdict's matter.
        if name.startswith(f"{package}."):
            path = _home(package).joinpath(*inside)
            return list(path.glob("*.py")) or _existing(path.with_suffix(".py"))
    return []


def _existing(path: Path) -> list[Path]:
    """Return a file if it is there; an imported name may be no module."""
    return [path] if path.is_file() else []


@cache
def _home(package: str) -> Path:
    """Return a package's folder, without loading what is in it."""
    return Path(str(resources.files(package)))


def _imports(path: Path) -> set[str]:
    """Return all names that one of our files imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = f"{_folder(path)}.{node.module}" if node.level else node.module
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def _folder(path: Path) -> str:
    """Return the dotted name of the folder of one of our files."""
    for package in (catalogue().package, _OURS):
        if path.is_relative_to(_home(package)):
            inside = path.parent.relative_to(_home(package)).parts
            return ".".join((package, *inside))
    return ""


@cache
def _code(path: Path) -> str:
    """Return a hash of a file's code: comments, layout and docstrings left out."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(getattr(node, "body", None), list):
            node.body = [
                statement for statement in node.body if not _is_text(statement)
            ]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def _is_text(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return isinstance(statement, ast.Expr) and is_text
