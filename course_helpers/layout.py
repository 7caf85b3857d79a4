"""In which order grading runs a learner's notebook, and which cell stands for which.

One rule: all code runs where it stood, and each answer is looked at where its check
stood. So it earns what the kernel gives for it, run from top to bottom, whatever was
moved, merged, copied or deleted. Where that would be nothing, grading is kinder: a
check that is missing, or stands above its answer, comes right below it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course_helpers import python_source
from course_helpers.cells import (
    Cell,
    Role,
    is_stub,
    own_code,
    predicted,
    roles_of,
    squeezed,
    stub_names,
    wanted_names,
)
from course_helpers.check.catalogue import REFLECTION, Exercise

_CODE = ("answer", "check", "extra")


@dataclass(frozen=True)
class Item:
    """A cell in its new place.

    Attributes:
        name: the id of the course's cell that it is; empty for one of the learner's.
        source: what the learner wrote in it; None where the course's text stays.
    """

    name: str
    source: str | None = None


def arranged(
    cells: Iterable[Cell],
    exercises: Sequence[Exercise],
    released: Mapping[str, tuple[str, str]],
    skipped: Iterable[str] = (),
) -> list[Item]:
    """Return a learner's notebook in the order in which it runs.

    Args:
        cells: its cells, in order.
        exercises: those that the lesson asks for.
        released: kind and text of the cells that were handed out, by id.
        skipped: ids of those that only a reader runs.

    Returns:
        Each cell of the course's once at most: what the notebook lacks is not there.
    """
    pieces = [piece for cell in cells for piece in pieces_of(cell, exercises)]
    plan = _Arrangement(
        pieces, roles_of(pieces, exercises, released), released, {*skipped}
    )
    for exercise in exercises:
        plan.take(exercise, _stub(released, exercise))
    return [item for place in range(len(pieces)) for item in plan.items(place)]


def _stub(released: Mapping[str, tuple[str, str]], exercise: Exercise) -> str:
    return released.get(exercise.name, ("code", ""))[1]


@dataclass
class _Arrangement:
    """What the pieces of a notebook become.

    Attributes:
        pieces: its code in parts, and its other cells.
        roles: what each of them is.
        released: kind and text of the course's cells, by id.
        skipped: ids of those that only a reader runs.
        answers: the exercise whose answer cell a piece is, by its place.
        below: what comes right below a piece.
        used: the ids of the course's cells that have their place.
    """

    pieces: list[Cell]
    roles: list[Role]
    released: Mapping[str, tuple[str, str]]
    skipped: set[str]
    answers: dict[int, str] = field(default_factory=dict)
    below: dict[int, list[Item]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def take(self, exercise: Exercise, stub: str) -> None:
        """Decide where an exercise's answer and its check stand."""
        places = [n for n, role in enumerate(self.roles) if role.kind in _CODE]
        marked = [n for n in places if self.roles[n] == Role("answer", exercise.name)]
        marked = [n for n in marked if not is_stub(self.pieces[n], stub)]
        self._join(marked)
        names = wanted_names(exercise)
        defining = [n for n in places if self.pieces[n].defines & names]
        written = [n for n in defining if not is_stub(self.pieces[n], stub)]
        check = self._check(exercise, written, places)
        tries = [n for n in written if n <= check] or marked
        if tries and tries[-1] in self.answers:
            host = self.answers[tries[-1]]
            text = f"# {exercise.name} stands in the cell of {host}."
            self.below.setdefault(tries[-1], []).insert(0, Item(exercise.name, text))
        elif tries:
            # Run from top to bottom, a later definition replaces an earlier one.
            self.answers[tries[-1]] = exercise.name
        if check >= 0:
            item = Item(f"check-{exercise.name}")
            self.below.setdefault(check, []).append(item)

    def _join(self, marked: list[int]) -> None:
        """Make one of the parts of an answer that was split inside a function."""
        host, is_open = -1, False
        for place in marked:
            piece = self.pieces[place]
            if piece.source.lstrip().startswith("%%"):  # a magic takes all of a cell
                host = -1
                continue
            is_broken = not python_source.is_python(piece.source)
            whole = f"{self.pieces[host].source}\n{piece.source}"
            # The half above may be Python by itself, the one below is not.
            if host >= 0 and (is_open or is_broken) and python_source.is_python(whole):
                self.pieces[place] = replace(piece, source=whole)
                self.pieces[host] = replace(piece, source="")
                is_broken = False
            host, is_open = place, is_broken

    def _check(self, exercise: Exercise, written: list[int], places: list[int]) -> int:
        """Return the piece below which an answer is looked at; -1 if nothing tells."""
        role = Role("check", exercise.name)
        checks = [
            place
            for place in places
            if checked_in(self.pieces[place], [exercise])
            or (self.roles[place] == role and not self._hides(place, exercise))
        ]
        # In a notebook the newest verdict counts, too.
        last = checks[-1] if checks else -1
        if checks and (not written or written[0] <= last):
            return last
        if checks and self._may_pass(exercise, last):
            return last
        return written[-1] if written else -1

    def _hides(self, place: int, exercise: Exercise) -> bool:
        """Whether a call of the check stands in a function, which runs elsewhere."""
        call, source = squeezed(exercise.call), self.pieces[place].source
        text = python_source.without_functions(source)
        return call in squeezed(source) and call not in squeezed(text)

    def _may_pass(self, exercise: Exercise, check: int) -> bool:
        """Whether an answer may stand between the stub and a check, in any form."""
        # With exec, setattr or a module a name gets its value unseen.
        names = wanted_names(exercise)
        word = re.compile(rf"(?<![.\w])(?:{'|'.join(sorted(names))})\b")
        for place in range(check, -1, -1):
            piece, role = self.pieces[place], self.roles[place]
            if role.kind not in _CODE:
                continue
            if names & stub_names(piece.source):
                return False
            if word.search(_own_text(piece, role)):
                return True
        return False

    def items(self, place: int) -> list[Item]:
        """Return what a piece becomes, and what comes right below it."""
        piece, role = self.pieces[place], self.roles[place]
        above = []
        if role == Role("reflection", REFLECTION):
            above = [Item(REFLECTION, self._in_words())]
        elif place in self.answers:
            above = [Item(self.answers[place], piece.source)]
        elif role.kind == "own" and role.name not in self.used:
            above = [Item(role.name)]
        elif self._is_prediction(piece, role):
            above = [Item(role.name, piece.source)]
        elif piece.kind == "code" and self._is_run(piece, role):
            source = _own_text(piece, role)
            above = [Item("", source)] * bool(source.strip())
        items = [*above, *self.below.get(place, [])]
        items = [item for item in items if item.name not in self.used]
        self.used |= {item.name for item in items if item.name}
        return items

    def _is_prediction(self, piece: Cell, role: Role) -> bool:
        """Whether a cell of the course's has but the values that a learner put in."""
        if role.kind != "extra" or role.name in self.used or piece.kind != "code":
            return False
        _, text = self.released.get(role.name, ("", ""))
        names = predicted(text).keys()
        return bool(names) and predicted(piece.source).keys() == names

    def _is_run(self, piece: Cell, role: Role) -> bool:
        _, text = self.released.get(role.name, ("", ""))
        if role.kind == "answer":
            # The course's text comes back where nothing was written.
            return squeezed(piece.source) != squeezed(text) and _has_code(piece)
        # A long demonstration with other numbers is still one.
        news = piece.defines - python_source.defined_names(text)
        return role.name not in self.skipped or bool(news)

    def _in_words(self) -> str | None:
        """Return the answer in words, from all cells in which it was written."""
        stub = self.released.get(REFLECTION, ("", ""))[1]
        texts = [
            piece.source
            for piece, role in zip(self.pieces, self.roles, strict=True)
            if role == Role("reflection", REFLECTION) and not is_stub(piece, stub)
        ]
        return "\n\n".join(texts) or None


