import io
import json
import os
import stat
import struct
import unicodedata
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from nbgrader.utils import parse_utc

from course_helpers.grading.collect import archive
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.collect.folders import Refused, SourceLimits
from course_helpers.grading.course import Course, find_course
from course_helpers.grading.errors import CourseError

LESSONS = ("03_softmax", "04_sequential", "09_fashion_mnist")
L = LESSONS[0]
MOODLE = "{}_{}_assignsubmission_file_/{}"


def notebook(text="x", *grade_ids):
    cells = [{"metadata": {"nbgrader": {"grade_id": i}}} for i in grade_ids]
    return json.dumps({"cells": cells, "text": text}).encode()


@pytest.fixture
def course(tmp_path):
    """A course of three lessons; collecting needs no more of them than the names."""
    root = tmp_path / "course"
    for lesson in LESSONS:
        (root / "solutions" / lesson).mkdir(parents=True)
        (root / "solutions" / lesson / f"{lesson}.ipynb").touch()
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.source_directory = 'solutions'\n"
        "c.CourseDirectory.submitted_directory = 'grading/submitted'\n"
    )
    return find_course(root)


@pytest.fixture
def clock(monkeypatch):
    """A collector's clock that the test moves."""
    state = {"now": datetime(2031, 3, 1, 12, tzinfo=UTC)}

    def now():
        state["now"] += timedelta(seconds=1)
        return state["now"]

    monkeypatch.setattr(archive, "now", now)
    return state


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
    found = {(item.student, item.lesson): item for item in good}
    assert len(found) == len(good)
    return found, {item.what: item.reason for item in bad}


def submitted(course, student, lesson=L):
    return course.notebook("submitted", lesson, student).read_bytes()


def names(course):
    return archive.handins_folder(course).joinpath("names.json").read_text("utf-8")


