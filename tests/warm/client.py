"""What Jupyter starts as a kernel: it has the server fork one, and stands for it.

It ends when the kernel does, hands on what interrupts it, and takes the kernel with it
when it is killed. It loads nothing, so that it starts at once.
"""

import json
import os
import signal
import socket
import sys


def main() -> None:
    server, *arguments = sys.argv[1:]
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(server)
        asked = [arguments, dict(os.environ), os.getcwd()]
        socket.send_fds(link, [json.dumps(asked).encode() + b"\n"], [0, 1, 2])
        kernel = int(link.recv(20))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(kernel, number))
        link.recv(1)


if __name__ == "__main__":
    main()
