import os

import pytest

from course_helpers.grading.collect import archive
from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import SourceLimits
from tests.grading.collect.sources import MOODLE, L, run, submitted, write, zipped


@pytest.mark.parametrize("name", ["nothing", "x.7z", "x.ipynb", "course", ".", "pipe"])
def test_source_that_is_none_is_an_error(course, tmp_path, name):
    (tmp_path / "x.7z").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CourseError, match="^collect: expected"):
        run(course, tmp_path / name)


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
    collected, refused = run(course, course.folder("submitted"))
    assert collected["ada", L].path.read_bytes() == submitted(course, "ada") == b"mine"
    assert (folder / "torch.py").exists()
    # Whoever wrote it: nbgrader would believe it.
    assert not (folder / "timestamp.txt").exists()
    assert "never followed" in refused[f"ada/{L}/link.ipynb"]
    assert "rename it" in refused[f"-rf/{L}/{L}.ipynb"]
    for part in ("", "ada", f"ada/{L}/{L}.ipynb"):
        collected, _ = run(course, course.folder("submitted") / part)
        assert [item.note for item in collected.values()] == ["unchanged"]


def test_what_is_in_the_archive_is_not_collected_again(course, tmp_path):
    name = MOODLE.format("Ada L", 4, f"{L}.ipynb")
    collected, _ = run(course, zipped(tmp_path / "m.zip", [(name, b"old")]))
    with pytest.raises(CourseError, match="bring an earlier hand-in back"):
        run(course, collected["Ada_L", L].path)


@pytest.mark.parametrize("data", [b"", b"not JSON", b"[" * 10_000, b'{"nbformat": 3}'])
def test_unreadable_notebook_is_collected_all_the_same(course, tmp_path, data):
    write(tmp_path / "in" / "ada" / f"{L}.ipynb", data)
    collected, _ = run(course, tmp_path / "in")
    assert collected["ada", L].path.read_bytes() == data


def test_too_large_a_notebook_is_refused_alone(course, tmp_path):
    limits = SourceLimits(notebook=1000)
    huge = write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    with huge.open("wb") as file:
        file.truncate(200 * 2**20)
    write(tmp_path / "in" / "ben" / f"{L}.ipynb", b"x" * 1000)
    write(tmp_path / "in" / "cy" / "unnamed.ipynb", b"x" * 1001)
    collected, refused = run(course, tmp_path / "in", limits=limits)
    assert set(collected) == {("ben", L)} and set(refused) == {
        f"ada/{L}.ipynb",
        "cy/unnamed.ipynb",
    }
    assert "expected at most 1,000 bytes; got 209,715,200" in refused[f"ada/{L}.ipynb"]
    entries = [(f"{s}/{L}.ipynb", b"x" * n) for s, n in (("ada", 1001), ("ben", 1000))]
    collected, refused = run(course, zipped(tmp_path / "x.zip", entries), limits=limits)
    assert set(collected) == {("ben", L)} and set(refused) == {f"ada/{L}.ipynb"}
