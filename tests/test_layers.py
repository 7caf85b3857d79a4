"""The picture of the house: what may import what, and how full a folder may be.

Each rule is a function that names what breaks it. It is tried on a small package that
does, too: a rule that never fails holds nothing.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import course_helpers

PACKAGE = Path(course_helpers.__file__).parent
TESTS = Path(__file__).parent

ROWS = [
    ["labels", "device", "compat", "files", "kernel", "lab", "python_source"],
    ["data", "plotting", "check"],
    ["exercises", "cells", "diagnosis", "pad"],
    ["repair", "lesson_run", "doctor", "layout"],
    ["sandboxed"],
    ["grading"],
    ["authoring", "hub", "site"],
    ["cli"],
]
"""From the ground up. An import points down; siblings in a row do not import each
other."""

MOST_MODULES = 10
FULLER = {"exercises/observe", "exercises/judge", "exercises/judge/debugging"}
"""A module a lesson, a folder a lesson; and what several lessons share. Lesson 10 has
twelve exercises."""

NOT_MIRRORED = {"answers", "attacks", "browser", "gpu"}


def modules(package: Path) -> list[Path]:
    """The modules of a package; samples of answers are none."""
    paths = sorted(package.rglob("*.py"))
    return [path for path in paths if "typical" not in path.parts]


def dotted(path: Path, package: Path) -> str:
    """A module's name below the package; a folder's __init__ has the folder's."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, package: Path) -> set[str]:
    """All that a file imports of its package, dotted; the names taken included."""
    folder = ".".join(path.relative_to(package.parent).parent.parts)
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, f"{path}: relative import over two levels"
            base = f"{folder}.{node.module or ''}" if node.level else node.module
            names |= {f"{base}.{alias.name}".replace("..", ".") for alias in node.names}
    prefix = f"{package.name}."
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


def graph(package: Path) -> dict[str, set[str]]:
    """For each module those of the package that it imports."""
    names = {dotted(path, package) for path in modules(package)}
    return {
        dotted(path, package): {
            longest
            for name in imports(path, package)
            if (longest := _module(name, names))
        }
        for path in modules(package)
    }


