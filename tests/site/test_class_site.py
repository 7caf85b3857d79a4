"""`course release --to FOLDER --site`: a website beside a students' repository."""

import pytest
from typer.testing import CliRunner

from course_helpers.cli import app
from tests.conftest import ROOT
from tests.site.conftest import LESSON
from tests.site.links import dead_links

pytestmark = pytest.mark.slow


def release(*arguments):
    done = CliRunner().invoke(app, ["release", "--no-run", *arguments])
    return done.exit_code, done.output


def test_site_beside_a_repository_has_its_lessons_and_no_hints(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    for key in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{key}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{key}_EMAIL", "ada@example.org")
    folder = str(tmp_path / "students")
    shared = ("--repository", "school/course", "--to", folder, "--no-hints")
    code, out = release("01_tensors", *shared)
    assert code == 0, out
    code, out = release(LESSON, *shared, "--site")
    assert code == 0 and "students-site/index.html: no solution" in out
    site = tmp_path / "students-site"
    lessons = sorted(path.stem for path in site.glob("notebooks/*/*.html"))
    assert lessons == ["01_tensors", LESSON]
    page = (site / "notebooks" / LESSON / f"{LESSON}.html").read_text()
    assert "<details>" not in page and "/school/course/blob/main/" in page
    assert dead_links(site) == []
    assert not (tmp_path / "students" / "course_helpers" / "site").exists()
