"""Predictions as learners get them: with nothing predicted."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_helpers.cells import predicted


class ClearPredictions(NbGraderPreprocessor):
    """Put None in place of every prediction.

    Their cells carry no mark of nbgrader's: they earn nothing, so the gradebook is to
    know nothing of them.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Clear the predictions of one cell of code."""
        if cell.cell_type == "code" and (names := predicted(cell.source)):
            cell.source = "\n".join(f"{name} = None" for name in names)
        return cell, resources
