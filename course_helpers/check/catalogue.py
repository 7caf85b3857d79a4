"""Every exercise of the course: where it stands, what it is worth, what it needs.

The names, points and signatures are fixed, because hand-ins and gradebooks rely on
them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        name: the learner's function or class, and the name of the check.
        lesson: the lesson's folder, for example "03_softmax".
        points: what the exercise is worth.
        answers: the names that its check takes, in this order.
    """

    name: str
    lesson: str
    points: int
    answers: tuple[str, ...]

    @property
    def topic(self) -> str:
        """The lesson's name without its number: the module with its parts."""
        return self.lesson.partition("_")[2]


def _exercise(lesson: str, name: str, points: int, *answers: str) -> Exercise:
    return Exercise(name, lesson, points, answers or (name,))


EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for exercise in (
        _exercise("01_tensors", "standardize", 2),
        _exercise("01_tensors", "neuron", 2),
        _exercise("01_tensors", "two_layer", 2),
        _exercise("02_autograd", "gradient", 2),
        _exercise("02_autograd", "descend", 3),
        _exercise("02_autograd", "graph_path", 2),
        _exercise("03_softmax", "flatten", 1),
        _exercise("03_softmax", "random_network", 2),
        _exercise("03_softmax", "softmax", 3),
        _exercise("04_sequential", "ReluNet", 3),
        _exercise("04_sequential", "initialize", 2),
        _exercise("04_sequential", "build_sequential", 2),
        _exercise("05_losses", "mse", 1),
        _exercise("05_losses", "cross_entropy", 3),
        _exercise("05_losses", "log_softmax_model", 2),
        _exercise("05_losses", "accuracy", 1),
        _exercise("06_training_loop", "sgd_step", 2),
        _exercise("06_training_loop", "training_pass", 3),
        _exercise("06_training_loop", "train", 3),
        _exercise("07_validation", "split", 1),
        _exercise("07_validation", "evaluate", 4),
        _exercise("07_validation", "fit", 4),
        _exercise("08_convnets", "conv_output_size", 1),
        _exercise("08_convnets", "LeNet", 4),
        _exercise("08_convnets", "count_parameters", 1),
        _exercise("09_fashion_mnist", "Classifier", 3),
        _exercise("09_fashion_mnist", "train_classifier", 5),
        _exercise("09_fashion_mnist", "predict", 2),
        _exercise("09_fashion_mnist", "save_and_load", 2, "save", "load", "Classifier"),
    )
}

REFLECTION_POINTS = 2
"""Every lesson ends with one question in words, graded by hand."""


def exercises_of(lesson: str) -> list[Exercise]:
    """Return a lesson's exercises in the order in which it poses them."""
    return [e for e in EXERCISES.values() if e.lesson == lesson]
