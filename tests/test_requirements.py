import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def declared() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    found = [Requirement(text) for group in groups for text in group]
    return {canonicalize_name(r.name): r for r in found}


def pinned() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    found = [Requirement(line) for line in lines if line and line[0] != "#"]
    return {canonicalize_name(r.name): r for r in found}


def test_requirements_pin_exactly_what_pyproject_declares():
    assert pinned().keys() == declared().keys()
    for name, requirement in pinned().items():
        (pin,) = requirement.specifier
        assert pin.operator == "==", name
        assert pin.version in declared()[name].specifier, name


def test_environment_installs_the_same_pins_and_python():
    text = (ROOT / "environment.yml").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"- python{project['requires-python']}" in text
    assert "- -r requirements.txt" in text and "- -e ." in text


def test_installed_versions_are_the_pins():
    from importlib.metadata import version

    for name, requirement in pinned().items():
        assert requirement.specifier.contains(version(name)), name
