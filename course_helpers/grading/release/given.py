"""Answer cells that hold code to be mended, as learners get them."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_helpers.cells import is_answer
from course_helpers.check.aids.given import given_code


class GiveCode(NbGraderPreprocessor):
    """Put an exercise's given code where its cleared solution stood."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Fill one answer cell, if its exercise gives code."""
        if cell.cell_type == "code" and is_answer(cell):
            cell.source = given_code(cell.metadata.nbgrader.grade_id) or cell.source
        return cell, resources
