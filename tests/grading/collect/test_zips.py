import io
import os
import stat
import struct
import zipfile

import pytest

from course_helpers.grading.limits import SourceLimits
from tests.grading.collect.sources import (
    MOODLE,
    L,
    everything_below,
    run,
    write,
    zipped,
)


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


def test_one_name_twice_in_a_zip_is_refused(course, tmp_path):
    entries = [(f"ada/{L}.ipynb", b"1"), (f"ada/{L}.ipynb", b"2")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        source = zipped(tmp_path / "x.zip", entries)
    collected, refused = run(course, source)
    assert not collected and "several notebooks" in refused[f"ada/{L}.ipynb"]


@pytest.fixture
def nothing_unpacked(monkeypatch):
    def read(*_):
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", read)


OPEN = zipfile.ZipFile.open


def make_zip(path, entries):
    """Write a zip file although reading and writing through `open` are barred."""
    memory = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "open", OPEN)
        zipped(memory, entries)
    path.write_bytes(memory.getvalue())
    return path


@pytest.mark.usefixtures("nothing_unpacked")
def test_zip_over_a_limit_is_refused_before_unpacking(course, tmp_path):
    large = [(f"ada/{L}.ipynb", os.urandom(3000))]
    source = make_zip(tmp_path / "big.zip", large)
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
    collected, refused = run(course, tmp_path / "x.zip")
    assert not collected and "size or checksum is wrong" in refused[f"ada/{L}.ipynb"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_bound_are_refused(course, tmp_path, method):
    source = zipped(tmp_path / "x.zip", [(f"ada/{L}.ipynb", b"{}")], method)
    collected, refused = run(course, source)
    assert not collected and "unusual way" in refused[f"ada/{L}.ipynb"]


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
    collected, refused = run(course, source)
    assert set(collected) == {("ben", L)}
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
