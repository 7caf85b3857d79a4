import json
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from course_helpers.grading.collect import archive
from course_helpers.grading.collect.archive import EXCHANGE, Origin
from course_helpers.grading.errors import CourseError
from tests.grading.collect.sources import L, everything_below, run, submitted, write

FIRST, SECOND, THIRD = (datetime(2031, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3))


def test_hand_in_is_archived_and_placed_byte_for_byte(course, tmp_path, clock):
    data = b'\xef\xbb\xbf{"cells": [\r\n]}\x00'
    write(tmp_path / "in" / "ada" / f"{L}.ipynb", data)
    write(tmp_path / "in" / "ada" / "timestamp.txt", b"1999-01-01 00:00:00 UTC")
    write(tmp_path / "in" / "ada" / "torch.py", b"evil")
    os.utime(tmp_path / "in" / "ada" / f"{L}.ipynb", (0, 0))
    collected, refused = run(course, tmp_path / "in")
    item = collected["ada", L]
    digest = sha256(data).hexdigest()
    assert item.path.name == f"20310301T120001.000000Z-{digest[:12]}.ipynb"
    assert item.path.parent == course.root / "grading" / "handins" / "ada" / L
    assert item.path.read_bytes() == submitted(course, "ada") == data
    assert (item.sha256, item.time, item.note) == (digest, clock["now"], "")
    assert item.problem == "no notebook: its text is not JSON"
    record = json.loads(item.path.with_suffix(".json").read_text())
    assert record == {
        "time": clock["now"].isoformat(),
        "sha256": digest,
        "size": len(data),
        "original": f"ada/{L}.ipynb",
    }
    placed = course.folder("submitted") / "ada" / L
    # Nothing that its author cannot write to says when it came.
    assert everything_below(placed) == [f"{L}.ipynb"]
    assert list(refused.values()) == ["ignored 2 files: not notebooks"]


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
    assert back.note.startswith("collected before; the one of 2030-01-")
    assert submitted(course, "ada") == b"worse"
    folder = worse.path.parent
    kept = archive.history(folder)
    assert [k.path.read_bytes() for k in kept] == [b"good", b"worse"]
    archive.choose(folder, kept[0])
    run(course, tmp_path / "in")
    assert submitted(course, "ada") == b"good"
    source.write_bytes(b"newest")
    run(course, tmp_path / "in")
    assert submitted(course, "ada") == b"newest"


def test_second_collector_is_told_to_wait(course, tmp_path):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    folder = archive.handins_folder(course)
    with archive.locked(folder), pytest.raises(CourseError, match="another one"):
        run(course, tmp_path / "in")
    assert run(course, tmp_path / "in")[0]


def test_link_or_folder_in_the_place_stops_only_that_one(course, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    place = course.folder("submitted")
    place.mkdir(parents=True)
    (place / "ada").symlink_to(outside)
    (place / "ben" / L / f"{L}.ipynb").mkdir(parents=True)
    for student in ("ada", "ben", "cy"):
        write(tmp_path / "in" / student / f"{L}.ipynb")
    collected, refused = run(course, tmp_path / "in")
    assert set(collected) == {("cy", L)}
    assert "is a link" in refused[f"ada/{L}.ipynb"]
    assert "not kept" in refused[f"ben/{L}.ipynb"]
    assert not list(outside.iterdir())


def test_in_time_is_not_the_same_as_nothing_known(tmp_path):
    for late in (True, False, None):
        origin = archive.Origin(None, late, "canvas", "77", 901)
        kept, _ = archive.archive(tmp_path / f"{late}", b"x", "x.ipynb", origin)
        assert kept.origin == origin
    # Excused, say: the platform's last word on the same upload counts.
    origin = archive.Origin(None, False, "canvas", "77", 901)
    kept, note = archive.archive(tmp_path / "True", b"x", "x.ipynb", origin)
    assert (kept.origin, note) == (origin, "unchanged")


def test_later_is_what_a_platforms_times_or_numbers_say():
    assert Origin(SECOND).newer_than(Origin(FIRST)) is True
    assert Origin(FIRST).newer_than(Origin(SECOND)) is False
    uploads = [Origin(FIRST, system="canvas", upload=n) for n in (1, 2)]
    assert uploads[1].newer_than(uploads[0]) is True
    assert uploads[0].newer_than(uploads[1]) is False
    unknown = (Origin(), Origin(FIRST), Origin(FIRST, system="moodle", upload=3))
    assert [uploads[1].newer_than(other) for other in unknown] == [None] * 3


def test_older_one_that_is_collected_later_does_not_count(tmp_path):
    archive.archive(tmp_path, b"new", "x", Origin(SECOND))
    _, note = archive.archive(tmp_path, b"old", "x", Origin(FIRST))
    assert note == "older than the one of 2031-03-02 12:00:00 UTC, which counts"
    assert archive.counting(tmp_path).path.read_bytes() == b"new"
    archive.archive(tmp_path, b"newest", "x", Origin(THIRD))
    archive.archive(tmp_path, b"oldest", "x", Origin(FIRST - timedelta(days=1)))
    kept = [kept.path.read_bytes() for kept in archive.history(tmp_path)]
    assert kept == [b"oldest", b"old", b"new", b"newest"]


def test_exchange_keeps_all_and_the_same_is_met_again_and_again(tmp_path):
    def collected(data, came):
        origin = Origin(came, system=EXCHANGE)
        return archive.archive(tmp_path, data, "x", origin)[0].origin.came

    for _ in range(2):
        assert collected(b"one", FIRST) == FIRST
        assert collected(b"two", SECOND) == SECOND
    assert len(archive.history(tmp_path)) == 2
    assert collected(b"one", THIRD) == THIRD
    assert archive.counting(tmp_path).path.read_bytes() == b"one"


def test_stamp_is_what_the_platform_said_and_no_clock_of_ours(tmp_path):
    said = {"came": Origin(FIRST, late=True), "late": Origin(late=True)}
    said |= {"in time": Origin(late=False), "nothing": Origin()}
    stamps = [
        archive.archive(tmp_path / name, b"x", "x", origin)[0].stamp()
        for name, origin in said.items()
    ]
    assert stamps == ["2031-03-01 12:00:00.000000 UTC", archive.LATE, "", ""]


def test_same_bytes_handed_in_again_count_from_then_on(tmp_path):
    for data, came in ((b"good", FIRST), (b"worse", SECOND)):
        archive.archive(tmp_path, data, "x", Origin(came))
    kept, note = archive.archive(tmp_path, b"good", "x", Origin(THIRD))
    assert kept.origin.came == THIRD and "same as the one of 2031-03-01" in note
    assert archive.counting(tmp_path) == kept
    # The zip file of the day before, once more.
    _, note = archive.archive(tmp_path, b"worse", "x", Origin(SECOND))
    assert note == "collected before; the one of 2031-03-03 12:00:00 UTC is newer"
    assert archive.counting(tmp_path) == kept
    assert len(archive.history(tmp_path)) == 3


def test_time_told_later_is_taken_but_not_the_exchanges_second(tmp_path):
    for system, came in (("", FIRST), (EXCHANGE, FIRST)):
        folder = tmp_path / f"from {system}"
        first = None if not system else came
        archive.archive(folder, b"x", "x", Origin(first, system=system))
        kept, note = archive.archive(folder, b"x", "x", Origin(SECOND, system=system))
        assert note == "unchanged" and len(archive.history(folder)) == 1
        assert kept.origin.came == (FIRST if system else SECOND)
