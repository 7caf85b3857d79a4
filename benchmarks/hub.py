"""Log students in on a hub at once; each runs a lesson, saves and hands it in.

    python benchmarks/hub.py [--students 1 5 20] [--lessons 03_softmax ...] [--save]

A machine within this one (as root, see tests/hub) gets the hub that `course hub init`
writes. Nobody pauses to think: all write the same right answers and press Run All at
the same moment, through the real servers and kernels, so in lesson 06 all train at
once. Memory is what a student's processes have for themselves and their share of what
they have in common.
"""

import argparse
import json
import secrets
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import nbformat
import websocket
from record import save

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from course_helpers.cells import answer_cells  # noqa: E402
from tests.hub.stage import (  # noqa: E402
    COURSE,
    PATH,
    put_course,
    running_hub,
    stage,
    why_not,
)

TOKEN = secrets.token_hex()
LIMIT = 600  # seconds that anything may take
MAY = f"""
c.JupyterHub.services.append({{"name": "load", "api_token": "{TOKEN}"}})
role = {{"name": "load", "services": ["load"]}}
role["scopes"] = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles.append(role)
c.JupyterHub.concurrent_spawn_limit = 100
"""
MEMORY = """
import json, pathlib, pwd
found = {}
for process in pathlib.Path("/proc").glob("[0-9]*"):
    try:
        name = pwd.getpwuid(process.stat().st_uid).pw_name
        rows = (process / "smaps_rollup").read_text().splitlines()
    except (OSError, KeyError):
        continue
    pss = next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)
    found[name] = found.get(name, 0) + pss / 1024
print(json.dumps(found))
"""


@dataclass
class Student:
    """Somebody who works through a lesson without a pause."""

    hub: str
    name: str
    lesson: str
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """This student's own server."""
        return f"{self.hub}/user/{self.name}"

    def ask(self, address: str, data: bytes | None = None, method: str = "") -> bytes:
        """Return what a server answers."""
        method = method or ("GET" if data is None else "POST")
        head = {"Authorization": f"token {TOKEN}"}
        request = Request(address, data, head, method=method)
        with urlopen(request, timeout=LIMIT) as reply:
            return reply.read()

    def work(self) -> dict[str, float]:
        """Log in, fetch, run all cells, save, hand in; return when each was done."""
        start = time.perf_counter()

        def done(what: str) -> None:
            self.seconds[what] = time.perf_counter() - start

        self.log_in()
        done("server is ready")
        form = {"course_id": "neural-networks", "assignment_id": self.lesson}
        self.nbgrader("fetch", form)
        path = f"{self.lesson}/{self.lesson}.ipynb"
        contents = f"{self.server}/api/contents/{path}"
        model = json.loads(self.ask(contents))
        notebook = nbformat.from_dict(model["content"])
        for name, cell in answer_cells(notebook).items():
            cell.source = right_answer(self.lesson, name)
        self.run(notebook, path, done)
        body = {"type": "notebook", "content": notebook}
        self.ask(contents, json.dumps(body).encode(), "PUT")
        self.nbgrader("submit", form)
        done("handed in")
        return self.seconds

    def log_in(self) -> None:
        """Start this student's server and wait for it."""
        user = f"{self.hub}/hub/api/users/{self.name}"
        self.ask(user, b"")
        self.ask(f"{user}/server", b"")
        while not json.loads(self.ask(user))["servers"].get("", {}).get("ready"):
            time.sleep(0.2)

    def nbgrader(self, what: str, form: dict[str, str]) -> None:
        """Fetch or submit, as the buttons of the Assignment List do."""
        address = f"{self.server}/assignments/{what}"
        reply = json.loads(self.ask(address, urlencode(form).encode()))
        if not reply["success"]:
            raise RuntimeError(f"{what}: {reply}")

    def run(self, notebook: nbformat.NotebookNode, path: str, done) -> None:
        """Run all cells in a kernel of this student's server."""
        body = {"name": "python3", "path": path}
        reply = self.ask(f"{self.server}/api/kernels", json.dumps(body).encode())
        number = json.loads(reply)["id"]
        address = f"{self.server}/api/kernels/{number}/channels"
        link = websocket.create_connection(
            address.replace("http", "ws", 1),
            header=[f"Authorization: token {TOKEN}"],
            timeout=LIMIT,
        )
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for place, cell in enumerate(cells):
            error = self.execute(link, cell.source)
            if error and "raises-exception" not in cell.metadata.get("tags", []):
                raise RuntimeError(f"{path}, code cell {place}: {error}")
            if place == 0:
                done("first cell")
        done("whole lesson")
        link.close()

    @staticmethod
    def execute(link: websocket.WebSocket, code: str) -> str:
        """Run a cell until the kernel is idle again; return its error, or nothing."""
        number = secrets.token_hex()
        head = {"msg_id": number, "msg_type": "execute_request", "version": "5.3"}
        head |= {"session": "load", "username": "load"}
        body = {"code": code, "silent": False, "store_history": False}
        body |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": False}
        message = {"header": head, "parent_header": {}, "metadata": {}}
        message |= {"content": body, "channel": "shell", "buffers": []}
        link.send(json.dumps(message))
        error = ""
        while True:
            reply = json.loads(link.recv())
            content = reply["content"]
            if reply["parent_header"].get("msg_id") != number:
                continue
            if reply["msg_type"] == "error":
                error = f"{content['ename']}: {content['evalue']}"
            if content.get("execution_state") == "idle":
                return error


