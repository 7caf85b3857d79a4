"""What a hand-in can take from those that run beside it, and from the machine."""

from tests.attacks.classroom import NOTHING, Attack
from tests.attacks.hand_ins.behaviour import TWO_RIGHT, broken

HOLD = 3
"""Seconds for which each of them keeps what it took."""

IN_FLIGHT = f"""
import os, socket, time
ours, theirs = socket.socketpair()
sent = 0
for _ in range(2):
    try:
        socket.send_fds(ours, [b"x"], [os.open("/dev/null", 0)] * 253)
        sent += 253
    except OSError:
        pass
time.sleep({HOLD})
print("in flight:", sent)
"""
# In many processes, since each may only have a number of files open.
FORKED = """
import ctypes, os, socket, select, time
def take_all():
    taken = []
    try:
        while True:
            taken.append(take())
    except OSError:
        pass
    return taken
for _ in range(20):
    if os.fork() == 0:
        taken = take_all()
        time.sleep({hold})
        os._exit(0)
taken = take_all()
time.sleep({hold})
print("taken here:", len(taken))
"""


def taking(statement: str, before: str = "") -> str:
    """Code that takes something again and again, in many processes, and keeps it."""
    return f"{before}\ndef take():\n    {statement}\n" + FORKED.format(hold=HOLD)


INOTIFY = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def watch():
    number = libc.inotify_init()
    if number < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    return number
"""
SIGNALS = """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
def queue():
    if libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), ctypes.c_void_p(0)) < 0:
        raise OSError(ctypes.get_errno(), "sigqueue")
"""
EPOLL = """
import os, select
def watch():
    poll = select.epoll()
    for number in range(3, 20):
        try:
            poll.register(number)
        except OSError as error:
            if error.errno == 28:
                raise
    return poll
"""
HIDDEN_PAGES = """
import mmap, time
held = []
for _ in range(12):
    pages = mmap.mmap(-1, 2**28)
    for place in range(0, 2**28, 4096):
        pages[place] = 1
    pages.madvise(mmap.MADV_DONTNEED)
    held.append(pages)
time.sleep(1)
"""
PAGE_TABLES = """
import ctypes
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3,
                      ctypes.c_long]
start = libc.mmap(None, 2**40, 1, 0x4022, -1, 0)
print("mapped:", start != 2**64 - 1)
if start != 2**64 - 1:
    for place in range(start, start + 2**40, 2**21):
        ctypes.c_char.from_address(place).value
"""
BUFFERS = """
import os, socket, time
def fill():
    held = []
    while True:
        pair = socket.socketpair()
        held += pair
        for end in pair:
            end.setblocking(False)
            try:
                while True:
                    end.send(bytes(8000))
            except BlockingIOError:
                pass
for _ in range(50):
    if os.fork() == 0:
        try:
            fill()
        except OSError as error:
            time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
LARGE_BUFFERS = """
import socket
ends = socket.socketpair()
refused = 0
for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
    try:
        ends[0].setsockopt(socket.SOL_SOCKET, option, 2**24)
    except OSError:
        refused += 1
print("refused:", refused)
"""
FAMILIES = """
import socket
opened = []
for family in range(64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
            opened.append(family)
        except OSError:
            pass
print("families:", sorted(set(opened) - {1, 2, 10}))
"""
# What honest hand-ins may well use of all that.
HONEST_NEIGHBOUR = """
import asyncio, subprocess, torch
said = !echo hello
shown = subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout
async def wait():
    await asyncio.sleep(0)
    return 3
waited = await wait()
values = torch.utils.data.TensorDataset(torch.arange(10.0))
loader = torch.utils.data.DataLoader(values, batch_size=5, num_workers=2)
print("honest:", said, shown.strip(), waited, sum(float(b[0].sum()) for b in loader))
"""
_WORKS = ("honest: ['hello'] hello 3 45.0",)

ATTACKS = [
    Attack(35, "in-flight", IN_FLIGHT, shows=("in flight: 0",)),
    Attack(35, "inotify", taking("return watch()", INOTIFY), shows=("here: 0",)),
    Attack(35, "terminals", taking("return os.openpty()"), shows=("taken here",)),
    Attack(35, "signals", taking("return queue()", SIGNALS), shows=("taken here",)),
    Attack(35, "watches", taking("return watch()", EPOLL)),
    Attack(35, "pipes", taking("return os.pipe()"), shows=("taken here",)),
    Attack(35, "families", FAMILIES, shows=("families: []",)),
    *(Attack(35, f"works-{n}", HONEST_NEIGHBOUR, shows=_WORKS) for n in "abc"),
    Attack(
        36,
        "hidden-pages",
        HIDDEN_PAGES,
        points=NOTHING,
        reason="more than 1024 MiB of memory",
    ),
    Attack(36, "page-tables", PAGE_TABLES, shows=("mapped: False",)),
    Attack(
        36, "buffers", BUFFERS, points=NOTHING, reason="more than 1024 MiB of memory"
    ),
    Attack(36, "large-buffers", LARGE_BUFFERS, shows=("refused: 2",)),
    Attack(
        37,
        "kills-itself",
        answers=broken("import os; os.kill(os.getpid(), 9)"),
        points=TWO_RIGHT,
        reason="it ended Python",
    ),
]
