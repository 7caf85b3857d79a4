from copy import deepcopy

import pytest

from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.limits import Limits
from course_helpers.grading.run import results
from course_helpers.grading.run.results import Result, Store, key
from tests.conftest import LESSON, small_lesson

VERDICT = Verdict("neuron", 2, (Criterion("values", 1.0, "row 0 is wrong"),))


def test_stored_result_comes_back_as_it_was(tmp_path):
    store = Store(tmp_path / "verdicts")
    result = Result(7, {"setup": []}, {"neuron": VERDICT}, "it was slow", True)
    store.save("abc", result)
    assert store.load("abc") == result
    assert store.load("abd") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"verdicts": [["neuron", 1]]}'])
def test_broken_file_is_no_result(tmp_path, text):
    store = Store(tmp_path)
    store.save("abc", Result(7))
    store.path("abc").write_text(text)
    assert store.load("abc") is None


def changed(**parts):
    notebook = small_lesson()
    for name, value in parts.items():
        notebook.cells[1][name] = value
    return notebook


def test_all_that_a_result_depends_on_changes_its_key(monkeypatch):
    notebook, limits = small_lesson(), Limits()
    keys = {
        key(notebook, limits),
        key(changed(source="import torch"), limits),
        key(changed(id="other"), limits),
        key(changed(metadata={"tags": ["skip-grading"]}), limits),
        key(notebook, Limits(memory=2**30)),
    }
    others = results.basis_of(LESSON) | {"torch": "0.0"}
    monkeypatch.setattr(results, "basis_of", lambda lesson: others)
    keys.add(key(notebook, limits))
    assert len(keys) == 6


def test_same_answers_have_the_same_key():
    notebook = deepcopy(small_lesson())
    notebook.metadata.kernelspec.name = "another"
    assert key(notebook, Limits()) == key(small_lesson(), Limits())


def test_verdicts_are_read_without_what_was_shown(tmp_path):
    store = Store(tmp_path)
    store.save("abc", Result(7, {"plot": [{"data": "A" * 10**6}]}, {"neuron": VERDICT}))
    assert store.path("abc").stat().st_size < 1000
    assert store.judged("abc") == Result(7, {}, {"neuron": VERDICT})
    store.outputs_path("abc").unlink()  # killed before this one was written
    assert store.load("abc") is None
