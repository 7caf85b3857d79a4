"""Notebooks that work in a kernel, laid out in every way that learners lay them out.

Each is the solved student version of a lesson after a few changes, drawn from a seed.
The changes have names, so that a layout that fails can be told, and made again.
"""

import random
import re
import textwrap
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.cells import answer_cells, predicted
from course_helpers.check.catalogue import Exercise, exercises_of
from course_helpers.grading.notebook import read
from tests.conftest import ANSWERS, LESSON, ROOT
from tests.exercises.real_answers import files

IMPORTS = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"


@dataclass
class Draft:
    """A notebook while it is changed.

    Attributes:
        cells: its cells.
        exercises: what its lesson asks for.
        draw: the source of all chance.
        moved: the exercises whose cells no longer stand where they stood.
    """

    cells: list[NotebookNode]
    exercises: list[Exercise]
    draw: random.Random
    moved: set[str] = field(default_factory=set)

    def place(self, name: str) -> int:
        """Where the cell stands that bore a name at first."""
        return next(n for n, cell in enumerate(self.cells) if cell.id == name)

    def cell(self, name: str) -> NotebookNode:
        """The cell that bore a name at first."""
        return self.cells[self.place(name)]

    def put(self, place: int, source: str) -> NotebookNode:
        """Put a cell of the learner's own at a place."""
        cell = new_code_cell(source, id=f"own-{self.draw.getrandbits(40):x}")
        self.cells.insert(place, cell)
        return cell

    def empty(self, name: str) -> None:
        """Empty a cell, or delete it."""
        if self.draw.random() < 0.5:
            self.cell(name).source = ""
        else:
            del self.cells[self.place(name)]

    @property
    def setup(self) -> NotebookNode:
        """The first code cell, which imports."""
        return next(cell for cell in self.cells if cell.cell_type == "code")


Change = Callable[[Draft, Exercise], None]

# Other ways to write a definition, given its source and its name.

SPELLINGS: dict[str, Callable[[str, str], str]] = {
    "below if": lambda s, n: f"if True:\n{_in(s)}\nelse:\n    {n} = None",
    "below try": lambda s, n: f"try:\n{_in(s)}\nexcept ValueError:\n    pass",
    "below with": lambda s, n: f"with torch.no_grad():\n{_in(s)}",
    "below for": lambda s, n: f"for again in range(2):\n{_in(s)}",
    "annotated": lambda s, n: f"{_as(s, n)}\n{n}: object = _mine_{n}",
    "assigned": lambda s, n: f"{_as(s, n)}\n{n} = _mine_{n}",
    "unpacked": lambda s, n: f"{_as(s, n)}\n{n}, other = _mine_{n}, 1",
    "walrus": lambda s, n: f"{_as(s, n)}\nprint({n} := _mine_{n})",
    "lambda": lambda s, n: f"{_as(s, n)}\n{n} = lambda *a, **k: _mine_{n}(*a, **k)",
    "attribute of a class": lambda s, n: f"class My:\n{_in(s)}\n\n{n} = My.{n}",
    "by globals()": lambda s, n: f"{_as(s, n)}\nglobals()['{n}'] = _mine_{n}",
    "by exec": lambda s, n: f"exec({s!r})",
    "by setattr": lambda s, n: (
        f"import __main__\n{_as(s, n)}\nsetattr(__main__, '{n}', _mine_{n})"
    ),
    "from a function": lambda s, n: (
        f"def _make():\n{_in(s)}\n    return {n}\n{n} = _make()"
    ),
    "decorated": lambda s, n: f"def same(f):\n    return f\n\n@same\n{s}",
    "below a magic": lambda s, n: f"%matplotlib inline\n%config\n{s}",
    "with a test of one's own": lambda s, n: f"{s}\n\nprint({n})\n{n}",
    "lambda below the stub": lambda s, n: f"{_as(s, n)}\n{_stub(n)}\n{n} = _mine_{n}",
    "exec below the stub": lambda s, n: f"{_stub(n)}\nexec({s!r})",
    "two tries": lambda s, n: f"def {n}(*a):\n    return 0\n\n{s}",
}


