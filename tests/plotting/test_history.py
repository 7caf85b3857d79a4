import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from course_helpers import plot_history

FIT = {
    "train_loss": [0.5, 0.3, 0.2, 0.1],
    "valid_loss": [0.4, 0.3, 0.25, 0.3],
    "valid_accuracy": [0.8, 0.85, 0.9, 0.88],
    "best_epoch": 2,
}


def curves(ax):
    """The drawn lines by the name in the legend, the best epoch's left out."""
    return {line.get_label(): line for line in ax.lines if line.get_marker() != "None"}


def look(line):
    return line.get_color(), line.get_linestyle(), line.get_marker()


def test_losses_and_accuracies_get_axes_of_their_own():
    losses, accuracies = plot_history(FIT)
    assert list(curves(losses)) == ["train loss", "valid loss"]
    assert list(curves(accuracies)) == ["valid accuracy"]
    assert (losses.get_ylabel(), accuracies.get_ylabel()) == ("Loss", "Accuracy")
    assert (losses.get_xlabel(), accuracies.get_xlabel()) == ("Epoch", "Epoch")
    assert plt.gcf().axes == [losses, accuracies]
    plt.gcf().canvas.draw()


def test_curves_hold_the_numbers_from_epoch_one():
    losses, accuracies = plot_history(FIT)
    line = curves(losses)["valid loss"]
    assert list(line.get_xdata()) == [1, 2, 3, 4]
    assert list(line.get_ydata()) == FIT["valid_loss"]
    assert list(curves(accuracies)["valid accuracy"].get_ydata()) == [
        0.8,
        0.85,
        0.9,
        0.88,
    ]


def test_best_epoch_is_marked_counted_from_one():
    for ax in plot_history(FIT):
        marks = [line for line in ax.lines if "best" in line.get_label()]
        assert [line.get_label() for line in marks] == ["best epoch (3)"]
        assert list(marks[0].get_xdata()) == [3, 3]
        assert "best epoch (3)" in [t.get_text() for t in ax.get_legend().texts]


def test_best_epoch_zero_is_marked():
    (ax,) = plot_history({"train_loss": [1.0, 2.0], "best_epoch": 0})
    assert ax.lines[-1].get_label() == "best epoch (1)"


@pytest.mark.parametrize("more", [{}, {"best_epoch": None}])
def test_no_best_epoch_is_marked_unless_given(more):
    (ax,) = plot_history({"train_loss": [1.0, 2.0], **more})
    assert list(curves(ax)) == ["train loss"]
    assert len(ax.lines) == 1


def test_same_part_of_the_data_looks_alike_on_both_axes():
    history = {"valid_accuracy": [0.5], "train_loss": [1.0], "valid_loss": [1.0]}
    losses, accuracies = plot_history(history | {"train_accuracy": [0.5]})
    for part in ("train", "valid"):
        loss, accuracy = curves(losses)[f"{part} loss"], f"{part} accuracy"
        assert look(loss) == look(curves(accuracies)[accuracy])


def test_curves_differ_in_more_than_colour():
    names = ["SGD", "momentum", "Nesterov", "Adam", "RMSprop", "train_loss_a", "b_loss"]
    (ax,) = plot_history({name: [1.0, 2.0] for name in names})
    looks = [look(line) for line in curves(ax).values()]
    assert len({color for color, _, _ in looks}) == len(names)
    assert len({marker for _, _, marker in looks}) == len(names)


def test_only_accuracies_give_one_axes():
    (ax,) = plot_history({"accuracy": [0.1, 0.2]})
    assert ax.get_ylabel() == "Accuracy"


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 40, 200])
def test_ticks_are_whole_epochs_from_one(epochs):
    (ax,) = plot_history({"train_loss": np.linspace(1, 0, epochs)})
    low, high = ax.get_xlim()
    ticks = [tick for tick in ax.get_xticks() if low <= tick <= high]
    assert ticks
    assert all(tick == int(tick) and 1 <= tick <= epochs for tick in ticks)


@pytest.mark.parametrize(
    "values",
    [
        torch.tensor([1.0, 0.5], requires_grad=True),
        [torch.tensor(1.0, requires_grad=True), torch.tensor(0.5)],
        np.array([1, 0.5], dtype=np.float32),
        (1, 0.5),
    ],
    ids=lambda x: type(x).__name__,
)
def test_numbers_may_come_in_any_kind(values):
    (ax,) = plot_history({"train_loss": values})
    assert list(ax.lines[0].get_ydata()) == [1, 0.5]


def test_history_stays_as_it_is():
    history = {name: values for name, values in FIT.items()}
    plot_history(history)
    assert history == FIT
    assert list(history) == list(FIT)


def message_for(history):
    with pytest.raises(ValueError) as caught:
        plot_history(history)
    assert not plt.get_fignums()
    return str(caught.value)


def test_plain_list_is_named():
    assert message_for([1.0, 0.5]) == (
        "plot_history: history must be a dict of lists; got list. "
        "Pass for example {'train_loss': losses}."
    )


@pytest.mark.parametrize("history", [{}, {"best_epoch": 2}])
def test_history_without_lists_is_named(history):
    message = message_for(history)
    assert f"at least one list of numbers; got {list(history)}." in message


@pytest.mark.parametrize(
    ("values", "shape"), [([], "(0,)"), (0.5, "()"), ([[1.0, 2.0]], "(1, 2)")]
)
def test_wrong_shape_is_named_with_its_list(values, shape):
    message = message_for({"train_loss": [1.0], "valid_loss": values})
    assert message.startswith("plot_history: valid_loss must be a list with one number")
    assert f"got shape {shape}." in message


@pytest.mark.parametrize("bad", ["nan", "inf"])
def test_number_that_is_not_finite_is_named_with_its_epoch(bad):
    message = message_for({"train_loss": [1.0, 2.0, float(bad), float("nan")]})
    assert f"train_loss must hold finite numbers; got {bad} in epoch 3." in message


def test_list_without_numbers_is_named():
    assert "train_loss must hold numbers; got ['low']." in message_for(
        {"train_loss": ["low"]}
    )


@pytest.mark.parametrize("best", [-1, 4, 1.5, [1, 2]])
def test_wrong_best_epoch_is_named(best):
    message = message_for(FIT | {"best_epoch": best})
    assert f"must be a whole number from 0 to 3; got {best!r}." in message
