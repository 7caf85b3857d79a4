"""What is installed, for whom, why, and under which licence."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LEARNERS, ALL = "requirements.txt", "requirements-all.txt"
GROUPS = ("learners", "lab", "grading", "cluster", "postgres", "hub", "site", "dev")
OF_A_FILE = {LEARNERS: GROUPS[:2], ALL: GROUPS[2:]}

IN_ITS_FILE = {
    # What their metadata do not say, in one word or at all: words of their licence.
    "axe-playwright-python": ("MIT", "MIT License"),
    "jupyterhub-idle-culler": ("BSD-3-Clause", "3-Clause BSD"),
}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]


def declared(*groups: str) -> dict[str, Requirement]:
    """What pyproject.toml asks for, by name."""
    extras = project()["optional-dependencies"]
    every = {"learners": project()["dependencies"], **extras}
    found = [Requirement(text) for group in groups for text in every[group]]
    return {canonicalize_name(r.name): r for r in found}


def lines(file: str) -> dict[str, tuple[Requirement, str]]:
    """The pins in a file, each with its reason, by name."""
    rows = (ROOT / file).read_text(encoding="utf-8").splitlines()
    split = [row.partition("  # ") for row in rows if row and row[0] not in "#-"]
    found = [(Requirement(pin), reason) for pin, _, reason in split]
    return {canonicalize_name(r.name): (r, reason) for r, reason in found}


def pinned(file: str) -> dict[str, Requirement]:
    return {name: pin for name, (pin, _) in lines(file).items()}


def test_the_groups_are_all_that_pyproject_has():
    assert {"learners", *project()["optional-dependencies"]} == set(GROUPS)


@pytest.mark.parametrize("file", OF_A_FILE)
def test_files_pin_exactly_what_pyproject_declares(file):
    wanted = declared(*OF_A_FILE[file])
    assert pinned(file).keys() == wanted.keys()
    for name, requirement in pinned(file).items():
        (pin,) = requirement.specifier
        assert pin.operator == "==", name
        assert pin.version in wanted[name].specifier, name


def test_each_pin_has_its_own_reason():
    reasons = {n: why for file in OF_A_FILE for n, (_, why) in lines(file).items()}
    assert [name for name, why in reasons.items() if len(why) < 5] == []
    assert len(set(reasons.values())) == len(reasons)


def test_nothing_is_pinned_twice_and_all_begins_with_what_learners_need():
    assert not pinned(LEARNERS).keys() & pinned(ALL).keys()
    assert f"\n-r {LEARNERS}\n" in (ROOT / ALL).read_text(encoding="utf-8")


def test_learners_install_nothing_for_grading_hubs_or_tests():
    """Not even by a detour: what theirs require, these require, and so on."""
    others = pinned(ALL).keys() - declared("learners", "lab").keys()
    # JupyterLab itself brings these.
    assert others & required(*pinned(LEARNERS)) <= {
        *("jinja2", "nbconvert", "tornado", "pyyaml", "websocket-client"),
        # torch's, for its own caches.
        "filelock",
    }


def test_environment_installs_the_same_pins_and_python():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert f"- python{project()['requires-python']}" in text
    assert f"- -r {LEARNERS}" in text and "- -e ." in text


@pytest.mark.parametrize("file", OF_A_FILE)
def test_installed_versions_are_the_pins(file):
    for name, requirement in pinned(file).items():
        assert requirement.specifier.contains(version(name)), name


def required(*names: str) -> set[str]:
    """The names of all that these bring along, as far as it is installed here."""
    found, left = set(), [canonicalize_name(name) for name in names]
    while left:
        try:
            texts = distribution(left.pop()).requires or []
        except PackageNotFoundError:  # another system's
            continue
        wanted = [r for r in map(Requirement, texts) if _applies(r)]
        new = {canonicalize_name(r.name) for r in wanted} - found
        found |= new
        left += new
    return found


def _applies(requirement: Requirement) -> bool:
    return not requirement.marker or requirement.marker.evaluate({"extra": ""})


def licence(name: str) -> str:
    """A package's licence in a few words, from its metadata."""
    data = distribution(name).metadata
    field = (data.get("License") or "").strip()
    kinds = [c.split(" :: ") for c in data.get_all("Classifier") or []]
    kinds = [kind[-1] for kind in kinds if kind[0] == "License"]
    short = field if len(field) < 40 and field != "UNKNOWN" else ""
    said = data.get("License-Expression") or short or " and ".join(kinds)
    return said or IN_ITS_FILE.get(name, ("",))[0]


def table() -> list[str]:
    return [
        f"| {name} | {licence(name)} | {group} |"
        for group in GROUPS
        for name in sorted(declared(group))
    ]


def test_the_page_lists_the_licences_that_the_packages_name():
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| [a-z]", line)]
    assert rows[1:] == table(), "docs/licences.md should hold:\n" + "\n".join(table())


@pytest.mark.parametrize("name", IN_ITS_FILE)
def test_licence_that_only_a_file_names_is_the_one_on_the_page(name):
    files = [f for f in distribution(name).files or [] if "licenses" in f.parts]
    text = " ".join(" ".join(f.read_text().split()) for f in files)
    assert IN_ITS_FILE[name][1] in text


def test_no_licence_asks_the_course_to_change_its_own():
    """Neither of what is pinned, nor of what that brings along.

    Of docutils one file is under the GPL, a mode for an editor that is not installed;
    the rest is in the public domain or under BSD's licence.
    """
    names = {*declared(*GROUPS), *required(*declared(*GROUPS))}
    here = {name: _licence_here(name) for name in names}
    assert len(here) > 100
    del here["docutils"]
    strict = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public", re.IGNORECASE)
    assert {name: text for name, text in here.items() if strict.search(text)} == {}


def _licence_here(name: str) -> str:
    try:
        return licence(name)
    except PackageNotFoundError:
        return ""