def _own_text(piece: Cell, role: Role) -> str:
    return own_code(piece) if role.kind == "check" else piece.source


def _has_code(piece: Cell) -> bool:
    tree = python_source.cell_tree(piece.source)
    return tree is None or bool(tree.body)


def pieces_of(cell: Cell, exercises: Sequence[Exercise]) -> list[Cell]:
    """Return a cell's code in parts that are run one after the other in its place.

    Each answers one exercise at most, and a check stands by itself: so it does not
    matter which cells a learner merged.

    Args:
        cell: the cell, not one of the course's own.
        exercises: those that the lesson asks for.
    """
    owner = {name: e.name for e in exercises for name in wanted_names(e)}
    several = len({owner[name] for name in cell.defines & owner.keys()}) > 1
    # Most cells answer one exercise and check none.
    if not several and not checked_in(cell, exercises):
        return [cell]
    calls, parts = _calls(exercises), []
    answered: set[str] = set()
    for text in _statements(cell.source):
        names = python_source.defined_names(text) & owner.keys()
        owners = {owner[name] for name in names}
        is_check = squeezed(text).rstrip(";") in calls
        if parts and not is_check and len(answered | owners) < 2:
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
            answered = set()
        # Nothing is put to a check.
        answered |= owners | ({"", "check"} if is_check else set())
    if any(squeezed(part).rstrip(";") in calls for part in parts):
        # What stands beside a check in its cell is none, whatever the cell's mark says.
        names = tuple(n for n in cell.names if not n.startswith("check-"))
        cell = replace(cell, names=names)
    return [replace(cell, source=part) for part in parts] or [cell]


def _statements(source: str) -> Iterator[str]:
    """Yield a cell's statements, also those that stand on one line with a check."""
    for text in python_source.statements(source):
        # `check.neuron(neuron); del neuron`: below the line it would be too late.
        parts = [part.strip() for part in text.split(";") if part.strip()]
        tree = python_source.tree_of(text) if "check." in text else None
        split = tree and len(tree.body) == len(parts) > 1
        yield from parts if split else [text]


def checked_in(cell: Cell, exercises: Iterable[Exercise]) -> list[str]:
    """Return the exercises whose checks a cell of code calls, line by line."""
    if cell.kind != "code" or "check." not in cell.source:
        return []
    # What stands in a function is not called there.
    text = python_source.without_functions(cell.source)
    lines = {squeezed(line).rstrip(";") for line in re.split("[\n;]", text)}
    return [name for call, name in _calls(exercises).items() if call in lines]


def _calls(exercises: Iterable[Exercise]) -> dict[str, str]:
    return {squeezed(exercise.call): exercise.name for exercise in exercises}
