import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

CELLS = [
    "from course_helpers import plot_function, show_images\nimport torch",
    "show_images(torch.eye(28)[None]);",
    "plot_function(torch.sin, -3, 3);",
    "ax = plot_function(torch.cos, -3, 3)",
]


def pictures(cell: nbformat.NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


def test_every_figure_appears_below_its_cell():
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    assert [pictures(cell) for cell in notebook.cells] == [0, 1, 1, 1]
    assert all(len(cell.outputs) == 1 for cell in notebook.cells[1:])
