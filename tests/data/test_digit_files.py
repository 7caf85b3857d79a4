from collections import Counter
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from course_helpers import write_digit_files
from course_helpers.data import digits, load_data


@pytest.fixture(autouse=True)
def enough_digits(monkeypatch):
    """Embedded digits, no network, as many as the folder and validation take."""
    monkeypatch.setattr(digits, "_SIZES", {"train": 6000, "t10k": 200})
    monkeypatch.setenv("COURSE_OFFLINE", "1")


@pytest.fixture
def folder(tmp_path):
    return write_digit_files(tmp_path / "own" / "digits")


def read(path):
    """A file's pixels as they are, or None for a file that is no picture."""
    try:
        # Of bytes: Pillow leaves a broken file open.
        return np.array(Image.open(BytesIO(path.read_bytes())))
    except OSError:
        return None


def test_a_folder_for_each_class_and_one_class_is_rare(folder):
    counts = Counter(path.parent.name for path in folder.rglob("*.png"))
    assert counts == {str(digit): 4 if digit == 8 else 40 for digit in range(10)}
    assert sorted(path.name for path in folder.iterdir()) == sorted(counts)


def test_each_fault_is_there_once(folder):
    pictures = {path: read(path) for path in sorted(folder.rglob("*.png"))}
    (broken,) = (path for path, pixels in pictures.items() if pixels is None)
    # It looks like a picture until somebody reads it.
    assert Image.open(BytesIO(broken.read_bytes())).size == (28, 28)
    pixels = {path: p for path, p in pictures.items() if p is not None}
    shapes = Counter(p.shape for p in pixels.values())
    assert shapes == {(28, 28): 361, (28, 28, 3): 1, (56, 56): 1}
    contents = Counter(path.read_bytes() for path in pixels)
    assert sorted(contents.values())[-2:] == [1, 2]


def test_coloured_picture_is_no_grey_one(folder):
    (colour,) = (p for p in map(read, folder.rglob("*.png")) if np.ndim(p) == 3)
    red, green, blue = colour.reshape(-1, 3).T.astype(int)
    assert (red > green).any() and (green > blue).any() and (colour == 0).any()


def test_files_hold_training_digits_in_their_folders(folder):
    train = load_data("mnist")[0].dataset
    known = {
        train.dataset.data[i].numpy().tobytes(): int(train.dataset.targets[i])
        for i in train.indices
    }
    grey = [p for p in folder.rglob("*.png") if np.shape(read(p)) == (28, 28)]
    assert all(known[read(p).tobytes()] == int(p.parent.name) for p in grey)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_second_call_gives_the_same_files_and_leaves_others(folder):
    before = contents(folder)
    (folder / "notes.txt").write_text("mine")
    (folder / "3" / "000.png").write_bytes(b"spoilt")
    (folder / "3" / "own.png").write_bytes(b"mine")
    assert write_digit_files(str(folder)) == folder
    after = contents(folder)
    assert after.pop(folder / "notes.txt") == after.pop(folder / "3" / "own.png")
    assert after == before


def test_rare_class_is_a_tenth_of_any_number(tmp_path):
    folder = write_digit_files(tmp_path / "more", images_per_class=60)
    assert len(list((folder / "8").iterdir())) == 6
    assert len(list((folder / "7").iterdir())) == 60


@pytest.mark.parametrize("count", [0, 31, 5000])
def test_number_that_does_not_do_is_named(tmp_path, count):
    with pytest.raises(ValueError, match=f"images_per_class .* got {count}"):
        write_digit_files(tmp_path / "none", count)
    assert not (tmp_path / "none").exists()
