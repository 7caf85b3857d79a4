"""What the documents name is there."""

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from course_helpers.authoring.texts import TO_FILL_IN
from course_helpers.check.catalogue import lessons
from course_helpers.cli import app
from course_helpers.grading.notebook import read

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FENCE = re.compile(r"^ *```bash\n(.*?)^ *```", re.MULTILINE | re.DOTALL)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


def links(text):
    """The files that a page links to."""
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    return [target for target in targets if "://" not in target]


def commands(text):
    """The calls of `course` in a page, in blocks and in lines, as lists of words."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    lines += re.findall(r"`((?:\.venv/bin/)?course [^`]+)`", text)
    calls = [re.sub(r"\s#.*", "", line).split() for line in lines]
    return [c[1:] for c in calls if c and c[0].removeprefix(".venv/bin/") == "course"]


def make_targets(text):
    """The targets of make that a page names."""
    return re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)


def dead_links(folder, text):
    return [target for target in links(text) if not (folder / target).exists()]


def unknown_words(words):
    """Which command, or which options, of a call do not exist."""
    command, rest = get_command(app), list(words)
    while rest and isinstance(command, typer.core.TyperGroup):
        name = rest.pop(0)
        if name not in command.commands:
            return {name}
        command = command.commands[name]
    options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    return {word for word in rest if word.startswith("--")} - options


def unknown_targets(text):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(make_targets(text)) - set(re.findall(r"^([\w-]+):", makefile, re.M))


@each_page
def test_links_between_files_lead_somewhere(path):
    assert dead_links(path.parent, path.read_text(encoding="utf-8")) == []


@each_page
def test_commands_and_their_options_exist(path):
    for words in commands(path.read_text(encoding="utf-8")):
        assert unknown_words(words) == set(), words


@each_page
def test_make_targets_exist(path):
    assert unknown_targets(path.read_text(encoding="utf-8")) == set()


def test_documents_links_commands_and_targets_are_met_at_all():
    """A page moved, or a fence written otherwise, would leave nothing to look at."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
    assert texts.keys() >= {"README.md", "CONTRIBUTING.md", "SECURITY.md", "author.md"}
    assert texts.keys() >= {"instructor.md", "student.md"}
    for name in ("README.md", "author.md", "instructor.md", "student.md"):
        assert len(commands(texts[name])) >= 3, name
    for name in ("README.md", "author.md", "instructor.md", "CONTRIBUTING.md"):
        assert make_targets(texts[name]), name
        assert links(texts[name]), name


def test_what_is_not_there_is_noticed(tmp_path):
    assert dead_links(tmp_path, "[a](b.md#c) [d](https://e.org)") == ["b.md"]
    assert unknown_targets("Run `make tests` or `make test`.") == {"tests"}
    page = "`course grades`, `course new exercise L N --afters M`\n"
    page += "```bash\n.venv/bin/course new test  # or\nls\n```\n"
    calls = [unknown_words(words) for words in commands(page)]
    assert calls == [{"test"}, {"grades"}, {"--afters"}]


@pytest.mark.parametrize("lesson", lessons())
def test_readme_says_how_long_a_lesson_takes_and_how_hard_it_is(lesson):
    cells = read(ROOT / "solutions" / lesson / f"{lesson}.ipynb").cells
    (minutes,) = re.findall(r"About (\d+) minutes\.", cells[0].source)
    tasks = [(c.id[3:], c.source) for c in cells if c.id.startswith("ex-")]
    dots = {name: re.findall(r"\((●[●○]+)\)", text) for name, text in tasks}
    exercises = ", ".join(f"{name} {d[0]}" for name, d in dots.items() if d)
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if re.match(rf"\| \[.*\]\(notebooks/{lesson}/", row)]
    # Of a new lesson all this is still to be filled in.
    assert f"| {exercises} | {minutes} min |" in row or TO_FILL_IN in row
