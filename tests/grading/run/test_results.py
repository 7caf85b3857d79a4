from copy import deepcopy

import pytest
from nbformat import from_dict

from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.limits import Limits
from course_helpers.grading.run import results
from course_helpers.grading.run.rebuild import EXTRA
from course_helpers.grading.run.results import (
    Result,
    Store,
    key,
    notebook_hash,
    written_hash,
)
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


def test_text_and_the_notebook_s_own_metadata_are_no_part_of_a_key():
    notebook = deepcopy(small_lesson())
    notebook.metadata.kernelspec.name = "another"
    assert notebook.cells[0].cell_type == notebook.cells[-1].cell_type == "markdown"
    notebook.cells[0].source = "# Put right"
    notebook.cells[-1].source = "Because of something else."
    assert key(notebook, Limits()) == key(small_lesson(), Limits())
    assert notebook_hash(notebook) != notebook_hash(small_lesson())


def test_what_a_learner_wrote_is_the_same_in_another_release():
    stub = "def neuron(features, weights, bias):\n    raise NotImplementedError"
    before, after = small_lesson(), small_lesson()
    after.cells[1].source += "\nimport math"
    after.cells[4].metadata.nbgrader.points = 9
    answer = deepcopy(next(cell for cell in after.cells if cell.id == "neuron"))
    answer.id, answer.source = "one-more", stub
    after.cells.append(answer)
    assert written_hash(after) == written_hash(before)
    extra = {"cell_type": "code", "id": f"{EXTRA}1", "source": "1", "metadata": {}}
    after.cells.append(from_dict(extra))
    assert written_hash(after) != written_hash(before)
    before.cells[3].source += "\n    # mine"
    assert len({written_hash(n) for n in (before, after, small_lesson())}) == 3


def test_verdicts_are_read_without_what_was_shown(tmp_path):
    store = Store(tmp_path)
    store.save("abc", Result(7, {"plot": [{"data": "A" * 10**6}]}, {"neuron": VERDICT}))
    assert store.path("abc").stat().st_size < 1000
    assert store.judged("abc") == Result(7, {}, {"neuron": VERDICT})
    store.outputs_path("abc").unlink()  # killed before this one was written
    assert store.load("abc") is None


def test_result_of_an_earlier_version_is_read(tmp_path):
    """An appeal needs it, whatever came since."""
    store = Store(tmp_path)
    path = store.path("abc")
    path.parent.mkdir()
    path.write_text(
        '{"seed": 7, "trouble": "", "repeat": false, "answers": "a1",'
        ' "predictions": {}, "verdicts": []}'
    )
    assert store.judged("abc") == Result(7, answers="a1")
