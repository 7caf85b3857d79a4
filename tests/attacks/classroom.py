"""A class of hand-ins, hostile and honest ones, graded together by the real grader."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.cells import answer_cells
from course_helpers.grading.course import Course, find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.limits import Limits
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import Row
from course_helpers.grading.release.make import release
from course_helpers.sandboxed.processes import descendants
from tests.conftest import ANSWERS, FIGURE, ROOT, small_lesson

LESSON = "01_tensors"
RIGHT = {name: "\n".join(parts) for name, parts in ANSWERS.items()}
WRONG = {name: f"{head}\n    return 0" for name, (head, _) in ANSWERS.items()}
FULL, NOTHING = (2, 2, 2), (0, 0, 0)
MARK = "course-attack-mark"
"""In the name of all that a hand-in tries to leave behind."""
SECRET = "only-ada-knows"
"""Stands in an honest hand-in: nobody else may see it."""
HONEST = {"ada": FULL, "mia": (0, 2, 2), "zoe": FULL}

LIMITS = Limits(
    cell_seconds=8,
    extra_seconds=16,
    seconds=60,
    memory=2**30,
    disk_megabytes=16,
)


@dataclass(frozen=True)
class Attack:
    """A hand-in, and what must come of it.

    Attributes:
        row: of the table in the design of grading.
        name: of the hand-in; with the row it is the student's name.
        code: of an extra cell before the first answer; {root} is the course folder,
            {home} the instructor's, {port} a port of the host that listens.
        points: for neuron, two_layer and standardize; None if it is not graded.
        answers: the sources of the answer cells; those of others stay stubs.
        change: alters the notebook, or returns other bytes to hand in.
        place: puts other things where the hand-in lies, given its path.
        shows: words that an output or a message of the graded notebook must have.
        reason: words of the reason why it was not graded, or not to its end.
        quick: whether it runs in `make test`.
    """

    row: int
    name: str
    code: str = ""
    points: tuple[float, float, float] | None = FULL
    answers: dict[str, str] = field(default_factory=lambda: RIGHT)
    change: Callable[[NotebookNode], NotebookNode | bytes] = lambda notebook: notebook
    place: Callable[[Path], None] = lambda path: None
    shows: tuple[str, ...] = ()
    reason: str = ""
    quick: bool = False

    @property
    def student(self) -> str:
        """The name of the student who hands it in."""
        return f"{self.row:02}-{self.name}"


@dataclass
class Graded:
    """A class after grading.

    Attributes:
        course: its course.
        rows: by student.
        grades: the gradebook's, by student and cell: score, maximum, waits for a
            person.
        texts: all outputs of each student's graded notebook, joined.
        left: what grading left on the machine that was not there before.
        changed: files of the course that were to stay as they were.
    """

    course: Course
    rows: dict[str, Row]
    grades: dict[str, dict[str, tuple[float, float, bool]]]
    texts: dict[str, str]
    left: list[str]
    changed: list[str]

    def points(self, student: str) -> tuple[float, ...] | None:
        """Return the points for each exercise; None if there are none."""
        grades = self.grades.get(student)
        return grades and tuple(grades[f"check-{name}"][0] for name in ANSWERS)


def make_course(folder: Path, empty_gradebook: Path) -> Course:
    """Make a course folder with one small lesson, released."""
    lesson = folder / "solutions" / LESSON
    lesson.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "grading").mkdir()
    shutil.copy(empty_gradebook, folder / "grading" / "gradebook.db")
    (lesson / "figure.svg").write_text(FIGURE)
    nbformat.write(small_lesson(), lesson / f"{LESSON}.ipynb")
    course = find_course(folder)
    release(course, LESSON, run=False)
    return course


def hand_in(course: Course, attack: Attack, port: int = 9) -> None:
    """Put a hand-in where the collector would."""
    notebook = read(course.notebook("release", LESSON))
    cells = answer_cells(notebook)
    places = {"root": course.root, "home": Path.home(), "port": port, "mark": MARK}
    for name, source in attack.answers.items():
        cells[name].source = _filled(source, places)
    if attack.code:
        extra = new_code_cell(_filled(attack.code, places), id="mine")
        notebook.cells.insert(2, extra)
    made = attack.change(notebook)
    if isinstance(made, NotebookNode):
        made = json.dumps(made).encode()  # nbformat would put it right
    path = course.notebook("submitted", LESSON, attack.student)
    path.parent.mkdir(parents=True)
    path.write_bytes(made)
    attack.place(path)


def _filled(source: str, places: dict[str, object]) -> str:
    for name, value in places.items():
        source = source.replace(f"{{{name}}}", str(value))
    return source


def honest(course: Course) -> None:
    """Hand in for those who mean no harm."""
    for student, points in HONEST.items():
        kept = {n: RIGHT[n] for n, p in zip(RIGHT, points, strict=True) if p}
        words = {"reflection": f"Because. {SECRET}"}
        path = course.notebook("submitted", LESSON, student)
        notebook = read(course.notebook("release", LESSON))
        for name, source in (kept | words).items():
            answer_cells(notebook)[name].source = source
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def grade(
    course: Course, students: Iterable[str], settings: Settings, folder: Path
) -> Graded:
    """Grade a class and look at all that is there afterwards.

    Args:
        course: its course.
        students: those who handed in, in this order.
        settings: how to grade.
        folder: an empty folder for temporary files of the grader.
    """
    before, machine = _files(course.root), _machine(folder)
    pairs = [(LESSON, student) for student in students]
    rows = {row.student: row for row in grade_all(course, pairs, settings)}
    after = _files(course.root)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    left = sorted(_machine(folder) - machine)
    grades = {student: _grades(course, student) for student in rows}
    texts = {student: _text(course, student) for student in rows}
    kept = {student: found for student, found in grades.items() if found}
    return Graded(course, rows, kept, texts, left, changed)


_WRITTEN = ("autograded", "verdicts", "recorded", "gradebook.db", ".lock", ".open")


def _files(root: Path) -> dict[str, str]:
    """Return a hash of each file that grading has no business with."""
    found = {}
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        written = parts[0] == "grading" and parts[1:2] and parts[1] in _WRITTEN
        if written or not (path.is_symlink() or path.is_file()):
            continue
        data = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        kind = str(path.lstat().st_mode).encode()
        found["/".join(parts)] = hashlib.sha256(kind + data).hexdigest()
    return found


def _machine(folder: Path) -> set[str]:
    """Return what hand-ins might leave: processes, mounts, sockets, files."""
    found = {f"process {pid}" for pid in descendants(os.getpid()) if _lives(pid)}
    found |= {f"mount {_place(m)}" for m in _lines("/proc/self/mountinfo")}
    found |= {f"socket {line}" for line in _lines("/proc/net/unix") if MARK in line}
    found |= {f"file {path.name}" for path in folder.iterdir()}
    for place in ("/", "/tmp", "/var/tmp", "/dev/shm", "/dev", "/run", Path.home()):
        found |= {f"file {path}" for path in Path(place).glob(f"*{MARK}*")}
    return found


def _place(line: str) -> str:
    return line.split()[4]


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()


def _lives(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


def _grades(course: Course, student: str) -> dict[str, tuple[float, float, bool]]:
    with course.api().gradebook as gradebook:
        known = {one.student.id for one in gradebook.assignment_submissions(LESSON)}
        if student not in known:
            return {}
        found = gradebook.find_submission_notebook(LESSON, LESSON, student)
        return {
            grade.name: (grade.score, grade.max_score, grade.needs_manual_grade)
            for grade in found.grades
        }


def _text(course: Course, student: str) -> str:
    path = course.notebook("autograded", LESSON, student)
    if not path.exists():
        return ""
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    return "\n".join(_shown(output) for cell in cells for output in cell.outputs)


def _shown(output: NotebookNode) -> str:
    data = output.get("data", {})
    parts = (output.get("text"), output.get("evalue"), *data.values())
    return "\n".join(part for part in parts if isinstance(part, str))
