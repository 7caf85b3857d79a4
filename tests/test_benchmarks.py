"""The benchmarks' own logic, on a few batches; no test here depends on speed."""

import ast
import importlib
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """Import a benchmark as `python benchmarks/NAME.py` would; forget it afterwards."""
    monkeypatch.syspath_prepend(FOLDER)
    for path in FOLDER.glob("*.py"):
        monkeypatch.delitem(sys.modules, path.stem, raising=False)
    yield importlib.import_module
    for path in FOLDER.glob("*.py"):
        sys.modules.pop(path.stem, None)


def test_saved_numbers_come_with_machine_and_versions(benchmark, tmp_path, monkeypatch):
    record = benchmark("record")
    monkeypatch.setattr(record, "RESULTS", tmp_path / "results")
    path = record.save("speed", {"seconds": 1.5}, {"gpu": "none"})
    machine = json.loads(path.read_text())["machine"]
    assert {"cores", "processor", "python", "torch", "gpu"} == machine.keys()
    assert json.loads(path.read_text())["day"] >= "2026-11-23"
    assert record.load("speed") == {"seconds": 1.5}


def test_loader_finds_unequal_losses(benchmark, monkeypatch):
    loader = benchmark("loader")
    course, _, _ = loader.load_data("mnist", n_valid=0)
    seconds, losses = loader.train(course, 3)
    again = loader.train(iter(list(course)), 3)[1]  # another order
    assert seconds > 0 and len(losses) == 3
    assert losses == loader.train(course, 3)[1] and losses != again

    monkeypatch.setattr(loader, "WORKERS", {"DataLoader": 0})
    found = loader.measure(1, 1, 3)
    assert found.keys() == {
        f"{work} {name}"
        for work in ("iterate", "train")
        for name in ("DataLoader", "course", "floor")
    }
    monkeypatch.setattr(loader, "DataLoader", lambda *args, **options: list(course))
    with pytest.raises(SystemExit, match="expected the losses"):
        loader.measure(1, 1, 3)


def test_loader_ratios(benchmark):
    seconds = {
        "iterate DataLoader": 8.0,
        "iterate course": 0.1,
        "train DataLoader": 10.0,
        "train course": 1.0,
        "train floor": 0.8,
    }
    found = benchmark("loader").ratios(seconds)
    assert list(found.values()) == pytest.approx([80, 10, 1.25])


