import re

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course_helpers import plot_history, show_images, view_classify
from course_helpers.plotting._described import describe

CELLS = [
    "from course_helpers import show_images\nimport torch",
    "show_images(torch.eye(28)[None], titles=['<7>']);",
    "from matplotlib import pyplot as plt\nplt.plot([1, 0.5], label='loss');",
    "%config InlineBackend.figure_format = 'retina'\nplt.plot([1, 2]);",
]


def run(cells: list[str]) -> nbformat.NotebookNode:
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


@pytest.fixture(scope="module")
def notebook():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_LIVE", raising=False)
        return run(CELLS)


def test_figures_of_a_notebook_have_a_text(notebook):
    shown = [cell.outputs[0].data["text/html"] for cell in notebook.cells[1:]]
    assert [re.search('alt="([^"]*)"', html)[1] for html in shown] == [
        "Figure: image &#x27;&lt;7&gt;&#x27;.",
        "Figure: with loss (from 1 to 0.5).",
        "Figure: with a curve (from 1 to 2).",
    ]


def test_the_picture_with_a_text_is_the_picture_itself(notebook):
    for cell in notebook.cells[1:]:
        data = cell.outputs[0].data
        source = re.search('src="data:image/png;base64,([^"]*)"', data["text/html"])[1]
        assert source == "".join(data["image/png"].split())
    assert re.search(' width="[0-9]+" height=', data["text/html"])


def test_saved_outputs_hold_the_picture_once(monkeypatch, quick_kernels):
    monkeypatch.setenv("COURSE_LIVE", "0")
    output = run(CELLS[:2]).cells[1].outputs[0]
    assert set(output.data) == {"image/png", "text/plain"}


def test_each_kind_of_picture_is_described():
    show_images(np.eye(28)[None].repeat(12, 0), titles=list(range(12)))
    few = "; ".join(f"image '{n}'" for n in range(6))
    assert describe(plt.gcf()) == f"Figure: 12 panels; {few}; and 6 more."
    plot_history({"train_loss": [1, 0.5], "val_loss": [1.25, 0.75]})
    assert describe(plt.gcf()) == (
        "Figure: Loss over Epoch, with train loss (from 1 to 0.5), "
        "val loss (from 1.25 to 0.75)."
    )
    view_classify(np.eye(28), np.full(10, 0.1))
    assert describe(plt.gcf()).endswith("values over Probability, 10 bars.")


def test_figures_of_any_kind_get_one_short_line():
    assert describe(plt.figure(figsize=(7, 4))) == "Figure: nothing is drawn."
    figure, (left, right) = plt.subplots(1, 2, figsize=(7, 4))
    figure.suptitle("Two\nrates")
    left.scatter([1, 2], [3, 4])
    left.set_title("points " * 50)
    right.plot(np.array(["2026-01-01", "2026-01-02"], dtype="datetime64"), [1, 2])
    for _ in range(20):
        right.plot([], [], label="empty")
    text = describe(figure)
    assert text.startswith("Figure: Two rates: 2 panels; 'points points ")
    assert len(text) < 420 and "\n" not in text
