import gc
import sys
import threading
import time
import warnings

import pytest

from course_helpers.python_source import literals, tree_of

SOURCE = "def neuron(features, weights):\n    return (features @ weights.T).exp()\n" * 3


class Slow:
    """Python runs other threads while it takes such a thing away."""

    def __del__(self):
        sum(range(2000))


@pytest.fixture
def restless():
    """Threads take turns, and Python tidies up, as often as can be."""
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)


def test_many_threads_may_read_code_at_once(restless):
    end, errors = time.monotonic() + 3, []

    def deep(calls):
        return deep(calls - 1) if calls else tree_of(SOURCE)

    def work(calls):
        while time.monotonic() < end and not errors:
            circle = [Slow()]
            circle.append(circle)
            try:
                assert deep(calls) is not None
            except BaseException as error:
                errors.append(error)

    threads = [threading.Thread(target=work, args=(20 * n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_warnings_about_a_learners_code_are_nobodys():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert tree_of("a = '\\d'\nb = 1if a else 2") is not None
        warnings.warn("about something else", stacklevel=1)
    assert [str(warning.message) for warning in caught] == ["about something else"]


def test_reading_code_leaves_warnings_as_other_threads_have_set_them():
    with warnings.catch_warnings():
        reading = threading.Thread(target=tree_of, args=(SOURCE * 400,))
        reading.start()
        warnings.simplefilter("ignore", RuntimeWarning)
        reading.join()
        warnings.warn("is not heard", RuntimeWarning, stacklevel=1)


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("a = 2  # two", {"a": 2}),
        ("a = (1, -2.5)\nb = [3]\nc = 'x'", {"a": (1, -2.5), "b": [3], "c": "x"}),
        ("a = 784 * 256 + 256", {"a": 200960}),
        ("a = (2 + 1, 8 // 3)", {"a": (3, 2)}),
        ("a = None", {"a": None}),
        *((text, {}) for text in ("a = b = 2", "a += 1", "a = f(2)", "a[0] = 1", "")),
        *(
            (text, {})
            for text in ("a = 2 ** 9", "a = 'x' * 9", "a = 1 / 0", "1", "a =")
        ),
    ],
)
def test_values_are_read_without_running_anything(source, values):
    assert literals(source) == values
