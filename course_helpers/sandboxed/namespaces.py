"""Namespaces of its own for each hand-in, inside the sandbox (Linux only).

The numbers are those of the kernel's headers sched.h, mount.h, prctl.h, capability.h.
"""

import contextlib
import ctypes
import os
import resource
from pathlib import Path

_NEW_MOUNTS, _NEW_IPC, _NEW_USER = 0x20000, 0x08000000, 0x10000000
_NEW_PROCESSES, _NEW_NETWORK = 0x20000000, 0x40000000
_READ_ONLY, _NO_SET_UID, _NO_DEVICES, _BIND = 1, 2, 4, 4096
_PARENT_DEATH, _SET_DUMPABLE, _SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 36, 38
_KILL = 9
_CAPABILITY_VERSION = 0x20080522
_FILES = 20_000
"""Files in a hand-in's /tmp: an empty one costs memory too."""

_TERMINALS = "newinstance,ptmxmode=0666,mode=0620,max=16"
_SPARE = 8
"""Processes and open files that the sandbox's own forks may use above the limit."""

_libc = ctypes.CDLL(None, use_errno=True)


def leave() -> None:
    """Put the next child of this process into namespaces of its own.

    Raises:
        OSError: the kernel does not allow it here.
    """
    user, group = os.getuid(), os.getgid()
    new = _NEW_USER | _NEW_MOUNTS | _NEW_PROCESSES | _NEW_IPC | _NEW_NETWORK
    _checked(_libc.unshare(new), "unshare")
    # Until then the kernel lets no process without rights write its map of groups.
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def settle(megabytes: int) -> None:
    """Mount /proc, a private /tmp of a size and terminals; give up every privilege.

    From now on this process ends with its parent.

    Raises:
        OSError: the kernel does not allow it here.
    """
    _checked(_libc.prctl(_PARENT_DEATH, _KILL, 0, 0, 0), "prctl")
    # Read-only: a process could put itself behind others there, see `go_first`.
    _mount("proc", "/proc", "proc", _READ_ONLY | _NO_SET_UID | _NO_DEVICES)
    room = f"size={megabytes}m,nr_inodes={_FILES},mode=0700"
    _mount("tmpfs", "/tmp", "tmpfs", _NO_SET_UID | _NO_DEVICES, room)
    # Shared memory takes its room from /tmp, so one limit holds for both.
    os.mkdir("/tmp/.shared-memory")
    _mount("/tmp/.shared-memory", "/dev/shm", "", _BIND)
    # Terminals of its own: nobody else's can be taken, or written to.
    _mount("devpts", "/dev/pts", "devpts", _NO_SET_UID, _TERMINALS)
    # After the mounts, which need these rights.
    head = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked(_libc.capset(head, none), "capset")
    _checked(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")


def go_first() -> None:
    """Let this process and all below it end first if the machine's memory ends."""
    # Before the grader and the sandbox, which are about as large.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def adopt_orphans() -> None:
    """Become the parent of every process below this one that loses its own."""
    _checked(_libc.prctl(_SUBREAPER, 1, 0, 0, 0), "prctl")


def hide(hidden: bool) -> None:
    """Let others look into this process, or not."""
    _libc.prctl(_SET_DUMPABLE, 0 if hidden else 1, 0, 0, 0)


def limit(kind: int, most: int) -> None:
    """Lower one of the limits of `resource`; an already lower one stays."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def allow_open_files() -> None:
    """Raise the limit of open files of this process as far as it may."""
    # The kernel compares it with all that are in flight between the user's processes,
    # and then hands none on: another program must not stop us.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def limit_open_files(most: int) -> None:
    """Limit what a process has open, with some to spare for the sandbox's own."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most + _SPARE))


def limit_processes(most: int) -> None:
    """Limit processes and threads, with a few to spare for those of the sandbox."""
    # Code may raise the first of the two as well, but gains no more than these few.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most + _SPARE))


def spare(allowed: bool) -> None:
    """Let this process start and open a few more when code has left none; or not."""
    for kind in (resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE):
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            now = most if allowed else max(0, most - _SPARE)
            resource.setrlimit(kind, (now, most))


def _mount(what: str, where: str, kind: str, flags: int, options: str = "") -> None:
    texts = [text.encode() or None for text in (what, where, kind, options)]
    _checked(_libc.mount(*texts[:3], flags, texts[3]), f"mount {where}")


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
