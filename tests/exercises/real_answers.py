"""The answers in tests/answers, as a notebook would run them."""

from pathlib import Path

import course_helpers.exercises
from course_helpers.check.catalogue import exercises
from course_helpers.compat import repair_torchvision

# As a notebook's set-up cell does, before an answer loads torchvision.
repair_torchvision()

ANSWERS = Path(__file__).parents[1] / "answers"
TYPICAL = Path(course_helpers.exercises.__file__).parent / "typical"

SETUP = """
from collections import OrderedDict
import math
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader, Subset, random_split
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
"""


def files(exercise: str, kind: str) -> list[Path]:
    """The files with right or wrong answers to an exercise."""
    folder = ANSWERS / exercises()[exercise].lesson / exercise
    typical = TYPICAL / exercises()[exercise].topic / f"{exercise}.py"
    return sorted(folder.glob(f"{kind}_*.py")) + [typical] * (kind == "wrong")


def notebook_with(source: str) -> dict:
    """The names in a notebook after its set-up cell and an answer cell."""
    names: dict = {"__name__": "__main__"}
    exec(SETUP, names)
    exec(compile(source, "answer", "exec"), names)
    return names


def answers_in(exercise: str, source: str) -> tuple:
    """What a check takes, from the source of an answer cell."""
    names = notebook_with(source)
    return tuple(names[name] for name in exercises()[exercise].answers)


def right_source(exercise: str) -> str:
    """The answer cell of the first right answer to an exercise."""
    return files(exercise, "right")[0].read_text(encoding="utf-8")


def right_answers(exercise: str) -> tuple:
    """What a check takes of a right answer."""
    return answers_in(exercise, right_source(exercise))
