import json
import socket

import pytest

from course_helpers.grading.limits import Limits
from course_helpers.grading.run.workshop import Workshop
from course_helpers.sandboxed.messages import packed, unpacked

pytestmark = pytest.mark.usefixtures("sandbox")


def test_what_the_first_cells_made_is_seen_by_who_looks_at_all_objects():
    """As a check does that asks whether a network was there before its call."""
    first = ["import gc, torch\nnetwork = torch.nn.Linear(2, 2)"]
    look = "print(any(thing is network.weight for thing in gc.get_objects()))"
    cell = {"source": look, "extra": False, "quiet": False}
    job = packed(b"h", json.dumps({"first": first, "cells": [cell]}).encode())
    with Workshop(Limits()) as workshop:
        assert b"True" in workshop.run(job)


def test_hand_in_gets_a_new_sandbox_where_the_old_one_is_gone():
    cell = {"source": "print(x)", "extra": False, "quiet": False}
    job = packed(b"h", json.dumps({"first": ["x = 41 + 1"], "cells": [cell]}).encode())
    with Workshop(Limits()) as workshop:
        first = workshop.run(job)
        (start,) = workshop._sandbox._prepared.values()
        start.shutdown(socket.SHUT_RDWR)
        again = workshop.run(job)
    assert b"42" in first and again == first
    assert [kind for kind, _ in unpacked(again)] == [b"c"]
