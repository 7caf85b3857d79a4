"""What stands beside the lessons: the course's documents, its terms, its functions."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

import course_helpers
from course_helpers import check
from course_helpers.grading.errors import CourseError
from course_helpers.site.lesson import anchor

DOCUMENTS = {
    "docs/student.md": ("docs/errors",),
    "docs/errors.md": (),
    "docs/instructor.md": ("docs/hub", "docs/author", "CONTRIBUTING", "SECURITY"),
    "docs/hub.md": (),
    "docs/author.md": (),
    "CONTRIBUTING.md": (),
    "SECURITY.md": (),
    "benchmarks/README.md": (),
}
"""The documents that become pages, each with those that stand below it."""

ALONE = ("terms", "reference", "benchmarks/README")
"""The pages that have no others below them."""

_PAGES = ("lessons", "docs/student", "docs/instructor", *ALONE)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#]+)(#[^)\s]*)?\)")
_CHECK = ("hint", "yours", "table", "CheckFailed")


def start_page(readme: str) -> str:
    """Return the start page: the README down to its second heading."""
    return with_below(readme.partition("\n## ")[0] + "\n", _PAGES)


def lessons_page(readme: str, lessons: Iterable[str]) -> str:
    """Return the list of lessons, as the README's section "Lessons" has it.

    Raises:
        CourseError: there is no such section.
    """
    _, heading, rest = readme.partition("\n## Lessons\n")
    if not heading:
        raise CourseError(
            "README.md: expected a section '## Lessons', which the site shows as its "
            "list of lessons; there is none. Add it."
        )
    text = f"# Lessons\n{rest.partition(chr(10) + '## ')[0]}\n"
    return with_below(text, [f"notebooks/{name}/{name}" for name in lessons])


def terms_page(terms: dict[str, tuple[str, str]]) -> str:
    """Return the index of terms.

    Args:
        terms: for each term the lesson that defines it, and that lesson's title.
    """
    rows = [
        f"| [{term}](notebooks/{lesson}/{lesson}.ipynb#{anchor(lesson, term)}) "
        f"| [{title}](notebooks/{lesson}/{lesson}.ipynb) |"
        for term, (lesson, title) in sorted(terms.items(), key=_alphabetical)
    ]
    head = "# Terms\n\nEach term with the lesson that says what it means.\n\n"
    return head + "\n".join(["| term | defined in |", "| --- | --- |", *rows, ""])


def _alphabetical(item: tuple[str, object]) -> str:
    return item[0].casefold()


def reference_page() -> str:
    """Return the page of functions that lessons import, from their docstrings."""
    lines = [
        "# Functions",
        "",
        "What notebooks import, as in `from course_helpers import load_data`.",
        "",
        "```{eval-rst}",
    ]
    for name in course_helpers.__all__:
        thing = getattr(course_helpers, name)
        kind = "class" if isinstance(thing, type) else "function"
        if callable(thing):
            lines += [f".. auto{kind}:: course_helpers.{name}", ""]
    lines += ["```", "", "## Checks", "", "`from course_helpers import check`", ""]
    lines += ["```{eval-rst}"]
    for name in _CHECK:
        kind = "exception" if isinstance(getattr(check, name), type) else "function"
        lines += [f".. auto{kind}:: course_helpers.check.{name}", ""]
    return "\n".join([*lines, "```", ""])


def with_below(text: str, below: Iterable[str]) -> str:
    """Return a page, its heading first, that has other pages below it."""
    names = "\n".join(f"/{name}" for name in below)
    heading, _, rest = text.partition("\n")
    return f"{heading}\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n{rest}"


def with_links(
    text: str, path: Path, root: Path, shown: Collection[str], repository: str
) -> str:
    """Return a page whose links to files of the course lead to the site or to GitHub.

    Args:
        text: Markdown.
        path: the file that it is from.
        root: the course's folder.
        shown: the files of the course that are pages of the site.
        repository: OWNER/NAME; empty if there is none, and such a link is text alone.
    """
    root = root.resolve()

    def led(match: re.Match[str]) -> str:
        if "://" in match[2]:
            return match[0]
        target = (path.parent / match[2]).resolve()
        name = target.relative_to(root).as_posix() if root in target.parents else ""
        if name in shown:
            return match[0]
        # A lesson that is not on the site is not handed out yet.
        if name.endswith(".ipynb"):
            return match[1]
        # What is no file is code that looks like a link.
        if not name or not target.exists():
            return match[0]
        if not repository:
            return match[1]
        return f"[{match[1]}](https://github.com/{repository}/blob/main/{name})"

    return _LINK.sub(led, text)
