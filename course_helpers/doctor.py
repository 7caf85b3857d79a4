"""What works on this machine: a line for each thing, with its remedy."""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

OLDEST_PYTHON = (3, 11)
FILTERED = {"x86_64", "aarch64"}
"""Machines on which the sandbox refuses system calls that no lesson needs."""
_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        thing: what it is.
        good: whether it works.
        text: what was found, or what to do.
        needed: whether a learner needs it.
    """

    thing: str
    good: bool
    text: str
    needed: bool = True


def examine() -> list[Finding]:
    """Look at everything that the course needs; never raises."""
    looks = (python, torch, waiting, device, kernel)
    looks += (mnist, fashion_mnist, nbgrader, sandbox)
    return [_safely(look) for look in looks]


def _safely(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    # A broken installation may raise anything; the next look may still help.
    except Exception as error:
        return Finding(look.__name__, False, f"{type(error).__name__}: {error}")


def python() -> Finding:
    """Look at the Python that runs."""
    running = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", False, f"{running}; install 3.11 or newer")
    return Finding("Python", True, running)


def torch() -> Finding:
    """Look at torch and torchvision, and whether they work together."""
    from course_helpers.compat import repair_torchvision

    repair_torchvision()
    importlib.import_module("torchvision.datasets")
    text = f"torch {version('torch')}, torchvision {version('torchvision')}"
    return Finding("torch", True, text)


def waiting() -> Finding:
    """Look at how torch's threads wait for each other while other programs are busy."""
    from course_helpers.compat import CHOICES

    settings = [f"{n}={os.environ[n]}" for n in CHOICES if n in os.environ]
    if settings:
        text = f"{', '.join(settings)}; counts where course_helpers is imported before "
        return Finding("waiting", True, f"{text}torch", needed=False)
    if sys.platform != "linux":
        text = "as torch has it; the course changes it on Linux only"
        return Finding("waiting", True, text, needed=False)
    # Else importing the package had set it.
    text = "torch was loaded before course_helpers, so trainings beside busy programs "
    text += "take longer. Restart the kernel, and import course_helpers first"
    return Finding("waiting", False, text, needed=False)


def device() -> Finding:
    """Look for the device that the lessons would use."""
    # Imported here, as torch is elsewhere: without it all other lines still come.
    from course_helpers.device import get_device

    return Finding("device", True, str(get_device()))


def kernel() -> Finding:
    """Look for the kernel in which notebooks run."""
    from jupyter_client.kernelspec import KernelSpecManager

    specs = KernelSpecManager().find_kernel_specs()
    if "python3" not in specs:
        text = "no python3 kernel; run: python -m ipykernel install --user"
        return Finding("kernel", False, text)
    return Finding("kernel", True, f"python3 in {specs['python3']}")


def mnist() -> Finding:
    """Look for MNIST."""
    return _data_set("mnist")


def fashion_mnist() -> Finding:
    """Look for Fashion-MNIST."""
    return _data_set("fashion-mnist")


def _data_set(name: str) -> Finding:
    from course_helpers.data import where

    folder = where(name)
    if folder is None:
        text = f"not here; the embedded Digits step in. Online: course data {name}"
        return Finding(name, False, text, needed=False)
    return Finding(name, True, str(folder))


def nbgrader() -> Finding:
    """Look for nbgrader, which instructors need."""
    try:
        return Finding("nbgrader", True, version("nbgrader"), needed=False)
    except PackageNotFoundError:
        text = "not installed; instructors: pip install 'course-helpers[grading]'"
        return Finding("nbgrader", False, text, needed=False)


def sandbox() -> Finding:
    """Look for bubblewrap, the wall around hand-ins."""
    bwrap = shutil.which("bwrap")
    if not bwrap:
        text = "no bubblewrap; instructors: apt-get install bubblewrap (Linux, WSL2)"
        return Finding("sandbox", False, text, needed=False)
    # Being there is not enough: Ubuntu 24.04, for one, forbids it to make namespaces.
    command = [bwrap, "--unshare-all", "--ro-bind", "/", "/", "true"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        text = f"{bwrap} may not make namespaces; ask for unprivileged user namespaces"
        if _APPARMOR.is_file() and _APPARMOR.read_text().strip() == "1":
            text = f"AppArmor keeps {bwrap} from making namespaces; instructors: sudo "
            text += "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        return Finding("sandbox", False, text, needed=False)
    if platform.machine() not in FILTERED:
        text = f"{bwrap}; on {platform.machine()} hand-ins may make all system calls"
        return Finding("sandbox", False, text, needed=False)
    return Finding("sandbox", True, bwrap, needed=False)
