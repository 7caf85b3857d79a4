"""What the processes of a hand-in take, as /proc tells: processor time and memory.

A process's size alone does not show all: pages that were mapped as shared and let go,
tables of pages, buffers of sockets. What a hand-in keeps from being looked into counts
as the most that it can be.
"""

import contextlib
import ctypes
import os
import platform
import socket
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course_helpers.sandboxed.calls import FORBIDDEN

OPEN_FILES = 128
"""The most that a process of a hand-in may have open, sockets among them."""

_LOOK_FROM = 64 * 2**20
"""Bytes of addresses that a process has more than we, from where we look at each."""
_REGION = 300
"""Bytes that the kernel keeps for each region of addresses."""
_READ = 16 * 2**20
"""Bytes that are read about the regions of a hand-in's processes in one look. Those of
60 usual processes are 9 MiB; a look at more would keep other hand-ins waiting."""
_SAME_MEMORY = 1
MANY_LOCKS = 1000
"""Locks of files that a hand-in may hold. Each takes some of the kernel's memory."""
_ENDED = FileNotFoundError, ProcessLookupError
"""What the system says of a process that ended while we looked."""


@dataclass
class Process:
    """A process, as /proc/NUMBER/stat tells.

    Attributes:
        parent: its parent's number.
        seconds: of processor time, its own and that of children it waited for.
        status: how it ended, in the form of `os.wait`; 0 as long as it runs.
    """

    parent: int
    seconds: float
    status: int


def processes() -> dict[int, Process]:
    """Return all processes that are seen from here, by number."""
    return {pid: p for pid in _numbers() if (p := process(pid))}


