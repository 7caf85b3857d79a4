"""This course: every exercise, where it stands, what it is worth, what it needs.

The names, points and signatures are fixed, because hand-ins and gradebooks rely on
them.

    observe/   a module a lesson: inputs and observations, run beside learners' code
    judge/     a folder a lesson, a module an exercise: never where that code runs
    given/     a folder a lesson: code that exercises hand out to be mended
    typical/   laid out as judge/: a wrong answer to each exercise, as often handed in
    predictions/, hints/, gained.toml   texts that help on, see `check.aids`
"""

from course_helpers.check.catalogue import Catalogue, Exercise

CATALOGUE = Catalogue(
    package=__name__,
    exercises=(
        Exercise("01_tensors", "standardize", 2),
        Exercise("01_tensors", "neuron", 2),
        Exercise("01_tensors", "two_layer", 2),
        Exercise("02_autograd", "gradient", 2),
        Exercise("02_autograd", "descend", 3),
        Exercise("02_autograd", "graph_path", 2),
        Exercise("03_softmax", "flatten", 1),
        Exercise("03_softmax", "random_network", 2),
        Exercise("03_softmax", "softmax", 3),
        Exercise("04_sequential", "ReluNet", 3),
        Exercise("04_sequential", "initialize", 2),
        Exercise("04_sequential", "build_sequential", 2),
        Exercise("05_losses", "mse", 1),
        Exercise("05_losses", "cross_entropy", 3),
        Exercise("05_losses", "log_softmax_model", 2),
        Exercise("05_losses", "accuracy", 1),
        Exercise("06_training_loop", "sgd_step", 2),
        Exercise("06_training_loop", "training_pass", 3),
        Exercise("06_training_loop", "train", 3),
        Exercise("07_validation", "split", 1),
        Exercise("07_validation", "evaluate", 4),
        Exercise("07_validation", "fit", 4),
        Exercise("08_convnets", "convolve", 2),
        Exercise("08_convnets", "conv_output_size", 1),
        Exercise("08_convnets", "LeNet", 4),
        Exercise("08_convnets", "count_parameters", 1),
        Exercise("09_fashion_mnist", "Classifier", 3),
        # A whole training; its task names the limit too.
        Exercise("09_fashion_mnist", "train_classifier", 5, seconds=180),
        Exercise("09_fashion_mnist", "predict", 2),
        Exercise(
            "09_fashion_mnist", "save_and_load", 2, ("save", "load", "Classifier")
        ),
        Exercise("10_debugging", "first_loss", 1),
        Exercise("10_debugging", "learns_one_batch", 2),
        Exercise("10_debugging", "gradient_norms", 2),
        Exercise("10_debugging", "dead_units", 1),
        Exercise("10_debugging", "clinic_a", 2, ("cause_a", "evidence_a", "repair_a")),
        Exercise("10_debugging", "clinic_b", 2, ("cause_b", "evidence_b", "repair_b")),
        Exercise("10_debugging", "clinic_c", 2, ("cause_c", "evidence_c", "repair_c")),
        Exercise("10_debugging", "clinic_d", 2, ("cause_d", "evidence_d", "repair_d")),
        # The last four are for practice.
        Exercise("10_debugging", "clinic_e", 0, ("cause_e", "evidence_e", "repair_e")),
        Exercise("10_debugging", "clinic_f", 0, ("cause_f", "evidence_f", "repair_f")),
        Exercise("10_debugging", "clinic_g", 0, ("cause_g", "evidence_g", "repair_g")),
        Exercise("10_debugging", "clinic_h", 0, ("cause_h", "evidence_h", "repair_h")),
        Exercise("11_own_data", "DigitFiles", 4),
        Exercise("11_own_data", "pixel_stats", 2),
        Exercise("11_own_data", "class_weights", 1),
        Exercise("11_own_data", "center", 2),
        Exercise("11_own_data", "fine_tune", 2),
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