def _in(source: str) -> str:
    return textwrap.indent(source, "    ")


def _stub(name: str) -> str:
    """The definition as it was handed out."""
    return f"def {name}(*a):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"


def _as(source: str, name: str) -> str:
    """The definition under another name."""
    return re.sub(rf"\b{name}\b", f"_mine_{name}", source)


# What may stand above a definition, in its cell: a kernel takes it.

KERNEL_LINES = [
    "%autosave 120",
    "%clear",
    "%connect_info\n%config Completer.use_jedi = False",
    "get_ipython().kernel",
    "get_ipython().kernel.shell.user_ns['a'] = get_ipython().kernel.session",
    "import asyncio\nloop = asyncio.get_running_loop()",
    "import asyncio\ntask = asyncio.get_running_loop().create_task(asyncio.sleep(0))",
    "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop()",
    "import faulthandler\nfaulthandler.enable()",
    "import sys\nsys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.flush()",
    "assert get_ipython().__class__.__name__ == 'ZMQInteractiveShell'",
    "assert 'IPKernelApp' in get_ipython().config",
    "get_ipython().set_next_input('x = 1')",
    "import sys\nassert '' in sys.path",
    "%load_ext autoreload\n%autoreload 2",
    "!true\nfiles = !ls\n%pwd\nprint?",
    "import sys\nsys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name",
    "from IPython.display import clear_output\nclear_output()",
    "import signal\nsignal.getsignal(signal.SIGINT)\nimport threading, os\nos.getcwd()",
]


def below_kernel_lines(draft: Draft, exercise: Exercise) -> None:
    """Above the definition stands what only a kernel has."""
    cell = draft.cell(exercise.name)
    lines = "\n".join(draft.draw.sample(KERNEL_LINES, 4))
    cell.source = f"{lines}\n\n{cell.source}"


# Where an answer may stand.


def in_the_first_cell(draft: Draft, exercise: Exercise) -> None:
    """The answer stands below the imports."""
    draft.setup.source += f"\n\n{draft.cell(exercise.name).source}"
    draft.empty(exercise.name)


def in_a_cell_above(draft: Draft, exercise: Exercise) -> None:
    """The answer stands in a cell of one's own, its own cell is empty."""
    place = draft.place(exercise.name)
    draft.put(draft.draw.randint(1, place), IMPORTS)
    place = draft.place(exercise.name)
    draft.put(place, draft.cell(exercise.name).source)
    draft.empty(exercise.name)


def in_the_check_cell(draft: Draft, exercise: Exercise) -> None:
    """The answer cell is merged into the check below it."""
    check, answer = draft.cell(f"check-{exercise.name}"), draft.cell(exercise.name)
    check.source = f"{answer.source}\n\n{check.source}"
    draft.empty(exercise.name)


def with_the_check_below(draft: Draft, exercise: Exercise) -> None:
    """The check is merged into the answer cell above it, and more code with both."""
    check, answer = draft.cell(f"check-{exercise.name}"), draft.cell(exercise.name)
    more = draft.draw.choice(["", "\nprint(1)", f"\n{exercise.answers[0]} = None"])
    answer.source = f"{answer.source}\n\n{check.source}{more}"
    draft.cells.remove(check)


def merged_with_neighbours(draft: Draft, exercise: Exercise) -> None:
    """The cells from the course's own one above to the check are one."""
    start, end = draft.place(exercise.name), draft.place(f"check-{exercise.name}")
    while start and draft.cells[start - 1].cell_type != "code":
        start -= 1
    start = max(start - 1, 0)
    cells = [c for c in draft.cells[start : end + 1] if c.cell_type == "code"]
    keep = draft.draw.choice(cells)
    keep.source = "\n\n".join(cell.source for cell in cells)
    keep.metadata.pop("tags", None)
    for cell in cells:
        if cell is not keep:
            draft.cells.remove(cell)


def with_the_next_answer(draft: Draft, exercise: Exercise) -> None:
    """Two answers in one cell; the second one's cell is empty or deleted."""
    names = [e.name for e in draft.exercises]
    other = names[(names.index(exercise.name) + 1) % len(names)]
    if other in draft.moved:
        return
    draft.moved.add(other)
    first, second = sorted([exercise.name, other], key=draft.place)
    draft.cell(first).source += f"\n\n{draft.cell(second).source}"
    draft.empty(second)


