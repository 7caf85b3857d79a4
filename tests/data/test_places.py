from pathlib import Path

import pytest

from course_helpers.data import places


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_search_order_is_course_data_then_here_then_cache(tmp_path, monkeypatch):
    here = [Path("data"), tmp_path / "cache"]
    assert places.search_folders() == here
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert places.search_folders() == [tmp_path, *here]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_course_data_must_be_a_folder(tmp_path, monkeypatch, name):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_DATA", name)
    with pytest.raises(NotADirectoryError, match=f"COURSE_DATA: .*got '{name}'"):
        places.search_folders()


def test_ensure_fills_once(write_set, tmp_path):
    calls = []

    def fill(raw):
        calls.append(raw)
        write_set(raw)

    for _ in range(2):
        assert places.ensure(tmp_path / "root", "MNIST", fill) == tmp_path / "root"
    assert len(calls) == 1
    assert len(files_below(tmp_path / "root" / "MNIST" / "raw")) == 4


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_ensure_leaves_nothing_behind_when_filling_fails(write_set, tmp_path, error):
    def fill(raw):
        write_set(raw)
        raise error

    with pytest.raises(error):
        places.ensure(tmp_path / "root", "MNIST", fill)
    assert list((tmp_path / "root").iterdir()) == []


def test_ensure_never_keeps_damaged_files(write_set, tmp_path):
    def fill(raw):
        write_set(raw)
        (raw / "t10k-images-idx3-ubyte").write_bytes(b"half")

    with pytest.raises(ValueError, match="t10k-images"):
        places.ensure(tmp_path / "root", "MNIST", fill)
    assert list((tmp_path / "root").iterdir()) == []


def test_ensure_replaces_an_incomplete_folder(write_set, tmp_path):
    raw = write_set(tmp_path / "MNIST" / "raw")
    (raw / "train-labels-idx1-ubyte").unlink()
    places.ensure(tmp_path, "MNIST", write_set)
    assert len(files_below(tmp_path)) == 4


def test_ensure_keeps_what_another_process_made_meanwhile(write_set, tmp_path):
    theirs = tmp_path / "MNIST" / "raw"

    def fill(raw):
        write_set(theirs, n_train=20)
        write_set(raw)

    places.ensure(tmp_path, "MNIST", fill)
    assert (theirs / "train-labels-idx1-ubyte").stat().st_size == 8 + 20
    assert len(files_below(tmp_path)) == 4


def test_keep_falls_back_to_a_temporary_folder(write_set, tmp_path):
    (tmp_path / "cache").touch()  # a file where the cache folder should be
    root = places.keep("MNIST", write_set)
    assert len(files_below(root / "MNIST" / "raw")) == 4
    assert tmp_path not in root.parents
    assert places.keep("MNIST", pytest.fail) == root
