"""Lessons that run where the course is not installed: Colab, Kaggle, any machine."""

import re
import tomllib
from copy import deepcopy
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from course_helpers.cells import SKIPPED
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError

BADGE = "open-in-colab"
FETCH = "fetch-helpers"

NEEDED = (
    "anywidget",
    "matplotlib",
    "platformdirs",
    "scikit-learn",
    "seaborn",
    "threadpoolctl",
)
"""What lessons and checks use beside torch, torchvision and a Jupyter kernel."""

# It stands in a shell command of the released notebook: no space, quote or semicolon.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_UP = "](../../"
"""How a lesson's link to a page of the course begins: two folders up."""
_HOST = "https://colab.research.google.com"
_BADGE = "[![Open in Colab]({host}/assets/colab-badge.svg)]({page})"
# pip leaves alone what is installed already, and nothing here asks for torch.
_FETCH = """\
# On Colab, Kaggle and other machines: fetch the course's helpers, if they are missing.
# This needs the internet; on Kaggle switch it on in the notebook's settings.
from importlib.util import find_spec

if find_spec("course_helpers") is None:
    %pip install --quiet {needed}
    %pip install --quiet --no-deps git+https://github.com/{repository}"""


class OpenInColab(NbGraderPreprocessor):
    """Put a badge and a cell that fetches the helpers into a student version.

    Graders skip that cell by its tag.
    """

    repository = Unicode("", help="OWNER/NAME of the students' repository").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Add both cells, if a repository is configured."""
        if self.repository:
            lesson = resources["nbgrader"]["assignment"]
            code = _FETCH.format(repository=self.repository, needed=" ".join(NEEDED))
            fetch = new_code_cell(code, id=FETCH, metadata={"tags": [SKIPPED]})
            badge = new_markdown_cell(badge_of(self.repository, lesson), id=BADGE)
            # Before all code: the set-up cell imports what this one fetches.
            first = [c.cell_type for c in nb.cells].index("code")
            for cell in nb.cells:
                if cell.cell_type == "markdown":
                    cell.source = _with_pages(cell.source, self.repository)
            nb.cells[first:first] = [fetch]
            nb.cells[:0] = [badge]
        return nb, resources


def _with_pages(text: str, repository: str) -> str:
    """Return Markdown whose links to the course's pages lead somewhere in Colab."""
    return text.replace(_UP, f"](https://github.com/{repository}/blob/main/")


def badge_of(repository: str, lesson: str) -> str:
    """Return the Markdown of a badge that opens a lesson in Colab."""
    return _BADGE.format(host=_HOST, page=colab_page(repository, lesson))


def colab_page(repository: str, lesson: str) -> str:
    """Return the address at which Colab opens a lesson."""
    page = f"github/{repository}/blob/main/notebooks/{lesson}/{lesson}.ipynb"
    return f"{_HOST}/{page}"


def checked(repository: str) -> str:
    """Return the name of a repository on GitHub.

    Raises:
        CourseError: it is no OWNER/NAME.
    """
    if not _NAME.fullmatch(repository):
        raise CourseError(
            f"repository: expected OWNER/NAME, as GitHub shows it; got {repository!r}. "
            "For example: --repository my-school/neural-networks"
        )
    return repository


def configured(root: Path) -> str:
    """Return [tool.course] repository of a pyproject.toml; "" if there is none.

    Args:
        root: the course's folder.
    """
    path = root / "pyproject.toml"
    if not path.is_file():
        return ""
    settings = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    repository = settings.get("course", {}).get("repository", "")
    return checked(repository) if repository else ""


def with_repository(course: Course, repository: str) -> Course:
    """Return the same course, whose students find their notebooks elsewhere.

    Args:
        course: the course folder.
        repository: OWNER/NAME on GitHub.

    Raises:
        CourseError: that is no OWNER/NAME.
    """
    # The caller's course keeps its own setting.
    config = deepcopy(course.config)
    config.OpenInColab.repository = checked(repository)
    return Course(course.root, config)


def without_repository(course: Course) -> Course:
    """Return the same course, whose notebooks are found and fetched nowhere.

    Args:
        course: the course folder.
    """
    config = deepcopy(course.config)
    config.OpenInColab.repository = ""
    return Course(course.root, config)


def repository_of(course: Course) -> str:
    """Return the repository that badges of a course lead to; "" if there is none."""
    return course.config.OpenInColab.get("repository", "")
