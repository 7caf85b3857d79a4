import pytest

from course_helpers import check, exercises
from course_helpers.check import catalogue as module
from course_helpers.check.catalogue import (
    Exercise,
    catalogue,
    exercises_of,
    lessons,
    typical_mistake,
)


def test_without_another_course_it_is_the_one_of_this_package(install):
    assert catalogue() is exercises.CATALOGUE


def test_another_course_comes_before_our_own(garden):
    assert catalogue().package == "garden"
    assert list(module.exercises()) == ["water", "plant", "dig"]
    assert {"water", "plant", "dig"} <= set(dir(check))
    assert check.water.__doc__ == "Check your water (02_care)."
    with pytest.raises(AttributeError, match="'softmax'; it has water, plant, dig"):
        _ = check.softmax


def test_two_other_courses_are_refused_and_both_are_named(install):
    install("garden")
    install("kitchen")
    both = "expected one course; got garden:CATALOGUE, kitchen:CATALOGUE"
    with pytest.raises(ValueError, match=f"{both}. Uninstall all but one"):
        catalogue()


def test_course_that_is_installed_twice_is_one(install):
    install("garden")
    install("garden")
    assert catalogue().package == "garden"


def test_lessons_are_in_order_and_their_exercises_as_posed(garden):
    assert lessons() == ["01_start", "02_care"]
    assert [e.name for e in exercises_of("01_start")] == ["plant", "dig"]
    assert exercises_of("03_winter") == []


def test_exercise_knows_its_check_and_its_modules():
    dig = Exercise("01_first_steps", "dig", 2, ("dig", "Spade"))
    assert dig.call == "check.dig(dig, Spade)"
    assert dig.topic == "first_steps"


def test_typical_mistake_is_read_from_the_course(garden):
    assert typical_mistake("water").startswith("# too much\n")