def copied_with_a_magic(draft: Draft, exercise: Exercise) -> None:
    """The answer cell has a copy that measures; the original is an older try."""
    magic = draft.draw.choice(["%%time", "%%capture", "%%capture shown", "%%prun -q"])
    source = draft.cell(exercise.name).source
    draft.put(draft.place(exercise.name) + 1, f"{magic}\n{source}")
    if draft.draw.random() < 0.5:
        draft.empty(exercise.name)
    else:
        draft.cell(exercise.name).source = _older(exercise)


def below_a_try_that_crashes(draft: Draft, exercise: Exercise) -> None:
    """An older try ends in an error; the right copy, with the same mark, is below."""
    cell = draft.cell(exercise.name)
    older = draft.put(draft.place(exercise.name), f"{_older(exercise)}\n1 / 0")
    if draft.draw.random() < 0.5:
        older.metadata = deepcopy(cell.metadata)


def below_a_broken_try(draft: Draft, exercise: Exercise) -> None:
    """An older try is not even Python."""
    cell = draft.cell(exercise.name)
    older = draft.put(draft.place(exercise.name), f"def {exercise.answers[0]}(:")
    if draft.draw.random() < 0.5:
        older.metadata = deepcopy(cell.metadata)


def in_a_module(draft: Draft, exercise: Exercise) -> None:
    """A cell writes the answer into a module; another one imports it."""
    cell, module = draft.cell(exercise.name), f"my_{exercise.name.lower()}"
    # A module is plain Python.
    source = re.sub(r"^%.*\n", "", cell.source, flags=re.MULTILINE)
    text = f"%%writefile {module}.py\n{IMPORTS}\n{source}"
    draft.put(draft.place(exercise.name), text)
    names = ", ".join(exercise.answers)
    source = draft.draw.choice(
        [
            f"from {module} import {names}",
            f"from {module} import *",
            f"%run {module}.py",
            f"import {module}\n{names} = {module}.{names}",
        ]
    )
    if draft.draw.random() < 0.5:
        cell.source = source
    else:
        draft.put(draft.place(exercise.name), source)
        draft.empty(exercise.name)


def _is_plain(cell: NotebookNode) -> bool:
    """Whether a cell is a function that a helper can do the work of."""
    # A stub beside it would get the helper's name, and take its place.
    return not cell.source.startswith("class") and "NotImplemented" not in cell.source


def helper_in_an_earlier_check(draft: Draft, exercise: Exercise) -> None:
    """The answer calls what stands in the check cell of the exercise before."""
    names, cell = [e.name for e in draft.exercises], draft.cell(exercise.name)
    earlier = names[max(0, names.index(exercise.name) - 1)]
    if not _is_plain(cell) or earlier in draft.moved:
        return
    draft.moved.add(earlier)
    host = draft.cell(f"check-{earlier}")
    helper, name = _as(cell.source, exercise.name), exercise.name
    cell.source = f"def {name}(*a, **k):\n    return _mine_{name}(*a, **k)"
    host.source = draft.draw.choice(
        [
            f"{helper}\n\n{host.source}",
            f"{host.source}\n\n{helper}",
            f"{host.source}; _shared = 1\n{helper}",
        ]
        if host.id != f"check-{name}"
        else [f"{helper}\n\n{host.source}"]
    )


def helper_far_away(draft: Draft, exercise: Exercise) -> None:
    """The answer calls what stands in the last of many cells of one's own."""
    cell, name = draft.cell(exercise.name), exercise.name
    if not _is_plain(cell):
        return
    place = draft.place(name)
    draft.put(place, _as(cell.source, name))
    cell.source = f"def {name}(*a, **k):\n    return _mine_{name}(*a, **k)"
    for number in reversed(range(draft.draw.choice([3, 250]))):
        draft.put(place, f"x_{number} = {number}")


