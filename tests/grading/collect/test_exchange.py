"""nbgrader's exchange: owner and time are the file system's, whatever names say."""

import os
import pwd
import time
from datetime import UTC, datetime

import pytest

from course_helpers.grading.collect import archive
from course_helpers.grading.collect.collector import (
    Collected,
    collect_exchange,
)
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.people import ENROLLED, save_names
from tests.grading.collect.sources import L, notebook, submitted, write

ME = pwd.getpwuid(os.getuid()).pw_name
OTHER = pwd.getpwnam("daemon")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def course(course, tmp_path):
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
        file.write("c.CourseDirectory.course_id = 'nets'\n")
    inbound = tmp_path / "exchange" / "nets" / "inbound"
    inbound.mkdir(parents=True)
    return find_course(course.root)


@pytest.fixture
def hand_in(tmp_path):
    """Hand a notebook in, as nbgrader does it, with a time of the learner's own."""

    def hand_in(data, user=ME, stamp="1999-01-01 00:00:00.000000 UTC", token="x"):
        name = f"{user}+{L}+{stamp}+{token}"
        folder = tmp_path / "exchange" / "nets" / "inbound" / name
        write(folder / f"{L}.ipynb", data)
        write(folder / "timestamp.txt", stamp.encode())
        write(folder / "submission_secret.txt", f"secret {token}".encode())
        return folder

    return hand_in


def run(course):
    items = list(collect_exchange(course, L))
    good = [item for item in items if isinstance(item, Collected)]
    return good, {i.what: i.reason for i in items if not isinstance(i, Collected)}


def given_to(other, folder):
    for path in (folder, *folder.iterdir()):
        os.chown(path, other.pw_uid, other.pw_gid, follow_symlinks=False)
    return folder


def came(course, student=ME):
    folder = archive.handins_folder(course) / student / L
    return archive.counting(folder).origin.came


def test_time_is_the_file_systems_whatever_the_learner_writes(course, hand_in):
    before = time.time()
    folder = hand_in(notebook())
    # A file's own time can be set by its owner; when it was changed cannot.
    os.utime(folder / f"{L}.ipynb", (0, 0))
    os.utime(folder, (0, 0))
    (collected,), refused = run(course)
    assert (collected.student, collected.note, refused) == (ME, "", {})
    # A file system's clock lags behind by some milliseconds.
    assert before - 0.1 <= came(course).timestamp() <= time.time()
    beside = course.notebook("submitted", L, ME)
    stamp = beside.with_name("timestamp.txt").read_text()
    assert stamp.startswith(f"{datetime.now(UTC):%Y}")
    assert beside.with_name("submission_secret.txt").read_text() == "secret x"


def test_what_was_made_earlier_and_moved_there_later_came_later(
    course, hand_in, tmp_path
):
    folder = hand_in(notebook())
    place = folder.rename(tmp_path / "prepared")
    time.sleep(0.05)
    deadline = time.time()
    time.sleep(0.05)
    place.rename(folder)
    run(course)
    assert came(course).timestamp() > deadline


def test_what_is_changed_there_later_came_later(course, hand_in):
    folder = hand_in(notebook("old"))
    time.sleep(0.05)
    deadline = time.time()
    time.sleep(0.05)
    (folder / f"{L}.ipynb").write_bytes(notebook("new"))
    os.utime(folder / f"{L}.ipynb", (0, 0))
    run(course)
    assert came(course).timestamp() > deadline
    assert submitted(course, ME) == notebook("new")


def test_newest_counts_and_collecting_again_changes_nothing(course, hand_in):
    for text in "abba":
        hand_in(notebook(text), token=f"{text}{time.time_ns()}")
        time.sleep(0.02)
    good, _ = run(course)
    # The second b is the first one, handed in again.
    assert len({item.path for item in good}) == 3
    assert submitted(course, ME) == notebook("a")
    kept = archive.history(archive.handins_folder(course) / ME / L)
    times = [k.origin.came for k in kept]
    assert times == sorted(times)
    assert run(course)[0][-1].note == "unchanged"
    again = archive.history(archive.handins_folder(course) / ME / L)
    assert [k.origin for k in again] == [k.origin for k in kept]
    assert submitted(course, ME) == notebook("a")


def test_handed_in_again_after_the_due_date_is_not_late(course, hand_in):
    hand_in(notebook(), token="a")
    run(course)
    first = came(course)
    time.sleep(0.05)
    hand_in(notebook(), token="b")
    assert [item.note for item in run(course)[0]] == ["unchanged"] * 2
    assert came(course) == first


@as_root
def test_each_owner_gets_what_is_theirs(course, hand_in):
    hand_in(notebook("mine"))
    given_to(OTHER, hand_in(notebook("theirs"), user=OTHER.pw_name))
    assert {item.student for item in run(course)[0]} == {ME, OTHER.pw_name}
    assert submitted(course, OTHER.pw_name) == notebook("theirs")


