import pytest

from course_helpers.data import fetch, find_dataset, places, sources, where
from course_helpers.data._torchvision import datasets
from course_helpers.data.digits import Digits, HardDigits


def size(name):
    dataset_class, root = find_dataset(name)
    return len(dataset_class(root, train=True))


@pytest.mark.parametrize("name", ["mnist", "MNIST", " Mnist "])
def test_mnist_in_any_case(write_set, tmp_path, name):
    write_set(tmp_path / "data" / "MNIST" / "raw")
    dataset_class, root = find_dataset(name)
    assert dataset_class is datasets.MNIST
    assert len(dataset_class(root, train=False)) == 30


@pytest.mark.parametrize(
    "name", ["fashion-mnist", "fashion", "FashionMNIST", "fashion_mnist"]
)
def test_fashion_by_all_its_names(write_set, tmp_path, name):
    write_set(tmp_path / "data" / "FashionMNIST" / "raw")
    assert find_dataset(name)[0] is datasets.FashionMNIST


@pytest.mark.parametrize("ask", [find_dataset, where, fetch])
def test_unknown_name_lists_the_known_ones(ask):
    with pytest.raises(
        ValueError, match="'mnist', 'fashion-mnist', 'digits'; got 'mist'"
    ):
        ask("mist")


def test_first_place_that_has_it_wins(write_set, tmp_path, monkeypatch):
    write_set(tmp_path / "cache" / "MNIST" / "raw", n_train=51)
    assert size("mnist") == 51
    write_set(tmp_path / "data" / "MNIST" / "raw", n_train=52)
    assert size("mnist") == 52
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    assert size("mnist") == 52
    write_set(tmp_path / "own" / "MNIST" / "raw", n_train=53)
    assert size("mnist") == 53
    assert where("mnist") == tmp_path / "own"


@pytest.mark.parametrize("ask", [find_dataset, where, fetch])
def test_course_data_that_is_no_folder_is_an_error(monkeypatch, ask):
    monkeypatch.setenv("COURSE_DATA", "nowhere")
    with pytest.raises(OSError, match="COURSE_DATA: .*got 'nowhere'"):
        ask("mnist")


def test_packed_files_are_unpacked_into_the_cache(write_set, tmp_path):
    raw = write_set(tmp_path / "data" / "MNIST" / "raw", packed=True)
    assert size("mnist") == 150
    assert len(list(raw.iterdir())) == 4
    assert (tmp_path / "cache" / "MNIST" / "raw" / "train-images-idx3-ubyte").is_file()


@pytest.mark.parametrize("packed", [False, True])
def test_debians_folder_is_unpacked_once(write_set, tmp_path, monkeypatch, packed):
    debian = write_set(tmp_path / "debian", packed=packed)
    assert where("fashion-mnist") == debian
    assert size("fashion-mnist") == 150
    monkeypatch.setattr(places, "unpack", pytest.fail)
    assert size("fashion-mnist") == 150
    assert where("fashion-mnist") == tmp_path / "cache"
    assert where("mnist") is None


def test_incomplete_data_counts_as_absent(write_set, tmp_path):
    raw = write_set(tmp_path / "data" / "MNIST" / "raw")
    (raw / "t10k-labels-idx1-ubyte").unlink()
    assert where("mnist") is None


def test_damaged_packed_file_leaves_no_cache(write_set, tmp_path):
    raw = write_set(tmp_path / "data" / "MNIST" / "raw", packed=True)
    path = raw / "train-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-99])
    with pytest.raises(
        ValueError, match="train-images-idx3-ubyte.gz: expected a whole"
    ):
        find_dataset("mnist")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "dataset_class"), [("mnist", Digits), ("fashion", HardDigits)]
)
def test_embedded_digits_stand_in_and_say_so_once(name, dataset_class, capsys):
    for _ in range(2):
        found, root = find_dataset(name)
        assert found is dataset_class
        assert len(found(root)) == 400
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert "the download failed" in out and "embedded digits stand in" in out


def test_download_false_stands_in_at_once(capsys, monkeypatch):
    monkeypatch.setattr(sources, "download_files", pytest.fail)
    assert find_dataset("mnist", download=False)[0] is Digits
    assert "download=False" in capsys.readouterr().out


def test_offline_forces_the_embedded_digits(write_set, tmp_path, monkeypatch, capsys):
    write_set(tmp_path / "data" / "MNIST" / "raw")
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert find_dataset("mnist")[0] is Digits
    assert capsys.readouterr().out.startswith(
        "mnist: COURSE_OFFLINE=1 is set; embedded"
    )
    assert where("mnist").name == "data"
    monkeypatch.setenv("COURSE_OFFLINE", "0")
    assert find_dataset("mnist")[0] is datasets.MNIST


def test_digits_by_name_are_made_once_and_silently(tmp_path, monkeypatch, capsys):
    assert where("digits") is None
    dataset_class, root = find_dataset("digits")
    assert dataset_class is Digits and where("digits") == root
    assert tmp_path / "cache" in root.parents
    monkeypatch.setattr(Digits, "write", pytest.fail)
    assert find_dataset("Digits") == (dataset_class, root)
    assert fetch("digits") == root
    assert capsys.readouterr() == ("", "")


def test_digits_work_without_a_cache_that_can_be_written(tmp_path):
    (tmp_path / "cache").touch()
    dataset_class, root = find_dataset("digits")
    assert len(dataset_class(root, train=False)) == 200


def test_fetch_verifies_what_it_finds(write_set, tmp_path):
    write_set(tmp_path / "data" / "MNIST" / "raw")
    with pytest.raises(
        ValueError, match="train-images-idx3-ubyte: expected the publish"
    ):
        fetch("mnist")


def test_fetch_offline_says_why(monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    with pytest.raises(OSError, match="fashion-mnist: none in .*COURSE_OFFLINE=1"):
        fetch("fashion")
