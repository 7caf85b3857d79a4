import json

import pytest

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.people import save_names
from course_helpers.grading.reading.answers import LONGEST
from course_helpers.grading.reading.desk import Desk
from course_helpers.grading.reading.marks import Change, ConflictError, Mark
from tests.grading.reading.answered import (
    LESSON,
    STUB,
    held,
    make_answers,
    write_answer,
)

LONG = "The scores are divided by 100, so all probabilities are near 0.1."
CLASS = {
    "ada_lovelace": f"{LONG} Ada Lovelace",
    "ben_best": "Nothing at all happens to them; softmax divides by the sum.",
    "cy_young": STUB,
    "dora_marr": f"{LONG.upper()}  dora   marr!",
    "eve_hill": LONG.replace("near", "close to"),
    "fay_wray": " ",
}


def mark_of(page, name):
    return Mark(*(page["marks"][name][key] for key in ("points", "comment", "waits")))


def give(desk, page, group, points, comment=""):
    """Save one mark for all answers of a group."""
    changes = {
        name: Change(mark_of(page, name), Mark(points, comment, False))
        for name in group["answers"]
    }
    versions = {name: page["marks"][name]["version"] for name in changes}
    return desk.save(changes, versions)


def test_page_has_equal_answers_together_and_alike_ones_side_by_side(course):
    make_answers(course, CLASS)
    page = Desk(course, LESSON).page()
    assert [len(group["answers"]) for group in page["groups"]] in (
        [2, 1, 1, 2],
        [1, 2, 1, 2],
    )
    places = {len(group["answers"]): group for group in page["groups"][:2]}
    second = page["groups"][1]
    assert second["like"] in page["groups"][0]["answers"]
    kinds = [kind for kind, _ in second["pieces"]]
    assert "new" in kinds and "gone" in kinds and "…" in places[2]["text"]
    assert page["groups"][2]["like"] is None
    assert page["worth"] == 2 and len(page["question"]["rubric"]) == 2
    assert page["question"]["text"].startswith("Take the random network")


def test_untouched_and_empty_answers_stand_apart_at_the_end(course):
    make_answers(course, CLASS)
    page = Desk(course, LESSON).page()
    last = page["groups"][-1]
    assert last["empty"] and last["text"] == "" and len(last["answers"]) == 2
    waits = sorted(page["marks"][name]["waits"] for name in last["answers"])
    assert waits == [False, True]
    assert not any(group["empty"] for group in page["groups"][:-1])


def test_names_are_in_nothing_that_is_shown(course):
    make_answers(course, CLASS)
    text = json.dumps(Desk(course, LESSON).page()).lower()
    for name in ("lovelace", "marr", "best", "young", "hill", "wray"):
        assert name not in text


def test_names_are_shown_when_asked_for(course):
    make_answers(course, CLASS)
    groups = Desk(course, LESSON, with_names=True).page()["groups"]
    # Signed with different names, these two are not the same text any more.
    assert [len(group["answers"]) for group in groups] == [1, 1, 1, 1, 2]
    names = {name: group["text"] for group in groups for name in group["names"]}
    assert names.keys() == CLASS.keys()
    assert names["ada_lovelace"].endswith("Ada Lovelace")


def test_unread_ones_come_first_and_those_that_nobody_wrote_last(course):
    make_answers(course, CLASS)
    desk = Desk(course, LESSON)
    page = desk.page()
    first = page["groups"][0]
    give(desk, page, first, 1.0)
    groups = desk.page()["groups"]
    assert groups[-2]["answers"] == first["answers"] and groups[-1]["empty"]
    assert desk.left() == (5 - len(first["answers"]), 6)


def test_save_reaches_all_equal_answers_and_says_what_is_there(course):
    make_answers(course, CLASS)
    desk = Desk(course, LESSON)
    page = desk.page()
    (both,) = [g for g in page["groups"] if len(g["answers"]) == 2 and not g["empty"]]
    told = give(desk, page, both, 2, "Good.")
    assert all(told[name]["points"] == 2 for name in both["answers"])
    now = held(course)
    assert now["ada_lovelace"] == now["dora_marr"] == (2, "Good.", False)
    assert sum(points is None for points, _, _ in now.values()) == 4


def test_answer_that_changed_since_it_was_shown_gets_no_mark(course):
    make_answers(course, CLASS)
    desk = Desk(course, LESSON)
    page = desk.page()
    write_answer(course, "ben_best", "Something else, in a newer hand-in.")
    (ben,) = [g for g in page["groups"] if g["text"].startswith("Nothing")]
    with pytest.raises(ConflictError):
        give(desk, page, ben, 2)
    assert held(course)["ben_best"] == (None, None, True)
    give(desk, desk.page(), ben, 2)
    assert held(course)["ben_best"] == (2, None, False)


@pytest.mark.parametrize("points", [-0.5, 2.5])
def test_more_points_than_there_are_are_refused(course, points):
    make_answers(course, CLASS)
    desk = Desk(course, LESSON)
    page = desk.page()
    with pytest.raises(ValueError, match="from 0 to 2"):
        give(desk, page, page["groups"][0], points)
    assert all(kept[0] is None for kept in held(course).values())


def test_unreadable_notebooks_are_counted_and_the_others_shown(course):
    make_answers(course, CLASS)
    course.notebook("autograded", LESSON, "ben_best").write_text("{")
    course.notebook("autograded", LESSON, "eve_hill").unlink()
    page = Desk(course, LESSON).page()
    assert sum(len(group["answers"]) for group in page["groups"]) == 4
    assert len(page["troubles"]) == 2
    assert all("1 not shown: no" in text for text in page["troubles"])
    assert "course grade 03_softmax --force" in page["troubles"][0]


def test_endless_answer_is_cut(course):
    make_answers(course, {"ada": "word " * LONGEST})
    (group,) = Desk(course, LESSON).page()["groups"]
    assert LONGEST < len(group["text"]) < LONGEST + 100
    assert group["text"].endswith("the rest is in the notebook]")


def test_section_is_read_alone(course):
    make_answers(course, CLASS)
    entry = {"system": "", "ids": {"roster": ""}}
    names = {
        "ben_best": entry | {"name": "Ben Best", "section": "Monday"},
        "eve_hill": entry | {"name": "Eve Hill", "section": "Monday"},
        "cy_young": entry | {"name": "Cy Young", "section": "Friday"},
    }
    handins_folder(course).mkdir(parents=True, exist_ok=True)
    save_names(handins_folder(course), names)
    desk = Desk(course, LESSON, section="monday")
    assert desk.left() == (2, 2)
    everyone = Desk(course, LESSON)
    page = everyone.page()
    (empty,) = [group for group in page["groups"] if group["empty"]]
    with pytest.raises(ConflictError):
        give(desk, page, empty, 0)
    with pytest.raises(CourseError, match="expected one of Friday, Monday; got Tue"):
        Desk(course, LESSON, section="Tue")


def test_lesson_without_graded_answers_says_what_to_run(course):
    with pytest.raises(CourseError, match="expected one of 01_tensors; got 99"):
        Desk(course, "99")
    with pytest.raises(CourseError, match="Run: course grade 01_tensors"):
        Desk(course, "01_tensors").left()
