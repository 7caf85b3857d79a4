"""Figures that show wherever a released notebook is opened."""

import base64
import re
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

# Files beside the notebook only. Another path stays, and stops the release in `make`.
_IMAGE = re.compile(r"(!\[[^\]]*\]\()([\w.-]+\.svg)(\))")


class EmbedFigures(NbGraderPreprocessor):
    """Replace links to SVG files beside the notebook by the figures themselves.

    A data URI is the one form that JupyterLab and Colab both show from the notebook
    alone; Colab shows no cell attachments.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Embed the figures of one Markdown cell."""
        if cell.cell_type == "markdown":
            folder = Path(resources["metadata"]["path"])
            cell.source = _IMAGE.sub(lambda m: _embedded(m, folder), cell.source)
        return cell, resources


def _embedded(match: re.Match[str], folder: Path) -> str:
    data = base64.b64encode((folder / match[2]).read_bytes()).decode()
    return f"{match[1]}data:image/svg+xml;base64,{data}{match[3]}"
