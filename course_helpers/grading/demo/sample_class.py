"""A small class of hand-ins, made from real forms of right and wrong answers."""

from pathlib import Path

import nbformat

from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import answer_cells, read

CRASH = "import os\n\nos._exit(1)"

STUDENTS = ("all-right", "first-half", "typical-mistakes", "crash-or-empty")
"""What each member of the class hands in for every lesson.

The last one's first hand-in ends Python in an answer; the others are untouched.
"""


TYPICAL_MISTAKES = {
    "standardize": "rows",
    "neuron": "bias_missing",
    "two_layer": "hidden_activation_missing",
    "gradient": "grad_left_on_x",
    "descend": "gradients_add_up",
    "graph_path": "none_for_leaf",
    "flatten": "hard_coded_64",
    "random_network": "sigmoid_on_output",
    "softmax": "dim_zero",
    "ReluNet": "no_softmax",
    "initialize": "bias_forgotten",
    "build_sequential": "same_name_twice",
    "mse": "half",
    "cross_entropy": "no_mean",
    "log_softmax_model": "logits_nll",
    "accuracy": "percent",
    "sgd_step": "reset_missing",
    "training_pass": "zero_grad_missing",
    "train": "overwrites_running_loss",
    "split": "seed_ignored",
    "evaluate": "eval_missing",
    "fit": "not_restored",
    "conv_output_size": "plus_one_missing",
    "LeNet": "average_pooling",
    "count_parameters": "frozen_ones_too",
    "Classifier": "logits",
    "train_classifier": "untrained",
    "predict": "stays_in_eval",
    "save_and_load": "training_mode",
}
"""What is often handed in, of the wrong forms in tests/answers."""


def hand_in(course: Course, student: str, lesson: str) -> Path:
    """Write what a member of the sample class hands in for a lesson.

    Args:
        course: a course whose released notebooks are there.
        student: one of STUDENTS.
        lesson: the lesson's name.

    Returns:
        The path of the hand-in.

    Raises:
        CourseError: the folder with sample answers is missing.
    """
    notebook = read(course.notebook("release", lesson))
    cells = answer_cells(notebook)
    for name, source in _answers(course, student, lesson).items():
        cells[name].source = source
    path = course.notebook("submitted", lesson, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _answers(course: Course, student: str, lesson: str) -> dict[str, str]:
    names = [exercise.name for exercise in exercises_of(lesson)]
    solution = answer_cells(read(course.notebook("source", lesson)))
    right = {name: cell.source for name, cell in solution.items()}
    if student == "all-right":
        return right
    if student == "first-half":
        return {name: right[name] for name in names[: len(names) // 2]}
    if student == "typical-mistakes":
        return {name: _mistake(course, lesson, name) for name in names}
    return {names[0]: CRASH} if lesson == course.lessons()[0] else {}


def _mistake(course: Course, lesson: str, exercise: str) -> str:
    folder = course.root / "tests" / "answers" / lesson / exercise
    try:
        path = folder / f"wrong_{TYPICAL_MISTAKES[exercise]}.py"
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"demo: expected sample answers in {folder}; found none. "
            "Run it in a full copy of the course's repository."
        ) from None
