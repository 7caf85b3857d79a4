import numpy as np
import pytest
import torch
from torch import nn

from course_helpers.check.plain import (
    MAX_ELEMENTS,
    MAX_ITEMS,
    MAX_TEXT,
    attempt,
    call,
    one_observation,
    plain,
)


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "text"])
def test_plain_values_stay_as_they_are(value):
    assert plain(value) == value and type(plain(value)) is type(value)


def test_tensor_loses_graph_and_memory_but_keeps_values():
    value = torch.ones(2, 3, requires_grad=True)
    found = plain(value * 2)
    assert type(found) is torch.Tensor and not found.requires_grad
    assert torch.equal(found, torch.full((2, 3), 2.0))
    alias = torch.zeros(2)
    found = plain(alias)
    alias += 1
    assert torch.equal(found, torch.zeros(2))


@pytest.mark.parametrize(
    "value",
    [nn.Parameter(torch.ones(2)), torch.ones(2).to_sparse(), torch.ones(4)[::2]],
)
def test_every_kind_of_tensor_becomes_an_ordinary_one(value):
    found = plain(value)
    assert type(found) is torch.Tensor and found.is_contiguous()
    assert torch.equal(found, torch.ones(2))


def test_a_tensor_conjugated_by_a_flag_alone_says_what_it_means():
    found = plain(torch.tensor([1 + 2j]).conj())
    assert not found.is_conj() and found.tolist() == [1 - 2j]


@pytest.mark.filterwarnings("ignore:.*quantiz")
def test_a_quantized_tensor_says_what_it_means():
    found = plain(torch.quantize_per_tensor(torch.ones(2), 0.5, 3, torch.quint8))
    assert found.dtype == torch.float32 and found.tolist() == [1, 1]


def test_numpy_values_become_python_numbers_and_marked_tensors():
    assert plain(np.float32(0.5)) == 0.5 and type(plain(np.float32(0.5))) is float
    assert plain(np.int64(3)) == 3 and plain(np.bool_(True)) is True
    found = plain(np.arange(3))
    assert found["type"] == "ndarray" and found["tensor"].tolist() == [0, 1, 2]


def test_numpy_arrays_of_the_other_order_of_bytes_keep_their_numbers():
    found = plain(np.arange(3).astype(">i4"))
    assert found["tensor"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "array",
    [
        np.array(["text"]),
        np.array([1j]),
        np.ones(2, dtype=np.longdouble),
        np.broadcast_to(1.0, MAX_ELEMENTS + 1),
    ],
    ids=["text", "complex", "long", "huge"],
)
def test_numpy_arrays_that_are_no_tensor_become_a_name(array):
    assert plain(array) == {"type": "ndarray"}


def test_anything_else_becomes_the_name_of_its_type():
    assert plain(nn.Linear(2, 2)) == {"type": "Linear"}
    assert plain({1, 2}) == {"type": "set"}
    assert plain(2**70) == {"type": "int"}


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_nested_tensor_without_a_shape_becomes_a_name():
    ragged = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])
    assert plain(ragged) == {"type": "NestedTensor"}


def test_huge_results_are_cut_and_said_to_be():
    found = plain(torch.zeros(1).expand(MAX_ELEMENTS + 1))
    assert found == {"type": "Tensor", "cut": True, "shape": [MAX_ELEMENTS + 1]}
    assert len(plain([0] * (MAX_ITEMS + 5))) == MAX_ITEMS
    assert len(plain("x" * (MAX_TEXT + 5))) == MAX_TEXT


def test_deep_nesting_ends():
    nested: list = []
    nested.append(nested)
    assert "type" in str(plain(nested))


def test_list_that_holds_itself_many_times_ends():
    nested: list = []
    nested.extend([nested] * MAX_ITEMS)
    found = plain(nested)
    assert len(found) == MAX_ITEMS and found[-1] == {"type": "list"}


def test_large_tensors_in_a_list_are_cut_once_they_are_too_many():
    half = torch.zeros(MAX_ELEMENTS // 2)
    found = plain([half] * 3)
    assert torch.equal(found[0], half)
    assert found[2] == {"type": "Tensor", "cut": True, "shape": [MAX_ELEMENTS // 2]}


def test_large_arrays_in_a_list_are_cut_once_they_are_too_many():
    found = plain([np.zeros(MAX_ELEMENTS // 2)] * 3)
    assert ["tensor" in array for array in found] == [True, False, False]


def test_one_observation_keeps_five_large_values_and_the_next_one_begins_anew():
    huge = torch.zeros(1).expand(MAX_ELEMENTS + 1)
    large = torch.zeros(1).expand(MAX_ELEMENTS - 100)
    for _ in range(2):
        with one_observation():
            found = [plain(value) for value in (huge, *[large] * 6)]
        kept = [type(value) is torch.Tensor for value in found]
        assert kept == [False, *[True] * 5, False]


def test_call_gives_the_value_and_leaves_the_arguments_alone():
    x = torch.zeros(3)

    def add_in_place(values):
        values += 1
        return values

    assert torch.equal(call(add_in_place, x)["value"], torch.ones(3))
    assert torch.equal(x, torch.zeros(3))


def test_what_lies_deep_in_the_arguments_stays_as_it_was_and_needs_its_gradient():
    x, weight = torch.zeros(3), torch.ones(3, requires_grad=True)

    def alter(given):
        (values, needed), name = given["pair"], given["name"]
        values += 1
        given["name"] = "other"
        return [needed.requires_grad, values.requires_grad, name]

    given = {"pair": (x, weight), "name": "mine"}
    assert call(alter, given) == {"value": [True, False, "mine"]}
    assert torch.equal(x, torch.zeros(3)) and given["name"] == "mine"


def test_call_gives_an_exception_as_data_with_the_line():
    def divide(x):
        return x / 0

    found = call(divide, 1)
    assert found["error"] == "ZeroDivisionError"
    assert found["text"] == "division by zero"
    assert found["line"] == "return x / 0"


def test_line_of_an_error_inside_torch_is_the_learners():
    def forward(x):
        return nn.Linear(3, 2)(x)

    assert call(forward, torch.ones(1, 4))["line"] == "return nn.Linear(3, 2)(x)"


def test_text_of_a_class_of_its_own_becomes_a_plain_one():
    class Text(str):
        def __str__(self):
            return self

    found = plain({Text("key"): Text("value")})
    assert found == {"key": "value"}
    assert {type(text) for pair in found.items() for text in pair} == {str}


@pytest.mark.parametrize("answer", [None, 3, "softmax", torch.ones(2)])
def test_call_of_something_that_cannot_be_called_is_data(answer):
    assert call(answer, 1)["error"] == "TypeError"


class Nasty:
    """Raises wherever it is touched."""

    def __getattr__(self, name):
        raise SystemExit(name)

    def __str__(self):
        raise RuntimeError("no")

    __repr__ = __str__


def test_call_survives_results_and_errors_that_raise_themselves():
    class Rude(Exception):
        def __str__(self):
            raise ValueError

    def raise_rude():
        raise Rude

    assert call(Nasty)["value"] == {"type": "Nasty"}
    assert call(raise_rude)["error"] == "Rude"
    assert call(exit)["error"] == "SystemExit"


def test_interrupt_of_the_learner_is_passed_on():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(interrupted)
