"""JupyterLab's settings, and lessons as it reads and writes them."""

import asyncio
import json
import os
import shutil

import nbformat
import pytest
from ipykernel.ipkernel import IPythonKernel
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config.loader import PyFileConfigLoader

from course_helpers.lab import LessonFiles
from tests.conftest import ROOT

LESSON = "01_tensors.ipynb"
NOTE = IPythonKernel.language_info


@pytest.fixture
def files(tmp_path):
    """The files of a folder that holds one lesson, as JupyterLab asks for them."""
    shutil.copy(ROOT / "notebooks" / "01_tensors" / LESSON, tmp_path)
    files = LessonFiles(root_dir=str(tmp_path))
    yield files
    files.notary.store.close()  # its file of trusted notebooks stays open otherwise


def opened(files, name=LESSON):
    """A notebook as JupyterLab gets it: JSON, not nbformat's objects."""
    model = asyncio.run(files.get(name))
    return json.loads(json.dumps({**model, "created": "", "last_modified": ""}))


def on_disk(files, name=LESSON):
    with open(os.path.join(files.root_dir, name), encoding="utf-8") as file:
        return file.read()


def written(files, notebook, name="mine.ipynb"):
    nbformat.write(notebook, os.path.join(files.root_dir, name))
    return name


def test_lesson_has_the_note_of_its_kernel_when_it_is_opened(files):
    before = on_disk(files)
    assert opened(files)["content"]["metadata"]["language_info"] == NOTE
    assert on_disk(files) == before and "language_info" not in before


def test_save_writes_what_the_learner_changed_and_nothing_else(files):
    before = on_disk(files)
    model = opened(files)
    asyncio.run(files.save(model, LESSON))
    assert on_disk(files) == before
    cells = model["content"]["cells"]
    old, new = "def neuron(features", "def neuron(rows"
    answer = next(cell for cell in cells if cell["id"] == "neuron")
    answer["source"] = answer["source"].replace(old, new)
    asyncio.run(files.save(model, LESSON))
    assert on_disk(files) == before.replace(old, new, 1)


def test_note_of_an_earlier_save_does_not_make_a_lesson_look_changed(files):
    notebook = nbformat.reads(on_disk(files), 4)
    notebook.metadata["language_info"] = {"name": "python", "version": "3.10.1"}
    name = written(files, notebook)
    assert opened(files, name)["content"]["metadata"]["language_info"] == NOTE


@pytest.mark.parametrize("lesson", [True, False])
def test_notebooks_of_others_and_for_other_kernels_stay_as_they_are(files, lesson):
    marked = {"nbgrader": {"grade_id": "a"}} if lesson else {}
    spec = {"name": "ir" if lesson else "python3", "display_name": "x"}
    cells = [new_code_cell("1", metadata=marked)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": spec})
    name = written(files, notebook)
    model = opened(files, name)
    assert "language_info" not in model["content"]["metadata"]
    model["content"]["metadata"]["language_info"] = {"name": "R"}
    asyncio.run(files.save(model, name))
    assert '"language_info"' in on_disk(files, name)


def test_other_files_and_folders_are_read_and_written_as_ever(files):
    text = {"type": "file", "format": "text", "content": "a,b\n"}
    asyncio.run(files.save(text, "data.csv"))
    assert asyncio.run(files.get("data.csv"))["content"] == "a,b\n"
    assert asyncio.run(files.get(LESSON, content=False))["content"] is None
    names = [item["name"] for item in asyncio.run(files.get(""))["content"]]
    assert sorted(names) == [LESSON, "data.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no root")
@pytest.mark.parametrize("user", [0, 1000])
def test_jupyterlab_runs_as_root_where_root_starts_it(user, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    settings = PyFileConfigLoader("jupyter_lab_config.py", str(ROOT)).load_config()
    assert settings.ServerApp.get("allow_root", False) == (user == 0)


def test_jupyterlab_of_another_environment_starts_without_our_files(monkeypatch):
    def loaded():
        return PyFileConfigLoader("jupyter_lab_config.py", str(ROOT)).load_config()

    assert "contents_manager_class" in loaded().ServerApp
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "contents_manager_class" not in loaded().ServerApp
