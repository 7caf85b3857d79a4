"""System calls that no lesson needs and that hand-ins may not make (Linux only).

They would open memory that belongs to no process (memory files, shared segments, a new
/tmp), stores that outlive a hand-in (key rings, message queues), other processes, or
much of the kernel. A filter in the kernel (seccomp) makes them fail, for good.

The numbers are those of the kernel's headers unistd.h, seccomp.h, filter.h and audit.h.
"""

import ctypes
import platform
import struct

_FORBIDDEN = {
    "x86_64": {
        **{"mount": 165, "umount2": 166, "pivot_root": 155, "unshare": 272},
        **{"setns": 308, "memfd_create": 319, "shmget": 29, "semget": 64},
        **{"msgget": 68, "mq_open": 240, "add_key": 248, "request_key": 249},
        **{"keyctl": 250, "ptrace": 101, "process_vm_readv": 310, "kcmp": 312},
        **{"process_vm_writev": 311, "bpf": 321, "perf_event_open": 298},
        **{"userfaultfd": 323},
    },
    "aarch64": {
        **{"mount": 40, "umount2": 39, "pivot_root": 41, "unshare": 97},
        **{"setns": 268, "memfd_create": 279, "shmget": 194, "semget": 190},
        **{"msgget": 186, "mq_open": 180, "add_key": 217, "request_key": 218},
        **{"keyctl": 219, "ptrace": 117, "process_vm_readv": 270, "kcmp": 272},
        **{"process_vm_writev": 271, "bpf": 280, "perf_event_open": 241},
        **{"userfaultfd": 282},
    },
}
# clone3 keeps its flags in memory, where a filter cannot look; told that it is unknown,
# the C library takes clone instead.
_FORBIDDEN_EVERYWHERE = {
    **{"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427},
    **{"open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431},
    **{"fsmount": 432, "fspick": 433, "clone3": 435, "pidfd_getfd": 438},
    **{"mount_setattr": 442, "memfd_secret": 447},
}
_MACHINE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_NEW_NAMESPACES = 0x7E020000
_FOREIGN_CALLS = 0x40000000
"""From here on: numbers of another interface of x86_64, which nothing here uses."""

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _FAIL_AS_UNKNOWN = 0x7FFF0000, 0x00050000 + 38
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2


def forbid() -> None:
    """Forbid them to this process and all that it starts.

    Does nothing on a machine whose numbers are not known here.

    Raises:
        OSError: the kernel does not take the filter.
    """
    machine = platform.machine()
    if machine not in _FORBIDDEN:
        return
    program = _program(machine)
    code = ctypes.create_string_buffer(b"".join(program))
    count_and_code = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    # Without it the kernel takes no filter from a process that has no rights.
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.prctl(_SET_FILTER, _FILTER, count_and_code, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "expected a filter of system calls")


def _program(machine: str) -> list[bytes]:
    """Return the filter: one instruction after the other, the last two are its ends."""
    numbers = [*_FORBIDDEN[machine].values(), *_FORBIDDEN_EVERYWHERE.values()]
    fail = len(numbers) + 8
    program: list[bytes] = []

    def add(code: int, value: int, then: int | None = None, other: int | None = None):
        # A jump is told by how many instructions it leaves out.
        here = len(program) + 1
        steps = [0 if goal is None else goal - here for goal in (then, other)]
        program.append(struct.pack("HBBI", code, *steps, value))

    # The same numbers are other calls for programs of 32 bits.
    add(_LOAD, _ARCHITECTURE)
    add(_IF_EQUAL, _MACHINE[machine], other=fail)
    add(_LOAD, _NUMBER)
    add(_IF_AT_LEAST, _FOREIGN_CALLS, then=fail)
    for number in numbers:
        add(_IF_EQUAL, number, then=fail)
    # Threads and forks need clone; namespaces of its own would give a hand-in rights.
    add(_IF_EQUAL, _CLONE[machine], other=fail - 1)
    add(_LOAD, _FIRST_ARGUMENT)
    add(_IF_ANY_BIT, _NEW_NAMESPACES, then=fail)
    add(_RETURN, _ALLOW)
    add(_RETURN, _FAIL_AS_UNKNOWN)
    return program