def everything_below(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


# What comes: Moodle


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
    found, refused = run(course, source)
    assert set(found) == {("Ada_Lovelace", L), ("Eva_Müller", L), ("Old_Style", L)}
    assert submitted(course, "Ada_Lovelace") == ada
    assert submitted(course, "Eva_Müller") == eva
    assert refused == {"NN-3-4260983.zip": "ignored 1 file: not notebooks, or hidden"}
    known = json.loads(names(course))["Eva_Müller"]
    assert known == {"name": "Eva Müller", "system": "moodle", "ids": {L: "44442"}}


def test_moodle_person_stays_one_student_though_numbers_change(course, tmp_path):
    for lesson, number in ((L, 11), (LESSONS[1], 21), (L, 11)):
        name = MOODLE.format("Ada Lovelace", number, f"{lesson}.ipynb")
        found, _ = run(course, zipped(tmp_path / "m.zip", [(name, b"{}")]))
        assert set(found) == {("Ada_Lovelace", lesson)}
    ids = json.loads(names(course))["Ada_Lovelace"]["ids"]
    assert ids == {L: "11", LESSONS[1]: "21"}


def test_two_people_of_one_moodle_name_are_never_merged(course, tmp_path):
    def entries(*numbers, lesson=L):
        return [
            (MOODLE.format("An Na", n, f"{lesson}.ipynb"), notebook(n)) for n in numbers
        ]

    found, _ = run(course, zipped(tmp_path / "monday.zip", entries(11)))
    assert set(found) == {("An_Na", L)}
    both = zipped(tmp_path / "friday.zip", entries(12, 11))
    found, _ = run(course, both)
    assert set(found) == {("An_Na_12", L), ("An_Na", L)}
    assert submitted(course, "An_Na") == notebook(11)
    assert set(run(course, both)[0]) == set(found)
    later = zipped(tmp_path / "4.zip", entries(21, lesson=LESSONS[1]))
    assert set(run(course, later)[0]) == {("An_Na_21", LESSONS[1])}


def test_known_name_with_two_numbers_in_a_later_lesson_is_neither(course, tmp_path):
    for lesson, numbers in ((L, [11]), (LESSONS[1], [21, 22])):
        named = [MOODLE.format("An Na", n, f"{lesson}.ipynb") for n in numbers]
        source = zipped(tmp_path / "m.zip", [(name, b"{}") for name in named])
        found, _ = run(course, source)
    assert {student for student, _ in found} == {"An_Na_21", "An_Na_22"}


def test_blind_marking_numbers_every_participant(course, tmp_path):
    entries = [(MOODLE.format("Participant", n, f"{L}.ipynb"), b"{}") for n in (7, 8)]
    found, _ = run(course, zipped(tmp_path / "blind.zip", entries))
    assert set(found) == {("Participant_7", L), ("Participant_8", L)}


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
    found, _ = run(course, source)
    assert {s for s, _ in found} == {"Mal_Lory", "mallory_66"}


# What comes: Canvas


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
    found, refused = run(course, source)
    students = {"lovelaceada_77", "müllereva_78", "van_der_berg_79"}
    assert set(found) == {(s, L) for s in students | {"anon_Ab1cD", "anon_x9YzW"}}
    assert submitted(course, "lovelaceada_77") == second
    (line,) = refused.values()
    assert "lovelaceada_77_9051_03_softmax-1.ipynb is this student's" in line
    known = json.loads(names(course))["müllereva_78"]
    assert known == {"name": "müllereva", "system": "canvas", "ids": {L: "78"}}


def test_canvas_student_keeps_the_folder_after_a_change_of_name(course, tmp_path):
    for name in ("bornada", "lovelaceada"):
        source = zipped(tmp_path / "c.zip", [(f"{name}_77_9_{L}.ipynb", b"{}")])
        found, _ = run(course, source)
        assert set(found) == {("bornada_77", L)}


# What comes: folders and single notebooks


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
    found, refused = run(course, tmp_path / "in")
    assert (set(found), refused) == ({("ada", L)}, {})


def test_single_notebook_is_told_by_its_folder_as_typed(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    moodle = MOODLE.format("Ada L", 4, "03_softmax (2).ipynb")
    for name in (f"ben/{L}.ipynb", f"cy/{L}/x.ipynb", f"x/dora {L}.ipynb", moodle):
        write(tmp_path / name)
    typed = [type(tmp_path)(n) for n in (f"ben/{L}.ipynb", f"cy/{L}/x.ipynb", moodle)]
    typed.append(tmp_path / f"x/dora {L}.ipynb")
    students = [next(iter(run(course, source)[0])) for source in typed]
    assert students == [(s, L) for s in ("ben", "cy", "Ada_L", "dora")]
    monkeypatch.chdir(tmp_path / "ben")
    for source in (f"{L}.ipynb", f"../ben/../ben/../ben/{L}.ipynb"):
        found, refused = run(course, type(tmp_path)(source))
        assert bool(found) == source.startswith("..")
        assert all("who handed it in" in reason for reason in refused.values())


def test_folder_or_zip_around_several_students_is_passed_over(course, tmp_path):
    entries = [(f"all/{s}/{L}.ipynb", b"{}") for s in ("ada", "ben")]
    found, _ = run(course, zipped(tmp_path / "all.zip", entries))
    assert set(found) == {("ada", L), ("ben", L)}
    entries = [(f"ada/{lesson}/{lesson}.ipynb", b"{}") for lesson in LESSONS]
    found, _ = run(course, zipped(tmp_path / "one.zip", entries))
    assert set(found) == {("ada", lesson) for lesson in LESSONS}


def test_lesson_by_argument_source_name_or_exercises(course, tmp_path):
    write(tmp_path / "in" / "ada.ipynb", notebook("", "check-softmax", "flatten"))
    write(tmp_path / "in" / "ben.ipynb", notebook("", "predict", "unknown"))
    write(tmp_path / "in" / "cy.ipynb", notebook("", "predict", "softmax"))
    write(tmp_path / "in" / "dan.ipynb", b"")
    found, refused = run(course, tmp_path / "in")
    assert set(found) == {("ada", L), ("ben", LESSONS[2])}
    assert set(refused) == {"cy.ipynb", "dan.ipynb"}
    assert all("--lesson" in reason for reason in refused.values())
    found, refused = run(course, tmp_path / "in", LESSONS[1])
    assert {lesson for _, lesson in found} == {LESSONS[1]} and not refused
    (tmp_path / "in").rename(tmp_path / "Week 3 - 03_Softmax")
    found, _ = run(course, tmp_path / "Week 3 - 03_Softmax")
    assert {lesson for _, lesson in found} == {L} and len(found) == 4
    with pytest.raises(CourseError, match="expected one of"):
        run(course, tmp_path, "03_softmaxx")


def test_notebook_without_owner_is_refused_with_what_to_do(course, tmp_path):
    found, refused = run(
        course, zipped(tmp_path / "x.zip", [(f"{L} (1).ipynb", b"{}")])
    )
    assert not found and "STUDENT_LESSON.ipynb" in refused[f"{L} (1).ipynb"]


@pytest.mark.parametrize("name", ["nothing", "x.7z", "x.ipynb", "course", ".", "pipe"])
def test_source_that_is_none_is_an_error(course, tmp_path, name):
    (tmp_path / "x.7z").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CourseError, match="^collect: expected"):
        run(course, tmp_path / name)


# The archive


def test_hand_in_is_archived_and_placed_byte_for_byte(course, tmp_path, clock):
    data = b'\xef\xbb\xbf{"cells": [\r\n]}\x00'
    write(tmp_path / "in" / "ada" / f"{L}.ipynb", data)
    write(tmp_path / "in" / "ada" / "timestamp.txt", b"1999-01-01 00:00:00 UTC")
    write(tmp_path / "in" / "ada" / "torch.py", b"evil")
    os.utime(tmp_path / "in" / "ada" / f"{L}.ipynb", (0, 0))
    found, refused = run(course, tmp_path / "in")
    item = found["ada", L]
    digest = sha256(data).hexdigest()
    assert item.path.name == f"20310301T120001.000000Z-{digest[:12]}.ipynb"
    assert item.path.parent == course.root / "grading" / "handins" / "ada" / L
    assert item.path.read_bytes() == submitted(course, "ada") == data
    assert (item.sha256, item.time, item.note) == (digest, clock["now"], "")
    record = json.loads(item.path.with_suffix(".json").read_text())
    assert record == {
        "time": clock["now"].isoformat(),
        "sha256": digest,
        "size": len(data),
        "original": f"ada/{L}.ipynb",
    }
    placed = course.folder("submitted") / "ada" / L
    assert everything_below(placed) == [f"{L}.ipynb", "timestamp.txt"]
    stamp = parse_utc((placed / "timestamp.txt").read_text())
    assert stamp.replace(tzinfo=UTC) == clock["now"]
    assert list(refused.values()) == ["ignored 2 files: not notebooks, or hidden"]


def test_collecting_again_changes_nothing(course, tmp_path, clock):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    first, _ = run(course, tmp_path / "in")
    before = everything_below(course.root)
    second, _ = run(course, tmp_path / "in")
    again, item = first["ada", L], second["ada", L]
    assert (item.note, item.path, item.time) == ("unchanged", again.path, again.time)
    assert everything_below(course.root) == before


def test_newest_counts_and_every_older_one_is_kept(course, tmp_path, clock):
    source = write(tmp_path / "in" / "ada" / f"{L}.ipynb", b"good")
    run(course, tmp_path / "in")
    source.write_bytes(b"worse")
    clock["now"] -= timedelta(days=400)
    worse = run(course, tmp_path / "in")[0]["ada", L]
    assert worse.note == "replaces the one of 2031-03-01 12:00:01 UTC"
    assert submitted(course, "ada") == b"worse"
    source.write_bytes(b"good")
    back = run(course, tmp_path / "in")[0]["ada", L]
    assert "same as the one of 2031-03-01 12:00:01 UTC" in back.note
    assert submitted(course, "ada") == b"good"
    kept = [k.path.read_bytes() for k in archive.history(worse.path.parent)]
    assert kept == [b"good", b"worse", b"good"]


def test_collector_killed_before_placing_finishes_the_next_time(
    course, tmp_path, monkeypatch
):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("course_helpers.grading.collect.collector.place", killed)
        with pytest.raises(KeyboardInterrupt):
            run(course, tmp_path / "in")
    assert not course.folder("submitted").exists()
    run(course, tmp_path / "in")
    assert submitted(course, "ada") == b"{}"
    assert len(list(archive.handins_folder(course).rglob("*Z-*.ipynb"))) == 1


def test_what_nbgrader_collected_is_archived_and_stays(course, clock):
    folder = course.folder("submitted") / "ada" / L
    write(folder / f"{L}.ipynb", b"mine")
    write(folder / "timestamp.txt", b"yesterday, I promise")
    write(folder / "torch.py")
    (folder / "link.ipynb").symlink_to(course.root / "solutions" / L / f"{L}.ipynb")
    write(course.folder("submitted") / "-rf" / L / f"{L}.ipynb")
    found, refused = run(course, course.folder("submitted"))
    assert found["ada", L].path.read_bytes() == submitted(course, "ada") == b"mine"
    assert (folder / "torch.py").exists()
    assert parse_utc((folder / "timestamp.txt").read_text()) == clock["now"].replace(
        tzinfo=None
    )
    assert "never followed" in refused[f"ada/{L}/link.ipynb"]
    assert "rename it" in refused[f"-rf/{L}/{L}.ipynb"]
    for part in ("", "ada", f"ada/{L}/{L}.ipynb"):
        found, _ = run(course, course.folder("submitted") / part)
        assert [item.note for item in found.values()] == ["unchanged"]


def test_older_hand_in_is_put_back_from_the_archive(course, tmp_path, clock):
    name = MOODLE.format("Ada L", 4, f"{L}.ipynb")
    for data in (b"old", b"new"):
        found, _ = run(course, zipped(tmp_path / "m.zip", [(name, data)]))
    first = archive.history(found["Ada_L", L].path.parent)[0]
    found, _ = run(course, first.path)
    assert set(found) == {("Ada_L", L)} and submitted(course, "Ada_L") == b"old"


def test_second_collector_is_told_to_wait(course, tmp_path):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    folder = archive.handins_folder(course)
    with archive.locked(folder), pytest.raises(CourseError, match="another one"):
        run(course, tmp_path / "in")
    assert run(course, tmp_path / "in")[0]


def test_broken_names_file_is_an_error_and_stays(course, tmp_path):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    path = write(archive.handins_folder(course) / "names.json", b'{"ada": 3}')
    with pytest.raises(CourseError, match="names.json: expected students"):
        run(course, tmp_path / "in")
    assert path.read_bytes() == b'{"ada": 3}'


def test_link_or_folder_in_the_place_stops_only_that_one(course, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    place = course.folder("submitted")
    place.mkdir(parents=True)
    (place / "ada").symlink_to(outside)
    (place / "ben" / L / f"{L}.ipynb").mkdir(parents=True)
    for student in ("ada", "ben", "cy"):
        write(tmp_path / "in" / student / f"{L}.ipynb")
    found, refused = run(course, tmp_path / "in")
    assert set(found) == {("cy", L)}
    assert "is a link" in refused[f"ada/{L}.ipynb"]
    assert "not kept" in refused[f"ben/{L}.ipynb"]
    assert not list(outside.iterdir())


# Names


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
    found, _ = run(course, source)
    ((made, _),) = found
    assert made == (student or made) and made != "names.json"
    assert submitted(course, made) == b"1"


def test_names_that_look_alike_never_merge(course, tmp_path):
    alike = ["Ada L", "Ada_L", "ada l", "Ada  L", "Ada/L"[:3] + "?L", "Ada*L"]
    alike += ["x" * 70, "x" * 71]
    entries = [(f"{s}/{L}.ipynb", notebook(s)) for s in alike]
    source = zipped(tmp_path / "x.zip", entries)
    found, refused = run(course, source)
    assert len(found) == len(alike) and not refused
    assert len({student.casefold() for student, _ in found}) == len(alike)
    assert {submitted(course, s) for s, _ in found} == {notebook(s) for s in alike}
    again, _ = run(course, source)
    assert {item.note for item in again.values()} == {"unchanged"}
    assert set(again) == set(found)


@pytest.mark.parametrize("encoding", ["cp437", "utf-8"])
def test_umlauts_in_zip_names_with_or_without_the_utf8_flag(course, tmp_path, encoding):
    name = MOODLE.format("Jürgen Größe", 5, f"{L}.ipynb")
    placeholder = "x" * len(name.encode(encoding))
    data = zipped(tmp_path / "x.zip", [(placeholder, b"{}")]).read_bytes()
    data = data.replace(placeholder.encode(), name.encode(encoding))
    (tmp_path / "x.zip").write_bytes(data)
    assert set(run(course, tmp_path / "x.zip")[0]) == {("Jürgen_Größe", L)}
    flagged = zipped(tmp_path / "flagged.zip", [(name, b"{}")])
    assert set(run(course, flagged)[0]) == {("Jürgen_Größe", L)}


def test_name_that_is_not_utf8_is_refused(course, tmp_path):
    folder = os.fsencode(tmp_path) + b"/in/ad\xff"
    os.makedirs(folder)
    with open(folder + b"/03_softmax.ipynb", "wb"):
        pass
    write(tmp_path / "in" / "ben" / f"{L}.ipynb")
    found, refused = run(course, tmp_path / "in")
    assert set(found) == {("ben", L)}
    assert "not UTF-8" in refused[rf"ad\udcff/{L}.ipynb"]

    data = zipped(tmp_path / "x.zip", [(f"adä/{L}.ipynb", b"{}")]).read_bytes()
    (tmp_path / "x.zip").write_bytes(data.replace("ä".encode(), b"\xff\xff"))
    found, refused = run(course, tmp_path / "x.zip")
    assert not found and "readable names" in refused["x.zip"]


# Several notebooks of one student and lesson


def test_notebook_named_as_the_lesson_counts_of_several(course, tmp_path):
    for name in ("03_softmax (2).ipynb", f"{L}.ipynb", "03_softmax-Copy1.ipynb"):
        write(tmp_path / "in" / "ada" / name, name.encode())
    write(tmp_path / "in" / "ben" / "03_softmax (1).ipynb", b"1")
    write(tmp_path / "in" / "ben" / "03_softmax (2).ipynb", b"2")
    write(tmp_path / "in" / "cy" / "03_softmax (1).ipynb", b"same")
    write(tmp_path / "in" / "cy" / "03_softmax (2).ipynb", b"same")
    write(tmp_path / "in" / "dan" / L / f"{L}.ipynb", b"right")
    write(tmp_path / "in" / "dan" / LESSONS[1] / f"{L}.ipynb", b"stray")
    found, refused = run(course, tmp_path / "in")
    assert set(found) == {("ada", L), ("cy", L), ("dan", L)}
    assert submitted(course, "ada") == f"{L}.ipynb".encode()
    assert submitted(course, "dan") == b"right"
    of_ada = [refused[f"ada/03_softmax{x}.ipynb"] for x in (" (2)", "-Copy1")]
    assert all(f"ada/{L}.ipynb is this student's" in line for line in of_ada)
    of_ben = [refused[f"ben/03_softmax ({n}).ipynb"] for n in (1, 2)]
    assert all("several notebooks" in line for line in of_ben)


def test_one_name_twice_in_a_zip_is_refused(course, tmp_path):
    entries = [(f"ada/{L}.ipynb", b"1"), (f"ada/{L}.ipynb", b"2")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        source = zipped(tmp_path / "x.zip", entries)
    found, refused = run(course, source)
    assert not found and "several notebooks" in refused[f"ada/{L}.ipynb"]


# SourceLimits and refusals


@pytest.mark.parametrize("data", [b"", b"not JSON", b"[" * 10_000, b'{"nbformat": 3}'])
def test_unreadable_notebook_is_collected_all_the_same(course, tmp_path, data):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb", data)
    found, _ = run(course, tmp_path / "in")
    assert found["ada", L].path.read_bytes() == data


def test_too_large_a_notebook_is_refused_alone(course, tmp_path):
    limits = SourceLimits(notebook=1000)
    huge = write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    with huge.open("wb") as file:
        file.truncate(200 * 2**20)
    write(tmp_path / "in" / "ben" / f"{L}.ipynb", b"x" * 1000)
    write(tmp_path / "in" / "cy" / "unnamed.ipynb", b"x" * 1001)
    found, refused = run(course, tmp_path / "in", limits=limits)
    assert set(found) == {("ben", L)} and set(refused) == {
        f"ada/{L}.ipynb",
        "cy/unnamed.ipynb",
    }
    assert "expected at most 1,000 bytes; got 209,715,200" in refused[f"ada/{L}.ipynb"]
    entries = [(f"{s}/{L}.ipynb", b"x" * n) for s, n in (("ada", 1001), ("ben", 1000))]
    found, refused = run(course, zipped(tmp_path / "x.zip", entries), limits=limits)
    assert set(found) == {("ben", L)} and set(refused) == {f"ada/{L}.ipynb"}


@pytest.fixture
def nothing_unpacked(monkeypatch):
    def read(*_):
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", read)


def make_zip(path, entries):
    """Write a zip file although reading and writing through `open` are barred."""
    memory = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "open", OPEN)
        zipped(memory, entries)
    path.write_bytes(memory.getvalue())
    return path


OPEN = zipfile.ZipFile.open


@pytest.mark.usefixtures("nothing_unpacked")
def test_zip_over_a_limit_is_refused_before_unpacking(course, tmp_path):
    one = [(f"ada/{L}.ipynb", os.urandom(3000))]
    source = make_zip(tmp_path / "big.zip", one)
    _, refused = run(course, source, limits=SourceLimits(archive=2999))
    assert "expected at most 2,999 bytes" in refused["big.zip"]

    bomb = [(f"s{n}/{L}.ipynb", b"\0" * 10**6) for n in range(30)]
    source = make_zip(tmp_path / "bomb.zip", bomb)
    assert source.stat().st_size < 10**5
    _, refused = run(course, source, limits=SourceLimits(archive=2 * 10**7))
    assert "unpacked, expected at most 20,000,000 bytes" in refused["bomb.zip"]

    source = make_zip(tmp_path / "many.zip", [(f"{n}", b"") for n in range(300)])
    _, refused = run(course, source, limits=SourceLimits(files=299))
    assert "expected at most 299 files; got 300" in refused["many.zip"]
    _, refused = run(course, source, limits=SourceLimits(files=10))
    assert "got far more" in refused["many.zip"]
    assert not course.folder("submitted").exists()


def test_hundred_thousand_entries_never_become_objects(course, tmp_path, monkeypatch):
    entry = struct.pack("<4s42x", b"PK\x01\x02")
    end = struct.pack("<4s4xHHII2x", b"PK\x05\x06", 1, 1, 46 * 10**5, 0)
    source = write(tmp_path / "many.zip", entry * 10**5 + end)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    _, refused = run(course, source)
    assert "expected at most 2,000 files" in refused["many.zip"]


def test_header_that_declares_a_small_size_gives_nothing(course, tmp_path):
    real = b"\0" * 10**6
    data = zipped(tmp_path / "x.zip", [(f"ada/{L}.ipynb", real)]).read_bytes()
    assert data.count(struct.pack("<I", len(real))) == 2
    data = data.replace(struct.pack("<I", len(real)), struct.pack("<I", 100))
    (tmp_path / "x.zip").write_bytes(data)
    found, refused = run(course, tmp_path / "x.zip")
    assert not found and "size or checksum is wrong" in refused[f"ada/{L}.ipynb"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_bound_are_refused(course, tmp_path, method):
    source = zipped(tmp_path / "x.zip", [(f"ada/{L}.ipynb", b"{}")], method)
    found, refused = run(course, source)
    assert not found and "unusual way" in refused[f"ada/{L}.ipynb"]


def entry(name, mode=0o100644, flags=0):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    info.flag_bits |= flags
    return info


@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        (f"../ada/{L}.ipynb", 0o100644, "outside"),
        (f"ada/../../{L}.ipynb", 0o100644, "outside"),
        (rf"ada\..\..\{L}.ipynb", 0o100644, "outside"),
        (f"/etc/ada/{L}.ipynb", 0o100644, "outside"),
        (f"C:/ada/{L}.ipynb", 0o100644, "outside"),
        (f"ada/{L}.ipynb", stat.S_IFLNK | 0o777, "never followed"),
        (f"ada/{L}.ipynb", stat.S_IFIFO | 0o644, "a device, a pipe"),
        (f"ada/{L}.ipynb", stat.S_IFCHR | 0o644, "a device, a pipe"),
        ("ada/inner.zip", 0o100644, "an archive; unpack it"),
        ("ada/inner.TAR.GZ", 0, "an archive; unpack it"),
        (" ", 0, "cannot be a file's name"),
    ],
)
def test_hostile_entry_is_refused_and_the_others_collected(
    course, tmp_path, name, mode, words
):
    before = everything_below(tmp_path)
    bad = (entry(name, mode), b"/etc/passwd")
    source = zipped(tmp_path / "x.zip", [bad, (f"ben/{L}.ipynb", b"{}")])
    found, refused = run(course, source)
    assert set(found) == {("ben", L)}
    assert len(refused) == 1 and words in refused[name.replace("\\", "/")]
    new = set(everything_below(tmp_path)) - set(before)
    assert all(path.startswith(("course/grading", "x.zip")) for path in new)


def test_encrypted_entry_and_null_in_a_name_are_refused(course, tmp_path):
    source = zipped(tmp_path / "x.zip", [(f"ada/{L}.ipynb", b"{}")])
    data = bytearray(source.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    source.write_bytes(data)
    assert "encrypted" in run(course, source)[1][f"ada/{L}.ipynb"]
    source = zipped(tmp_path / "y.zip", [("ada/xyz.ipynb.zip", b"{}")])
    source.write_bytes(source.read_bytes().replace(b".zip", b"\0zip"))
    assert run(course, source)[1] == {
        r"ada/xyz.ipynb\x00zip": "its name cannot be a file's name"
    }


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18, b"x" * 99])
def test_file_that_is_no_zip_is_refused(course, tmp_path, data):
    _, refused = run(course, write(tmp_path / "x.zip", data))
    assert "expected a zip file" in refused["x.zip"]