def test_gpu_says_in_one_line_that_there_is_none(benchmark, monkeypatch, capsys):
    gpu = benchmark("gpu")
    monkeypatch.setattr(gpu.torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(sys, "argv", ["gpu.py"])
    gpu.main()
    assert capsys.readouterr().out == "GPU: none here, so nothing is measured.\n"


def test_gpu_measures_every_contestant(benchmark, monkeypatch):
    gpu = benchmark("gpu")
    monkeypatch.setattr(gpu, "WORKERS", (0,))
    seconds = gpu.measure("cpu", 1, 3)
    assert set(seconds) == {gpu.COURSE, gpu.MOVED, gpu.CPU, "DataLoader, 0 workers"}
    assert min(seconds.values()) > 0

    losses = iter([0.5, 0.5, 0.9])
    monkeypatch.setattr(gpu, "train", lambda *args: (1.0, [next(losses)]))
    with pytest.raises(SystemExit, match="expected the losses"):
        gpu.measure("cpu", 1, 3)


def test_gpu_ratios_take_dataloader_at_its_best(benchmark):
    gpu = benchmark("gpu")
    others = {
        f"DataLoader, {n} workers": t
        for n, t in zip(gpu.WORKERS, (8, 4, 6), strict=True)
    }
    found = gpu.ratios({gpu.COURSE: 2, gpu.MOVED: 3, gpu.CPU: 10} | others)
    assert list(found.values()) == [4, 2, 1.5, 5]


def test_figures_hold_every_number_and_are_reproducible(benchmark, tmp_path):
    plot = benchmark("plot")
    plot.plt.switch_backend("svg")
    seconds = {f"train {key}": 1.5 + n for n, key in enumerate(plot.EPOCHS)}
    rates = {"nbgrader": [11.2], "course": [90, 156.7, 200], "cells": [300.4]}
    turns = {name: [{"a minute": r} for r in all] for name, all in rates.items()}
    sizes = {10: {"seconds each": [1.0]}, 1000: {"seconds each": [0.5, 0.4, 0.6]}}
    cluster = {"2 cores": {"hours": 7.0}, "64 cores": {"hours": 5.0}}
    for number in range(2):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        plot.write(plot.epochs(seconds), folder / "a.svg")
        plot.write(plot.throughput({"03_softmax": turns}), folder / "b.svg")
        plot.write(plot.growth({"1 cores": sizes}, cluster), folder / "c.svg")
    files = [[p.read_bytes() for p in sorted(f.iterdir())] for f in tmp_path.iterdir()]
    assert files[0] == files[1]
    words = [" ".join(ElementTree.fromstring(x).itertext()) for x in files[0]]
    assert "1,000" in words[2] and "1 core " in f"{words[2]} "
    assert "300" not in words[1]
    assert "5.50 s" in words[0] and "DataLoader, 2 workers" in words[0]
    assert "157" in words[1] and "03: nbgrader" in words[1]


def test_startup_cells_make_lesson_01s_first_plot(benchmark):
    """The two cells are there; the plot is the earliest that trains nothing."""
    startup = benchmark("startup")
    lesson, names = startup.FIRST_PLOT
    path = startup.ROOT / "solutions" / lesson / f"{lesson}.ipynb"
    cells = startup.nbformat.read(path, 4).cells
    plots = [
        cell.id
        for cell in cells
        if "skip-grading" not in cell.metadata.get("tags", [])
        and any("image/png" in out.get("data", {}) for out in cell.get("outputs", []))
    ]
    assert plots[0] == names[-1]
    assert set(names) <= {cell.id for cell in cells}


def test_waiting_trains_with_both_settings_in_turn(benchmark, monkeypatch):
    waiting = benchmark("waiting")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("GOMP_SPINCOUNT", "7")
    assert not {"OMP_NUM_THREADS", "GOMP_SPINCOUNT"} & waiting.environment().keys()
    with waiting.trainings() as both:
        quiet = waiting.seconds(both, 2, 3)
        with waiting.busy(2) as programs:
            assert [program.poll() for program in programs] == [None, None]
            beside = waiting.seconds(both, 2, 3)
    for times in (quiet, beside):
        assert times.keys() == {"torch", "course"}
        assert all(len(t) == 2 and min(t) > 0 for t in times.values())
    assert None not in [process.poll() for process in [*programs, *both.values()]]


def test_waiting_ratios_take_the_least_alone_and_all_turns_beside_others(benchmark):
    waiting = benchmark("waiting")
    quiet = {"torch": [9, 2, 5], "course": [3, 8, 4]}
    beside = {"torch": [90, 10, 40], "course": [4, 2, 8]}
    assert list(waiting.ratios(quiet, beside).values()) == [1.5, 10]


def test_a_cluster_is_as_fast_as_its_workers_or_as_recording(benchmark):
    growth = benchmark("growth")
    parts = {"read": [0.01], "run": [1, 3], "judge": [0.02], "record": [0.09]}
    few, busy = growth.simulated(parts, 2_000, 4)
    assert few == pytest.approx(2_000 * 2 / 4, rel=0.05) and busy > 0.95
    many, busy = growth.simulated(parts, 2_000, 200)
    assert many == pytest.approx(2_000 * 0.1, rel=0.05)
    assert busy == pytest.approx(2_000 * 2 / 200 / many, rel=0.05)


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_parts_of_grading_are_measured_on_a_class(benchmark):
    found = benchmark("growth").service_times("01_tensors", 3)
    assert found.keys() == {"run", "read", "judge", "record"}
    assert len(found["run"]) == 2 and min(map(min, found.values())) > 0


def test_a_mutant_differs_in_one_place(benchmark):
    changes = benchmark("mutation.changes")
    tree = ast.parse("def f(x):\n    return x < 2 and (not x)\n")
    places = changes.places(tree)
    bodies = [ast.unparse(changes.mutated(tree, *at)[0].body[0].body) for at in places]
    assert set(bodies) == {
        "return ''",
        "return x < 2 or not x",
        "return x <= 2 and (not x)",
        "return x < 3 and (not x)",
        "return x < 2 and +bool(x)",
    }
    assert changes.mutated(tree, *places[0])[1] == "2: returns nothing"


def test_modules_that_decide_points_have_the_tests_that_try_their_mutants(benchmark):
    mutants = benchmark("mutation.grading")
    for module, tests in mutants.TESTS.items():
        assert find_spec(f"course_helpers.{module}")
        assert tests and all((mutants.ROOT / "tests" / test).exists() for test in tests)
