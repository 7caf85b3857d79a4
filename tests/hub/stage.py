"""A machine within this one: accounts, homes and /srv of its own, gone afterwards."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.conftest import ROOT

COURSE, HUB = Path("/srv/course"), Path("/srv/hub")
TEACHER = 1101
BIN = Path(sys.executable).parent
PATH = f"{BIN}:{sys.prefix}/chp/node_modules/.bin:{os.environ['PATH']}"

# Folders above Python that are closed to others are replaced by open ones. What `course
# hub init` closes in the clone that its programs come from is empty here.
MAKE = """
set -e
mount --make-rprivate /
cp -a /etc "$1/etc"
mount --bind "$1/etc" /etc
for folder in /home /srv; do mount -t tmpfs -o mode=755 none $folder; done
n=0
closed="$2" root="$3"
shift 3
if [ -n "$closed" ]; then
    keep=/srv/.keep
    mkdir -p $keep
    for path in "$@"; do
        n=$((n + 1)); mkdir -p $keep/$n; mount --rbind "$path" $keep/$n
    done
    mount -t tmpfs -o mode=755 none "$closed"
    n=0
    for path in "$@"; do
        n=$((n + 1)); mkdir -p "$path"; mount --rbind $keep/$n "$path"
    done
    umount -l $keep/* && rm -r $keep
fi
for folder in "$root"/solutions "$root"/tests "$root"/grading "$root"/.git; do
    [ ! -d "$folder" ] || mount -t tmpfs -o mode=755 none "$folder"
done
mount -t proc proc /proc
echo ready
exec sleep infinity
"""


class Stage:
    """Commands in that machine."""

    def __init__(self, pid: int) -> None:
        self.enter = ["nsenter", "--target", str(pid), "--mount", "--pid"]

    def command(self, words, user="root") -> list[str]:
        """Return what runs a command there, as a user."""
        if user == "root":
            return [*self.enter, *words]
        return [*self.enter, "runuser", "--user", user, "--", *words]

    def run(self, words, user="root", **more) -> subprocess.CompletedProcess:
        """Run a command there to its end; its output is text, errors with it."""
        more = {"cwd": "/", "text": True, "timeout": 300} | more
        out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.run(self.command(words, user), **out, **more)

    def python(self, code, *words, user="root", **more) -> subprocess.CompletedProcess:
        """Run Python code there."""
        return self.run([sys.executable, "-c", code, *words], user, **more)


def why_not() -> str:
    """Say why there can be none here; empty if there can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux makes accounts"
    programs = ("unshare", "nsenter", "useradd", "runuser")
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        return f"{missing[0]} is missing"
    if Path(sys.prefix).stat().st_uid or ROOT.stat().st_uid:
        return "the course, which root's hub runs, is not root's"
    if not shutil.which("configurable-http-proxy", path=PATH):
        return "configurable-http-proxy is missing"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        return "this container allows no mounts"
    return ""


@contextmanager
def stage(folder: Path):
    """Make such a machine; end all that runs in it afterwards."""
    wanted = sorted({Path(sys.base_prefix), Path(sys.prefix), ROOT})
    closed = sorted(
        {f for path in wanted for f in path.parents if not f.stat().st_mode & 1}
    )[:1]
    inside = [path for path in wanted if closed and closed[0] in path.parents]
    process = subprocess.Popen(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", MAKE]
        + ["stage", str(folder), *map(str, closed or [""]), str(ROOT)]
        + [*map(str, inside)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        yield Stage(int(children.read_text().split()[0]))
    finally:
        process.kill()
        process.communicate(timeout=30)


def put_course(machine: Stage, folder: Path) -> str:
    """Put the course there, for the account `teacher`, and write the hub's files.

    Returns:
        The password of `teacher` on the hub.
    """
    archive = folder / "course.tar"
    listed = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
    tar = ["tar", "cf", str(archive), "--null", "-T", "-"]
    subprocess.run(tar, cwd=ROOT, input=names, check=True)
    script = (
        f"useradd --create-home --uid {TEACHER} teacher && mkdir {COURSE} && "
        f"tar xf {archive} -C {COURSE} && chown -R teacher: {COURSE} && "
        f"cd {COURSE} && course hub init {HUB}"
    )
    said = machine.run(["sh", "-c", script], env=os.environ | {"PATH": PATH})
    assert said.returncode == 0 and "teacher as instructor" in said.stdout, said.stdout
    return re.search("shown this once: (.*)", said.stdout)[1]


@contextmanager
def running_hub(machine: Stage, log: Path, more: str = ""):
    """Start the hub on free ports; give its address.

    Args:
        machine: where its files are.
        log: the file into which it writes what it says.
        more: lines to add to its configuration.
    """
    ports = [free_port() for _ in range(3)]
    names = ("JupyterHub.bind_url", "JupyterHub.hub_bind_url")
    names += ("ConfigurableHTTPProxy.api_url",)
    lines = [
        f'c.{name} = "http://127.0.0.1:{port}"\n'
        for name, port in zip(names, ports, strict=True)
    ]
    config = HUB / "jupyterhub_config.py"
    text = "\n" + "".join(lines) + more
    machine.run(["sh", "-c", f"cat >> {config}"], input=text)
    with log.open("w") as file:
        process = subprocess.Popen(
            machine.command([sys.executable, "-m", "jupyterhub", "-f", str(config)]),
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=os.environ | {"PATH": PATH},
        )
    try:
        wait_for(ports[0], process)
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    """Wait until the hub behind the proxy answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended"
        try:
            with urlopen(f"http://127.0.0.1:{port}/hub/api", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {port}")
