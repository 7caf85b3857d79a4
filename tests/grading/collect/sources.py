"""Sources of hand-ins for tests of collecting, and what came of them."""

import json
import zipfile

from course_helpers.grading.collect import archive
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.collect.folders import Refused
from course_helpers.grading.course import Course, find_course

LESSONS = ("03_softmax", "04_sequential", "09_fashion_mnist")
L = LESSONS[0]
MOODLE = "{}_{}_assignsubmission_file_/{}"


def three_lessons(root):
    """A course of three lessons; collecting needs no more of them than the names."""
    for lesson in LESSONS:
        (root / "solutions" / lesson).mkdir(parents=True)
        (root / "solutions" / lesson / f"{lesson}.ipynb").touch()
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.source_directory = 'solutions'\n"
        "c.CourseDirectory.submitted_directory = 'grading/submitted'\n"
    )
    return find_course(root)


def notebook(text="x", *grade_ids):
    cells = [{"metadata": {"nbgrader": {"grade_id": i}}} for i in grade_ids]
    return json.dumps({"cells": cells, "text": text}).encode()


def write(path, data=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zipped(path, entries, method=zipfile.ZIP_DEFLATED):
    """Write a zip file from pairs of a name or ZipInfo, and bytes."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def run(course: Course, source, *args, **more):
    """Return the collected by (student, lesson), and the refused by name."""
    items = list(collect(course, source, *args, **more))
    good = [i for i in items if isinstance(i, Collected)]
    bad = [i for i in items if isinstance(i, Refused)]
    assert len(good) + len(bad) == len(items)
    for item in bad:
        assert f"{item.what}{item.reason}".isprintable()
    collected = {(item.student, item.lesson): item for item in good}
    assert len(collected) == len(good)
    return collected, {item.what: item.reason for item in bad}


def submitted(course, student, lesson=L):
    return course.notebook("submitted", lesson, student).read_bytes()


def names(course):
    return archive.handins_folder(course).joinpath("names.json").read_text("utf-8")


def everything_below(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))
