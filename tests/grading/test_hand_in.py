"""Reading any hand-in of 20 MiB takes a few seconds and a few hundred MB at most."""

import json
import subprocess
import sys
from functools import partial

import pytest

from course_helpers.grading.files import MAX_NOTEBOOK, UnreadableError
from course_helpers.grading.hand_in import cells_in
from course_helpers.grading.limits import SourceLimits

MEASURE = """
import sys, time
from course_helpers.grading.hand_in import UnreadableError, cells_in
def peak():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
data = open(sys.argv[1], "rb").read()
before, start = peak(), time.process_time()
try:
    said = f"{len(cells_in(data))} cells"
except UnreadableError as error:
    said = str(error)
print(peak() - before, time.process_time() - start, said, sep="\\n")
"""
HEAD, END = b'{"cells":[{"source":""}],"metadata":', b"}"
TOO_MANY, FINE = "500,000 lists", "1 cells"


def repeated(head, unit, end, between=b","):
    """20 MiB of one unit in a row."""
    room = MAX_NOTEBOOK - len(head) - len(end)
    count = (room + len(between)) // (len(unit) + len(between))
    return head + between.join([unit] * count) + end


def just_under(unit, parts):
    """As much as the limit lets through, the rest is a text."""
    count = (SourceLimits().parts - 10) // parts
    data = HEAD + b"[" + b",".join(unit(n) for n in range(count)) + b',"'
    return data + b"a" * (MAX_NOTEBOOK - len(data) - 5) + b'"]' + END


KINDS = {
    "cells": (partial(repeated, b'{"cells":[', b"{}", b"]}"), TOO_MANY),
    "sheets": (
        partial(repeated, b'{"worksheets":[', b'{"cells":[{}]}', b"]}"),
        TOO_MANY,
    ),
    "outputs": (
        partial(repeated, b'{"cells":[{"source":"","outputs":[', b"{}", b"]}]}"),
        TOO_MANY,
    ),
    "attachments": (
        partial(
            repeated, b'{"cells":[{"source":"","attachments":{', b'"a":{}', b"}}]}"
        ),
        TOO_MANY,
    ),
    "metadata": (partial(repeated, HEAD + b"[", b"[]", b"]" + END), TOO_MANY),
    "same keys": (partial(repeated, HEAD + b"{", b'"a":1', b"}" + END), TOO_MANY),
    "nested": (
        partial(repeated, HEAD + b"[", b"[" * 900 + b"]" * 900, b"]" + END),
        TOO_MANY,
    ),
    "nested without end": (partial(repeated, b'{"cells":', b"[", b"", b""), TOO_MANY),
    "after a text": (partial(repeated, rb'{"cells":["\\",', b"{}", b"]}"), TOO_MANY),
    "then no JSON": (partial(repeated, b'{"cells":[', b"{}", rb'] \" "'), TOO_MANY),
    "behind a mark": (
        partial(repeated, b'\xef\xbb\xbf{"cells":[', b"{}", b"]}"),
        TOO_MANY,
    ),
    "numbers": (partial(repeated, HEAD + b"[", b"1.5", b"]" + END), FINE),
    "long numbers": (partial(repeated, HEAD + b"[", b"9" * 4200, b"]" + END), FINE),
    "one long number": (lambda: HEAD + b"9" * (MAX_NOTEBOOK - 50) + END, "not JSON"),
    "texts": (partial(repeated, b'{"cells":[{"source":[', b'""', b"]}]}"), FINE),
    "escapes": (
        partial(repeated, b'{"cells":[{"source":"', rb"\u00e4", b'"}]}', b""),
        FINE,
    ),
    "halves": (
        partial(repeated, b'{"cells":[{"source":"', rb"\ud83d", b'"}]}', b""),
        FINE,
    ),
    "wide": (
        partial(repeated, b'{"cells":[{"source":"', b"\xf0\x9f\x98\x80", b'"}]}', b""),
        FINE,
    ),
    "brackets in a text": (
        partial(repeated, HEAD + b'"', rb"[{\"a\": []}]", b'"' + END),
        FINE,
    ),
    "quotes without end": (
        partial(repeated, HEAD + b'"', rb"\"[[", b"", b""),
        "not JSON",
    ),
    "most objects": (partial(just_under, lambda n: b'{"a":%d}' % n, 2), FINE),
    "most keys": (partial(just_under, lambda n: b'{"%x":%d}' % (n, n), 2), FINE),
    "most lists": (partial(just_under, lambda n: b"[" * 100 + b"]" * 100, 100), FINE),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_reading_20_megabytes_is_bounded(tmp_path, kind):
    make, words = KINDS[kind]
    data = make()
    assert 0.9 * MAX_NOTEBOOK < len(data) <= MAX_NOTEBOOK
    path = tmp_path / "a.ipynb"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path], capture_output=True, text=True
    )
    memory, seconds, said = done.stdout.splitlines()
    assert words in said
    assert int(memory) < 400_000 and float(seconds) < 10


@pytest.mark.parametrize("kind", ["cells", "after a text", "then no JSON", "nested"])
def test_too_many_parts_are_refused_before_they_are_parsed(monkeypatch, kind):
    monkeypatch.setattr(json, "loads", None)
    with pytest.raises(UnreadableError, match="clear the outputs"):
        cells_in(KINDS[kind][0]())


def test_cells_are_counted_in_both_formats():
    cells = [{"cell_type": "code", "source": "a = 1"}] * 10_001
    for notebook in ({"cells": cells}, {"worksheets": [{"cells": cells}]}):
        with pytest.raises(UnreadableError, match="more than 10,000 cells"):
            cells_in(json.dumps(notebook).encode())
    assert len(cells_in(json.dumps({"cells": cells[1:]}).encode())) == 10_000


def test_what_stands_in_texts_costs_an_honest_learner_nothing():
    printed = {"output_type": "stream", "text": '{"a": [[1, 2], [3, 4]]}\\"' * 200_000}
    cell = {"cell_type": "code", "source": "a = 1", "outputs": [printed]}
    assert len(cells_in(json.dumps({"cells": [cell]}).encode())) == 1
