import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_helpers.grading.reading.marks import Change, Mark
from course_helpers.grading.reading.received import LONGEST_COMMENT, changes_in

SEEN = {"points": None, "comment": "", "waits": True}
MARK = {"points": 1.5, "comment": "Ja: ü < 2", "waits": False}
CHANGE = {"id": "a", "version": "v", "seen": SEEN, "mark": MARK}


def body(*changes):
    return json.dumps({"changes": changes}).encode()


def test_changes_are_read():
    changes, versions = changes_in(body(CHANGE))
    assert changes == {"a": Change(Mark(), Mark(1.5, "Ja: ü < 2", False))}
    assert versions == {"a": "v"}


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"changes": {}}',
        b'{"changes": []}',
        b'{"changes": [1]}',
        body(CHANGE | {"id": 7}),
        body(CHANGE | {"seen": None}),
        body(CHANGE | {"mark": MARK | {"points": "1"}}),
        body(CHANGE | {"mark": MARK | {"points": True}}),
        body(CHANGE | {"mark": MARK | {"points": float("nan")}}),
        body(CHANGE | {"mark": MARK | {"points": float("inf")}}),
        body(CHANGE | {"mark": MARK | {"points": 10**400}}),
        body(CHANGE | {"mark": MARK | {"comment": None}}),
        body(CHANGE | {"mark": MARK | {"comment": "x" * (LONGEST_COMMENT + 1)}}),
        body(CHANGE | {"mark": MARK | {"comment": "\0"}}),
        body(CHANGE | {"mark": MARK | {"comment": "\ud800"}}),
        body(CHANGE | {"mark": MARK | {"waits": 1}}),
        body(*[CHANGE] * 5001),
    ],
    ids=range(20),
)
def test_anything_else_is_a_value_error(wrong):
    with pytest.raises(ValueError):
        changes_in(wrong)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["changes", "id", "seen", "mark", "points"]), inner
        )
    ),
)


@given(JSON)
def test_whatever_json_is_sent_it_is_read_or_a_value_error(value):
    try:
        changes_in(json.dumps(value).encode())
    except ValueError:
        pass
