import re

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.site.build import build_site
from tests.conftest import ROOT
from tests.site.conftest import LESSON, TOKEN
from tests.site.links import dead_links, foreign_loads

MEBIBYTE = 2**20
PAGES = (
    "index lessons terms reference search docs/student docs/errors docs/instructor "
    "docs/hub docs/author CONTRIBUTING SECURITY benchmarks/README"
).split()


def text_of(site, page):
    return (site / f"{page}.html").read_text(encoding="utf-8")


def lesson_of(site):
    return text_of(site, f"notebooks/{LESSON}/{LESSON}")


def test_every_kind_of_page_is_there(site):
    for page in PAGES:
        assert "<h1>" in text_of(site, page), page


def test_no_link_is_dead_and_nothing_is_loaded_from_elsewhere(site, shared_site):
    for folder in (site, shared_site):
        assert dead_links(folder) == []
        assert foreign_loads(folder) == []


def test_dead_links_and_foreign_loads_are_noticed(tmp_path):
    (tmp_path / "a.html").write_text(
        '<p id="x"><a href="b.html">1</a><a href="#y">2</a><a href="a.html#x">3</a>'
        '<img src="https://e.org/i.png"><script src="s.js"></script></p>'
    )
    assert dead_links(tmp_path) == ["a.html: b.html", "a.html: #y", "a.html: s.js"]
    assert foreign_loads(tmp_path) == ["a.html: https://e.org/i.png"]


def test_lesson_has_outputs_figures_formulas_and_empty_answers(site):
    page = lesson_of(site)
    assert "60000 images in 938 batches" in page
    assert page.count("<img") >= 8
    assert page.count("<math") >= 15 and "MathJax" not in page
    assert page.count("NotImplementedError") == 3
    assert "About 15 minutes, medium (●●○)." in page
    assert "Your answer in words" in page
    assert "3 of 3 points" not in page and "prediction holds" not in page


def test_hints_are_folded_or_absent(site, shared_site):
    assert lesson_of(site).count("<details>") == 9
    assert lesson_of(shared_site).count("<details>") == 0


def test_colab_and_download_are_there_where_a_repository_is(site, shared_site):
    assert "colab" not in lesson_of(site).lower()
    page = lesson_of(shared_site)
    there = "colab.research.google.com/github/school/course/blob/main/notebooks"
    assert f"{there}/{LESSON}/{LESSON}.ipynb" in page
    (download,) = shared_site.glob("_downloads/*/*.ipynb")
    released = ROOT / "notebooks" / LESSON / f"{LESSON}.ipynb"
    assert download.read_bytes() == released.read_bytes()


def test_lessons_that_are_not_on_the_site_are_named_without_a_link(site):
    page = text_of(site, "lessons")
    assert f"notebooks/{LESSON}/{LESSON}.html" in page
    assert "04 Sequential" in page and "04_sequential.html" not in page


def test_terms_lead_to_the_lesson_that_defines_them(site):
    row = re.search(r"<tr.*?>softmax<.*?</tr>", text_of(site, "terms"), re.S)[0]
    assert f"notebooks/{LESSON}/{LESSON}.html#term-03-softmax-softmax" in row


def test_functions_have_their_docstrings(site):
    page = text_of(site, "reference")
    for name in ("load_data", "view_classify", "draw", "check.hint", "check.yours"):
        assert f'id="course_helpers.{name}"' in page, name


def test_search_index_knows_the_lesson(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert LESSON in index and "softmax" in index


def test_nothing_of_an_answer_is_in_any_byte(shared_site):
    """Its course's answers, and what shows them, have a word that nothing else has."""
    files = [path for path in shared_site.rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [path for path in files if TOKEN.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("name", ["mine.txt", ".buildinfo"])
def test_folder_of_others_is_left_alone(tmp_path, whole_course, name):
    """Every site that Sphinx made has the second."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(CourseError, match="expected a new folder or a site"):
        build_site(whole_course, tmp_path, [LESSON])
    assert (tmp_path / name).exists()


@pytest.mark.slow
def test_whole_site_has_no_dead_link_and_is_small(whole_course, tmp_path):
    build_site(whole_course, tmp_path / "site", ["01_tensors"])
    site = build_site(whole_course, tmp_path / "site").parent
    assert dead_links(site) == []
    assert foreign_loads(site) == []
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    assert sum(sizes) < 15 * MEBIBYTE
    for lesson in whole_course.lessons():
        title = read(whole_course.notebook("source", lesson)).cells[0].source
        page = text_of(site, f"notebooks/{lesson}/{lesson}")
        assert title.splitlines()[0].removeprefix("# ") in page
