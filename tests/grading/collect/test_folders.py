import os

import pytest

from course_helpers.grading.collect.folders import in_folder
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.limits import SourceLimits
from tests.grading.collect.sources import L, run, submitted, write, zipped


def test_name_that_is_not_utf8_is_refused(course, tmp_path):
    folder = os.fsencode(tmp_path) + b"/in/ad\xff"
    os.makedirs(folder)
    with open(folder + b"/03_softmax.ipynb", "wb"):
        pass
    write(tmp_path / "in" / "ben" / f"{L}.ipynb")
    collected, refused = run(course, tmp_path / "in")
    assert set(collected) == {("ben", L)}
    assert "not UTF-8" in refused[rf"ad\udcff/{L}.ipynb"]

    data = zipped(tmp_path / "x.zip", [(f"adä/{L}.ipynb", b"{}")]).read_bytes()
    (tmp_path / "x.zip").write_bytes(data.replace("ä".encode(), b"\xff\xff"))
    collected, refused = run(course, tmp_path / "x.zip")
    assert not collected and "readable names" in refused["x.zip"]


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
    collected, refused = run(course, folder)
    assert set(collected) == {("eve", L)} and submitted(course, "eve") == b"{}"
    linked = ("linked", f"ben/{L}.ipynb", f"cy/{L}.ipynb")
    assert all("never followed" in refused[name] for name in linked)
    assert "a pipe" in refused[f"dan/{L}.ipynb"]
    assert "archive" in refused["eve/more.zip"]
    assert "folders deep" in refused["eve/a/b/c/d/e/f/g/h/i/j"]
    assert "in" not in refused
    for source in (folder / "dan" / f"{L}.ipynb", folder / "ben" / f"{L}.ipynb"):
        assert not run(course, source)[0]


def test_pipe_that_replaces_a_notebook_after_the_look_is_not_read(course, tmp_path):
    path = write(tmp_path / "in" / "ada" / f"{L}.ipynb")
    (notebook,) = in_folder(tmp_path / "in", SourceLimits())
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="regular file"):
        notebook.read()
