import re
import time
from html.parser import HTMLParser

import numpy as np
import pytest

from course_helpers.check.aids.predictions import Prediction
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.classbook import Person
from course_helpers.grading.record.gradebook import refuse
from course_helpers.grading.report import expectations
from course_helpers.grading.report.class_report import report, write_report
from course_helpers.grading.report.misunderstandings import (
    correlation,
    exercise_results,
    misunderstandings,
    without_numbers,
)
from course_helpers.grading.report.plots import MAX_NAMED
from tests.grading.report.classes import LESSONS, make_class

L = "03_softmax"
STUDENTS = [f"learner-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
SCRIPT = "<script>alert(1)<"
NAMES = [SCRIPT, "$x^", "李雷", 'a"onload="b', "&amp;"]


class Page(HTMLParser):
    """The tags, texts and addresses of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.addresses, self.attributes = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        links = ("href", "src", "xlink:href", "srcset", "action", "data")
        self.addresses += [value for name, value in attrs if name in links]

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.text.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture
def some_class(course):
    make_class(course, STUDENTS, [L, "05_losses"])
    return course


def test_wrong_thoughts_are_counted_by_their_words(some_class, monkeypatch):
    question = Prediction(
        L, "order", "Which comes first", "b", "", options=(("a", "exp"), ("b", "sum"))
    )
    other = Prediction(L, "size", "How many rows", [2, 3], "")
    asked = {"order": question, "size": other}
    monkeypatch.setattr(expectations, "predictions", lambda: asked)
    book = read_class(some_class, [L])
    given = ["a", "A ", "b", "c", "<i>"]
    for hand_in, value in zip(book.of_lesson(L).values(), given, strict=False):
        hand_in.predictions = {"order": value}
    (result,) = expectations.expectations(book, L)
    assert (result.count, result.right, result.truth) == (5, 1, "b: sum")
    assert result.thoughts == [("a: exp", 2), ("c", 1), ("<i>", 1)]
    page = Page(report(some_class, book))
    assert "Which comes first" in page.words and "2: a: exp" in page.words
    assert "How many rows" not in page.words
    assert "i" not in page.tags[page.tags.index("thead") :] or "<i>" in page.words


def test_report_is_one_page_that_needs_nothing_else(some_class):
    path = write_report(some_class, similar=True)
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    assert path == some_class.root / "grading" / "report.html"
    assert "script" not in page.tags and page.tags.count("svg") == 2
    assert all(a.startswith(("#", "data:")) for a in page.addresses)
    assert "http" not in text and "@import" not in text


def test_report_says_who_is_missing_who_failed_and_who_is_late(some_class):
    book = read_class(some_class)
    words = Page(report(some_class, book)).words
    missing, hand_ins = book.missing(L), book.of_lesson(L)
    failed = [s for s, h in hand_ins.items() if not h.graded]
    late = [s for s, h in hand_ins.items() if h.late]
    assert missing and failed and late
    for student in failed:
        assert f"{student}: handed in, not readable: an empty file" in words
    for student in late:
        assert f"{student}: 30 hours, 0.5 points taken off" in words
    listed = words.split("Not handed in")[-1].split("Late")[0]
    assert f"03 softmax , {len(missing)}:" in listed
    assert all(student in listed for student in missing)


def test_report_of_hostile_names_shows_them_and_runs_nothing(course):
    make_class(course, NAMES, [L], careful=True)
    with course.api().gradebook as gradebook:
        image = "<img src=x onerror=alert(1)>"
        gradebook.update_or_create_student(NAMES[1], first_name=image)
    text = write_report(course, similar=True).read_text(encoding="utf-8")
    page = Page(text)
    assert {"script", "img"}.isdisjoint(page.tags)
    assert not any(name.startswith("on") for name in page.attributes)
    assert image in page.words
    assert all(name in page.words for name in NAMES if name != NAMES[1])


def test_messages_are_made_by_learners_and_are_escaped(course):
    make_class(course, ["ada"], [L], careful=True)
    refuse(course, L, "ada", "<b>no</b> cells")
    text = write_report(course).read_text(encoding="utf-8")
    assert "&lt;b&gt;no&lt;/b&gt; cells" in text


def test_anonymous_report_has_nobodys_name(some_class):
    with some_class.api().gradebook as gradebook:
        told = {"first_name": "Ada", "last_name": "Lovelace", "email": "al@example.org"}
        gradebook.update_or_create_student(STUDENTS[0], **told)
    refuse(some_class, L, STUDENTS[1], "submitted/learner-b/x.ipynb is empty")
    named = write_report(some_class).read_text(encoding="utf-8")
    hidden = write_report(some_class, anonymous=True, similar=True)
    text = hidden.read_text(encoding="utf-8")
    assert "Ada Lovelace" in named and STUDENTS[1] in named
    for name in (*STUDENTS, "Ada", "Lovelace", "example.org"):
        assert name not in text
    assert "submitted/…/x.ipynb is empty" in text


def test_examples_never_name_who_wrote_them(some_class):
    text = write_report(some_class).read_text(encoding="utf-8")
    assert "# by …" in text and "# by learner" not in text


def test_example_is_one_that_loses_nothing_with_its_authors_name(course):
    make_class(course, ["Ann Sum", "Ben Best", "Ned Sum"], [L], careful=True)
    same = Criterion("values", 1, "softmax: row 0 sums to 2.")
    verdict = Verdict("softmax", 3, (same,))
    book = read_class(course)
    for hand_in in book.hand_ins.values():
        hand_in.verdicts = {"softmax": verdict}
    for student in book.people:
        path = course.notebook("autograded", L, student)
        notebook = path.read_text().replace("# by Ann Sum", "pass")
        path.unlink()
        path.write_text(notebook)
    (found,) = misunderstandings(course, book, L, "softmax")
    assert found.count == 3
    assert "return x.sum(1)" in found.answer


def test_same_message_with_other_numbers_is_one_misunderstanding(some_class):
    book = read_class(some_class)
    first = [
        v.failed[0]
        for h in book.of_lesson(L).values()
        if (v := h.verdicts.get("softmax")) and v.written and v.failed
    ]
    found = misunderstandings(some_class, book, L, "softmax", most=100)
    assert sum(m.count for m in found) == len(first)
    assert len(found) < len({c.message for c in first})
    assert [m.count for m in found] == sorted((m.count for m in found), reverse=True)
    assert len({(m.criterion, without_numbers(m.message)) for m in found}) == len(found)
    assert found[0].answer.startswith("def softmax(x):")


@pytest.mark.parametrize(
    "one, other",
    [
        ("row 0 sums to 64.0.", "row 12 sums to -3.5e-05."),
        ("shape (64, 10); got (64,)", "shape (8, 3); got (9,)"),
        ("[1., 2.] became [0.5, nan]", "[3., 4.] became [-1, nan]"),
    ],
)
def test_numbers_of_a_run_do_not_make_another_message(one, other):
    assert without_numbers(one) == without_numbers(other)
    assert without_numbers("use relu6 and W1") == "use relu6 and W1"


def test_exercise_results_are_means_and_correlations(course):
    make_class(course, STUDENTS, [L], careful=True)
    book = read_class(course)
    scores = {
        name: [h.grades[name].score for h in book.of_lesson(L).values()]
        for name in book.checked(L)
    }
    results = {result.name: result for result in exercise_results(book, L)}
    assert list(results) == ["flatten", "random_network", "softmax", "reflection"]
    assert results["softmax"].mean == pytest.approx(np.mean(scores["softmax"]) / 3)
    rest = np.add(scores["flatten"], scores["random_network"])
    expected = np.corrcoef(scores["softmax"], rest)[0, 1]
    assert results["softmax"].discrimination == pytest.approx(expected)
    assert results["softmax"].count == len(STUDENTS)
    assert results["reflection"].mean is results["reflection"].discrimination is None


def test_correlation_is_none_where_it_says_nothing():
    up = np.array([0.0, 1.0, 2.0, np.nan])
    assert correlation(up, up) == pytest.approx(1)
    assert correlation(up, -up) == pytest.approx(-1)
    assert correlation(up[:2], up[:2]) is None
    assert correlation(np.ones(4), up) is None


def test_report_before_any_hand_in_says_so(course):
    words = Page(write_report(course).read_text(encoding="utf-8")).words
    assert "0 students" in words and "Nothing was graded yet" in words


def test_hand_in_that_is_only_collected_waits(some_class):
    path = some_class.notebook("submitted", L, "newcomer")
    path.parent.mkdir(parents=True)
    path.touch()
    book = read_class(some_class, [L])
    assert book.lessons == [L] and "newcomer" in book.people
    assert "course grade" in book.hand_ins["newcomer", L].reason


def test_refused_hand_in_keeps_its_reason_until_it_is_graded(some_class):
    refuse(some_class, L, STUDENTS[3], "a folder, not a notebook")
    hand_in = read_class(some_class).hand_ins[STUDENTS[3], L]
    assert (hand_in.score, hand_in.reason) == (None, "a folder, not a notebook")


@pytest.mark.parametrize(
    "text, left",
    [
        ("# Ada Lovelace wrote it", "# … wrote it"),
        ("ada_lovelace_77 = 3; adam = lr", "… = 3; adam = lr"),
        ("mail ada.l@uni.example now", "mail … now"),
        ("def lovelace(): pass", "def …(): pass"),
        ("x[77], al", "x[77], al"),
    ],
)
def test_names_are_left_out_of_texts(text, left):
    ada = Person("ada_lovelace_77", "Ada", "Lovelace", "al@example.org")
    assert ada.left_out_of(text) == left


@pytest.mark.slow
def test_report_of_a_thousand_students_is_quick_and_small(course):
    students = [f"student{number:04}" for number in range(1000)]
    make_class(course, students, LESSONS, pictures=80_000)
    start = time.process_time()
    path = write_report(course)
    seconds = time.process_time() - start
    text = path.read_text(encoding="utf-8")
    assert len(students) > MAX_NAMED
    assert path.stat().st_size < 5e6
    assert len(re.findall(r"<tr><th>student\d", text)) == 1000
    assert seconds < 10
