"""Imports inside course_helpers point down only; siblings do not import each other."""

import ast
from pathlib import Path

import pytest

import course_helpers

PACKAGE = Path(course_helpers.__file__).parent

CONTRACT = ("_contract", "_plain", "_wire", "_state", "_compare", "_exercises")
ROWS = [
    ["labels", "device", "compat"],
    ["data", "plotting", *(f"check.{name}" for name in CONTRACT)],
    ["check", "lesson_run", "repair", "doctor"],
    ["sandboxed"],
    ["grading"],
    ["cli"],
]


def imports(path: Path) -> set[str]:
    """The modules below course_helpers that a file imports, dotted, absolute."""
    package = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, f"{path}: relative import over two levels"
            base = f"{package}.{node.module or ''}" if node.level else node.module
            found |= {f"{base}.{alias.name}".replace("..", ".") for alias in node.names}
    prefix = "course_helpers."
    return {name.removeprefix(prefix) for name in found if name.startswith(prefix)}


def unit(name: str) -> str | None:
    """The unit of the picture that a module (or a name inside one) belongs to."""
    units = [u for row in ROWS for u in row if f"{name}.".startswith(f"{u}.")]
    return max(units, key=len, default=None)


def row(name: str) -> int:
    return next(i for i, units in enumerate(ROWS) if name in units)


def files() -> list[Path]:
    return sorted(
        p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.stem[0] != "_"
    )


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    here = unit(name)
    assert here is not None, f"{name} has no place in the picture"
    for imported in imports(path):
        there = unit(imported)
        if there in (None, here) or (
            here.split(".")[0] == "check" == there.split(".")[0]
            and row(there) <= row(here)
        ):
            continue
        assert row(there) < row(here), f"{name} imports {imported}"


def test_observations_and_judges_never_import_each_other():
    for part, other in (("observations", "judges"), ("judges", "observations")):
        for path in (PACKAGE / "check" / part).glob("*.py"):
            bad = [n for n in imports(path) if n.startswith(f"check.{other}")]
            assert not bad, f"{path.name} imports {bad}"


def test_grading_keeps_the_layers_that_its_docstring_draws():
    text = (PACKAGE / "grading" / "__init__.py").read_text(encoding="utf-8")
    drawing = ast.get_docstring(ast.parse(text)).split("down:\n")[1]
    lines = [line.split("|") for line in drawing.splitlines() if line.strip()]
    rows = [[name.strip() for name in line] for line in lines]
    place = {name: depth for depth, names in enumerate(rows) for name in names}
    modules = {p.stem for p in (PACKAGE / "grading").glob("*.py")} - {"__init__"}
    assert place.keys() == modules
    for name in modules:
        for imported in imports(PACKAGE / "grading" / f"{name}.py"):
            top, _, rest = imported.partition(".")
            if top == "grading":
                other = rest.split(".")[0]
                assert place[other] > place[name], f"{name} imports {other}"
