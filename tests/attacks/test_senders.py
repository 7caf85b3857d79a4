"""Whose a hand-in is never depends on what its author wrote inside it (row 41)."""

import json

import pytest

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.people import ENROLLED
from tests.grading.collect.sources import (
    LESSONS,
    MOODLE,
    L,
    names,
    notebook,
    run,
    submitted,
    three_lessons,
    write,
    zipped,
)

GOOD, EVIL = notebook("good"), notebook("evil")
OTHERS = ("ada", "ben")


@pytest.fixture
def course(tmp_path):
    """A course for which two have handed in already."""
    course = three_lessons(tmp_path / "course")
    for student in OTHERS:
        write(tmp_path / "first" / student / f"{L}.ipynb", GOOD)
    run(course, tmp_path / "first")
    return course


def enrolled(course):
    """Make those two the class, as a roster of ids does."""
    path = handins_folder(course) / "names.json"
    people = json.loads(path.read_text())
    for data in people.values():
        data["ids"][ENROLLED] = ""
    path.write_text(json.dumps(people))


def students(course):
    return set(json.loads(names(course)))


def assert_nobody_else_changed(course, *new):
    assert [submitted(course, student) for student in OTHERS] == [GOOD, GOOD]
    assert students(course) == {*OTHERS, *new}


INNER = [
    (f"ada/{L}.ipynb", f"ben/{L}.ipynb"),
    (f"ada/{L}.ipynb",),
    (f"x/{L}.ipynb", f"y/{L}.ipynb"),
    (f"{L}/ada.ipynb", f"{L}/ben.ipynb", f"ada/{L}/{L}.ipynb"),
    (f"ada_1_2_{L}.ipynb", f"ben_2_3_{L}.ipynb"),
    (MOODLE.format("ada", 1, f"{L}.ipynb"), MOODLE.format("ben", 2, f"{L}.ipynb")),
]


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("around", ["mallory", f"mallory_{L}", f"week 1 {L}"])
def test_folders_inside_a_persons_folder_are_nobody_elses(
    course, tmp_path, inner, kind, around
):
    entries = [(f"{around}/{name}", EVIL) for name in inner]
    if kind == "zip":
        source = zipped(tmp_path / "class.zip", entries)
    else:
        source = tmp_path / "in"
        for name, data in entries:
            write(source / name, data)
    collected, refused = run(course, source)
    assert {student for student, _ in collected} <= {"mallory"}
    assert collected or refused
    assert all(
        "--student" in r or "several" in r or "is this" in r for r in refused.values()
    )
    assert_nobody_else_changed(course, *{student for student, _ in collected})


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("name", ["eve", f"eve_{L}", f"{L} (1) - eve"])
def test_source_named_as_a_student_is_that_students(course, tmp_path, inner, name):
    write(tmp_path / "second" / "eve" / f"{L}.ipynb", GOOD)
    run(course, tmp_path / "second")
    folder = tmp_path / name
    for path in inner:
        write(folder / path, EVIL)
    archive = zipped(tmp_path / f"{name}.zip", [(path, EVIL) for path in inner])
    for source in (folder, archive):
        collected, _ = run(course, source)
        assert set(collected) <= {("eve", L)}
        assert_nobody_else_changed(course, "eve")


def test_archive_from_within_a_platforms_zip_is_its_senders(course, tmp_path):
    first = (f"malloryann_66_905_{L}.ipynb", GOOD)
    run(course, zipped(tmp_path / "submissions.zip", [first]))
    for name in ("malloryann_66_906_work", "Ann Mall_4_assignsubmission_file_work"):
        archive = zipped(tmp_path / f"{name}.zip", [(f"ada/{L}.ipynb", EVIL)])
        write(tmp_path / name / "ada" / f"{L}.ipynb", EVIL)
        for source in (archive, tmp_path / name):
            collected, _ = run(course, source)
            assert {s for s, _ in collected} <= {"malloryann_66", "Ann_Mall"}
            assert len(collected) == 1
    assert_nobody_else_changed(course, "malloryann_66", "Ann_Mall")


@pytest.mark.parametrize("inner", INNER)
def test_instructor_can_say_whose_all_of_it_is(course, tmp_path, inner):
    archive = zipped(tmp_path / "class.zip", [(path, EVIL) for path in inner])
    collected, _ = run(course, archive, student="mallory")
    assert set(collected) <= {("mallory", L)}
    assert_nobody_else_changed(course, *{student for student, _ in collected})
    (tmp_path / f"{L}(1).ipynb").write_bytes(EVIL)
    collected, _ = run(course, tmp_path / f"{L}(1).ipynb", student="mallory")
    assert set(collected) == {("mallory", L)}
    with pytest.raises(CourseError, match="--student: expected"):
        run(course, archive, student="../ada")
    enrolled(course)
    with pytest.raises(CourseError, match="class list; got eve"):
        run(course, archive, student="eve")


