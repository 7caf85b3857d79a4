import json

import pytest

from course_helpers.grading.errors import CourseError
from tests.grading.collect.sources import (
    LESSONS,
    MOODLE,
    L,
    names,
    notebook,
    run,
    submitted,
    write,
    zipped,
)


def test_moodle_zip_gives_each_person_a_folder_and_keeps_the_numbers(course, tmp_path):
    ada, eva = notebook("ada"), notebook("eva")
    source = zipped(
        tmp_path / "NN-3-4260983.zip",
        [
            (MOODLE.format("Ada Lovelace", 44441, "03_softmax.ipynb"), ada),
            ("Eva Müller_44442_assignsubmission_file/sub/my 03-Softmax.ipynb", eva),
            ("Old Style_44443_assignsubmission_file_3_softmax.ipynb", b"{}"),
            ("Ada Lovelace_44441_assignsubmission_onlinetext_/onlinetext.html", b"x"),
        ],
    )
    collected, refused = run(course, source)
    assert set(collected) == {("Ada_Lovelace", L), ("Eva_Müller", L), ("Old_Style", L)}
    assert submitted(course, "Ada_Lovelace") == ada
    assert submitted(course, "Eva_Müller") == eva
    assert refused == {"NN-3-4260983.zip": "ignored 1 file: not notebooks"}
    person = json.loads(names(course))["Eva_Müller"]
    assert person == {"name": "Eva Müller", "system": "moodle", "ids": {L: "44442"}}


def test_file_inside_cannot_pass_itself_off_as_another_persons(course, tmp_path):
    other = "Ben Best_2_assignsubmission_file_"
    source = zipped(
        tmp_path / "m.zip",
        [
            (MOODLE.format("Mal Lory", 1, f"{other}/{L}.ipynb"), b"{}"),
            (f"mallory_66_905_benbest_77_906_{L}.ipynb", b"{}"),
            (f"eve_66_907_{other}{LESSONS[1]}.ipynb", b"{}"),
        ],
    )
    collected, _ = run(course, source)
    assert {s for s, _ in collected} == {"Mal_Lory", "mallory_66"}


def test_canvas_zip_late_anonymous_and_newest_upload(course, tmp_path):
    first, second = notebook("first"), notebook("second")
    source = zipped(
        tmp_path / "submissions.zip",
        [
            (f"lovelaceada_77_9051_{L}-1.ipynb", second),
            (f"lovelaceada_77_951_{L}.ipynb", first),
            ("müllereva_LATE_78_952_03_softmax (2).ipynb", b"{}"),
            (f"van_der_berg_79_953_{L}-12.ipynb", b"{}"),
            (f"anon_Ab1cD_954_{L}.ipynb", b"{}"),
            (f"LATE_anon_x9YzW_955_{L}.ipynb", b"{}"),
        ],
    )
    collected, refused = run(course, source)
    students = {"lovelaceada_77", "müllereva_78", "van_der_berg_79"}
    assert set(collected) == {(s, L) for s in students | {"anon_Ab1cD", "anon_x9YzW"}}
    assert submitted(course, "lovelaceada_77") == second
    (line,) = refused.values()
    assert "lovelaceada_77_9051_03_softmax-1.ipynb is this student's" in line
    person = json.loads(names(course))["müllereva_78"]
    assert person == {
        "name": "müllereva",
        "system": "canvas",
        "canvas": "78",
        "ids": {L: "78"},
    }


@pytest.mark.parametrize(
    "name",
    [
        "ada/03_softmax/03_softmax.ipynb",
        "ada/03_softmax.ipynb",
        "ada/03_softmax (2).ipynb",
        "ada/03_softmax-1.ipynb",
        "ada/03-softmax_final.ipynb",
        "ada/3 SoftMax.IPYNB",
        "ada/sub/deep/03softmax.ipynb",
        "ada/03_softmax/whatever.ipynb",
        "ada_03_softmax.ipynb",
        "03_softmax-ada.ipynb",
        "03_softmax (1)_ada-.ipynb",
        "03_softmax/ada.ipynb",
        "03_softmax/ada/whatever.ipynb",
    ],
)
def test_student_and_lesson_are_told_by_names(course, tmp_path, name):
    write(tmp_path / "in" / name)
    collected, refused = run(course, tmp_path / "in")
    assert (set(collected), refused) == ({("ada", L)}, {})


