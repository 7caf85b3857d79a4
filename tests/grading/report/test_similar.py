import nbformat
import pytest

from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.gradebook import register
from course_helpers.grading.release.make import release
from course_helpers.grading.report.class_report import report
from course_helpers.grading.report.similar import normal_form, similar_pairs
from tests.conftest import grader

LESSON = "01_tensors"
RARE = """\
def two_layer(features, W1, B1, W2, B2):
    {a} = features @ W1
    {a} = {a} + B1
    {b} = 1 / (1 + torch.exp(-{a}))
    return 1 / (1 + torch.exp(-({b} @ W2 + B2)))"""
COMMON = """\
def two_layer(features, W1, B1, W2, B2):
    {a} = torch.sigmoid(torch.mm(features, W1) + B1)
    {b} = torch.sigmoid(torch.mm({a}, W2) + B2)
    return {b}"""
SHORT = "def two_layer(features, W1, B1, W2, B2):\n    return features @ W1 * 0"


@pytest.mark.parametrize(
    "other",
    [
        RARE.format(a="hidden", b="activation"),
        "# mine\n" + RARE.format(a="x", b="y").replace("features", "inp"),
        RARE.format(a="x", b="y").replace("):\n", '):\n    """Do it."""\n\n'),
        RARE.format(a="x", b="y")
        .replace(" + ", "+")
        .replace("torch.exp", "torch . exp"),
        RARE.format(a="x", b="y").replace("W1,", "W1: torch.Tensor,"),
    ],
)
def test_names_comments_and_layout_make_no_difference(other):
    assert normal_form(other) == normal_form(RARE.format(a="h", b="o"))


def test_attributes_that_a_class_makes_are_names_too():
    made = (
        "class N(nn.Module):\n    def __init__(self):\n        self.{0} = nn.ReLU()\n"
    )
    made += "    def forward(self, x):\n        return self.{0}(x)"
    assert normal_form(made.format("act")) == normal_form(made.format("relu"))
    assert normal_form(made.format("act")) != normal_form(
        made.format("act").replace("ReLU", "Tanh")
    )


@pytest.mark.parametrize(
    "other",
    [
        RARE.format(a="h", b="o").replace("+ B1", "- B1"),
        RARE.format(a="h", b="o").replace("torch.exp", "torch.sin"),
        RARE.format(a="h", b="h"),
        RARE.format(a="h", b="o").replace("W1\n", "W2\n"),
    ],
)
def test_another_computation_is_another_answer(other):
    assert normal_form(other) != normal_form(RARE.format(a="h", b="o"))


def test_answer_that_python_cannot_read_is_like_no_other():
    assert normal_form("def x(:") == normal_form("x = " + "(" * 5000) == ""


def hand_in(course, student, source):
    data = grader("two_layer", grade=False, solution=True, locked=False)
    cell = nbformat.v4.new_code_cell(source, id="two_layer", metadata=data)
    for kind in ("submitted", "autograded"):
        path = course.notebook(kind, LESSON, student)
        path.parent.mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)


@pytest.fixture
def class_of_forty(course):
    stub = release(course, LESSON, run=False)
    cells = nbformat.read(stub, as_version=4).cells
    untouched = next(c.source for c in cells if c.id == "two_layer")
    hand_in(course, "ada", RARE.format(a="hidden", b="out"))
    hand_in(course, "ben", "# my own work\n" + RARE.format(a="x", b="y"))
    for number in range(30):
        hand_in(course, f"c{number}", COMMON.format(a=f"a{number}", b="r"))
    hand_in(course, "d1", SHORT)
    hand_in(course, "d2", SHORT)
    hand_in(course, "e1", untouched)
    hand_in(course, "e2", untouched)
    register(course, LESSON)
    return course


def test_only_rare_long_answers_make_a_pair(class_of_forty):
    book = read_class(class_of_forty)
    (pair,) = similar_pairs(class_of_forty, book)
    (shared,) = pair.shared
    assert pair.students == ("ada", "ben")
    assert (shared.exercise, shared.writers, shared.answers) == ("two_layer", 2, 34)
    assert shared.share == pytest.approx(2 / 34)
    page = report(class_of_forty, book, pairs=[pair])
    assert "ada and ben" in page and "two_layer (2 of 34)" in page
    assert "Equal answers" not in report(class_of_forty, book)