def _module(name: str, names: set[str]) -> str:
    """The module that an imported name is, or stands in."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name


def upward_imports(package: Path, rows: list[list[str]]) -> list[str]:
    """Imports that point up, or sideways within a row; modules without a place."""
    place = {unit: depth for depth, row in enumerate(rows) for unit in row}
    problems = [f"{unit} is not there" for unit in place if not _is_unit(package, unit)]
    for name, imported in graph(package).items():
        here = name.partition(".")[0]
        if not here:  # the package's own face loads names on first use
            continue
        if here not in place:
            problems.append(f"{name} has no place in the picture")
            continue
        for other in imported:
            there = other.partition(".")[0]
            if there and there != here and place.get(there, 99) >= place[here]:
                problems.append(f"{name} imports {other}")
    return problems


def _is_unit(package: Path, unit: str) -> bool:
    folder = package / unit
    return folder.with_suffix(".py").is_file() or any(folder.glob("*.py"))


def foreign_privates(package: Path) -> list[str]:
    """Imports of a private module, or of a private name, from another folder."""
    problems = []
    for path in modules(package):
        folder = ".".join(path.relative_to(package).parent.parts)
        for name in imports(path, package):
            parts = name.split(".")
            private = [i for i, part in enumerate(parts) if _is_private(part)]
            if private and ".".join(parts[: private[0]]) not in (
                folder,
                dotted(path, package),
            ):
                problems.append(f"{dotted(path, package)} imports {name}")
    return problems


def _is_private(part: str) -> bool:
    return part.startswith("_") and not part.startswith("__")


def cycles(package: Path) -> list[str]:
    """Modules that import each other in a circle, wherever the import stands."""
    links = {name: others - {name, ""} for name, others in graph(package).items()}
    # A folder's face hands on what lies in it: that is no circle.
    links = {
        name: {other for other in others if not name.startswith(f"{other}.")}
        for name, others in links.items()
    }
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        return [" -> ".join(error.args[1])]
    return []


def full_folders(package: Path) -> list[str]:
    """Folders with more modules than a reader takes in at a glance."""
    problems = []
    for folder in {path.parent for path in modules(package)}:
        name = folder.relative_to(package).as_posix()
        count = sum(path.stem != "__init__" for path in folder.glob("*.py"))
        if count > MOST_MODULES and name not in FULLER:
            problems.append(f"{name} holds {count} modules")
    return problems


def mixed_parts(package: Path) -> list[str]:
    """What joins observing with judging, or one lesson's judges with another's."""
    problems = []
    for name, others in graph(package).items():
        part, topic = (*name.split(".")[1:3], "", "")[:2]
        for other in others:
            kind, *rest = other.split(".")[1:] or [""]
            if not name.startswith("exercises.") or not other.startswith("exercises."):
                continue
            if {part, kind} == {"observe", "judge"}:
                problems.append(f"{name} imports {other}")
            if part == kind == "judge" and len(rest) > 1 and rest[0] != topic:
                problems.append(f"{name} imports {other}")
    return problems


def drawn_layers() -> list[list[str]]:
    """The layers of grading that its docstring draws, from the ground up."""
    text = (PACKAGE / "grading" / "__init__.py").read_text(encoding="utf-8")
    drawing = ast.get_docstring(ast.parse(text)).split("down:\n")[1]
    lines = [line.split("|") for line in drawing.splitlines() if line.strip()]
    return [[name.strip() for name in line] for line in reversed(lines)]


def test_imports_point_down():
    assert upward_imports(PACKAGE, ROWS) == []


def test_grading_keeps_the_layers_that_its_docstring_draws():
    assert upward_imports(PACKAGE / "grading", drawn_layers()) == []


def test_private_modules_and_names_stay_in_their_folder():
    assert foreign_privates(PACKAGE) == []


def test_no_modules_import_each_other():
    assert cycles(PACKAGE) == []


def test_no_folder_is_too_full():
    assert full_folders(PACKAGE) == []


def test_observing_judging_and_lessons_are_kept_apart():
    assert mixed_parts(PACKAGE) == []


def test_tests_lie_in_the_folders_of_what_they_test():
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    own = {
        folder
        for folder in folders
        if folder.parts[:1] not in {(n,) for n in NOT_MIRRORED}
    }
    assert len(own) > 5
    for folder in own:
        assert (PACKAGE / folder).is_dir(), folder


BROKEN = {
    upward_imports: (
        {"data/a.py": "from house.cli import b", "cli/b.py": ""},
        "data.a imports cli.b",
    ),
    foreign_privates: (
        {"data/_a.py": "", "cli/b.py": "from house.data._a import name"},
        "cli.b imports data._a.name",
    ),
    cycles: (
        {"data/a.py": "import house.data.b", "data/b.py": "import house.data.a"},
        "data.a",
    ),
    full_folders: (
        {f"data/m{number}.py": "" for number in range(11)},
        "data holds 11 modules",
    ),
    mixed_parts: (
        {
            "exercises/judge/one/a.py": "from house.exercises.observe import b",
            "exercises/observe/b.py": "",
        },
        "exercises.judge.one.a imports exercises.observe.b",
    ),
}


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_rule_names_what_breaks_it(rule, tmp_path):
    files, problem = BROKEN[rule]
    for name, text in files.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    arguments = [[["data"], ["cli"]]] if rule is upward_imports else []
    problems = rule(tmp_path / "house", *arguments)
    assert problem in problems[0]


def test_empty_or_renamed_folder_breaks_the_picture(tmp_path):
    (tmp_path / "house" / "data").mkdir(parents=True)
    assert upward_imports(tmp_path / "house", [["data"]]) == ["data is not there"]


def test_a_class_has_its_name_alone():
    """What a name means in one place it means in all."""
    homes: dict[str, list[str]] = {}
    for path in modules(PACKAGE):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(dotted(path, PACKAGE))
    assert len(homes) > 50
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}
