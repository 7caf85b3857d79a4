"""A small web server on this machine alone, for one reader's browser.

Its address holds a secret, so that neither other users of the machine nor other pages
in the browser read or write anything. Unlike a cookie, a part of the path is sent by
nobody else, and to no other port.
"""

import asyncio
import contextlib
import hmac
import secrets
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import responses
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import OperationalError
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from course_helpers.grading.errors import CourseError
from course_helpers.grading.reading.desk import Desk
from course_helpers.grading.reading.marks import ConflictError
from course_helpers.grading.reading.received import changes_in
from course_helpers.grading.record.gradebook import batch

HERE = "127.0.0.1"
MOST_BYTES = 8 * 2**20
"""Of one request: comments, twice for each of many equal answers."""

STRANGER = "Open the address that course read printed, with all that is in it."

FILES = {
    "": ("read.html", "text/html"),
    "read.css": ("read.css", "text/css"),
    "read.js": ("read.js", "text/javascript"),
    "state.js": ("state.js", "text/javascript"),
    "view.js": ("view.js", "text/javascript"),
}
"""What belongs to the page, by its path below the secret."""

_HEADERS = {
    # What learners wrote is only ever text; were it more, it could load nothing.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ReadingHandler(RequestHandler):
    """Answers one request, of whoever knows the secret."""

    def initialize(self, desk: Desk, secret: str, thread: ThreadPoolExecutor) -> None:
        """Take what all requests share: nbgrader's database is one thread's."""
        self.desk, self.secret, self.thread = desk, secret, thread

    def set_default_headers(self) -> None:
        """Let the browser load nothing from elsewhere and keep nothing."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse strangers."""
        # A page of another site whose name leads here (DNS rebinding) says that name.
        # Any port: one may come through a tunnel.
        if self.request.host_name not in (HERE, "localhost"):
            raise HTTPError(403)
        origin = self.request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.request.host:
            raise HTTPError(403)
        if not hmac.compare_digest(self.path_args[0].encode(), self.secret.encode()):
            raise HTTPError(403)

    def write_error(self, status_code: int, **error: Any) -> None:
        """Say in a line what is wrong, to the page and to a person."""
        raised = error.get("exc_info", (None, None, None))[1]
        cause = getattr(raised, "__cause__", None)
        text = str(cause or responses.get(status_code, "unknown"))
        self.finish({"error": STRANGER if status_code == 403 else text})

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Say on the terminal only what nobody foresaw."""
        if not isinstance(value, HTTPError):
            super().log_exception(kind, value, trace)

    async def get(self, secret: str, name: str) -> None:
        """Send a file of the page, or what it shows."""
        if name == "answers":
            self.finish(await self._ask(self.desk.page))
        elif name == "marks":
            self.finish({"marks": await self._ask(self.desk.marks)})
        elif name in FILES:
            file, kind = FILES[name]
            self.set_header("Content-Type", f"{kind}; charset=utf-8")
            place = resources.files(__package__) / "templates" / file
            self.finish(place.read_bytes())
        else:
            raise HTTPError(404)

    async def post(self, secret: str, name: str) -> None:
        """Write marks."""
        # Forms of other sites can send anything but this type.
        kind = self.request.headers.get("Content-Type", "").partition(";")[0]
        if name != "marks" or kind != "application/json":
            raise HTTPError(404 if name != "marks" else 415)
        try:
            changes, versions = changes_in(self.request.body)
            marks = await self._ask(self.desk.save, changes, versions)
        except ConflictError:
            self.set_status(409)
            marks = await self._ask(self.desk.marks)
        except (ValueError, RecursionError) as error:
            raise HTTPError(400) from error
        self.finish({"marks": marks})

    async def _ask(self, do: Callable, *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.thread, do, *arguments)
        except CourseError as error:
            raise HTTPError(503) from error
        except OperationalError as error:
            busy = CourseError(f"read: the gradebook does not answer ({error.orig})")
            raise HTTPError(503) from busy


def serve(desk: Desk, port: int, ready: Callable[[str], None]) -> None:
    """Serve a desk until Ctrl-C.

    Args:
        desk: what to read.
        port: where to listen; 0 for any free port.
        ready: called with the address once it can be opened.

    Raises:
        CourseError: somebody else listens there.
    """
    with contextlib.suppress(KeyboardInterrupt), batch():
        asyncio.run(_serve(desk, port, ready))


async def _serve(desk: Desk, port: int, ready: Callable[[str], None]) -> None:
    secret = secrets.token_urlsafe(24)
    with ThreadPoolExecutor(1) as thread, _listening(port) as listener:
        shared = {"desk": desk, "secret": secret, "thread": thread}
        routes = [(r"/([^/]*)/(.*)", ReadingHandler, shared)]
        # Lines about requests would hold the secret.
        application = Application(routes, log_function=lambda handler: None)
        server = HTTPServer(application, max_body_size=MOST_BYTES)
        server.add_socket(listener)
        ready(f"http://{HERE}:{listener.getsockname()[1]}/{secret}/")
        try:
            await asyncio.Event().wait()
        finally:
            server.stop()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HERE, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CourseError(
            f"read: expected a free port; got {port} ({error}). Name another one, or "
            "none."
        ) from None
    listener.listen(16)
    listener.setblocking(False)
    return listener
