import json
import stat
from types import SimpleNamespace

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.hub import course_side
from tests.grading.collect.sources import three_lessons

ADA = SimpleNamespace(pw_name="ada")


@pytest.mark.parametrize(
    "name",
    ["", "..", "../../etc", "/etc", "a b", 'a"""', "a\nb", "a" * 65, ["a"], None],
)
def test_no_name_of_a_course_leads_out_of_the_exchange(tmp_path, monkeypatch, name):
    said = f"what the settings print\n{json.dumps(name)}\n"
    monkeypatch.setattr(course_side, "_ask", lambda *words: said)
    with pytest.raises(CourseError, match="expected letters"):
        course_side.course_id(tmp_path, ADA)


def test_course_is_closed_and_uses_the_exchange(tmp_path):
    course = three_lessons(tmp_path / "course").root
    config = course / "nbgrader_config.py"
    exchange = tmp_path / "exchange"
    (exchange / "nn").mkdir(parents=True)
    with pytest.raises(CourseError, match="expected a line c.Exchange.root"):
        course_side._prepare(course, str(exchange), "nn")
    config.write_text(f"{config.read_text()}c.Exchange.root = 'elsewhere'\n")
    for _ in range(2):
        course_side._prepare(course, str(exchange), "nn")
    assert f"c.Exchange.root = {str(exchange)!r}\n" in config.read_text()
    assert stat.S_IMODE((course / "solutions").stat().st_mode) == 0o700
    modes = {
        p.name: stat.S_IMODE(p.stat().st_mode) for p in (exchange / "nn").iterdir()
    }
    assert modes == {"inbound": 0o1733, "outbound": 0o755, "feedback": 0o711}