def right_answer(lesson: str, name: str) -> str:
    """Return what the solution says in a cell for an answer."""
    path = ROOT / "solutions" / lesson / f"{lesson}.ipynb"
    return answer_cells(nbformat.read(path, as_version=4))[name].source


def measure(students: int, lesson: str) -> dict[str, float]:
    """Return medians and the slowest, memory of one student, and how many failed."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as machine:
        put_course(machine, Path(folder))
        words = ["env", f"--chdir={COURSE}", f"PATH={PATH}"]
        words += ["nbgrader", "release_assignment", lesson]
        released = machine.run(words, "teacher")
        if released.returncode:
            raise SystemExit(released.stdout)
        with running_hub(machine, Path(folder) / "log", MAY) as address:
            names = [f"s{number:02}" for number in range(students)]
            people = [Student(address, name, lesson) for name in names]
            with ThreadPoolExecutor(students) as pool:
                works = [pool.submit(person.work) for person in people]
            failures = [w.exception() for w in works if w.exception()]
            for failure in failures[:3]:
                body = failure.read() if isinstance(failure, HTTPError) else ""
                print("failed:", failure, body[:300], file=sys.stderr)
            memory = json.loads(machine.python(MEMORY).stdout)
    found: dict[str, float] = {}
    for what in ("server is ready", "first cell", "whole lesson", "handed in"):
        times = [p.seconds[what] for p in people if what in p.seconds]
        if times:
            found |= {f"{what}, median": median(times), f"{what}, last": max(times)}
    found["MiB of a student"] = median(memory.get(name, 0) for name in names)
    found["MiB of the hub"] = memory["root"]
    found["failed"] = len(failures)
    return found


def main() -> None:
    """Measure and print; keep the numbers if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument(
        "--lessons", nargs="+", default=["03_softmax", "06_training_loop"]
    )
    parser.add_argument("--save", action="store_true", help="write results/hub.json")
    options = parser.parse_args()
    if why_not():
        raise SystemExit(f"hub: {why_not()}")
    numbers = {}
    for lesson in options.lessons:
        for students in options.students:
            found = measure(students, lesson)
            numbers[f"{lesson}, {students} students"] = found
            print(f"{students} at once, {lesson}")
            for what, value in found.items():
                print(f"  {what:28} {value:8.1f}", flush=True)
    if options.save:
        save("hub", numbers)


if __name__ == "__main__":
    main()