def test_own_notebook_beside_folders_leaves_open_whose_they_are(course, tmp_path):
    for name in (f"{L}.ipynb", f"ada/{L}.ipynb"):
        write(tmp_path / "mallory" / name, EVIL)
    collected, refused = run(course, tmp_path / "mallory")
    assert not collected and len(refused) == 2
    assert_nobody_else_changed(course)


@pytest.mark.parametrize(
    "name",
    [
        f"{L}.ipynb",
        f"{L}(1).ipynb",
        f"{L} (2).ipynb",
        f"Copy of {L}.ipynb",
        f"Copy of ada_{L}.ipynb",
        f"Copy of Copy of {L} (1).ipynb",
        f"Kopie von {L}.ipynb",
        f"{L} - Copy.ipynb",
        f"{L} - Kopie (2).ipynb",
        f"{L} copy 2.ipynb",
        f"{L}_final.ipynb",
        f"{L}_v2.ipynb",
        f"my {L} solution.ipynb",
        "Untitled.ipynb",
        "Untitled12.ipynb",
        "Copy of ada.ipynb",
        "ada (1).ipynb",
        "ada-Copy1.ipynb",
    ],
)
def test_name_in_a_flat_folder_that_a_program_made_is_no_person(course, tmp_path, name):
    write(tmp_path / "Downloads" / name, EVIL)
    for source in (tmp_path / "Downloads", tmp_path / "Downloads" / name):
        collected, refused = run(course, source, L)
        assert not collected and "--student" in refused[name]
    assert_nobody_else_changed(course)


def test_what_a_browser_adds_behind_a_persons_name_is_no_other_person(course, tmp_path):
    write(tmp_path / "in" / f"ada_{L}(1).ipynb", GOOD)
    assert set(run(course, tmp_path / "in")[0]) == {("ada", L)}
    write(tmp_path / "in" / f"ada_{L} (2).ipynb", EVIL)
    collected, refused = run(course, tmp_path / "in")
    assert not collected and len(refused) == 2
    assert_nobody_else_changed(course)


def test_names_that_people_typed_make_nobody_new_in_an_enrolled_class(course, tmp_path):
    enrolled(course)
    for name in (
        f"all/{L}.ipynb",
        f"Ada/{L}.ipynb",
        f"adda_{L}.ipynb",
        f"{L}/cy.ipynb",
    ):
        source = tmp_path / name.replace("/", "-")
        write(source / name, EVIL)
        collected, refused = run(course, source)
        assert not collected and "class list" in refused[name]
    name = MOODLE.format("Cy New", 3, f"{L}.ipynb")
    collected, _ = run(course, zipped(tmp_path / "m.zip", [(name, GOOD)]))
    assert set(collected) == {("Cy_New", L)}  # a platform's name is no typing error
    assert_nobody_else_changed(course, "Cy_New")


def test_wrong_lesson_in_an_assignment_is_named_and_makes_nobody_new(course, tmp_path):
    other = LESSONS[1]
    right = (MOODLE.format("Ada L", 21, f"{other}.ipynb"), GOOD)
    others = notebook("build", "check-build_sequential")
    run(course, zipped(tmp_path / f"NN-{other}-1.zip", [right]))
    wrong = [
        (MOODLE.format("Ada L", 31, f"{other}.ipynb"), others),
        (MOODLE.format("Cy Y", 32, f"{L}.ipynb"), GOOD),
    ]
    collected, refused = run(course, zipped(tmp_path / f"NN-{L}-2.zip", wrong))
    assert set(collected) == {("Ada_L", L), ("Cy_Y", L)} and not refused
    problem = collected["Ada_L", L].problem
    assert problem == f"it is the notebook of {other}, handed in for {L}"
    assert submitted(course, "Ada_L", other) == GOOD
    # Where nothing tells the assignment's lesson, nobody's number may be guessed.
    unnamed = zipped(tmp_path / "NN-Week 3-2.zip", wrong)
    collected, refused = run(course, unnamed)
    assert not collected and all("--lesson" in reason for reason in refused.values())
    assert set(run(course, unnamed, L)[0]) == {("Ada_L", L), ("Cy_Y", L)}
    assert_nobody_else_changed(course, "Ada_L", "Cy_Y")


def test_blind_participant_of_another_assignment_is_another_person(course, tmp_path):
    for lesson, number in ((L, 7), (LESSONS[1], 8)):
        name = MOODLE.format("Participant", number, f"{lesson}.ipynb")
        run(course, zipped(tmp_path / f"{lesson}.zip", [(name, GOOD)]))
    assert_nobody_else_changed(course, "Participant_7", "Participant_8")
