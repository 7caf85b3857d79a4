"""Measure what a learner waits for: imports, the first plot, a whole lesson.

    python benchmarks/startup.py [--repeat 3] [--lessons 01_tensors ...] [--save]

The first plot is lesson 01's first that needs no data and no training: JupyterLab's
server starts as in `make lab`, is asked for a kernel as the page asks it, and runs the
cells up to the plot. The time that a browser takes to load the page is not in it.
"""

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
from jupyter_client import BlockingKernelClient, find_connection_file
from record import save

ROOT = Path(__file__).parents[1]
IMPORTS = {
    "course_helpers": "import course_helpers",
    "torch": "import torch",
    "lesson 03's set-up": "from course_helpers import check, load_data, show_images, "
    "view_classify; import matplotlib.pyplot, seaborn, torch",
}
FIRST_PLOT = ("01_tensors", ("setup", "sigmoid"))
LIMIT = 120  # seconds that a server or a cell may take
TOKEN = secrets.token_hex()


def import_seconds(statement: str) -> float:
    """Return the seconds that a new Python takes to start and to import something."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def first_plot_seconds() -> dict[str, float]:
    """Return the seconds since `make lab` until the server, a kernel and a plot."""
    start = time.perf_counter()
    found = {}
    with _server() as url:
        found["server answers"] = time.perf_counter() - start
        kernel = _asked(f"{url}/api/kernels", b'{"name": "python3"}')["id"]
        client = BlockingKernelClient(
            connection_file=find_connection_file(f"kernel-{kernel}.json")
        )
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(LIMIT)
        found["kernel ready"] = time.perf_counter() - start
        _run_to_a_plot(client)
        found["first plot"] = time.perf_counter() - start
        client.stop_channels()
    return found


@contextmanager
def _server():
    """Start JupyterLab's server without a browser; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    command += [f"--ServerApp.port={port}", "--config", "jupyter_lab_config.py"]
    # In folders of its own the settings of whoever measures play no part.
    with tempfile.TemporaryDirectory() as home:
        folders = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        places = {f"JUPYTER_{name}": f"{home}/{name}" for name in folders}
        os.environ.update(places, JUPYTER_TOKEN=TOKEN)
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(LIMIT)


def _answering(url: str, server: subprocess.Popen) -> str:
    until = time.perf_counter() + LIMIT
    while time.perf_counter() < until and server.poll() is None:
        try:
            _asked(f"{url}/api")
            return url
        except URLError:
            time.sleep(0.02)
    raise SystemExit("jupyter lab: expected its server to answer; it did not.")


def _asked(url: str, data: bytes | None = None) -> dict:
    request = Request(url, data, {"Authorization": f"token {TOKEN}"})
    with urlopen(request, timeout=LIMIT) as answer:
        return json.load(answer)


def _run_to_a_plot(client: BlockingKernelClient) -> None:
    lesson, names = FIRST_PLOT
    notebook = nbformat.read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb", 4)
    shown = []

    def keep(message: dict) -> None:
        shown.append(message["content"].get("data", {}))

    for cell in notebook.cells:
        if cell.id in names:
            client.execute_interactive(cell.source, timeout=LIMIT, output_hook=keep)
    if not any("image/png" in data for data in shown):
        raise SystemExit(f"{lesson}: expected a plot from {', '.join(names)}.")


def lesson_seconds(lesson: str) -> float:
    """Return the seconds that a lesson's solution takes, its kernel's start included.

    Nothing is written to solutions/.
    """
    from course_helpers.lesson_run import execute

    folder = ROOT / "solutions" / lesson
    notebook = nbformat.read(folder / f"{lesson}.ipynb", 4)
    start = time.perf_counter()
    execute(notebook, folder)
    return time.perf_counter() - start


def main() -> None:
    """Print the seconds of all that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="the least counts")
    parser.add_argument("--lessons", nargs="*", default=[], help="or: all")
    parser.add_argument(
        "--save", action="store_true", help="write results/startup.json"
    )
    options = parser.parse_args()
    lessons = options.lessons
    if lessons == ["all"]:
        lessons = sorted(path.name for path in (ROOT / "solutions").glob("[0-9]*"))
    turns = range(options.repeat)
    imports = {
        name: min(import_seconds(statement) for _ in turns)
        for name, statement in IMPORTS.items()
    }
    report("imports", imports)
    runs = [first_plot_seconds() for _ in turns]
    plot = {name: min(run[name] for run in runs) for name in runs[0]}
    report("from make lab", plot)
    times = {}
    for lesson in lessons:
        times[lesson] = lesson_seconds(lesson)
        report("whole lesson", {lesson: times[lesson]})
    if options.save:
        save("startup", {"imports": imports, "first plot": plot, "lessons": times})


def report(kind: str, seconds: dict[str, float]) -> None:
    """Print a line for each number."""
    for name, value in seconds.items():
        print(f"{kind}: {name:22} {value:7.2f} s", flush=True)


if __name__ == "__main__":
    main()
