"""Hand-ins that run at once: none takes from another what the kernel shares out."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course_helpers.grading import class_run
from course_helpers.sandboxed import processes
from course_helpers.sandboxed.processes import descendants, take_more
from tests.attacks.classroom import FULL, HONEST, Attack
from tests.attacks.hand_ins import machine, neighbours
from tests.attacks.test_attacks import assert_deserved, assert_no_harm, graded_class

ATTACKS = [*neighbours.ATTACKS, *machine.ATTACKS]
pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture(scope="module")
def beside(tmp_path_factory, empty_gradebook):
    """All of them at the same time."""
    folder = tmp_path_factory.mktemp("beside")
    return graded_class(ATTACKS, folder, empty_gradebook, jobs=len(ATTACKS) + 3)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.student)
def test_hand_in_gets_what_it_deserves_beside_the_others(beside, attack):
    assert_deserved(beside, attack)


def test_nobody_beside_them_is_harmed(beside):
    assert_no_harm(beside)


@pytest.fixture
def runs(monkeypatch):
    """The students whose hand-ins ran, once for each run."""
    students, run = [], class_run.ClassRun._run

    def counted(self, work):
        students.append(work.student)
        return run(self, work)

    monkeypatch.setattr(class_run.ClassRun, "_run", counted)
    return students


def killed_once(stop: threading.Event) -> list[int]:
    """Kill the processes of hand-ins, as the kernel does where memory ends; once."""
    while not stop.is_set():
        mine = [pid for pid in descendants(os.getpid()) if _is_first_to_go(pid)]
        if len(mine) > 3:
            for pid in mine:
                os.kill(pid, signal.SIGKILL)
            return mine
        time.sleep(0.05)
    return []


def _is_first_to_go(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/oom_score_adj").read_text() == "1000\n"
    except OSError:
        return False


def test_what_is_killed_from_outside_runs_again(tmp_path, empty_gradebook, runs):
    # Two that are exactly the same would run once for both.
    slow = [Attack(37, f"slow-{n}", f"import time; time.sleep({n})") for n in (3, 4)]
    stop, killed = threading.Event(), []
    killer = threading.Thread(target=lambda: killed.extend(killed_once(stop)))
    killer.start()
    try:
        graded = graded_class(slow, tmp_path, empty_gradebook, jobs=2)
    finally:
        stop.set()
        killer.join()
    assert killed
    for attack in slow:
        assert graded.points(attack.student) == FULL
        assert runs.count(attack.student) == 2
    assert_no_harm(graded)


def test_a_hand_in_gets_one_more_run_at_most(tmp_path, empty_gradebook, runs):
    waits = Attack(37, "waits", "import time; time.sleep(99)", reason="stopped after")
    ends = Attack(37, "ends", "import os; os._exit(3)", reason="it ended Python")
    graded = graded_class([waits, ends], tmp_path, empty_gradebook, jobs=1)
    assert_deserved(graded, waits)
    assert_deserved(graded, ends)
    assert runs.count(waits.student) == 2
    # What nobody else can have done counts at once.
    assert runs.count(ends.student) == 1
    assert max(runs.count(student) for student in HONEST) == 1


SHARES = """
import ctypes, time
held = bytearray(300 * 2**20)
libc = ctypes.CDLL(None)
libc.vfork()
print("there", flush=True)
time.sleep(60)
"""


def test_memory_of_a_program_that_starts_another_counts_once():
    # So `subprocess` starts programs: for a moment both have the same memory.
    command = [sys.executable, "-c", SHARES]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout.readline() == "there\n"
        both = [parent.pid, *descendants(parent.pid)]
        try:
            assert len(both) == 2
            assert take_more(both, 200 * 2**20)
            assert not take_more(both, 500 * 2**20)
        finally:
            for pid in both:
                os.kill(pid, signal.SIGKILL)


ENDS_FIRST = """
import ctypes, os, threading, time
def hold():
    held = b"x" * (600 * 2**20)
    print("there", flush=True)
    time.sleep(60)
threading.Thread(target=hold).start()
ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
"""


def test_memory_counts_where_the_first_thread_has_ended():
    command = [sys.executable, "-c", ENDS_FIRST]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "there\n"
        try:
            while "(zombie)" not in Path(f"/proc/{process.pid}/status").read_text():
                time.sleep(0.01)
            assert take_more([process.pid], 500 * 2**20)
            assert not take_more([process.pid], 900 * 2**20)
        finally:
            process.kill()


def test_what_is_ending_holds_no_sockets(monkeypatch):
    # Its folders belong to root by then, so an ordinary user cannot look into them.
    def refuse(path):
        raise PermissionError(path)

    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        while "(zombie)" not in Path(f"/proc/{process.pid}/status").read_text():
            time.sleep(0.01)
        uses = [
            processes._Use(pid, 2**20, 2**50, 2**20)
            for pid in (process.pid, os.getpid())
        ]
        monkeypatch.setattr(processes.os, "listdir", refuse)
        assert processes._buffers(uses[:1]) == 0
        assert processes._buffers(uses[1:]) > 0


def test_what_ended_while_we_looked_takes_nothing(monkeypatch):
    gone = processes._Use(2**30, 2**20, 2**33, 2**20)
    monkeypatch.setattr(processes, "_use", lambda pid: gone)
    assert not take_more([gone.pid], 100 * 2**20)
