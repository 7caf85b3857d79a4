import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from course_helpers import plot_function


def parabola(x):
    return (x - 1) ** 2


def line_named(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return line


def test_curve_follows_the_function():
    line = plot_function(torch.sin, -3, 4).lines[0]
    x = np.array(line.get_xdata())
    assert (x[0], x[-1]) == (-3, 4)
    assert len(x) > 100
    assert np.allclose(line.get_ydata(), np.sin(x), atol=1e-6)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x**2,
        lambda x: (x**2).sum(),
        lambda x: float(x) ** 2,
        lambda x: (x**2).reshape(1),
        lambda x: x.mul_(x),
        lambda x: x**2 if x > 0 else -x * -x,
        lambda x: np.float64(x) ** 2,
        lambda x: (x * torch.ones(1, requires_grad=True)) ** 2,
        lambda x: math.pow(x, 2),
    ],
)
def test_function_may_be_written_in_any_way(f):
    line = plot_function(f, -2, 2).lines[0]
    assert np.allclose(line.get_ydata(), np.square(line.get_xdata()), atol=1e-5)


def test_derivative_by_autograd_can_be_drawn():
    def slope(x):
        x.requires_grad_()
        parabola(x).backward()
        return x.grad

    line = plot_function(slope, 0, 2).lines[0]
    x = np.array(line.get_xdata())
    assert np.allclose(line.get_ydata(), 2 * (x - 1), atol=1e-5)


def test_limits_may_be_tensors():
    line = plot_function(torch.exp, torch.tensor(0.0), torch.tensor(1)).lines[0]
    assert (line.get_xdata()[0], line.get_xdata()[-1]) == (0, 1)


def test_new_axes_are_labelled():
    ax = plot_function(torch.exp, 0, 1)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x", "y")
    assert ax.get_legend() is None


def test_given_axes_are_used_and_keep_their_labels():
    _, ax = plt.subplots(facecolor="white", figsize=(5, 3))
    ax.set(xlabel="probability", ylabel="loss")
    assert plot_function(torch.exp, 0, 1, ax=ax) is ax
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("probability", "loss")
    assert len(plt.get_fignums()) == 1


def test_curves_on_one_axes_differ_in_colour_and_dash():
    ax = plot_function(torch.sigmoid, -4, 4, label="sigmoid")
    plot_function(torch.tanh, -4, 4, label="tanh", ax=ax)
    first, second = ax.lines
    assert first.get_color() != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()
    texts = [text.get_text() for text in ax.get_legend().texts]
    assert texts == ["sigmoid", "tanh"]


def test_gap_where_the_function_is_not_finite():
    line = plot_function(lambda p: -torch.log(p), 0, 1).lines[0]
    assert not np.isfinite(line.get_ydata()[0])
    assert np.isfinite(line.get_ydata()[1:]).all()


@pytest.mark.parametrize(
    "points",
    [
        [-1.0, 0.5, 3.0],
        [torch.tensor(-1.0), torch.tensor(0.5), torch.tensor(3.0)],
        [torch.tensor([-1.0]), torch.tensor([0.5]), torch.tensor([3.0])],
        torch.tensor([-1.0, 0.5, 3.0], requires_grad=True),
        np.array([-1.0, 0.5, 3.0]),
    ],
    ids=lambda x: type(x).__name__,
)
def test_points_are_joined_on_the_curve_in_their_order(points):
    ax = plot_function(parabola, -2, 4, points)
    path = line_named(ax, "path")
    assert list(path.get_xdata()) == [-1, 0.5, 3]
    assert np.allclose(path.get_ydata(), [4, 0.25, 4])
    assert path.get_marker() == "o"
    assert path.get_linestyle() == "-"
    assert list(line_named(ax, "start").get_xdata()) == [-1]
    assert list(line_named(ax, "end").get_xdata()) == [3]
    assert ax.get_legend() is not None
    ax.figure.canvas.draw()


def test_points_far_away_leave_the_view_at_the_curve():
    ax = plot_function(parabola, -2, 4, [0.0, 3.0, -40.0, 900.0])
    assert -3 < ax.get_xlim()[0] < -2
    assert 4 < ax.get_xlim()[1] < 5
    assert ax.get_ylim()[1] < 12


def test_points_stay_as_they_are():
    points = [torch.tensor(1.0, requires_grad=True), torch.tensor(2.0)]
    plot_function(lambda x: x.mul_(2), 0, 3, points)
    assert [point.item() for point in points] == [1, 2]
    assert points[0].grad is None


def message_for(f, *arguments, **more):
    with pytest.raises(ValueError) as caught:
        plot_function(f, *arguments, **more)
    assert not plt.get_fignums()
    return str(caught.value)


@pytest.mark.parametrize(
    ("low", "high"),
    [(1, 1), (2, -2), (0, math.inf), (math.nan, 1), ([0, 1], [2, 3])],
)
def test_wrong_limits_are_named(low, high):
    message = message_for(torch.sin, low, high)
    assert f"low below high; got {low!r} and {high!r}." in message


def test_limit_without_a_number_is_named():
    message = message_for(torch.sin, "0", "1")
    assert "plot_function: low and high must hold numbers; got ['0', '1']." in message


def test_value_instead_of_a_function_is_named():
    assert message_for(torch.tensor(1.0), 0, 1) == (
        "plot_function: f must be a function; got Tensor. "
        "Pass the function itself, for example torch.sin."
    )


def test_function_without_a_return_is_named():
    assert "f's results must hold numbers; got [None" in message_for(print_none, 0, 1)


def print_none(x):
    x + 1


def test_function_with_several_results_is_named():
    message = message_for(lambda x: torch.stack([x, x]), 0, 1)
    assert "f must return one number for one number; got shape (2,)." in message


def test_function_that_is_nowhere_finite_is_named():
    message = message_for(torch.log, -2, -1)
    assert "f must be finite somewhere from -2 to -1; got only nan or inf." in message


@pytest.mark.parametrize("points", [[], [1.0, math.nan], [math.inf], [[1.0, 2.0]], 3.0])
def test_wrong_points_are_named(points):
    message = message_for(parabola, 0, 1, points)
    assert f"points must be a list of finite numbers; got {points!r}." in message