def test_links_pipes_and_devices_in_a_folder_are_never_opened(course, tmp_path):
    folder = tmp_path / "in"
    secret = write(tmp_path / "home" / "ada" / f"{L}.ipynb", b"secret")
    for student in ("ben", "cy", "dan", "eve"):
        (folder / student).mkdir(parents=True)
    (folder / "linked").symlink_to(secret.parent)
    (folder / "ben" / f"{L}.ipynb").symlink_to(secret)
    (folder / "cy" / f"{L}.ipynb").symlink_to("nowhere")
    os.mkfifo(folder / "dan" / f"{L}.ipynb")
    write(folder / "eve" / f"{L}.ipynb")
    write(folder / "eve" / "more.zip")
    write(folder / "eve" / ".ipynb_checkpoints" / f"{L}-checkpoint.ipynb")
    write(folder.joinpath("eve", *"abcdefghijkl", f"{L}.ipynb"))
    found, refused = run(course, folder)
    assert set(found) == {("eve", L)} and submitted(course, "eve") == b"{}"
    linked = ("linked", f"ben/{L}.ipynb", f"cy/{L}.ipynb")
    assert all("never followed" in refused[name] for name in linked)
    assert "a pipe" in refused[f"dan/{L}.ipynb"]
    assert "archive" in refused["eve/more.zip"]
    assert "folders deep" in refused["eve/a/b/c/d/e/f/g/h/i/j"]
    assert "ignored 1 file" in refused["in"]
    for source in (folder / "dan" / f"{L}.ipynb", folder / "ben" / f"{L}.ipynb"):
        assert not run(course, source)[0]


def test_pipe_that_replaces_a_notebook_after_the_look_is_not_read(course, tmp_path):
    path = write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    from course_helpers.grading.collect.folders import in_folder
    from course_helpers.grading.files import UnreadableError

    (found,) = in_folder(tmp_path / "in")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="regular file"):
        found.read()
