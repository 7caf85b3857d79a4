"""A course of somebody else's, installed beside ours."""

import sys

import pytest

from course_helpers.check import catalogue as module
from course_helpers.check.aids.gained import sentences
from course_helpers.check.aids.given import given_code
from course_helpers.check.aids.hints import hints
from course_helpers.check.aids.predictions import predictions

CATALOGUE = """
from course_helpers.check.catalogue import Catalogue, Exercise

CATALOGUE = Catalogue(
    package=__name__,
    exercises=(
        Exercise("02_care", "water", 3),
        Exercise("01_start", "plant", 1),
        Exercise("01_start", "dig", 2, ("dig", "Spade"), seconds=90),
    ),
    reflection_points=1,
)
"""
OBSERVE = """
import torch
from course_helpers.check.plain import call

def {name}_inputs(seed):
    return {{"days": torch.rand(2, generator=torch.Generator().manual_seed(seed))}}

def {name}_observed(answer, inputs):
    return [call(answer.grow, inputs["days"])]
"""
JUDGE = """
import torch
from course_helpers.check.contract import Criterion

def judge(inputs, observed):
    state = torch.is_grad_enabled(), torch.get_default_dtype()
    return [Criterion("grows", 1, f"{observed} {state}")]
"""
PREDICTIONS = """
[days]
question = "Days until a bean shows"
right = 9
because = "Beans take their time."
[[days.wrong]]
answer = 1
message = "That is cress. Which seed is larger?"

[depth]
question = "How deep a bean goes"
right = "b"
because = "As deep as a finger."
[depth.options]
a = "on top"
b = "a finger deep"
[[depth.wrong]]
answer = "a"
message = "There birds find it. Where do they not look?"
"""
HINTS = """
[plant]
idea = "What does a seed need first?"
tool = "A `spade` digs."
line = '''Begin with:
```python
hole = ____
```'''
"""
GIVEN = """
spade = None


def dig(deep):
    return torch.zeros(deep)
"""
FILES = {
    "__init__.py": CATALOGUE,
    "observe/start.py": OBSERVE.format(name="plant"),
    "observe/care.py": OBSERVE.format(name="water"),
    "judge/care/water.py": JUDGE,
    "predictions/start.toml": PREDICTIONS,
    "hints/start.toml": HINTS,
    "gained.toml": 'plant = "It grows."',
    "given/start/dig.py": GIVEN,
    "typical/care/water.py": "# too much\ndef water(days):\n    return 9",
}


def forget():
    module.catalogue.cache_clear()
    module.exercises.cache_clear()
    predictions.cache_clear()
    hints.cache_clear()
    given_code.cache_clear()
    sentences.cache_clear()


@pytest.fixture
def install(tmp_path, monkeypatch):
    """A function that installs a course's package under a name."""
    names = []

    def install(name):
        folder = tmp_path / f"packages-{len(names)}"
        names.append(name)
        about = f"[{module.GROUP}]\nany = {name}:CATALOGUE"
        files = {f"{name}/{path}": text for path, text in FILES.items()}
        files[f"{name}-1.0.dist-info/METADATA"] = f"Name: {name}\nVersion: 1.0\n"
        files[f"{name}-1.0.dist-info/entry_points.txt"] = about
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        monkeypatch.syspath_prepend(folder)

    forget()
    yield install
    forget()
    for imported in [key for key in sys.modules if key.partition(".")[0] in names]:
        del sys.modules[imported]


@pytest.fixture
def garden(install):
    install("garden")
