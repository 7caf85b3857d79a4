"""A process that has loaded what every lesson loads, and forks kernels.

Loading torch and seaborn takes a kernel three seconds of a processor; the tests start
hundreds. What is forked is the kernel that Jupyter would start.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import random
import select
import signal
import socket
import sys
import threading

LOADED = ("torch", "torchvision", "seaborn", "ipywidgets", "ipykernel.kernelapp")
KEPT = []
"""What torchvision's repair declared is withdrawn when nobody holds its module."""


def main() -> None:
    """Fork a kernel for each client, until standard input is closed."""
    gc.disable()
    load()
    # What the collector leaves alone it does not write to: kernels go on sharing it.
    gc.freeze()
    gc.enable()
    # Kernels that ended leave nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        door.listen(50)
        print("ready", flush=True)
        while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
            link, _ = door.accept()
            if os.fork() == 0:
                door.close()
                become_kernel(link)
            link.close()


def load() -> None:
    """Load what lessons load, and forget the course, which may be another one."""
    # Matplotlib asks for it once.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    importlib.import_module("course_helpers.compat").repair_torchvision()
    for name in LOADED:
        importlib.import_module(name)
    # The first figure looks for fonts.
    from matplotlib import pyplot

    pyplot.figure().savefig(io.BytesIO())
    pyplot.close("all")
    for name in [name for name in sys.modules if name.startswith("course_helpers")]:
        KEPT.append(sys.modules.pop(name))


def become_kernel(link: socket.socket) -> None:
    """Take the client's arguments, environment, folder and files; run the kernel."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    message, files, *_ = socket.recv_fds(link, 2**16, 3)
    while not message.endswith(b"\n"):
        message += link.recv(2**16)
    for number, file in enumerate(files):
        os.dup2(file, number)
    arguments, environment, folder = json.loads(message)
    link.sendall(str(os.getpid()).encode())
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # The client watches over Jupyter; this one watches over the client.
    os.environ.pop("JPY_PARENT_PID", None)
    threading.Thread(target=end_with, args=(link,), daemon=True).start()
    random.seed()
    sys.argv = ["ipykernel_launcher", *arguments]
    from ipykernel.kernelapp import IPKernelApp
    from matplotlib import pyplot
    from matplotlib_inline import backend_inline

    app = IPKernelApp.instance()
    app.initialize()
    # They were loaded before there was a shell to show figures in.
    pyplot.install_repl_displayhook()
    backend_inline._enable_matplotlib_integration()
    app.start()
    os._exit(0)


def end_with(link: socket.socket) -> None:
    """End this process when the client has."""
    with contextlib.suppress(OSError):
        link.recv(1)
    os._exit(0)


if __name__ == "__main__":
    main()
