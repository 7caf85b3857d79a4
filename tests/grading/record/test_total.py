import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets.config import Config

from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.record.classbook import ClassBook, Grade, HandIn, Person
from course_helpers.grading.record.total import is_graded_as_a_whole, totals

LESSONS = ["01_a", "02_b", "03_c"]


def course_with(folder, **settings):
    for lesson in LESSONS:
        path = folder / "solutions" / lesson / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    config = Config({"CourseDirectory": {"source_directory": "solutions"}})
    config.CourseGrade.update(settings)
    return Course(folder, config)


def book_of(points, worth=10):
    """A class of one student, with so many points of `worth` in each lesson."""
    book = ClassBook({"ada": Person("ada")}, LESSONS)
    for lesson, score in zip(LESSONS, points, strict=True):
        book.exercises[lesson] = {"all": worth}
        if score is not None:
            grades = {"all": Grade(score, worth)}
            book.hand_ins["ada", lesson] = HandIn(graded=True, grades=grades)
    return book


def grade(folder, points, **settings):
    return totals(course_with(folder, **settings), book_of(points))["ada"]


def test_each_lesson_counts_by_its_points_or_weight(tmp_path):
    assert grade(tmp_path, [10, 5, None]).percent == 50
    weights = {"01_a": 3, "02_b": 1}
    assert grade(tmp_path, [10, 0, 10], weights=weights).percent == 75


def test_the_best_count_and_who_is_excused_loses_nothing(tmp_path):
    best = grade(tmp_path, [10, 2, 6], best=2)
    assert (best.percent, best.counted, best.dropped) == (
        80,
        ("01_a", "03_c"),
        ("02_b",),
    )
    excused = grade(tmp_path, [10, None, 6], excused={"ada": ["02_b"]})
    assert (excused.percent, excused.excused) == (80, ("02_b",))
    assert grade(tmp_path, [1, 1, 1], excused={"ada": LESSONS}).percent is None


def test_letter_is_that_of_the_highest_percentage_reached(tmp_path):
    letters = [(90, "A"), (60, "B"), (0, "C")]
    for points, letter in ((9, "A"), (8.99, "B"), (6, "B"), (0, "C")):
        assert grade(tmp_path, [points] * 3, letters=letters).letter == letter


@given(
    points=st.lists(st.integers(0, 40).map(lambda n: n / 4), min_size=3, max_size=3),
    weights=st.lists(st.floats(0.1, 9), min_size=3, max_size=3),
    best=st.integers(0, 4),
)
def test_percentage_is_that_of_the_best_choice(tmp_path_factory, points, weights, best):
    folder = tmp_path_factory.mktemp("course")
    chosen = dict(zip(LESSONS, weights, strict=True))
    total = grade(folder, points, weights=chosen, best=best)
    assert 0 <= total.percent <= 100 and len(total.counted) == min(best or 3, 3)
    counted = [LESSONS.index(lesson) for lesson in total.counted]
    whole = sum(weights[n] for n in counted)
    wanted = 10 * sum(points[n] * weights[n] for n in counted) / whole
    assert total.percent == pytest.approx(wanted, abs=0.006)
    left = [points[n] for n in range(3) if n not in counted]
    assert all(points[n] >= other for n in counted for other in left)


@pytest.mark.parametrize(
    "settings",
    [
        {"weights": {"99_z": 1}},
        {"weights": {"01_a": -1}},
        {"best": -1},
        {"excused": {"ada": ["nothing"]}},
        {"letters": [(0, "C"), (90, "A")]},
        {"leters": [(0, "C")]},
    ],
)
def test_what_is_no_grade_is_said(tmp_path, settings):
    with pytest.raises(CourseError, match="CourseGrade: .*Correct it there"):
        grade(tmp_path, [1, 1, 1], **settings)


def test_course_without_settings_has_no_grade_of_its_own(tmp_path):
    assert not is_graded_as_a_whole(Course(tmp_path, Config()))
    assert is_graded_as_a_whole(course_with(tmp_path, best=2))
