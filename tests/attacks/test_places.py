"""Wherever a course lies on the machine, hand-ins see nothing of it."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from course_helpers.grading.grade import Settings
from tests.attacks.classroom import LIMITS, SECRET, Attack, grade, hand_in, honest
from tests.attacks.classroom import make_course as make
from tests.attacks.test_attacks import assert_no_harm

LOOK = """
import os
seen = []
for top in ("/usr", "/opt", "/srv", "/home", "/root", "/environment", "/course"):
    for folder, folders, names in os.walk(top):
        seen += [os.path.join(folder, n) for n in names + folders
                 if n in ("gradebook.db", "submitted", "judge", "01_tensors.ipynb")]
try:
    seen += os.listdir({root!r})
except OSError:
    pass
print("seen of the course:", [p for p in seen if "/nbgrader/" not in p])
"""


OTHERS = [
    pytest.param(p, marks=pytest.mark.slow) for p in ("/usr/lib", "~", "/opt", "")
]


@pytest.fixture(params=["/usr/share", *OTHERS])
def place(request):
    """A folder with a blank in its name, at a place where people may keep a course."""
    above = Path(request.param or tempfile.gettempdir()).expanduser()
    if not os.access(above, os.W_OK):
        pytest.skip(f"{above} cannot be written")
    folder = Path(tempfile.mkdtemp(prefix="a course-", dir=above))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_hand_in_sees_nothing_of_the_course(place, empty_gradebook, sandbox):
    course = make(place / "our course", empty_gradebook)
    code = LOOK.format(root=str(course.root))
    look = Attack(38, "looks", code, shows=("seen of the course: []",))
    hand_in(course, look)
    honest(course)
    temporary = place / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        students = ["ada", "mia", "zoe", look.student]
        graded = grade(course, students, Settings(limits=LIMITS), temporary)
    assert graded.points(look.student) == look.points
    assert look.shows[0] in graded.texts[look.student], graded.texts[look.student]
    assert SECRET not in graded.texts[look.student]
    assert_no_harm(graded)
