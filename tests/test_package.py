import subprocess
import sys

import pytest

import course_helpers

PUBLIC = [
    "check",
    "FASHION_CLASSES",
    "LiveLoader",
    "MNIST_CLASSES",
    "diagnose",
    "draw",
    "find_dataset",
    "get_device",
    "load_data",
    "plot_function",
    "plot_history",
    "show_images",
    "slide",
    "view_classify",
    "write_digit_files",
]


def modules_after(statement):
    code = f"import sys\n{statement}\nprint(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_all_holds_exactly_the_public_names():
    assert sorted(course_helpers.__all__) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_name_loads_and_is_listed(name):
    assert getattr(course_helpers, name) is not None
    assert name in dir(course_helpers)


@pytest.mark.parametrize("name", [n for n in PUBLIC if n.islower() and n != "check"])
def test_public_function_says_what_it_does(name):
    assert getattr(course_helpers, name).__doc__


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no name 'get_devise'"):
        _ = course_helpers.get_devise


def test_import_is_cheap():
    heavy = {"torch", "torchvision", "matplotlib", "seaborn", "numpy", "nbgrader"}
    assert not heavy & modules_after("import course_helpers")


def test_class_names_need_no_torch():
    assert "torch" not in modules_after("from course_helpers import FASHION_CLASSES")


def test_device_needs_no_plotting():
    loaded = modules_after("from course_helpers import get_device")
    assert "torch" in loaded
    assert not {"matplotlib", "seaborn", "nbgrader"} & loaded
