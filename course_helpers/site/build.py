"""The whole site, through Sphinx, from what the course holds; nothing is executed."""

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from course_helpers.grading.course import Course, quiet
from course_helpers.grading.errors import CourseError
from course_helpers.grading.release.colab import repository_of
from course_helpers.site.pages import ALONE
from course_helpers.site.proof import refuse_leaks
from course_helpers.site.sources import RELEASED, heading, write_sources

_OURS = ".course-site"
"""An empty file by which a site of ours is known from others."""
_LOOKS = Path(__file__).parent / "templates"
_SETTINGS = {
    "language": "en",
    "extensions": [
        "myst_nb",
        "sphinx.ext.autodoc",
        "sphinx.ext.napoleon",
        "sphinx.ext.githubpages",
        "sphinx_copybutton",
        "course_helpers.site.mathml",
    ],
    "exclude_patterns": [RELEASED],
    # Saved outputs are shown as they are.
    "nb_execution_mode": "off",
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "dollarmath"],
    "myst_heading_anchors": 4,
    # Lessons begin with questions about the one before, in a smaller heading.
    "suppress_warnings": ["myst.header"],
    # What learners are to type is shown as they type it.
    "smartquotes": False,
    "default_role": "literal",
    "autodoc_typehints": "none",
    "html_theme": "pydata_sphinx_theme",
    "html_context": {"default_mode": "auto"},
    # Pages with none below them have nothing to list at the side.
    "html_sidebars": {name: [] for name in ALONE},
    # Outputs are not for copying.
    "copybutton_selector": "div.highlight-python pre, div.highlight-bash pre",
    "html_math_renderer": "mathml",
    "html_static_path": [str(_LOOKS)],
    "html_css_files": ["site.css"],
    "html_favicon": str(_LOOKS / "favicon.svg"),
    # Sources would be copied with all that Sphinx leaves out.
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_show_copyright": False,
}
_THEME = {
    "footer_start": [],
    "footer_end": [],
    "show_toc_level": 2,
    "header_links_before_dropdown": 3,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def build_site(
    course: Course,
    folder: Path,
    lessons: list[str] | None = None,
    hinted: bool = True,
) -> Path:
    """Build the site, prove that it gives nothing away, put it in place.

    Args:
        course: the course folder, with released lessons.
        folder: where; new, empty, or a site that this function made.
        lessons: only these; all if not given.
        hinted: whether the hints are in it, folded.

    Returns:
        The start page.

    Raises:
        CourseError: a lesson is not released, Sphinx warned, or a file gives something
            away. Then nothing is written.
    """
    _refuse_strangers(folder)
    with tempfile.TemporaryDirectory() as place:
        source, made = Path(place, "source"), Path(place, "site")
        write_sources(course, source, course.chosen(lessons), hinted)
        _run_sphinx(source, made, _settings(course))
        _colour(made)
        refuse_leaks(course, made)
        (made / _OURS).touch()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder)
    return folder / "index.html"


def _refuse_strangers(folder: Path) -> None:
    inside = list(folder.iterdir()) if folder.is_dir() else []
    if folder.is_file() or (inside and not (folder / _OURS).exists()):
        raise CourseError(
            f"{folder}: expected a new folder or a site; got something else. Name a "
            "folder that does not exist yet."
        )


def _settings(course: Course) -> dict[str, Any]:
    repository = repository_of(course)
    github = {
        "name": "GitHub",
        "url": f"https://github.com/{repository}",
        "icon": "fa-brands fa-github",
    }
    name = heading(course)
    theme = _THEME | {"icon_links": [github] if repository else []}
    return _SETTINGS | {
        "project": name,
        "html_title": name,
        "html_theme_options": theme,
    }


def _run_sphinx(source: Path, target: Path, settings: dict[str, Any]) -> None:
    """Let Sphinx make pages.

    Raises:
        CourseError: it warned of anything.
    """
    warned = io.StringIO()
    # Sphinx and its own parts warn Python of each other.
    with quiet(), patch_docutils(), docutils_namespace():
        sphinx = Sphinx(
            source,
            None,
            target,
            source.with_name("trees"),
            "html",
            settings,
            status=None,
            warning=warned,
        )
        sphinx.build()
    if text := strip_colors(warned.getvalue()).replace(f"{source}/", "").strip():
        raise CourseError(f"site: expected no warning of Sphinx's; got this:\n{text}")


def _colour(folder: Path) -> None:
    """Give pages the light theme's colours before a script chooses, or if none runs."""
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('data-theme="auto"', 'data-theme="light"', 1), encoding="utf-8"
        )
