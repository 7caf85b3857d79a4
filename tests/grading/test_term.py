"""A whole term: every student's points agree with a sum that knows no grader.

What happens is drawn by a seed: who answers what, who is late, who hands in what cannot
be read. The sum adds up what each was drawn to earn; the course sees only the files
that Moodle and Canvas would have written.
"""

import math
import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbgrader.plugins import LateSubmissionPlugin

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.collect.enrolment import enrol
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read as notebook_of
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.gradebook import handed_in, register
from course_helpers.grading.record.lateness import set_due
from course_helpers.grading.record.merge import merge, preview, undo
from course_helpers.grading.record.past import bring_back, past
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.export import export
from course_helpers.grading.report.feedback import write_pages
from tests.grading import platforms
from tests.grading.platforms import Assignment, Person

ROOT = Path(__file__).parents[2]
LESSONS = ["01_tensors", "02_autograd", "03_softmax"]
DUE = {
    lesson: datetime(2026, 3, 6 + 7 * week, 17, tzinfo=UTC)
    for week, lesson in enumerate(LESSONS)
}
GRACE = 15
REFLECTION = 2
WEIGHTS = {"01_tensors": 1.0, "02_autograd": 2.0, "03_softmax": 3.0}
LETTERS = [(90.0, "A"), (60.0, "B"), (0.0, "C")]
FIRSTS = "Anna Ben Chloë Đặng Émile Fatma Grzegorz Hélène İpek 小龍 Søren Ольга".split()
LASTS = (
    "O'Brien Müller-Lüdenscheidt García Smith de_Vries Schmidt Nguyễn 李 Zając".split()
)
pytestmark = pytest.mark.usefixtures("sandbox")


