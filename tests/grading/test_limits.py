"""Limits that nbgrader_config.py sets: each is read, and each is seen to act."""

import re
import shutil

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.class_run import Settings
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import grade_all
from course_helpers.grading.limits import GradingLimits, Limits, SourceLimits
from course_helpers.grading.notebook import read
from course_helpers.grading.record.receipts import recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.release.make import release
from course_helpers.grading.run.results import Store
from tests.conftest import LESSON, ROOT, points_of_checks, right_answers

CONFIG = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
TRAITS = GradingLimits.class_trait_names(config=True)
RIGHT = right_answers()
TOTAL = points_of_checks()


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


@pytest.mark.parametrize("name", TRAITS)
def test_each_limit_is_read(course, name):
    lower = 600 if name == "memory_megabytes" else 9
    changed = with_limits(course, **{name: lower})
    before = (course.limits, course.source_limits)
    assert (changed.limits, changed.source_limits) != before


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


LOWER = {
    "cell_seconds": 4,
    "extra_seconds": 2,
    "seconds": 10,
    "memory_megabytes": 1024,
    "processes": 16,
    "disk_megabytes": 1,
    "cell_output_kilobytes": 1,
}
DOES = {
    "cell_seconds": "import time; time.sleep(6)",
    "memory_megabytes": "x = torch.ones(300_000_000)",
    "processes": "import threading, time\n"
    "for _ in range(40): threading.Thread(target=time.sleep, args=(3,)).start()",
    "disk_megabytes": "open('/tmp/big', 'wb').write(bytes(3 * 2**20))",
}


def hand_in(course, student, statement):
    notebook = read(course.notebook("release", LESSON))
    for name, source in RIGHT.items():
        answer_cells(notebook)[name].source = source
    answer_cells(notebook)["neuron"].source = f"{statement}\n{RIGHT['neuron']}"
    path = course.notebook("submitted", LESSON, student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def outputs(course, student):
    key = recorded(course, LESSON, student)["key"]
    return str(Store(store_folder(course)).load(key).outputs)


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_each_limit_acts_in_grading(course):
    release(course, LESSON, run=False)
    for student, statement in DOES.items():
        hand_in(course, student, statement)
    hand_in(course, "output", "print('x' * 5000)")
    hand_in(course, "honest", "")
    pairs = [(LESSON, student) for student in (*DOES, "output", "honest")]
    graded = {row.student: row.score for row in grade_all(course, pairs)}
    assert graded == dict.fromkeys((*DOES, "output", "honest"), TOTAL)
    assert "cut here" not in outputs(course, "output")
    lower = with_limits(course, **LOWER)
    graded = {row.student: row.score for row in grade_all(lower, pairs, Settings())}
    assert graded == dict.fromkeys(DOES, TOTAL - 2) | {"output": TOTAL, "honest": TOTAL}
    assert "cut here" in outputs(lower, "output")
