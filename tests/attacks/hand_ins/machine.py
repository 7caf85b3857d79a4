"""What hand-ins share with the machine, and what honest ones keep beside cells."""

from nbformat.v4 import new_code_cell

from tests.attacks.classroom import NOTHING, Attack

PENDING = """
import ctypes, os, signal
libc = ctypes.CDLL(None)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
count = 0
while libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), ctypes.c_void_p(0)) == 0:
    count += 1
print("pending:", "few" if count <= 1000 else count)
"""
LAST_TO_GO = """
for text in ("0", "-1000"):
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write(text)
    except OSError:
        pass
print("goes:", open("/proc/self/oom_score_adj").read())
"""
# Whoever looks at all of them has no time left for other hand-ins.
REGIONS = """
import ctypes, os, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3,
                      ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
start = libc.mmap(None, 2**29, 0, 0x22, -1, 0)
for place in range(start, start + 2**29, 16384):
    if libc.mprotect(place, 4096, 1):
        break
for _ in range(20):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
# The kernel keeps each in memory of its own, which is no process's.
# A look at all hand-ins takes seconds where many run at once: they are held for long.
LOCKS = """
import fcntl, struct, time
held = []
for number in range(5):
    file = open(f"/tmp/{number}", "w")
    held.append(file)
    for place in range(500):
        fcntl.fcntl(file, {command}, struct.pack("hhqqi", 1, 0, 2 * place, 1, 0))
time.sleep(60)
"""
SQLITE = """
import sqlite3
with sqlite3.connect("/tmp/rows.db") as rows:
    rows.execute("create table losses (loss)")
    rows.execute("insert into losses values (3)")
print("rows:", rows.execute("select * from losses").fetchall())
"""
# Torch has a process for that; it serves all loaders until the kernel ends.
LOADER = """
import torch
data = torch.utils.data.TensorDataset(torch.arange(10.0))
loader = torch.utils.data.DataLoader(data, batch_size=5, num_workers=1)
print("sum:", sum(float(batch[0].sum()) for batch in loader))
"""
# As a loader's does where its workers end; here it meets every process that ends.
HANDLER = """
import signal, subprocess, time
def ended(number, frame):
    raise RuntimeError("a worker is gone")
signal.signal(signal.SIGCHLD, ended)
started = [subprocess.Popen(["sleep", "50"]) for _ in range(5)]
"""


def again(notebook):
    """Use the loader in a later cell, too."""
    notebook.cells.insert(3, new_code_cell(f"{LOADER}print('again')", id="again"))
    return notebook


def later(notebook):
    """Go on in a later cell while they end."""
    source = "import time; time.sleep(1)\nprint('later')"
    notebook.cells.insert(3, new_code_cell(source, id="later"))
    return notebook


ATTACKS = [
    Attack(35, "pending", PENDING, shows=("pending: few",)),
    Attack(35, "loader-again", LOADER, change=again, shows=("sum: 45.0\nagain",)),
    Attack(35, "handler", HANDLER, change=later, shows=("later",)),
    Attack(
        36,
        "locks",
        LOCKS.replace("{command}", "fcntl.F_SETLK"),
        points=NOTHING,
        reason="more than 1000 locks",
    ),
    Attack(
        36,
        "nobodys-locks",
        LOCKS.replace("{command}", "37"),
        shows=("not implemented",),
    ),
    Attack(36, "sqlite", SQLITE, shows=("rows: [(3,)]",)),
    Attack(36, "last-to-go", LAST_TO_GO, shows=("goes: 1000",)),
    Attack(
        36,
        "regions",
        REGIONS,
        points=NOTHING,
        reason="more than 1024 MiB of memory",
    ),
]
