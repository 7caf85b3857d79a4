"""What a hand-in sends as its outputs: anything may come, only harmless things stay."""

import json

import pytest

from course_helpers.grading.run.outputs import clean_outputs, clean_text, printed

PLENTY = 10**6


def cleaned(*outputs, room=PLENTY):
    return clean_outputs(json.dumps(outputs).encode(), [room])


def result(kind="display_data", **data):
    return {"output_type": kind, "data": data, "metadata": {"isolated": True}}


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"{", b"[" * 100_000, b"3", b'{"a": 1}', b'[1, null, "x", []]'],
)
def test_what_is_no_list_of_outputs_shows_nothing(body):
    assert clean_outputs(body, [PLENTY]) == []
    assert clean_text(body) == ""


def test_reasons_are_short_texts():
    assert clean_text(b'"it took too long"') == "it took too long"
    assert clean_text(json.dumps("x" * 1000).encode()) == "x" * 300


def test_text_and_pictures_stay():
    picture = result(**{"text/plain": "<Figure>", "image/png": "iVBORw0K\nGgo="})
    assert cleaned(printed("3"), picture) == [printed("3"), picture | {"metadata": {}}]


def test_a_result_never_stands_where_nbgrader_reads_a_score():
    (output,) = cleaned(result("execute_result", **{"text/plain": "500"}))
    assert output["output_type"] == "display_data"


def test_pages_and_scripts_are_left_out():
    script = "'><script>alert(6)</script>"
    hostile = {"text/html": script, "image/svg+xml": script, "image/png": script}
    (output,) = cleaned(result(**hostile, **{"application/javascript": script}))
    assert output["data"] == {}


def test_values_of_other_types_are_nothing():
    strange = {"output_type": "stream", "name": 3, "text": ["a"]}
    error = {"output_type": "error", "ename": 1, "evalue": None, "traceback": {"a": 1}}
    nothing = {"output_type": "error", "ename": "", "evalue": "", "traceback": []}
    assert cleaned(strange, error) == [printed(""), nothing]
    assert cleaned({"output_type": "stranger"}, result() | {"data": "x"}) == []


def test_half_a_character_can_be_written_to_a_file():
    (output,) = cleaned(printed("a\ud800b"))
    assert output["text"].encode() == b"a?b"


def test_outputs_end_where_the_hand_ins_room_ends():
    room = [250]
    body = json.dumps([printed("x" * 100)] * 3).encode()
    outputs = clean_outputs(body, room)
    assert outputs[0] == printed("x" * 100) and "cut here" in outputs[-1]["text"]
    assert len(outputs) == 2
    assert "cut here" in clean_outputs(body, room)[0]["text"]
