import json
import unicodedata

import pytest

from course_helpers.grading.collect import archive
from course_helpers.grading.errors import CourseError
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


@pytest.fixture
def course(tmp_path):
    return three_lessons(tmp_path / "course")


def test_moodle_person_stays_one_student_though_numbers_change(course, tmp_path):
    for lesson, number in ((L, 11), (LESSONS[1], 21), (L, 11)):
        name = MOODLE.format("Ada Lovelace", number, f"{lesson}.ipynb")
        collected, _ = run(course, zipped(tmp_path / "m.zip", [(name, b"{}")]))
        assert set(collected) == {("Ada_Lovelace", lesson)}
    ids = json.loads(names(course))["Ada_Lovelace"]["ids"]
    assert ids == {L: "11", LESSONS[1]: "21"}


def test_two_people_of_one_moodle_name_are_never_merged(course, tmp_path):
    def entries(*numbers, lesson=L):
        return [
            (MOODLE.format("An Na", n, f"{lesson}.ipynb"), notebook(n)) for n in numbers
        ]

    collected, _ = run(course, zipped(tmp_path / "monday.zip", entries(11)))
    assert set(collected) == {("An_Na", L)}
    both = zipped(tmp_path / "friday.zip", entries(12, 11))
    collected, _ = run(course, both)
    assert set(collected) == {("An_Na_12", L), ("An_Na", L)}
    assert submitted(course, "An_Na") == notebook(11)
    assert set(run(course, both)[0]) == set(collected)
    later = zipped(tmp_path / "4.zip", entries(21, lesson=LESSONS[1]))
    assert set(run(course, later)[0]) == {("An_Na_21", LESSONS[1])}


def test_known_name_with_two_numbers_in_a_later_lesson_is_neither(course, tmp_path):
    for lesson, numbers in ((L, [11]), (LESSONS[1], [21, 22])):
        named = [MOODLE.format("An Na", n, f"{lesson}.ipynb") for n in numbers]
        source = zipped(tmp_path / "m.zip", [(name, b"{}") for name in named])
        collected, _ = run(course, source)
    assert {student for student, _ in collected} == {"An_Na_21", "An_Na_22"}


def test_blind_marking_numbers_every_participant(course, tmp_path):
    entries = [(MOODLE.format("Participant", n, f"{L}.ipynb"), b"{}") for n in (7, 8)]
    collected, _ = run(course, zipped(tmp_path / "blind.zip", entries))
    assert set(collected) == {("Participant_7", L), ("Participant_8", L)}


def test_canvas_student_keeps_the_folder_after_a_change_of_name(course, tmp_path):
    for name in ("bornada", "lovelaceada"):
        source = zipped(tmp_path / "c.zip", [(f"{name}_77_9_{L}.ipynb", b"{}")])
        collected, _ = run(course, source)
        assert set(collected) == {("bornada_77", L)}


def test_broken_names_file_is_an_error_and_stays(course, tmp_path):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    path = write(archive.handins_folder(course) / "names.json", b'{"ada": 3}')
    with pytest.raises(CourseError, match="names.json: expected students"):
        run(course, tmp_path / "in")
    assert path.read_bytes() == b'{"ada": 3}'


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Zoë O'Neill", "Zoë_O_Neill"),
        (unicodedata.normalize("NFD", "Müller"), "Müller"),
        ("李小龍", "李小龍"),
        ("ada@uni.example", "ada@uni.example"),
        ("-rf *", "rf"),
        ("$(reboot)", "reboot"),
        ("a\x1b[31m\nb\u202eC", "a_31m_b_C"),
        ("<script>", "script"),
        ("{x}[a-z]?", "x_a-z"),
        ("???", "student"),
        ("names.json", None),
        ("x" * 90, "x" * 60),
    ],
)
def test_student_folders_have_safe_readable_names(course, tmp_path, name, student):
    source = zipped(tmp_path / "x.zip", [(MOODLE.format(name, 1, f"{L}.ipynb"), b"1")])
    collected, _ = run(course, source)
    ((folder, _),) = collected
    assert folder == (student or folder) and folder != "names.json"
    assert submitted(course, folder) == b"1"


def test_names_that_look_alike_never_merge(course, tmp_path):
    alike = ["Ada L", "Ada_L", "ada l", "Ada  L", "Ada/L"[:3] + "?L", "Ada*L"]
    alike += ["x" * 70, "x" * 71]
    entries = [(f"{s}/{L}.ipynb", notebook(s)) for s in alike]
    source = zipped(tmp_path / "x.zip", entries)
    collected, refused = run(course, source)
    assert len(collected) == len(alike) and not refused
    assert len({student.casefold() for student, _ in collected}) == len(alike)
    assert {submitted(course, s) for s, _ in collected} == {notebook(s) for s in alike}
    again, _ = run(course, source)
    assert {item.note for item in again.values()} == {"unchanged"}
    assert set(again) == set(collected)
