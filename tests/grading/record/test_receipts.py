from dataclasses import replace

from course_helpers.grading.limits import Limits
from course_helpers.grading.record import receipts

ADA = ("01_tensors", "ada")
RECEIPT = {"key": "new", "time": "now", "limits": {"cell_seconds": 90}}


def test_receipt_says_what_the_gradebook_holds_of_one_hand_in(course):
    assert receipts.recorded(course, *ADA) == {}
    receipts.write(course, *ADA, RECEIPT)
    assert receipts.recorded(course, *ADA) == RECEIPT
    assert receipts.recorded(course, "01_tensors", "ben") == {}
    assert receipts.recorded(course, "02_autograd", "ada") == {}


def test_removed_or_broken_receipt_is_none(course):
    receipts.write(course, *ADA, {"key": "new"})
    (path,) = course.root.glob("grading/recorded/*/*")
    path.write_text('{"key": "ne')
    assert receipts.recorded(course, *ADA) == {}
    receipts.remove(course, *ADA)
    receipts.remove(course, *ADA)
    assert not path.exists()


def test_limits_of_an_option_stand_in_for_the_class_s_own():
    limits = Limits(memory=2**30)
    assert receipts.own_limits({}, limits) == limits
    assert receipts.own_limits(RECEIPT, limits) == replace(limits, cell_seconds=90)
