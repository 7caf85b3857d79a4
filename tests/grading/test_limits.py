"""Limits that nbgrader_config.py sets: each is read, and each is seen to act."""

import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.class_run import Settings
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import MIB
from course_helpers.grading.grade import grade_all
from course_helpers.grading.limits import KIB, GradingLimits, Limits, SourceLimits
from course_helpers.grading.notebook import read
from course_helpers.grading.record.receipts import recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.release.make import release
from course_helpers.grading.run.results import Store
from tests.conftest import LESSON, ROOT, right_answers

CONFIG = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
TRAITS = GradingLimits.class_trait_names(config=True)
RIGHT = right_answers()


def with_limits(course, **limits):
    """The course, read again after its configuration was edited."""
    text = CONFIG
    for name, value in limits.items():
        text, count = re.subn(rf"(GradingLimits\.{name} = )\d+", rf"\g<1>{value}", text)
        assert count == 1, name
    (course.root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return find_course(course.root)


def test_configuration_names_every_limit_with_its_default():
    stated = dict(re.findall(r"^c\.GradingLimits\.(\w+) = (\d+)", CONFIG, re.M))
    defaults = {name: getattr(GradingLimits(), name) for name in TRAITS}
    assert {name: int(value) for name, value in stated.items()} == defaults
    assert all(GradingLimits.class_traits()[name].help for name in TRAITS)


def test_defaults_are_those_without_a_configuration(course):
    assert (course.limits, course.source_limits) == (Limits(), SourceLimits())


FIELDS = {
    "memory_megabytes": ("memory", MIB),
    "cell_output_kilobytes": ("cell_output", KIB),
    "output_kilobytes": ("output", KIB),
    "reply_megabytes": ("reply", MIB),
    "hand_in_megabytes": ("notebook", MIB),
    "zip_megabytes": ("archive", MIB),
    "zip_files": ("files", 1),
    "hand_in_cells": ("cells", 1),
    "hand_in_parts": ("parts", 1),
}
"""What limits are called inside, and what they count there, where that differs."""


def all_limits(course):
    return asdict(course.limits) | asdict(course.source_limits)


@pytest.mark.parametrize("name", TRAITS)
def test_each_limit_is_read_and_no_other_one_with_it(course, name):
    lower = 600 if name == "memory_megabytes" else 9
    changed = all_limits(with_limits(course, **{name: lower}))
    field, unit = FIELDS.get(name, (name, 1))
    assert changed == all_limits(course) | {field: lower * unit}


@pytest.mark.parametrize("line", ["cell_seconds = 0", "seconds = 'x'", "secnds = 3"])
def test_what_is_no_limit_is_refused_in_words(course, line):
    path = course.root / "nbgrader_config.py"
    path.write_text(f"{CONFIG}\nc.GradingLimits.{line}\n", encoding="utf-8")
    with pytest.raises(CourseError, match="nbgrader_config.py, GradingLimits: .*[.]$"):
        _ = find_course(course.root).limits


def test_larger_hand_ins_are_not_collected(course, tmp_path):
    path = tmp_path / "in" / "ada" / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}" + " " * 2**21)
    (refused,) = collect(with_limits(course, hand_in_megabytes=1), path.parents[1])
    assert "at most 1,048,576 bytes" in refused.reason
    (kept,) = collect(with_limits(course), path.parents[1])
    assert isinstance(kept, Collected)
    archive = shutil.make_archive(tmp_path / "class", "zip", path.parents[1])
    (one,) = collect(with_limits(course, zip_megabytes=1), tmp_path / "class.zip")
    assert "unpacked, expected at most" in one.reason and archive


def test_validate_and_course_check_give_a_cell_as_long_as_grading(course, monkeypatch):
    from course_helpers.cli import learner

    changed = with_limits(course, cell_seconds=7)
    give = changed.config.Execute.timeout_func
    plain = nbformat.v4.new_code_cell("x = 1")
    long = nbformat.v4.new_code_cell("check.train_classifier(train_classifier)")
    assert (give(plain), give(long)) == (7, 187)
    monkeypatch.chdir(course.root)
    assert learner._cell_seconds() == 7
    monkeypatch.chdir(course.root.parent)
    assert learner._cell_seconds() == 30


