"""An environment as Colab's or Kaggle's, made in a second and without a network.

A new virtual environment sees a shelf of links to some of the distributions that are
installed here, with all that these require, and nothing else: neither the course's
package nor what only that needs. pip takes the shelf for what it is, installed
outside the environment, and so never changes it. What a notebook asks pip for comes
from wheels packed here from installed files, and GitHub is a repository on the disk.
"""

import json
import os
import re
import subprocess
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from course_helpers.cells import SKIPPED

PRESENT = ("torch", "torchvision", "matplotlib", "seaborn", "ipykernel", "pip")
AS_COLAB = (*PRESENT, "scikit-learn", "tqdm")
KERNEL = "bare"

_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Bare:
    """A bare environment.

    Attributes:
        python: its interpreter.
        site: where pip installs into it.
        variables: the environment variables of its kernels.
    """

    python: Path
    site: Path
    variables: dict[str, str]

    def run(self, code: str) -> str:
        """Run Python code in it and return what it prints."""
        command = [self.python, "-c", code]
        done = subprocess.run(
            command,
            cwd=self.site,
            env=self.variables,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def missing(self, modules: tuple[str, ...]) -> list[str]:
        """Return those of some modules that cannot be imported in it."""
        code = f"from importlib.util import find_spec\nfor name in {modules!r}:\n"
        code += "    if find_spec(name) is None: print(name)"
        return self.run(code).split()


def make_bare(
    folder: Path,
    repository: Path,
    name: str,
    present: tuple[str, ...] = PRESENT,
    wanted: tuple[str, ...] = (),
) -> Bare:
    """Make a bare environment in an empty folder, and a kernel in its jupyter folder.

    Args:
        folder: where it and all that it writes go.
        repository: a git repository on the disk.
        name: OWNER/NAME under which that repository is found on GitHub.
        present: the distributions that are there.
        wanted: those that pip can fetch; setuptools, which builds packages, always.
    """
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    shelf = folder / "shelf"
    shelf.mkdir()
    there = required(present)
    for found in there.values():
        _link(found, shelf)
    (site / "shelf.pth").write_text(f"{shelf}\n")
    (folder / "wheels").mkdir()
    for key, found in required(wanted).items():
        if key not in there:
            _pack(found, folder / "wheels")
    _pack(distribution("setuptools"), folder / "wheels")
    (folder / "colab" / "google" / "colab").mkdir(parents=True)
    (folder / "colab" / "google" / "colab" / "__init__.py").touch()
    python = folder / "env" / "bin" / "python"
    _write_kernel(python, folder / "jupyter" / "kernels" / KERNEL)
    return Bare(python, site, _variables(folder, repository, name))


def _write_kernel(python: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Bare", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))


def _variables(folder: Path, repository: Path, name: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    return kept | {
        "HOME": str(folder),
        "PYTHONPATH": str(folder / "colab"),
        "OMP_NUM_THREADS": "1",
        "COURSE_OFFLINE": "1",
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder / "wheels"),
        "PIP_NO_COMPILE": "1",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{repository.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{name}",
    }


def required(names: tuple[str, ...]) -> dict[str, Distribution]:
    """Return installed distributions with all that they require, by name."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        key = canonicalize_name(waiting.pop())
        if key not in found:
            found[key] = distribution(key)
            asked = map(Requirement, found[key].requires or [])
            waiting += [r.name for r in asked if not r.marker or r.marker.evaluate()]
    return found


def _own_files(found: Distribution) -> list[str]:
    paths = [file.as_posix() for file in found.files or []]
    return [p for p in paths if not p.startswith("..") and "__pycache__" not in p]


def _link(found: Distribution, shelf: Path) -> None:
    for name in {path.partition("/")[0] for path in _own_files(found)}:
        link = shelf / name
        if not link.is_symlink():
            link.symlink_to(Path(str(found.locate_file(name))))


def _pack(found: Distribution, folder: Path) -> None:
    """Pack an installed distribution's files as the wheel that they came from."""
    (tag, *_) = re.findall(r"^Tag: (\S+)", found.read_text("WHEEL") or "", re.M)
    name = re.sub(r"[-.]+", "_", found.metadata["Name"])
    with zipfile.ZipFile(folder / f"{name}-{found.version}-{tag}.whl", "w") as wheel:
        for path in _own_files(found):
            wheel.write(str(found.locate_file(path)), path)


def execute(notebook: nbformat.NotebookNode, bare: Bare, folder: Path) -> None:
    """Execute a notebook in a bare environment's kernel; raise if any cell fails.

    Args:
        notebook: its cells get their outputs; those that graders skip are skipped.
        bare: the environment; JUPYTER_PATH must name its folder of kernels.
        folder: the working folder of the kernel.
    """
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        timeout=600,
        skip_cells_with_tag=SKIPPED,
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=bare.variables)
