"""What becomes of what a sandbox sends; sandbox and judge are stand-ins here."""

import json

import pytest

from course_helpers.check.catalogue import exercises
from course_helpers.grading.hand_in import cells_of
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.execution import is_run, run, share
from course_helpers.grading.run.outputs import printed
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.sandboxed.messages import packed, unpacked
from tests.conftest import lesson_points, small_lesson

RELEASE = small_lesson()
CHECKS = list(lesson_points())


class Judge:
    """Says what it was given."""

    def inputs(self, exercise, seed):
        return f"inputs of {exercise}".encode()

    def verdict(self, exercise, seed, reply):
        return reply


def sent(job):
    """The cells that a job has run first, and then."""
    (_, head), *_ = unpacked(job)
    work = json.loads(head)
    return work["first"], work["cells"]


def answering(**special):
    """A sandbox that answers every cell; some of them, by their check, otherwise."""

    def execute(job):
        answers = []
        for cell in sent(job)[1]:
            name = cell.get("check")
            usual = (b"r", f"seen of {name}".encode()) if name else (b"c", b"[]")
            answers.append(packed(*special.get(name, usual)))
        return b"".join(answers)

    return execute


def ran(execute, notebook=RELEASE, shared=None, seed=5):
    return run(notebook, execute, Judge(), Limits(), seed, shared)


def jobs_of(*notebooks, shared=None):
    """What each notebook has run: the first cells, and then."""
    jobs = []

    def keeping(job):
        jobs.append(sent(job))
        return answering()(job)

    for notebook in notebooks:
        ran(keeping, notebook, shared)
    return jobs


def test_each_check_is_judged_by_what_was_seen_there():
    result = ran(answering())
    assert result.verdicts == {name: f"seen of {name}".encode() for name in CHECKS}
    assert (result.trouble, result.repeat, result.seed) == ("", False, 5)


@pytest.mark.parametrize("kind, again", [(b"F", True), (b"f", False)])
def test_a_cell_that_fails_costs_itself_and_runs_again_if_others_may_be_why(
    kind, again
):
    why = "stopped after 30 s"
    result = ran(answering(neuron=(kind, json.dumps(why).encode())))
    assert result.verdicts["neuron"] == why
    assert result.verdicts["two_layer"] == b"seen of two_layer"
    assert (result.trouble, result.repeat) == (f"check-neuron: {why}", again)


@pytest.mark.parametrize(
    "answer, why",
    [
        ((b"k", b'"it took too much memory"'), "it took too much memory"),
        ((b"K", b'"it took too long"'), "it took too long"),
        ((b"c", json.dumps([printed("2")]).encode()), "it ended before its time"),
        ((b"z", b""), "it ended before its time"),
    ],
    ids=["ended", "ended by others, maybe", "outputs for a check", "of no kind"],
)
def test_what_ends_a_hand_in_is_the_verdict_on_all_later_checks(answer, why):
    result = ran(answering(two_layer=answer))
    later = CHECKS[CHECKS.index("two_layer") :]
    assert result.verdicts["neuron"] == b"seen of neuron"
    assert [result.verdicts[name] for name in later] == [why] * len(later)
    assert result.trouble == why
    assert result.repeat == (answer[0] != b"k")


@pytest.mark.parametrize("answers", [b"", b"r", packed(b"c", b"[]")[:-1]])
def test_answers_that_end_early_are_no_answers(answers):
    result = ran(lambda job: answers)
    assert set(result.verdicts.values()) == {"it ended before its time"}
    assert result.verdicts.keys() == set(CHECKS) and result.repeat


def test_long_demonstrations_and_the_table_are_not_run():
    cells = {cell.id: cell for cell in small_lesson().cells}
    assert is_run(cells["setup"]) and not is_run(cells["title"])
    cells["setup"].metadata["tags"] = ["skip-grading"]
    assert not is_run(cells["setup"])


def test_first_cells_are_shared_only_where_nothing_stands_among_them():
    mine = {"cell_type": "code", "source": "mine = 1", "metadata": {}}
    first = rebuild(RELEASE, cells_of({"cells": [mine, *RELEASE.cells]}))
    shared = share(RELEASE)
    assert list(shared.first) == ["setup"]
    results = [ran(answering(), notebook, shared) for notebook in (RELEASE, first)]
    (plain, _), (own, cells) = jobs_of(RELEASE, first, shared=shared)
    assert plain == list(shared.first.values()) and own == []
    assert [cell["source"] for cell in cells[:2]] == ["mine = 1", *plain]
    assert results[0].verdicts == results[1].verdicts


def test_seed_is_a_fresh_one_for_each_unless_it_is_given():
    seeds = {ran(answering(), seed=None).seed for _ in range(9)}
    assert len(seeds) == 9 and max(seeds) > 2**32


def test_first_cell_that_a_learner_changed_runs_as_it_is_then():
    shared, changed = share(RELEASE), rebuild(RELEASE, [])
    setup = next(cell for cell in changed.cells if cell.id == "setup")
    setup.source += "\nguess = 3"
    (untouched, rest), (first, cells) = jobs_of(RELEASE, changed, shared=shared)
    assert untouched == first == [*shared.first.values()]
    assert cells == [{"source": setup.source, "extra": False, "quiet": True}, *rest]


def test_own_cells_of_a_learner_share_a_time_and_checks_have_theirs():
    mine = {"cell_type": "code", "source": "mine = 1", "metadata": {}}
    notebook = rebuild(RELEASE, cells_of({"cells": [mine, *RELEASE.cells]}))
    ((_, cells),) = jobs_of(notebook)
    assert [cell["source"] for cell in cells if cell.get("extra")] == ["mine = 1"]
    assert not any(cell.get("quiet") for cell in cells)
    seconds = {c["check"]: c["seconds"] for c in cells if "check" in c}
    usual = Limits().cell_seconds
    more = {name: exercises()[name].seconds or 0 for name in CHECKS}
    assert seconds == {name: usual + more[name] for name in CHECKS}
