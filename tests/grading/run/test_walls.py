"""What the sandbox shows of the package: nothing that judges, nothing that grades."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import nbgrader
import numpy as np
import pytest

import course_helpers
from course_helpers.check.catalogue import catalogue
from course_helpers.data.idx import FILES, IMAGES, LABELS, write_file
from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import Limits
from course_helpers.grading.run import walls
from course_helpers.grading.run.workshop import Workshop
from course_helpers.sandboxed.messages import packed, unpacked

PACKAGE = Path(course_helpers.__file__).parent
NOT_INSIDE = ("grading", "exercises/judge", "exercises/typical", "cli", "repair")
NOT_INSIDE += ("exercises/hints", "exercises/predictions")  # texts for learners
LIST = """
import json, os
print(json.dumps([
    os.path.relpath(os.path.join(folder, name), "/course/course_helpers")
    for folder, _, names in os.walk("/course/course_helpers") for name in names
]))
"""


@pytest.fixture(scope="module")
def said(sandbox):
    """What a cell shows inside the walls."""
    with Workshop(Limits()) as workshop:
        yield partial(outputs, workshop)


def outputs(workshop, source):
    cell = {"source": source, "extra": False, "quiet": False}
    job = json.dumps({"first": [], "cells": [cell]}).encode()
    ((_, body),) = unpacked(workshop.run(packed(b"h", job)))
    return json.loads(body)


@pytest.fixture(scope="module")
def inside(said):
    """The package's files as a hand-in sees them."""
    (output,) = said(LIST)
    return set(json.loads(output["text"]))


def sources(folder: str) -> set[str]:
    """The files below a folder of the package; it must be there, and hold some."""
    files = [p for p in (PACKAGE / folder).rglob("*.*") if p.suffix in (".py", ".toml")]
    paths = {str(p.relative_to(PACKAGE)) for p in files}
    assert len(paths) > 1, f"{folder} is empty, or has another name now"
    return paths


@pytest.mark.parametrize("folder", NOT_INSIDE)
def test_folder_is_hidden_from_hand_ins(folder, inside):
    assert not sources(folder) & inside


def test_hand_ins_see_what_observes_them(inside):
    assert sources("exercises/observe") <= inside


def test_every_public_name_is_there_for_the_lessons_own_cells(said):
    """A set-up cell that fails would take all imports of its lesson with it."""
    names = ", ".join(course_helpers.__all__)
    assert said(f"from course_helpers import {names}\nprint('all of them')") == [
        {"output_type": "stream", "name": "stdout", "text": "all of them\n"}
    ]


def test_no_hand_in_waits_until_the_compiler_is_loaded(said):
    """As the first optimizer of a process would."""
    (output,) = said("import sys\nprint('torch._dynamo' in sys.modules)")
    assert output["text"] == "True\n"


def shown(command, secrets=()):
    """What a shell command prints inside the walls."""
    with Workshop(Limits(), secrets=tuple(map(Path, secrets))) as workshop:
        seen = outputs(workshop, f"!{command}")
    return "".join(output.get("text", "") for output in seen).split()


def test_secrets_are_not_seen_wherever_they_lie(sandbox):
    folders = [p for p in Path("/usr/share").iterdir() if any(p.glob("*/*"))]
    below_usr, other = folders[:2]
    inside = next(below_usr.glob("*/*"))
    file = next(path for path in other.rglob("*") if path.is_file())
    beside_packages = Path(nbgrader.__file__).parent
    secrets = below_usr, inside, inside.parent, beside_packages, file
    site = beside_packages
    if sys.prefix != sys.base_prefix:
        site = Path("/environment", site.relative_to(sys.prefix))
    look = f"ls -A {below_usr}; ls -A {site}; cat {file}"
    assert len(shown(look)) > 3
    # The folders are empty, and the file cannot be read.
    denied = ["cat:", f"{file}:", "Permission", "denied"]
    assert shown(look, secrets) == denied


def test_python_inside_a_secret_is_refused_with_the_way_out(tmp_path):
    secret = Path(sys.executable).resolve().parent
    with pytest.raises(CourseError, match=r"outside of \S+bin, .*--no-sandbox"):
        walls.command(tmp_path, 64, [secret])


def test_beside_the_data_sets_nothing_is_seen(sandbox, tmp_path, monkeypatch):
    for name in catalogue().data_sets:
        raw = tmp_path / "data" / name / "raw"
        raw.mkdir(parents=True)
        for split in ("train", "t10k"):
            write_file(raw / IMAGES[split], np.zeros((12, 28, 28), np.uint8))
            write_file(raw / LABELS[split], np.zeros(12, np.uint8))
        (raw / "class list.csv").write_text("private")
    (tmp_path / "data" / "class list.csv").write_text("private")
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setenv("COURSE_OFFLINE", "0")
    monkeypatch.chdir(tmp_path)
    assert sorted(shown("find /data -type f")) == sorted(
        f"/data/{name}/raw/{file}" for name in catalogue().data_sets for file in FILES
    )


def test_compiled_code_needs_little_room_beside_it():
    # What torch.compile prepares otherwise is larger than all of a hand-in's /tmp.
    read = (
        "from torch._inductor import config as c; print(c.cpp_cache_precompile_headers)"
    )
    done = subprocess.run(
        [sys.executable, "-c", read],
        env=walls.environment(walls=False),
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n", done.stderr
