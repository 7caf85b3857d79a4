import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.site.pages import lessons_page, start_page, with_below, with_links

README = "# A course\n\nText.\n\n## Lessons\n\n| a |\n\n## More\n\nRest.\n"


def test_start_page_ends_before_the_second_heading():
    assert "Text." in start_page(README) and "Lessons" not in start_page(README)


def test_lessons_page_is_the_readmes_section():
    page = lessons_page(README, ["01_start"])
    assert page.startswith("# Lessons\n") and "| a |" in page
    assert "/notebooks/01_start/01_start" in page and "Rest" not in page
    with pytest.raises(CourseError, match="expected a section '## Lessons'"):
        lessons_page("# A course\n", [])


def test_page_with_others_below_it_lists_them_after_its_heading():
    page = with_below("# A\n\nText.\n", ["docs/b"])
    assert page.index("# A") < page.index("/docs/b") < page.index("Text.")


@pytest.mark.parametrize(
    ("link", "alone", "shared"),
    [
        ("[b](b.md#c)", "[b](b.md#c)", "[b](b.md#c)"),
        ("[l](../x.py)", "l", "[l](https://github.com/o/n/blob/main/x.py)"),
        ("[n](../notebooks/n.ipynb)", "n", "n"),
        ("[e](https://e.org)", "[e](https://e.org)", "[e](https://e.org)"),
        ('sick["a"](images)', 'sick["a"](images)', 'sick["a"](images)'),
        ("![p](b.md)", "![p](b.md)", "![p](b.md)"),
    ],
)
def test_links_lead_to_the_site_to_github_or_nowhere(link, alone, shared, tmp_path):
    for name in ("docs/b.md", "x.py", "notebooks/n.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    page = tmp_path / "docs" / "a.md"
    for repository, expected in {"": alone, "o/n": shared}.items():
        text = with_links(link, page, tmp_path, {"docs/b.md"}, repository)
        assert text == expected