class APointADay(LateSubmissionPlugin):
    """Each day that has begun costs a point."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return math.ceil(total_seconds_late / 86400)


@dataclass
class Student:
    """A student, and what the sum says."""

    person: Person
    platform: str
    folder: str = ""
    points: dict[str, float] = field(default_factory=dict)
    penalty: dict[str, float] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)

    def final(self, lesson):
        """The points, lateness taken off; None if there are none."""
        if lesson not in self.points:
            return None
        return max(0, self.points[lesson] - self.penalty.get(lesson, 0))


class Term:
    """A course with students on two platforms, who hand in what is drawn."""

    def __init__(self, folder, gradebook, count, seed):
        self.chance = random.Random(seed)
        self.folder = folder
        self.course = self._course(folder / "course", gradebook)
        self.students = self._students(count)
        self.variants = {lesson: self._variants(lesson) for lesson in LESSONS}

    def _course(self, root, gradebook):
        for lesson in LESSONS:
            for part in ("solutions", "notebooks"):
                shutil.copytree(ROOT / part / lesson, root / part / lesson)
        shutil.copy(ROOT / "nbgrader_config.py", root)
        (root / "grading").mkdir()
        shutil.copy(gradebook, root / "grading" / "gradebook.db")
        course = find_course(root)
        course.config.Exchange.timezone = str(platforms.ZONE)
        course.config.AssignLatePenalties.plugin_class = APointADay
        course.config.Deadlines.grace_minutes = GRACE
        return course

    def _students(self, count):
        students = []
        for number in range(count):
            platform = "canvas" if number % 5 >= 3 else "moodle"
            first, last = self.chance.choice(FIRSTS), self.chance.choice(LASTS)
            # In Canvas numbers tell namesakes apart, in Moodle addresses.
            first += f" {chr(97 + number % 26)}{chr(97 + number // 26)}"
            login = f"user{number}@uni.example"
            person = Person(first, last, login, 100 + number, f"{platform} group")
            students.append(Student(person, platform))
        twin = next(s for s in students if s.platform == "moodle").person
        other = next(s for s in students[1:] if s.platform == "moodle")
        other.person = Person(
            twin.first, twin.last, "twin@uni.example", 77, twin.section
        )
        return students

    def _variants(self, lesson):
        """Notebooks of known points: (bytes, points of the checks)."""
        right = answer_cells(notebook_of(self.course.notebook("source", lesson)))
        names = [exercise.name for exercise in exercises_of(lesson)]
        worth = {exercise.name: exercise.points for exercise in exercises_of(lesson)}
        variants = []
        for chosen in (names, names[:1], names[1:]):
            notebook = notebook_of(self.course.notebook("release", lesson))
            cells = answer_cells(notebook)
            for name in chosen:
                cells[name].source = right[name].source
            cells["reflection"].source = "Because the sums agree."
            text = nbformat.writes(notebook).encode()
            variants.append((text, sum(worth[name] for name in chosen)))
        return variants

    def of(self, platform):
        return [s for s in self.students if s.platform == platform]

    def draw(self, lesson, student, late=timedelta(minutes=-90)):
        """Let a student hand in; the sum learns the points before any penalty."""
        data, points = self.chance.choice(self.variants[lesson])
        student.points[lesson] = points
        return f"{lesson}.ipynb", data, DUE[lesson] + late

    def collect(self, *args, **more):
        items = list(collect(self.course, *args, **more))
        return [item for item in items if isinstance(item, Collected)]

    def grade(self):
        pairs = [
            (lesson, student)
            for lesson in LESSONS
            for student in handed_in(self.course, lesson)
        ]
        rows = grade_all(self.course, pairs, Settings(jobs=2))
        return {(row.student, row.lesson): row for row in rows}

    def mark(self, lesson):
        """Read the answers in words: the sum learns what each is given."""
        with self.course.api().gradebook as gradebook:
            for student in self.students:
                if lesson not in student.points:
                    continue
                given = self.chance.choice([0, 0.5, 1, 1.5, 2])
                grade = gradebook.find_grade(
                    "reflection", lesson, lesson, student.folder
                )
                grade.manual_score, grade.needs_manual_grade = given, False
                student.points[lesson] += given
            gradebook.db.commit()

    def folders(self):
        """Learn under which name each student is kept; nobody has two."""
        book = read_class(self.course)
        emails = {person.email: s for s, person in book.people.items()}
        for student in self.students:
            student.folder = emails[student.person.email]
        assert len(book.people) == len(self.students)


def first_week(term):
    """Late, nearly late, extended; namesakes; what is no notebook; a second try."""
    lesson = LESSONS[0]
    moodle, canvas = term.of("moodle"), term.of("canvas")
    monday = Assignment(lesson, 41)
    lates = {2: 3 * 60, 3: GRACE - 1, 4: 30 * 60}
    for place, student in enumerate(moodle):
        late = timedelta(minutes=lates.get(place, -60))
        monday.handed_in[student.person] = term.draw(lesson, student, late)
    extended, costly = moodle[4], moodle[2]
    set_due(term.course, lesson, "2026-03-09 12:00", extended.folder)
    costly.penalty[lesson] = 1
    pdf, other = moodle[5], moodle[6]
    monday.handed_in[pdf.person] = ("work.pdf", b"%PDF-1.7 ...", DUE[lesson])
    name, data, _ = term.draw(LESSONS[1], other)
    monday.handed_in[other.person] = (name, data, DUE[lesson])
    del pdf.points[lesson], other.points[lesson], other.points[LESSONS[1]]
    people = [student.person for student in moodle]
    first = platforms.in_moodle(term.folder, monday, people)
    collected = term.collect(first[0], worksheet=first[1])
    problems = {item.student: item.problem for item in collected}
    assert "a PDF file" in problems[pdf.folder]
    assert f"{LESSONS[1]}, handed in for {lesson}" in problems[other.folder]
    old = shutil.copy(first[0], term.folder / f"old-{lesson}.zip")

    uploads = Assignment(lesson, 51)
    for student in canvas:
        uploads.handed_in[student.person] = term.draw(lesson, student)
    late = canvas[1]
    late.penalty[lesson] = 1
    zipped = platforms.in_canvas(term.folder, uploads, {late.person})
    assert len(term.collect(zipped)) == len(canvas)
    term.grade()

    # Again: one hands in something better, one an empty file, one nothing written.
    blank = term.course.notebook("release", lesson).read_bytes()
    better, empty, untouched = moodle[7], moodle[8], moodle[0]
    again = [(better, term.draw(lesson, better)[1]), (empty, b""), (untouched, blank)]
    for student, data in again:
        time = DUE[lesson] - timedelta(minutes=5)
        monday.handed_in[student.person] = (f"{lesson}.ipynb", data, time)
    second = platforms.in_moodle(term.folder, monday, people)
    term.collect(second[0], worksheet=second[1])
    rows = term.grade()
    for student in (empty, untouched):
        assert "does not count" in rows[student.folder, lesson].reason
    before = {s.folder: len(past(term.course, lesson, s.folder)) for s in moodle}
    term.collect(old, lesson)
    assert before == {
        s.folder: len(past(term.course, lesson, s.folder)) for s in moodle
    }
    return {pdf.folder, other.folder}


def second_week(term):
    """Teams on both platforms; Moodle speaks German."""
    lesson = LESSONS[1]
    moodle, canvas = term.of("moodle"), term.of("canvas")
    team, pair = moodle[1:4], canvas[:2]
    for group, name in ((team, "Team 3"), (pair, "Team 9")):
        for student in group:
            values = vars(student.person) | {"team": name}
            student.person = Person(**values)
    work = Assignment(lesson, 42)
    for student in (*moodle[:2], *moodle[4:]):
        work.handed_in[student.person] = term.draw(lesson, student)
    for mate in team[1:]:
        mate.points[lesson] = team[0].points[lesson]
    people = [student.person for student in moodle]
    zipped, sheet = platforms.in_moodle(term.folder, work, people, "de", teams=True)
    assert len(term.collect(zipped, worksheet=sheet)) == len(moodle)

    enrol(term.course, platforms.groups(term.folder, [s.person for s in canvas]))
    uploads = Assignment(lesson, 52)
    for student in (pair[0], *canvas[2:]):
        uploads.handed_in[student.person] = term.draw(lesson, student)
    pair[1].points[lesson] = pair[0].points[lesson]
    zipped = platforms.in_canvas(term.folder, uploads, set(), teams=True)
    assert len(term.collect(zipped)) == len(canvas)


def third_week(term):
    """Names are hidden; one is called otherwise by now; one writes a mail."""
    lesson = LESSONS[2]
    moodle, canvas = term.of("moodle"), term.of("canvas")
    renamed, by_mail, lost = moodle[3], moodle[4], canvas[2]
    person = renamed.person
    renamed.person = Person(
        person.first, "Neuname", person.email, person.number, person.section
    )
    work = Assignment(lesson, 43)
    for student in moodle:
        if student is not by_mail:
            work.handed_in[student.person] = term.draw(lesson, student)
    people = [student.person for student in moodle]
    zipped, sheet = platforms.in_moodle(term.folder, work, people, blind=True)
    assert len(term.collect(zipped, worksheet=sheet)) == len(moodle) - 1

    name, data, time = term.draw(lesson, by_mail, timedelta(days=1, hours=1))
    (term.folder / "mail").mkdir()
    mail = term.folder / "mail" / name
    mail.write_bytes(data)
    term.collect(mail, student=by_mail.folder, came=time)
    by_mail.penalty[lesson] = 2

    uploads = Assignment(lesson, 53)
    for student in canvas:
        uploads.handed_in[student.person] = term.draw(lesson, student)
    # Under another account, with another name and number.
    stray = Person("Somebody", "Else", "else@uni.example", 4711)
    uploads.handed_in[stray] = uploads.handed_in.pop(lost.person)
    term.collect(platforms.in_canvas(term.folder, uploads, set()))
    return lost.folder, "elsesomebody_4711"


def expected(student):
    """The percentage of the course: the best two lessons, each with its weight."""
    worths = {x: sum(e.points for e in exercises_of(x)) + REFLECTION for x in LESSONS}
    shares = {
        lesson: (student.final(lesson) or 0) / worths[lesson]
        for lesson in LESSONS
        if lesson not in student.excused
    }
    best = sorted(shares, key=lambda x: (-shares[x], -WEIGHTS[x], x))[:2]
    earned = sum(WEIGHTS[lesson] * shares[lesson] for lesson in best)
    return round(100 * earned / sum(WEIGHTS[lesson] for lesson in best), 2)


@pytest.mark.parametrize(
    ("count", "seed"),
    [(16, 0), pytest.param(60, 1, marks=pytest.mark.slow)],
)
def test_every_student_has_the_points_of_an_independent_sum(
    tmp_path, empty_gradebook, count, seed
):
    term = Term(tmp_path, empty_gradebook, count, seed)
    course = term.course
    moodle = [student.person for student in term.of("moodle")]
    canvas = [student.person for student in term.of("canvas")]
    lists = [
        platforms.participants(tmp_path, moodle, "de"),
        platforms.gradebook(tmp_path, canvas, LESSONS),
    ]
    for path in lists:
        enrol(course, path)
    for lesson in LESSONS:
        register(course, lesson)
        set_due(course, lesson, DUE[lesson].isoformat())
    term.folders()

    unreadable = first_week(term)
    term.mark(LESSONS[0])
    second_week(term)
    lost, stray = third_week(term)
    term.grade()

    assert [step.lesson for step in preview(course, stray, lost)] == LESSONS
    merge(course, stray, lost)
    assert undo(course) == (stray, lost)
    merge(course, stray, lost)
    rows = term.grade()
    for lesson in LESSONS[1:]:
        term.mark(lesson)
    excused = term.students[-1]
    excused.excused = {LESSONS[2]}
    course.config.CourseGrade.weights = WEIGHTS
    course.config.CourseGrade.best = 2
    course.config.CourseGrade.excused = {excused.folder: [LESSONS[2]]}
    course.config.CourseGrade.letters = LETTERS

    term.folders()
    plain = platforms.read(export(course)[0])
    found = {(row["assignment"], row["student_id"]): row for row in plain}
    for student in term.students:
        for lesson in LESSONS:
            row = found[lesson, student.folder]
            wanted = student.final(lesson)
            shown = "" if wanted is None else f"{wanted:g}"
            assert (student, row["score"]) == (student, shown), row
        whole = found["course", student.folder]
        assert float(whole["score"]) == pytest.approx(expected(student), abs=0.011)
        assert whole["note"] == next(x for n, x in LETTERS if expected(student) >= n)
    assert len(found) == 4 * count
    for student in unreadable:
        assert rows[student, LESSONS[0]].score is None
    page = write_report(course).read_text(encoding="utf-8")
    assert page.count("handed in, not readable") == 2 and "moodle group" in page
    assert len(list(write_pages(course))) == count

    _go_back(term, lists)


def _go_back(term, lists):
    """The files for both platforms: every person of theirs, in their columns."""
    course = term.course
    for platform, path in zip(("moodle", "canvas"), lists, strict=True):
        target = term.folder / f"{platform}-grades.csv"
        _, left = export(course, target, platform, path)
        others = {s.folder for s in term.students if s.platform != platform}
        assert set(left) == others
        rows = platforms.read(target)
        if platform == "canvas":
            assert list(rows[0])[:2] == ["Student", "ID"]
            assert rows.pop(0)["Student"] == "Points Possible"
        students = term.of(platform)
        assert len(rows) == len(students)
        key = "Email address" if platform == "moodle" else "ID"
        by_key = {row[key]: row for row in rows}
        for student in students:
            person = student.person
            row = by_key[person.email if platform == "moodle" else str(person.number)]
            for lesson in LESSONS:
                column = next(name for name in row if name.startswith(lesson))
                wanted = student.final(lesson)
                assert row[column] == ("" if wanted is None else f"{wanted:g}")


def test_a_hand_in_that_was_brought_back_counts_until_a_newer_one(
    tmp_path, empty_gradebook
):
    term = Term(tmp_path, empty_gradebook, 16, 3)
    course, lesson = term.course, LESSONS[0]
    people = [student.person for student in term.of("moodle")]
    enrol(course, platforms.participants(tmp_path, people))
    student = term.of("moodle")[3]
    with course.api().gradebook as book:
        folders = {s.email: s.id for s in book.students}
    student.folder = folders[student.person.email]
    for hour, (data, points) in enumerate(term.variants[lesson]):
        mail = tmp_path / f"{hour}" / f"{lesson}.ipynb"
        mail.parent.mkdir()
        mail.write_bytes(data)
        came = DUE[lesson] + timedelta(hours=hour)
        term.collect(mail, student=student.folder, came=came)
        assert term.grade()[student.folder, lesson].score == points
    bring_back(course, lesson, student.folder, 1)
    _, points = term.variants[lesson][0]
    assert term.grade()[student.folder, lesson].score == points
    listed = past(course, lesson, student.folder)
    assert [p.counts for p in listed] == [True, False, False]
    assert [p.points for p in listed] == [points for _, points in term.variants[lesson]]
