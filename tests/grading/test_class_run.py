"""Which result of a hand-in counts; what runs them is a stand-in here."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from course_helpers.grading import class_run
from course_helpers.grading.class_run import ClassRun, Settings, Work
from course_helpers.grading.run.execution import share
from course_helpers.grading.run.outputs import printed
from course_helpers.grading.run.results import Result, Store
from tests.conftest import LESSON, small_lesson

RELEASE = small_lesson()
OWN = {"setup": [printed("hello")]}


class Runs:
    """Stands in for `run`: gives each hand-in its results, one after the other."""

    def __init__(self, lesson: list[Result]) -> None:
        self.results, self.order, self.shared = {"lesson": lesson}, [], {}
        self.seeds = {}

    def __call__(self, notebook, execute, judge, limits, seed=None, shared=None):
        name = notebook if isinstance(notebook, str) else "lesson"
        self.order.append(name)
        self.shared[name], self.seeds[name] = shared, seed
        return self.results[name].pop(0)


@pytest.fixture
def runs(monkeypatch):
    """What each hand-in gives, one at a time; the lesson itself says hello."""
    place = SimpleNamespace(jobs=1, run=None, stop=lambda: None)
    monkeypatch.setattr(class_run, "Judge", nullcontext)
    monkeypatch.setattr(class_run, "Workshop", lambda *_: nullcontext(place))
    runs = Runs([Result(0, OWN | {"neuron": [printed("no")]})])
    monkeypatch.setattr(class_run, "run", runs)
    return runs


def counted(store, works, **settings):
    """Each student's result, in the order in which they come."""
    with ClassRun(Settings(**settings), store) as running:
        pairs = []
        for work in works:
            running.start(work, RELEASE)
            pairs += running.ready()
        pairs += running.rest()
    return {work.student: result for work, result in pairs}


def work(student, notebook=None):
    notebook = notebook or student
    return Work(LESSON, student, notebook, f"key of {notebook}")


def test_result_gets_what_the_lessons_own_cells_show(runs, tmp_path):
    runs.results["ada"] = [Result(1, {"extra-1": []})]
    results = counted(Store(tmp_path), [work("ada")])
    assert results["ada"].outputs == OWN | {"extra-1": []}
    assert Store(tmp_path).load("key of ada") == results["ada"]
    assert runs.shared["ada"] == share(RELEASE)


def test_hand_ins_that_are_the_same_run_once(runs, tmp_path):
    runs.results["ada"] = [Result(1)]
    results = counted(Store(tmp_path), [work("ada"), work("ben", "ada")])
    assert results["ada"] is results["ben"]
    assert runs.order == ["lesson", "ada"]


def test_what_may_be_a_neighbours_fault_counts_after_it_ran_alone(runs, tmp_path):
    runs.results["ada"] = [Result(1, trouble="slow", repeat=True), Result(2)]
    runs.results |= {"ben": [Result(3)], "cy": [Result(4)]}
    students = ("ada", "ben", "cy")
    results = counted(Store(tmp_path), [work(student) for student in students])
    assert {s: r.seed for s, r in results.items()} == {"ada": 2, "ben": 3, "cy": 4}
    assert runs.order == ["lesson", "ada", "ben", "cy", "ada"]


def test_alone_it_counts_whatever_comes_of_it(runs, tmp_path):
    troubles = [Result(seed, trouble="slow", repeat=True) for seed in (1, 2)]
    runs.results["ada"] = list(troubles)
    results = counted(Store(tmp_path), [work("ada")])
    assert results["ada"].trouble == "slow" and results["ada"].seed == 2
    assert Store(tmp_path).load("key of ada").seed == 2


def test_each_shows_for_itself_where_the_lessons_own_cells_end_early(runs, tmp_path):
    runs.results["lesson"] = [Result(0, repeat=True)]
    runs.results["ada"] = [Result(1), Result(2, {"setup": [printed("mine")]})]
    results = counted(Store(tmp_path), [work("ada")])
    assert results["ada"].outputs == {"setup": [printed("mine")]}
    assert runs.shared["ada"] is None


def test_forced_only_results_of_this_run_count(runs, tmp_path):
    store = Store(tmp_path)
    store.save("key of ada", Result(1))
    with ClassRun(Settings(), store) as running:
        assert running.stored("key of ada") == Result(1)
    runs.results["ada"] = [Result(2)]
    with ClassRun(Settings(force=True), store) as running:
        assert running.stored("key of ada") is None
        running.start(work("ada"), RELEASE)
        list(running.rest())
        assert running.stored("key of ada").seed == 2


def test_each_has_inputs_of_its_own_that_only_tests_can_choose(runs, tmp_path):
    def seeds(folder, **settings):
        runs.results |= {"lesson": [Result(0)], "ada": [Result(1)], "ben": [Result(2)]}
        store = Store(tmp_path / folder)
        counted(store, [work("ada"), work("ben")], **settings)
        return runs.seeds["ada"], runs.seeds["ben"]

    assert seeds("fresh") == (None, None)
    ada, ben = seeds("a", seed=5)
    assert (ada, ben) == seeds("b", seed=5) and ada != ben
    assert ada not in seeds("c", seed=6)


def test_walls_stand_around_hand_ins_unless_somebody_says_otherwise(
    runs, tmp_path, monkeypatch
):
    asked = []
    place = SimpleNamespace(jobs=1, run=None, stop=lambda: None)
    monkeypatch.setattr(
        class_run, "Workshop", lambda *a: asked.append(a) or nullcontext(place)
    )
    for settings in ({}, {"walls": False}):
        runs.results |= {"lesson": [Result(0)], "ada": [Result(1)]}
        counted(Store(tmp_path / str(settings)), [work("ada")], **settings)
    assert [walls for _, walls, *_ in asked] == [True, False]


def test_nothing_is_started_where_nothing_is_to_be_run(tmp_path, monkeypatch):
    monkeypatch.setattr(class_run, "Judge", None)
    with ClassRun(Settings(), Store(tmp_path)) as running:
        assert running.stored("key") is None
        assert [*running.ready(), *running.rest()] == []
