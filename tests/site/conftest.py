"""The site of one lesson, of this checkout's course."""

import shutil

import pytest

from course_helpers.grading.course import find_course
from course_helpers.grading.release.colab import with_repository
from course_helpers.site.build import build_site
from tests.conftest import ROOT

LESSON = "03_softmax"
TOKEN = "zq7canary"


@pytest.fixture(scope="session")
def whole_course():
    """This checkout's course, which no repository is known of."""
    return find_course(ROOT)


@pytest.fixture(scope="session")
def site(whole_course, tmp_path_factory):
    """Its site with one lesson."""
    return build_site(whole_course, tmp_path_factory.mktemp("site"), [LESSON]).parent


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory):
    """The same without hints, of a course that is on GitHub.

    Its answers, and the outputs that show them, have a word that nothing else has.
    """
    root = tmp_path_factory.mktemp("course")
    for kind in ("*.md", "*.txt", "nbgrader_config.py"):
        for path in ROOT.glob(kind):
            shutil.copy(path, root)
    for name in ("docs", "benchmarks", f"solutions/{LESSON}", f"notebooks/{LESSON}"):
        shutil.copytree(ROOT / name, root / name)
    path = root / "solutions" / LESSON / f"{LESSON}.ipynb"
    text = path.read_text(encoding="utf-8")
    for old in ("shifted = scores", "Every score is divided", "your prediction holds"):
        assert old in text
        text = text.replace(old, f"{TOKEN} {old}")
    path.write_text(text, encoding="utf-8")
    course = with_repository(find_course(root), "school/course")
    return build_site(course, root / "site", hinted=False).parent