@as_root
def test_names_of_others_are_refused(course, hand_in):
    hand_in(notebook("right"))
    forged = given_to(OTHER, hand_in(notebook("forged"), stamp="2040", token="y"))
    good, refused = run(course)
    assert f"its owner is {OTHER.pw_name}" in refused[forged.name]
    assert len(good) == 1 and submitted(course, ME) == notebook("right")


@as_root
def test_file_of_another_owner_in_a_folder_of_ones_own_is_refused(course, hand_in):
    theirs = given_to(OTHER, hand_in(notebook("theirs"), user=OTHER.pw_name))
    mine = hand_in(notebook())
    (mine / f"{L}.ipynb").unlink()
    os.link(theirs / f"{L}.ipynb", mine / f"{L}.ipynb")
    good, refused = run(course)
    assert [item.student for item in good] == [OTHER.pw_name]
    assert f"its owner is {OTHER.pw_name}" in refused[mine.name]


@as_root
def test_owner_whom_the_machine_does_not_know_is_refused(course, hand_in):
    folder = hand_in(notebook())
    for path in (folder, *folder.iterdir()):
        os.chown(path, 987_654, 0)
    _, refused = run(course)
    assert "number 987654" in refused[folder.name]


def test_links_and_pipes_are_refused_and_nobody_waits(course, hand_in, tmp_path):
    solution = write(tmp_path / "solution.ipynb", notebook("solution"))
    outside = write(tmp_path / "outside" / f"{L}.ipynb", notebook("outside"))
    inside = hand_in(notebook(), token="inside")
    (inside / f"{L}.ipynb").unlink()
    (inside / f"{L}.ipynb").symlink_to(solution)
    pipe = hand_in(notebook(), token="pipe")
    (pipe / f"{L}.ipynb").unlink()
    os.mkfifo(pipe / f"{L}.ipynb")
    link = inside.with_name(f"{ME}+{L}+2030+link")
    link.symlink_to(outside.parent)
    empty = inside.with_name(f"{ME}+{L}+2030+empty")
    empty.mkdir()
    write(inside.with_name(f"{ME}+{L}+2030+file"))
    good, refused = run(course)
    assert not good
    assert "links are never followed" in refused[inside.name]
    assert "links are never followed" in refused[link.name]
    assert "regular file" in refused[pipe.name]
    assert refused[empty.name] == "no file is in it"
    assert "cannot be read" in refused[f"{ME}+{L}+2030+file"]
    assert not course.folder("submitted").exists()


def test_what_is_taken_away_meanwhile_stops_nobody(course, hand_in, monkeypatch):
    hand_in(notebook(), token="stays")
    listed = os.listdir

    def and_one_that_is_gone(folder):
        gone = [f"{ME}+{L}+2030+gone"] if str(folder).endswith("inbound") else []
        return [*listed(folder), *gone]

    monkeypatch.setattr(os, "listdir", and_one_that_is_gone)
    good, refused = run(course)
    assert len(good) == 1
    assert "cannot be read" in refused[f"{ME}+{L}+2030+gone"]


def test_other_lessons_and_other_files_are_left_alone(course, hand_in):
    folder = hand_in(notebook())
    folder.rename(folder.with_name(f"{ME}+04_sequential+2030+x"))
    folder.with_name("README").mkdir()
    assert run(course) == ([], {})


def test_file_of_another_name_counts_where_it_is_the_only_notebook(course, hand_in):
    folder = hand_in(notebook("renamed"))
    (folder / f"{L}.ipynb").rename(folder / "my answers.ipynb")
    run(course)
    assert submitted(course, ME) == notebook("renamed")
    write(folder / "another.ipynb")
    _, refused = run(course)
    assert "several notebooks" in refused[folder.name]


def test_what_is_no_notebook_is_named_with_its_student(course, hand_in):
    folder = hand_in(b"%PDF-1.7")
    (folder / f"{L}.ipynb").rename(folder / "answers.pdf")
    (collected,), _ = run(course)
    assert collected.student == ME and collected.problem


def test_only_those_in_the_class_list_where_there_is_one(course, hand_in):
    hand_in(notebook())
    listed = {"name": "ada", "system": "", "ids": {ENROLLED: ""}}
    folder = archive.handins_folder(course)
    folder.mkdir(parents=True)
    save_names(folder, {"ada": listed})
    good, refused = run(course)
    assert not good
    assert "nobody in the class list is called" in next(iter(refused.values()))


def test_without_an_exchange_it_says_where_it_should_be(course, tmp_path):
    (tmp_path / "exchange" / "nets" / "inbound").rmdir()
    with pytest.raises(CourseError, match=r"c\.Exchange\.root"):
        run(course)
    with pytest.raises(CourseError, match="expected one of"):
        list(collect_exchange(course, "99_nothing"))