def split(draft: Draft, exercise: Exercise) -> None:
    """The mark stays above, as Split Cell leaves it; the definition stands below."""
    cell = draft.cell(exercise.name)
    draft.put(draft.place(exercise.name) + 1, cell.source)
    cell.source = draft.draw.choice(
        ["import math", "# Mine.", "scale = 1.0", "print(1)"]
    )


def replaced_after_its_check(draft: Draft, exercise: Exercise) -> None:
    """Below the check the name is used for something else, or deleted."""
    name, place = exercise.answers[0], draft.place(f"check-{exercise.name}")
    source = draft.draw.choice([f"{name} = 3", f"del {name}", f"def {name}(x):\n    x"])
    draft.put(place + 1, source)


def moved_to_the_end(draft: Draft, exercise: Exercise) -> None:
    """Answer and check stand at the end."""
    for name in (exercise.name, f"check-{exercise.name}"):
        draft.cells.append(draft.cells.pop(draft.place(name)))


def moved_to_the_top(draft: Draft, exercise: Exercise) -> None:
    """Answer and check stand right below the imports."""
    place = draft.cells.index(draft.setup) + 1
    for name in (f"check-{exercise.name}", exercise.name):
        draft.cells.insert(place, draft.cells.pop(draft.place(name)))


def checked_at_the_end(draft: Draft, exercise: Exercise) -> None:
    """The check is moved to the end, or copied there."""
    check = draft.cell(f"check-{exercise.name}")
    if draft.draw.random() < 0.5:
        draft.cells.remove(check)
        draft.cells.append(check)
    else:
        copy = draft.put(len(draft.cells), check.source)
        copy.metadata = deepcopy(check.metadata)


def checked_twice(draft: Draft, exercise: Exercise) -> None:
    """The newest verdict counts: the check stands above a worse or better try, too."""
    cell = draft.cell(exercise.name)
    place = draft.place(exercise.name)
    draft.put(place, draft.cell(f"check-{exercise.name}").source)
    draft.put(place, _older(exercise) if draft.draw.random() < 0.5 else cell.source)


def _older(exercise: Exercise) -> str:
    name = exercise.answers[0]
    return f"def {name}(*a):\n    return 0"


PLACES: list[Change] = [
    *(in_the_first_cell, in_a_cell_above, in_the_check_cell, with_the_check_below),
    *(merged_with_neighbours, with_the_next_answer, copied_with_a_magic),
    *(below_a_try_that_crashes, below_a_broken_try, in_a_module),
    *(helper_in_an_earlier_check, helper_far_away, split, replaced_after_its_check),
    *(moved_to_the_end, moved_to_the_top, checked_at_the_end, checked_twice),
    below_kernel_lines,
]

# What may be expected, and asked for.

EXPECTED = ["3", "(2, 3)", '"b"', "torch.zeros(2, 3).shape", "2 * 5 - 1", "other = 4"]


def predictions_written(draft: Draft) -> None:
    """Predictions have values, given or computed, which a cell of one's own reads."""
    cells = [c for c in draft.cells if c.cell_type == "code" and predicted(c.source)]
    for cell in cells:
        names = list(predicted(cell.source))
        value = draft.draw.choice(EXPECTED)
        cell.source = "\n".join(f"{name} = {value}" for name in names)
        wanted = value.removeprefix("other = ")
        place = draft.place(cell.id) + draft.draw.choice([1, 2])
        draft.put(place, f"assert {names[0]} == {wanted}\nmine = {names[0]}")


def hints_asked(draft: Draft) -> None:
    """Hints were asked for, by the right name and by a wrong one."""
    exercise = draft.draw.choice(draft.exercises)
    lines = [f'check.hint("{exercise.name}")', f"check.table({exercise.lesson!r})"]
    source = "\n".join([*lines, f"before_{exercise.name} = 1"])
    draft.put(draft.cells.index(draft.setup) + 1, source)


# What may become of a whole notebook.


def marks_lost(draft: Draft) -> None:
    """Another editor threw metadata and ids away."""
    for number, cell in enumerate(draft.cells):
        cell.metadata, cell.id = {}, f"new-{number}"