def test_single_notebook_is_told_by_its_folder_as_typed(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    moodle = MOODLE.format("Ada L", 4, "03_softmax (2).ipynb")
    for name in (f"ben/{L}.ipynb", f"cy/{L}/x.ipynb", f"x/dora {L}.ipynb", moodle):
        write(tmp_path / name)
    for student in ("ben", "cy"):  # of a folder's name alone nobody new is made
        write(tmp_path / "class" / student / f"{LESSONS[1]}.ipynb")
    run(course, tmp_path / "class")
    typed = [type(tmp_path)(n) for n in (f"ben/{L}.ipynb", f"cy/{L}/x.ipynb", moodle)]
    typed.append(tmp_path / f"x/dora {L}.ipynb")
    students = [next(iter(run(course, source)[0])) for source in typed]
    assert students == [(s, L) for s in ("ben", "cy", "Ada_L", "dora")]
    monkeypatch.chdir(tmp_path / "ben")
    for source in (f"{L}.ipynb", f"../ben/../ben/../ben/{L}.ipynb"):
        collected, refused = run(course, type(tmp_path)(source))
        assert bool(collected) == source.startswith("..")
        assert all("who handed it in" in reason for reason in refused.values())


def test_folder_around_several_students_is_collected_by_its_own_name(course, tmp_path):
    entries = [(f"all/{s}/{L}.ipynb", b"{}") for s in ("ada", "ben")]
    collected, refused = run(course, zipped(tmp_path / "all.zip", entries))
    assert not collected
    assert all("else collect that folder itself" in r for r in refused.values())
    for name, data in entries:
        write(tmp_path / name, data)
    collected, _ = run(course, tmp_path / "all")
    assert set(collected) == {("ada", L), ("ben", L)}
    entries = [(f"ada/{lesson}/{lesson}.ipynb", b"{}") for lesson in LESSONS]
    collected, _ = run(course, zipped(tmp_path / "one.zip", entries))
    assert set(collected) == {("ada", lesson) for lesson in LESSONS}


def test_lesson_by_argument_source_name_or_exercises(course, tmp_path):
    write(tmp_path / "in" / "ada.ipynb", notebook("", "check-softmax", "flatten"))
    write(tmp_path / "in" / "ben.ipynb", notebook("", "predict", "unknown"))
    write(tmp_path / "in" / "cy.ipynb", notebook("", "predict", "softmax"))
    write(tmp_path / "in" / "dan.ipynb", b"")
    collected, refused = run(course, tmp_path / "in")
    assert set(collected) == {("ada", L), ("ben", LESSONS[2])}
    assert set(refused) == {"cy.ipynb", "dan.ipynb"}
    assert all("--lesson" in reason for reason in refused.values())
    collected, refused = run(course, tmp_path / "in", LESSONS[1])
    assert {lesson for _, lesson in collected} == {LESSONS[1]} and not refused
    (tmp_path / "in").rename(tmp_path / "Week 3 - 03_Softmax")
    collected, _ = run(course, tmp_path / "Week 3 - 03_Softmax")
    assert {lesson for _, lesson in collected} == {L} and len(collected) == 4
    with pytest.raises(CourseError, match="expected one of"):
        run(course, tmp_path, "03_softmaxx")


def test_notebook_without_owner_is_refused_with_what_to_do(course, tmp_path):
    collected, refused = run(
        course, zipped(tmp_path / "x.zip", [(f"{L} (1).ipynb", b"{}")])
    )
    assert not collected and "STUDENT_LESSON.ipynb" in refused[f"{L} (1).ipynb"]


def test_notebook_named_as_the_lesson_counts_of_several(course, tmp_path):
    for name in ("03_softmax (2).ipynb", f"{L}.ipynb", "03_softmax-Copy1.ipynb"):
        write(tmp_path / "in" / "ada" / name, name.encode())
    write(tmp_path / "in" / "ben" / "03_softmax (1).ipynb", b"1")
    write(tmp_path / "in" / "ben" / "03_softmax (2).ipynb", b"2")
    write(tmp_path / "in" / "cy" / "03_softmax (1).ipynb", b"same")
    write(tmp_path / "in" / "cy" / "03_softmax (2).ipynb", b"same")
    write(tmp_path / "in" / "dan" / L / f"{L}.ipynb", b"right")
    write(tmp_path / "in" / "dan" / LESSONS[1] / f"{L}.ipynb", b"stray")
    collected, refused = run(course, tmp_path / "in")
    assert set(collected) == {("ada", L), ("cy", L), ("dan", L)}
    assert submitted(course, "ada") == f"{L}.ipynb".encode()
    assert submitted(course, "dan") == b"right"
    of_ada = [refused[f"ada/03_softmax{x}.ipynb"] for x in (" (2)", "-Copy1")]
    assert all(f"ada/{L}.ipynb is this student's" in line for line in of_ada)
    of_ben = [refused[f"ben/03_softmax ({n}).ipynb"] for n in (1, 2)]
    assert all("several notebooks" in line for line in of_ben)