EXTRA = "extra"
"""Where it stands for a cell of the learner's own, and not in an answer."""
ACTS = {
    "cell_seconds": (2, "import time; time.sleep(4)", "stopped after 2 s"),
    "extra_seconds": (1, f"# {EXTRA}\nimport time; time.sleep(3)", "stopped after 1 s"),
    # It gets five seconds more, since stopping it takes some.
    "seconds": (4, f"# {EXTRA}\nimport time; time.sleep(12)", "more than 4 s"),
    "memory_megabytes": (
        1024,
        "held = bytearray(10**9)",
        "MemoryError",
    ),
    "processes": (
        16,
        "import threading, time\n"
        "for _ in range(40): threading.Thread(target=time.sleep, args=(3,)).start()",
        "can't start new thread",
    ),
    "disk_megabytes": (
        1,
        "open('/tmp/big', 'wb').write(bytes(3 * 2**20))",
        "File too large",
    ),
    "cell_output_kilobytes": (1, "print('x' * 5000)", "may have 1 KiB"),
    "output_kilobytes": (1, "print('x' * 5000)", "may have 1 KiB"),
    "reply_megabytes": (1, "return torch.zeros(2**19)", "it gave more than 1 MiB"),
}
"""What a hand-in does, the limit that is lowered for it, and what is then said."""
OF_SOURCES = {"hand_in_megabytes", "zip_megabytes"}
OF_SOURCES |= {"hand_in_cells", "hand_in_parts", "zip_files"}


def test_each_limit_is_tried():
    assert ACTS.keys() | OF_SOURCES == set(TRAITS)


def hand_in(course, student, statement):
    notebook = read(course.notebook("release", LESSON))
    cells = answer_cells(notebook)
    for name, source in RIGHT.items():
        cells[name].source = source
    if EXTRA in statement:
        notebook.cells.insert(2, nbformat.v4.new_code_cell(statement, id="mine"))
    elif statement.startswith("return"):
        head = RIGHT["neuron"].partition("\n")[0]
        cells["neuron"].source = f"{head}\n    {statement}"
    else:
        cells["neuron"].source = f"{statement}\n{RIGHT['neuron']}"
    path = course.notebook("submitted", LESSON, student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def said(course, student):
    """All that was shown to a student, and said of the answers."""
    key = recorded(course, LESSON, student)["key"]
    result = Store(store_folder(course)).load(key)
    return f"{result.trouble} {result.verdicts} {result.outputs}"


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", ACTS)
def test_each_limit_acts_in_grading(course, name):
    most, statement, words = ACTS[name]
    release(course, LESSON, run=False)
    hand_in(course, "ada", statement)
    for given, acts in ((course, False), (with_limits(course, **{name: most}), True)):
        (row,) = grade_all(given, [(LESSON, "ada")], Settings())
        assert (words in said(given, "ada")) is acts, said(given, "ada")[:2000]
        assert row.score is not None


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [
        ("hand_in_cells", 5, "it has more than 5 cells"),
        ("hand_in_parts", 9, "its JSON has more than 9 lists"),
    ],
)
def test_what_a_hand_in_may_hold_acts_in_grading(course, name, most, words):
    release(course, LESSON, run=False)
    hand_in(course, "ada", "")
    (row,) = grade_all(with_limits(course, **{name: most}), [(LESSON, "ada")])
    assert row.score is None and words in row.reason


def test_files_of_a_zip_file_are_counted(course, tmp_path):
    folder = tmp_path / "in"
    for student in ("ada", "ben", "cy"):
        (folder / student).mkdir(parents=True)
        (folder / student / f"{LESSON}.ipynb").write_text("{}")
    archive = shutil.make_archive(tmp_path / "class", "zip", folder)
    (refused,) = collect(with_limits(course, zip_files=2), Path(archive))
    assert "expected at most 2 files; got" in refused.reason
    assert len(list(collect(with_limits(course), Path(archive)))) == 3


STOPPED = {"course": "(neuron): stopped after 2 s. Look", "nbgrader": "reply (2s)"}


@pytest.mark.slow
def test_validate_and_course_check_stop_a_cell_at_the_limit(course):
    release(course, LESSON, run=False)
    hand_in(course, "ada", "import time; time.sleep(4)")
    path = course.notebook("submitted", LESSON, "ada")
    for most, stopped in ((2, True), (30, False)):
        with_limits(course, cell_seconds=most)
        for command in (["course", "check"], ["nbgrader", "validate"]):
            done = subprocess.run(
                [Path(sys.executable).parent / command[0], *command[1:], path],
                cwd=course.root,
                capture_output=True,
                text=True,
            )
            said = done.stdout + done.stderr
            assert (STOPPED[command[0]] in said) is stopped, said