def marks_doubled(draft: Draft) -> None:
    """All cells bear one mark."""
    mark = deepcopy(draft.exercises[0].name)
    for cell in draft.cells:
        cell.metadata = {"nbgrader": {"grade_id": mark}}


def all_in_one(draft: Draft) -> None:
    """All code stands in one cell; what a magic must begin stays by itself."""
    code = [cell for cell in draft.cells if cell.cell_type == "code"]
    plain = [cell for cell in code if "%%" not in cell.source]
    # There an error, or a check that fails, would end the whole notebook.
    crashing = any(
        end in cell.source for cell in code for end in ("1 / 0", "(:", "return 0")
    )
    if len(plain) == len(code) and not crashing:
        plain[-1].source = "\n\n".join(cell.source for cell in plain)
        draft.cells[:] = [c for c in draft.cells if c not in plain[:-1]]


def words_deleted(draft: Draft) -> None:
    """Only code is left."""
    draft.cells[:] = [cell for cell in draft.cells if cell.cell_type == "code"]


def as_it_was(draft: Draft) -> None:
    """Nothing else."""


WHOLES = [as_it_was, as_it_was, marks_lost, marks_lost, marks_doubled]
WHOLES += [words_deleted, all_in_one]


@dataclass(frozen=True)
class Layout:
    """A hand-in.

    Attributes:
        lesson: the lesson that it answers.
        seed: draws its changes.
        wrong: whether some of its answers are wrong ones.
    """

    lesson: str
    seed: int
    wrong: bool = False

    @property
    def student(self) -> str:
        """Who hands it in."""
        return f"{self.lesson[:2]}-{'wrong' if self.wrong else 'right'}-{self.seed}"

    def make(self) -> tuple[NotebookNode, list[str]]:
        """Return the notebook, and the names of its changes in their order."""
        draw = random.Random(f"{self.lesson} {self.seed} {self.wrong}")
        path = ROOT / "notebooks" / self.lesson / f"{self.lesson}.ipynb"
        notebook, posed = read(path), exercises_of(self.lesson)
        draft, steps = Draft(notebook.cells, list(posed), draw), []
        for exercise in draft.exercises:
            source = _answer(exercise)
            if self.wrong and draw.random() < 0.6:
                path = draw.choice(files(exercise.name, "wrong"))
                source = path.read_text(encoding="utf-8").strip()
                steps.append(f"{exercise.name}: {path.stem}")
            # What is no single definition is handed in as it is.
            elif draw.random() < 0.6:
                spelling = draw.choice(list(SPELLINGS))
                source = SPELLINGS[spelling](source, exercise.name)
                steps.append(f"{exercise.name}: {spelling}")
            answer_cells(notebook)[exercise.name].source = source
        for change in (predictions_written, hints_asked):
            if draw.random() < 0.5:
                change(draft)
                steps.append(change.__name__)
        # The seed chooses one of the places, so that none is left out.
        one = draw.choice(draft.exercises)
        chosen = [(PLACES[self.seed % len(PLACES)], one)]
        chosen += [(draw.choice(PLACES), exercise) for exercise in posed]
        for change, exercise in chosen:
            if exercise.name not in draft.moved:
                draft.moved.add(exercise.name)
                change(draft, exercise)
                steps.append(f"{exercise.name}: {change.__name__}")
        whole = draw.choice(WHOLES)
        whole(draft)
        steps.append(whole.__name__)
        notebook.cells = draft.cells
        return notebook, steps


def _answer(exercise: Exercise) -> str:
    """A right answer, as the lesson solves it."""
    if exercise.lesson == LESSON and exercise.name in ANSWERS:
        return "\n".join(ANSWERS[exercise.name])
    path = ROOT / "solutions" / exercise.lesson / f"{exercise.lesson}.ipynb"
    cell = next(cell for cell in read(path).cells if cell.id == exercise.name)
    return re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)


LESSONS = [LESSON] * 5 + ["03_softmax", "04_sequential", "05_losses"]
RIGHT = [Layout(LESSONS[seed % len(LESSONS)], seed) for seed in range(76)]
WRONG = [Layout(LESSON, seed, wrong=True) for seed in range(24)]
