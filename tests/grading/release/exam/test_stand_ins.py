from course_helpers.grading.course import find_course
from course_helpers.grading.release.exam.stand_ins import telling
from tests.conftest import ROOT


def test_stand_ins_that_are_answers_are_named():
    said = list(telling(find_course(ROOT), ["01_tensors", "03_softmax"]))
    # PyTorch's own Flatten and Softmax; the stand-ins of lesson 01 do other things.
    assert said == [
        "03_softmax: the stand-in for flatten in the notebook earns 1 of 1 points.",
        "03_softmax: the stand-in for softmax in the notebook earns 3 of 3 points.",
    ]
