import sys

import pytest
import torch

from course_helpers.check.parts import judge, load_observations, make_inputs, observe

pytestmark = pytest.mark.usefixtures("garden")


class Plant:
    def grow(self, days):
        return days + 1


def test_parts_are_found_in_the_course_by_the_exercises_name():
    inputs = make_inputs("water", 3)
    observed = observe("water", (Plant(),), inputs)
    assert torch.equal(observed[0]["value"], inputs["days"] + 1)
    verdict = judge("water", inputs, observed)
    assert (verdict.exercise, verdict.points, verdict.score) == ("water", 3, 0.0)


def test_inputs_are_those_of_their_seed():
    state = torch.get_rng_state()
    first, again, other = (make_inputs("water", seed)["days"] for seed in (1, 1, 2))
    assert torch.equal(first, again) and not torch.equal(first, other)
    assert torch.equal(torch.get_rng_state(), state)


def test_error_that_ends_an_observation_stands_for_all_of_it():
    observed = observe("water", ("no plant",), make_inputs("water", 0))
    assert observed["error"] == "AttributeError" and "grow" in observed["text"]


def test_answer_that_ends_the_check_is_an_observation_too():
    class Rude:
        @property
        def grow(self):
            raise SystemExit

    assert observe("water", (Rude(),), {"days": 1})["error"] == "SystemExit"


STUB = {"error": "NotImplementedError", "text": "", "line": ""}


@pytest.mark.parametrize(
    ("observed", "written"),
    [
        (STUB, False),
        ([{"value": 1}, STUB], False),
        ({"small": {"value": 1}, "large": [STUB]}, False),
        (STUB | {"text": "'sum' not implemented for 'Bool'"}, True),
        (STUB | {"error": "ValueError"}, True),
        ([{"value": 1}], True),
        (None, True),
    ],
)
def test_answer_is_unwritten_where_any_call_met_the_stub(observed, written):
    assert judge("water", {}, observed).written is written


def test_judge_sees_plain_data_in_a_known_state():
    torch.set_default_dtype(torch.float64)
    try:
        with torch.no_grad():
            verdict = judge("water", {}, [Plant()])
    finally:
        torch.set_default_dtype(torch.float32)
    assert verdict.message == "[{'type': 'Plant'}] (True, torch.float32)"


def test_all_that_observes_is_loaded_and_nothing_that_judges():
    load_observations()
    modules = {name for name in sys.modules if name.startswith("garden.")}
    assert {"garden.observe.start", "garden.observe.care"} <= modules
    assert not [name for name in modules if "judge" in name]
