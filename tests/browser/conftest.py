"""A course folder, the JupyterLab that `make lab` opens in it, and a browser."""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.watching import Watch

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
COURSE = (
    "README.md",
    "benchmarks",  # its figures stand in the README
    "docs",
    "jupyter_lab_config.py",
    "lab_settings",
    "nbgrader_config.py",
    "notebooks",
    "pyproject.toml",
    "solutions",
)
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SECONDS = 180
"""How long to wait for anything: machines may be slow and busy."""


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs.

    Attributes:
        root: the course folder that it serves.
        url: where it listens, without a slash at the end.
        token: opens it.
    """

    root: Path
    url: str
    token: str

    def notebook(self, lesson: str) -> Path:
        """Return the path of a lesson's student version."""
        return self.root / "notebooks" / lesson / f"{lesson}.ipynb"


@pytest.fixture(scope="module")
def browser():
    """Chromium; its connection ends with the module, for other tests' event loops."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("chromium is missing: sudo apt-get install chromium")
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))


@pytest.fixture
def page(browser, request):
    """A page that must stay free of errors; a picture shows how it ended."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    watch = Watch(page)
    yield page
    keep_picture(page, request, "end")
    context.close()
    assert watch.troubles == []


@pytest.fixture
def shot(page, request):
    """Keep a picture of the page, named after the test and what it shows."""

    def take(name: str) -> None:
        keep_picture(page, request, name)

    return take


def keep_picture(page, request, name: str) -> None:
    """Write what a page shows to the folder of screenshots."""
    SCREENSHOTS.mkdir(exist_ok=True)
    test = re.sub(r"\W+", "-", request.node.name).strip("-")
    page.screenshot(path=SCREENSHOTS / f"{test}-{name}.png")


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """JupyterLab, as `make lab` starts it, in a course folder of its own."""
    root = tmp_path_factory.mktemp("course")
    for name in COURSE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    with running(root) as lab:
        yield lab


@pytest.fixture
def signed_in(lab, page):
    """The running JupyterLab, open to the page."""
    page.context.request.get(f"{lab.url}/?token={lab.token}")
    return lab


@contextlib.contextmanager
def running(root: Path) -> Iterator[Lab]:
    """Run JupyterLab in a course folder, on a free port, with settings of its own."""
    with tempfile.TemporaryDirectory() as own:
        more = ["--no-browser", "--ServerApp.port=0"]
        log = Path(own, "log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*lab_command(), *more],
                cwd=root,
                env=environment(Path(own)),
                stdout=output,
                stderr=output,
            )
        try:
            found = server(Path(own, "run"), process, log)
            yield Lab(root, found["url"].rstrip("/"), found["token"])
        finally:
            process.terminate()
            process.wait(SECONDS)


def lab_command() -> list[str]:
    """Return the command of `make lab`."""
    recipe = re.search(r"^\t@\$\(BIN\)/(jupyter lab.*)$", makefile(), re.MULTILINE)
    program, *arguments = shlex.split(recipe[1])
    return [str(Path(sys.executable).with_name(program)), *arguments]


def makefile() -> str:
    """Return the text of the Makefile."""
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def environment(own: Path) -> dict[str, str]:
    """Return a new user's environment: no settings, no activated environment."""
    programs = str(Path(sys.executable).parent)
    path = [p for p in os.environ["PATH"].split(os.pathsep) if p != programs]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    return kept | {
        "COURSE_OFFLINE": "1",
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "run"),
        "PATH": os.pathsep.join(path),
    }


def server(runtime: Path, process: subprocess.Popen, log: Path) -> dict:
    """Return what a server says about itself as soon as it listens."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(ValueError):
                return json.loads(path.read_text(encoding="utf-8"))
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
