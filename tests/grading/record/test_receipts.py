from course_helpers.grading.record import receipts

ADA = ("01_tensors", "ada")


def test_receipt_says_which_result_the_gradebook_holds(course):
    assert receipts.recorded(course, *ADA) == {}
    receipts.write(course, *ADA, key="new", time="now")
    assert receipts.recorded(course, *ADA) == {"key": "new", "time": "now"}
    assert receipts.is_recorded(course, *ADA, "new", "now")
    assert not receipts.is_recorded(course, *ADA, "older", "now")
    assert not receipts.is_recorded(course, *ADA, "new", "then")
    assert not receipts.is_recorded(course, "01_tensors", "ben", "new", "now")
    assert not receipts.is_recorded(course, "02_autograd", "ada", "new", "now")


def test_what_could_not_be_graded_holds_no_result(course):
    receipts.write(course, *ADA, reason="new")
    assert not receipts.is_recorded(course, *ADA, "new", "now")
    assert receipts.recorded(course, *ADA) == {"reason": "new"}


def test_removed_or_broken_receipt_is_none(course):
    receipts.write(course, *ADA, key="new")
    (path,) = course.root.glob("grading/recorded/*/*")
    path.write_text('{"key": "ne')
    assert receipts.recorded(course, *ADA) == {}
    receipts.remove(course, *ADA)
    receipts.remove(course, *ADA)
    assert not path.exists()