def process(pid: int) -> Process | None:
    """Return one process; None if there is none of this number."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
        # The process's name comes first, in brackets, and may hold some itself.
        fields = text.rpartition(")")[2].split()
        ticks = sum(map(int, fields[11:15]))
        return Process(int(fields[1]), ticks / _ticks(), int(fields[49]))
    return None  # it ended while we looked


def _numbers() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


@cache
def _ticks() -> int:
    return os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """Return the numbers of all processes below one."""
    return _below(pid, processes())


def _below(pid: int, seen: dict[int, Process]) -> list[int]:
    family = [pid]
    for member in family:  # it grows on the way
        family += [child for child, p in seen.items() if p.parent == member]
    return family[1:]


def shares_tensors(pid: int) -> bool:
    """Whether a process is the one with which torch shares tensors."""
    import torch  # the warm process has loaded it

    manager = Path(torch.__file__).with_name("bin") / "torch_shm_manager"
    try:
        return os.readlink(f"/proc/{pid}/exe") == str(manager)
    except OSError:
        return False


def processor_seconds(pid: int) -> float:
    """Return the processor time of all processes below one, as far as it is known."""
    seen = processes()
    return sum(seen[child].seconds for child in _below(pid, seen))


def take_more(pids: Iterable[int], most: int) -> bool:
    """Whether processes take more bytes of memory together, shared ones in parts.

    The kernel counts parts page by page, so it is asked only where the whole is more.
    """
    uses = [use for pid in pids if (use := _use(pid))]
    hidden = sum(use.tables for use in uses) + _buffers(uses) + _mapped(uses)
    if hidden > most or hidden + sum(use.resident for use in uses) <= most:
        return hidden > most
    return hidden + sum(_share(use) for use in uses if not _borrows(use)) > most


@dataclass
class _Use:
    """What one process takes, in bytes.

    The number may be a thread's: where the first thread has ended, the process's own
    number tells nothing any more, though others go on in the same memory.
    """

    pid: int
    resident: int
    addresses: int
    tables: int


def _use(pid: int) -> _Use | None:
    values = _status(pid)
    if "VmRSS" not in values and int(values.get("Threads", 0)) > 1:
        with contextlib.suppress(OSError):
            threads = map(int, os.listdir(f"/proc/{pid}/task"))
            pid, values = next(
                ((t, v) for t in threads if "VmRSS" in (v := _status(t))), (pid, {})
            )
    with contextlib.suppress(ValueError, KeyError):
        names = "VmRSS", "VmSize", "VmPTE"
        return _Use(pid, *(int(values[n].split()[0]) * 1024 for n in names))
    return None  # it has ended


def _status(pid: int) -> dict[str, str]:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
        return dict(line.partition(":")[::2] for line in lines)
    return {}


def _share(use: _Use) -> int:
    with contextlib.suppress(OSError, IndexError):
        text = Path(f"/proc/{use.pid}/smaps_rollup").read_text()
        return int(text.partition("\nPss:")[2].split()[0]) * 1024
    # Either it hides this from us, so all of it counts; or it has ended by now.
    now = _use(use.pid)
    return now.resident if now else 0


def locks() -> Counter[int]:
    """Return how many locks of files each process holds, as far as they matter."""
    # Of more than this there are so many that somebody holds too many.
    lines: list[bytes] = []
    with contextlib.suppress(OSError), open("/proc/locks", "rb") as file:
        lines = file.read(2**18).splitlines()
    fields = [line.replace(b"-> ", b"").split() for line in lines]
    return Counter(int(words[4]) for words in fields if len(words) > 4)


def _borrows(use: _Use) -> bool:
    """Whether a process has no memory but its parent's, in which both run.

    As each has that has just been started by `subprocess`, for a moment.
    """
    machine, child = platform.machine(), process(use.pid)
    if machine not in FORBIDDEN or child is None:
        return False
    number = FORBIDDEN[machine]["kcmp"]
    libc = ctypes.CDLL(None)
    return libc.syscall(number, child.parent, use.pid, _SAME_MEMORY, 0, 0) == 0


def _mapped(uses: list[_Use]) -> int:
    """Return bytes of shared mappings without a file, and of regions of addresses.

    Such pages stay when a process lets go of them, and no size shows them then.
    """
    own, more, left = own_addresses(), 0, _READ
    sizes: dict[tuple[str, str], int] = {}
    for use in uses:
        grown = use.addresses - own
        if grown < _LOOK_FROM:
            continue
        try:
            with open(f"/proc/{use.pid}/maps", "rb") as file:
                text = file.read(left).decode(errors="replace")
        except _ENDED:
            continue
        except OSError:
            more += grown if _use(use.pid) else 0
            continue
        left -= len(text)
        # What was not read counts as the most that it can be.
        if left <= 0:
            more += grown
            continue
        lines = text.splitlines()
        more += _REGION * len(lines)
        for line in lines:
            if line.endswith(" (deleted)"):
                span, _, offset, device, inode, *_ = line.split()
                start, end = (int(place, 16) for place in span.split("-"))
                # Several processes may share it, each with a part of it mapped.
                size = int(offset, 16) + end - start
                sizes[device, inode] = max(size, sizes.get((device, inode), 0))
    return more + sum(sizes.values())


def own_addresses() -> int:
    """Return the bytes of addresses that this process has."""
    return _own_pages()[0] * os.sysconf("SC_PAGE_SIZE")


def own_idle_data() -> int:
    """Return how many bytes of data, at least, this process has never written to.

    What is not written to takes no memory, but counts for RLIMIT_DATA. Code that is
    loaded counts here as if it were data: libraries such as CUDA's have much of both.
    """
    pages = _own_pages()
    return max(0, pages[5] - pages[1]) * os.sysconf("SC_PAGE_SIZE")


def _own_pages() -> list[int]:
    return list(map(int, Path("/proc/self/statm").read_text().split()))


def _buffers(uses: list[_Use]) -> int:
    """Return the bytes that the sockets of processes can hold at most."""
    sockets: set[str] = set()
    unseen = 0
    for use in uses:
        folder = f"/proc/{use.pid}/fd"
        try:
            numbers = os.listdir(folder)
        except _ENDED:
            continue
        except OSError:
            # What is ending belongs to root, and holds nothing any more.
            unseen += OPEN_FILES if _use(use.pid) else 0
            continue
        for number in numbers:
            with contextlib.suppress(OSError):
                sockets.add(os.readlink(f"{folder}/{number}"))
    count = sum(name.startswith("socket:") for name in sockets)
    return (count + unseen) * _socket_bytes()


@cache
def _socket_bytes() -> int:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        # The last message may go beyond it.
        return ours.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) + 2**17
