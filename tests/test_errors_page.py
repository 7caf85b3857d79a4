"""docs/errors.md: headings are what Python, torch and the checks really say."""

import re
from pathlib import Path

import pytest

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from tests.exercises.real_answers import answers_in, files

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ERROR = re.compile(r"\w+Error: ")
"""How the heading of an error of Python's or torch's begins; others are of checks."""

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRIES = {title: FENCE.findall(body) for title, body in ENTRY.findall(PAGE)}
RAISED = [title for title in ENTRIES if ERROR.match(title)]
SAID = [title for title in ENTRIES if not ERROR.match(title)]


def names_of_the_page():
    """What the set-up binds that all code of the page shares."""
    names = {"__name__": "__main__"}
    exec(FENCE.findall(PAGE)[0], names)
    return names


def last_line(code):
    """What a notebook shows below the traceback; empty where nothing goes wrong."""
    try:
        exec(compile(code, "cell", "exec"), names_of_the_page())
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def raises(title, code):
    """Whether code raises the error of a heading, in one of its wordings."""
    kind, _, wordings = title.partition(": ")
    shown = last_line(code)
    # Another release of torch, or a real GPU, may word it otherwise: "this / that".
    words = wordings.split(" / ")
    return shown.startswith(f"{kind}: ") and any(part in shown for part in words)


def answers_that_get(words):
    """Exercise and source of each wrong answer that the catalogue meets with words."""
    for exercise in exercises():
        for path in files(exercise, "wrong"):
            source = path.read_text(encoding="utf-8")
            if words in source.splitlines()[0]:
                yield exercise, source


def message_on(exercise, source):
    """What the check says of an answer."""
    answers = answers_in(exercise, source)
    return verdict_on(exercise, answers, NOTEBOOK_SEED).message


def test_there_are_thirty_entries_each_with_its_code_and_a_way_on():
    titles = [title for title, _ in ENTRY.findall(PAGE)]
    assert len(titles) == len({*titles}) == len(re.findall("^### ", PAGE, re.MULTILINE))
    assert len(titles) >= 30 and len(RAISED) >= 20 and len(SAID) >= 10
    for title, body in ENTRY.findall(PAGE):
        assert len(ENTRIES[title]) == 1, title
        assert 10 <= len(FENCE.sub("", body).split()) <= 70, title


@pytest.mark.parametrize("title", RAISED)
def test_code_raises_the_error_of_its_heading(title):
    assert raises(title, *ENTRIES[title]), last_line(*ENTRIES[title])


@pytest.mark.parametrize("title", SAID)
def test_code_of_a_wrong_answer_runs_without_an_error(title):
    assert last_line(*ENTRIES[title]) == ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("title", SAID)
def test_a_check_says_the_words_of_its_heading_of_a_wrong_answer(title):
    # What was never written is no wrong answer: its code is the stub.
    stubs = [("softmax", code) for code in ENTRIES[title] if "NotImplemented" in code]
    tries = [*stubs, *answers_that_get(title)]
    assert any(title in message_on(*answer) for answer in tries[:3])


def test_an_entry_that_parts_from_what_happens_is_noticed():
    assert not raises("NameError: name 'x'", "y")
    assert not raises("NameError: name 'y'", "y = 1")
    assert not raises("TypeError: name 'y'", "y")
    assert raises("NameError: of older days / name 'y'", "y")
    assert not [*answers_that_get("your softmax was eaten")]


def test_learners_are_led_to_the_page():
    for page, link in (
        ("README.md", "docs/errors.md"),
        ("docs/student.md", "errors.md"),
    ):
        assert f"]({link})" in (ROOT / page).read_text(encoding="utf-8")
