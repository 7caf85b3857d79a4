"""Answers that are the same but for names and layout: a hint, never a verdict."""

import ast
import contextlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from course_helpers.cells import answer_cells
from course_helpers.grading.course import Course
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.notebook import read
from course_helpers.grading.record.classbook import ClassBook
from course_helpers.python_source import tree_of, without_magics

RARE = 0.1
"""An answer that more than this share of the class writes is common."""

SMALLEST = 40
"""Nodes of a syntax tree; of shorter answers too many are the same by chance."""


@dataclass(frozen=True)
class CommonAnswer:
    """An answer that two students have in common.

    Attributes:
        lesson: the lesson.
        exercise: the exercise.
        writers: students who wrote it so.
        answers: students who wrote any answer.
    """

    lesson: str
    exercise: str
    writers: int
    answers: int

    @property
    def share(self) -> float:
        """The share of the class that writes it so, in (0, 1]."""
        return self.writers / self.answers


@dataclass(frozen=True)
class SimilarPair:
    """Two students with rare answers in common.

    Attributes:
        students: their ids.
        shared: the answers, the rarest first.
    """

    students: tuple[str, str]
    shared: tuple[CommonAnswer, ...]


def similar_pairs(course: Course, book: ClassBook) -> list[SimilarPair]:
    """Return pairs with rare answers in common; those with most of them first.

    Common answers, short ones and the released stub are passed over.
    """
    in_common = defaultdict(list)
    for lesson in book.lessons:
        for answer, students in _shared_answers(course, book, lesson):
            for pair in combinations(students, 2):
                in_common[pair].append(answer)
    pairs = [
        SimilarPair(students, tuple(sorted(answers, key=lambda a: a.share)))
        for students, answers in in_common.items()
    ]
    return sorted(pairs, key=lambda p: (-len(p.shared), p.shared[0].share, p.students))


def _shared_answers(
    course: Course, book: ClassBook, lesson: str
) -> list[tuple[CommonAnswer, list[str]]]:
    stubs = _stubs(course, lesson)
    groups = defaultdict(lambda: defaultdict(list))
    for student in book.of_lesson(lesson):
        for exercise, source in _answers(course, lesson, student).items():
            form = normal_form(source)
            if exercise in book.checked(lesson) and form not in (
                stubs.get(exercise),
                "",
            ):
                groups[exercise][form].append(student)
    result = []
    for exercise, forms in groups.items():
        count = sum(map(len, forms.values()))
        for form, students in forms.items():
            # In a small class two are more than the share, but still worth a look.
            most = max(2, int(RARE * count))
            if 2 <= len(students) <= most and size(form) >= SMALLEST:
                result.append(
                    (CommonAnswer(lesson, exercise, len(students), count), students)
                )
    return result


def _answers(course: Course, lesson: str, student: str) -> dict[str, str]:
    # The rebuilt notebook: there an answer stands under its exercise's name.
    try:
        path = course.notebook("autograded", lesson, student)
        cells = read_hand_in(path, course.source_limits)
    except (OSError, UnreadableError):
        return {}
    return {cell.names[0]: cell.source for cell in cells if cell.names}


def _stubs(course: Course, lesson: str) -> dict[str, str]:
    path = course.notebook("release", lesson)
    if not path.is_file():
        return {}
    cells = answer_cells(read(path))
    return {name: normal_form(cell.source) for name, cell in cells.items()}


def size(form: str) -> int:
    """Return how long an answer in normal form is, in nodes of its syntax tree."""
    # ast.dump writes each node as Name(...).
    return form.count("(")


def normal_form(source: str) -> str:
    """Return an answer without comments, docstrings, layout and its own names.

    Variables, arguments and attributes that it makes are numbered in the order of
    their appearance. Empty where Python cannot read it.
    """
    tree = tree_of(without_magics(source))
    # Code nested deeply enough is read, but cannot be walked through.
    with contextlib.suppress(RecursionError, MemoryError):
        return ast.dump(_Renamed(_bound_names(tree)).visit(tree)) if tree else ""
    return ""


def _bound_names(tree: ast.AST) -> set[str]:
    """Return variables, arguments and ".attributes" that code makes itself."""
    # With a dot, so that self.act and a variable act are two names.
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(f".{node.attr}")
    return names


class _Renamed(ast.NodeTransformer):
    """Numbers a piece of code's own names, and drops docstrings."""

    def __init__(self, bound: set[str]) -> None:
        self.bound, self.numbers = bound, {}

    def _number(self, name: str) -> str:
        # What Python, torch or the lesson named says what an answer does, so it stays.
        if name not in self.bound:
            return name
        return self.numbers.setdefault(name, f"name{len(self.numbers)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._number(node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        node.attr = self._number(f".{node.attr}")
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg, node.annotation = self._number(node.arg), None
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        # A docstring, or a text that stands for a comment.
        if isinstance(node.value, ast.Constant):
            return None
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)
