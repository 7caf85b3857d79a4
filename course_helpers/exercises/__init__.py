"""This course: every exercise, where it stands, what it is worth, what it needs.

The names, points and signatures are fixed, because hand-ins and gradebooks rely on
them.

    observe/   a module a lesson: inputs and observations, run beside learners' code
    judge/     a folder a lesson, a module an exercise: never where that code runs
    typical/   laid out as judge/: a wrong answer to each exercise, as often handed in
"""

from course_helpers.check.catalogue import Catalogue, Exercise


def _exercise(
    lesson: str, name: str, points: int, *answers: str, seconds: int | None = None
) -> Exercise:
    return Exercise(name, lesson, points, answers or (name,), seconds)


CATALOGUE = Catalogue(
    package=__name__,
    exercises=(
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
        # A whole training; its task names the limit too.
        _exercise("09_fashion_mnist", "train_classifier", 5, seconds=180),
        _exercise("09_fashion_mnist", "predict", 2),
        _exercise("09_fashion_mnist", "save_and_load", 2, "save", "load", "Classifier"),
    ),
    reflection_points=2,
    data_sets=("MNIST", "FashionMNIST"),
    imports=(
        "torch",
        "seaborn",
        "matplotlib.pyplot",
        "course_helpers.data",
        "course_helpers.plotting",
    ),
)
