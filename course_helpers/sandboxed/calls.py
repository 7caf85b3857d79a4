"""System calls that no lesson needs and that hand-ins may not make (Linux only).

They would open memory that belongs to no process (memory files, shared segments, a new
/tmp), stores that outlive a hand-in (key rings, message queues), other processes, or
much of the kernel; or use up what the kernel counts for a user, and so for all hand-ins
together (file descriptors in flight, watches). A filter in the kernel (seccomp) makes
them fail, for good.

The numbers are those of the kernel's headers unistd.h, seccomp.h, filter.h and audit.h.
"""

import ctypes
import platform
import struct

FORBIDDEN = {
    "x86_64": {
        **{"mount": 165, "umount2": 166, "pivot_root": 155, "unshare": 272},
        **{"setns": 308, "memfd_create": 319, "shmget": 29, "semget": 64},
        **{"msgget": 68, "mq_open": 240, "add_key": 248, "request_key": 249},
        **{"keyctl": 250, "ptrace": 101, "process_vm_readv": 310, "kcmp": 312},
        **{"process_vm_writev": 311, "bpf": 321, "perf_event_open": 298},
        **{"userfaultfd": 323, "inotify_init": 253, "inotify_init1": 294},
        **{"fanotify_init": 300, "sendmsg": 46, "sendmmsg": 307},
    },
    "aarch64": {
        **{"mount": 40, "umount2": 39, "pivot_root": 41, "unshare": 97},
        **{"setns": 268, "memfd_create": 279, "shmget": 194, "semget": 190},
        **{"msgget": 186, "mq_open": 180, "add_key": 217, "request_key": 218},
        **{"keyctl": 219, "ptrace": 117, "process_vm_readv": 270, "kcmp": 272},
        **{"process_vm_writev": 271, "bpf": 280, "perf_event_open": 241},
        **{"userfaultfd": 282, "inotify_init1": 26, "fanotify_init": 262},
        **{"sendmsg": 211, "sendmmsg": 269},
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
_SOCKETS = {"x86_64": (41, 53), "aarch64": (198, 199)}
"""socket and socketpair."""
_SET_OPTION = {"x86_64": 54, "aarch64": 208}
_CONTROL_FILE = {"x86_64": 72, "aarch64": 25}
"""fcntl."""
_NOBODYS_LOCKS = (37, 38)
"""Its commands for locks that belong to no process: nobody could count them."""
_BUFFERS = (7, 8)
"""The options with which a socket gets larger buffers than the usual ones."""
_FAMILIES = (1, 2, 10)
"""UNIX, INET and INET6: others reach the machine, as VSOCK does, or much of the kernel.
"""
_NEW_NAMESPACES = 0x7E020000
_FOREIGN_CALLS = 0x40000000
"""From here on: numbers of another interface of x86_64, which nothing here uses."""

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_FIRST_ARGUMENT, _SECOND_ARGUMENT, _THIRD_ARGUMENT = 16, 24, 32
_ALLOW, _FAIL_AS_UNKNOWN = 0x7FFF0000, 0x00050000 + 38
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2


def forbid() -> None:
    """Forbid them to this process and all that it starts.

    Does nothing on a machine whose numbers are not known here.

    Raises:
        OSError: the kernel does not take the filter.
    """
    if platform.machine() not in FORBIDDEN:
        return
    program = _program(platform.machine())
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
    numbers = [*FORBIDDEN[machine].values(), *_FORBIDDEN_EVERYWHERE.values()]
    steps: list[tuple[int, int, str, str]] = [
        # The same numbers are other calls for programs of 32 bits.
        (_LOAD, _ARCHITECTURE, "", ""),
        (_IF_EQUAL, _MACHINE[machine], "", "fail"),
        (_LOAD, _NUMBER, "", ""),
        (_IF_AT_LEAST, _FOREIGN_CALLS, "fail", ""),
        *((_IF_EQUAL, number, "fail", "") for number in numbers),
        *((_IF_EQUAL, number, "family", "") for number in _SOCKETS[machine]),
        (_IF_EQUAL, _SET_OPTION[machine], "option", ""),
        (_IF_EQUAL, _CONTROL_FILE[machine], "lock", ""),
        # Threads and forks need clone; namespaces of its own would give rights.
        (_IF_EQUAL, _CLONE[machine], "", "allow"),
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        (_IF_ANY_BIT, _NEW_NAMESPACES, "fail", "allow"),
        (_LOAD, _SECOND_ARGUMENT, "", ""),
        *((_IF_EQUAL, command, "fail", "") for command in _NOBODYS_LOCKS),
        (_RETURN, _ALLOW, "", ""),
        (_LOAD, _THIRD_ARGUMENT, "", ""),
        *((_IF_EQUAL, option, "fail", "") for option in _BUFFERS),
        (_RETURN, _ALLOW, "", ""),
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        *((_IF_EQUAL, family, "allow", "") for family in _FAMILIES),
        (_RETURN, _FAIL_AS_UNKNOWN, "", ""),
        (_RETURN, _ALLOW, "", ""),
    ]
    goals = {"fail": len(steps) - 2, "allow": len(steps) - 1}
    goals["family"] = goals["fail"] - len(_FAMILIES) - 1
    goals["option"] = goals["family"] - len(_BUFFERS) - 2
    goals["lock"] = goals["option"] - len(_NOBODYS_LOCKS) - 2
    # A jump is told by how many instructions it leaves out.
    return [
        struct.pack(
            "HBBI",
            code,
            *(goals[goal] - here if goal else 0 for goal in (then, other)),
            value,
        )
        for here, (code, value, then, other) in enumerate(steps, start=1)
    ]
