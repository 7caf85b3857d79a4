import gzip
import hashlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from course_helpers.data import download, fetch, find_dataset, sources
from course_helpers.data._torchvision import datasets
from course_helpers.data.digits import Digits


class Handler(BaseHTTPRequestHandler):
    """Serves the server's `files`; a path below /stall/ stops halfway."""

    def do_GET(self):
        self.server.asked.append(self.path)
        content = self.server.files.get(self.path.rsplit("/", 1)[1])
        if content is None or self.path.startswith("/missing/"):
            return self.send_error(404)
        if self.path.startswith("/silent/"):
            return self.server.ended.wait(9)
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = self.path.startswith(("/stall/", "/cut/"))
        self.wfile.write(content[: len(content) // 2] if half else content)
        if self.path.startswith("/stall/"):
            self.wfile.flush()
            self.server.ended.wait(9)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # a client that hangs up is part of the tests
        pass


@pytest.fixture
def server(write_set, tmp_path, monkeypatch):
    """A small MNIST served on this machine; `use(*folders)` makes it the mirrors."""
    raw = write_set(tmp_path / "served", packed=True)
    monkeypatch.setattr(download, "TIMEOUT", 0.4)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "127.0.0.1")
    with Server(("127.0.0.1", 0), Handler) as server:
        server.files = {path.name: path.read_bytes() for path in raw.iterdir()}
        server.asked, server.ended = [], threading.Event()

        def use(*folders):
            url = f"http://127.0.0.1:{server.server_port}"
            mirrors = [f"{url}/{folder}/" for folder in folders]
            monkeypatch.setattr(datasets.MNIST, "mirrors", mirrors)

        server.use = use
        use("good")
        md5 = {name: hashlib.md5(b).hexdigest() for name, b in server.files.items()}
        monkeypatch.setattr(datasets.MNIST, "resources", sorted(md5.items()))
        plain = {
            name.removesuffix(".gz"): hashlib.md5(gzip.decompress(b)).hexdigest()
            for name, b in server.files.items()
        }
        monkeypatch.setitem(sources._MD5, "mnist", plain)
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield server
        server.ended.set()
        server.shutdown()


def left_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_fetch_downloads_into_the_cache(server, tmp_path, capsys):
    assert fetch("mnist") == tmp_path / "cache"
    assert left_in(tmp_path / "cache") == sorted(sources._MD5["mnist"])
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("Downloading ") == 4 and "100" in out
    n_asked = len(server.asked)
    assert fetch("mnist") == tmp_path / "cache"
    assert len(server.asked) == n_asked


def test_find_dataset_downloads(server):
    dataset_class, root = find_dataset("mnist")
    assert dataset_class is datasets.MNIST
    assert len(dataset_class(root, train=True)) == 150


@pytest.mark.parametrize("broken", ["missing", "silent", "stall", "cut"])
def test_second_mirror_helps_out(server, tmp_path, broken):
    server.use(broken, "good")
    assert fetch("mnist") == tmp_path / "cache"


TROUBLE = {
    "missing": "the server answered 404",
    "silent": "no answer within 0.4 seconds",
    "stall": "no answer within 0.4 seconds",
    "cut": "a wrong checksum",
}


@pytest.mark.parametrize("broken", TROUBLE)
def test_failed_download_says_why_and_leaves_nothing(server, tmp_path, broken):
    server.use(broken)
    start = time.monotonic()
    with pytest.raises(OSError, match=f"mnist: none in .*{TROUBLE[broken]}"):
        fetch("mnist")
    assert time.monotonic() - start < 5
    assert left_in(tmp_path / "cache") == []
    assert socket.getdefaulttimeout() is None


def test_wrong_checksum_leaves_nothing(server, tmp_path):
    name = "t10k-labels-idx1-ubyte.gz"
    server.files[name] = gzip.compress(b"something else")
    with pytest.raises(OSError, match="a wrong checksum"):
        fetch("mnist")
    assert left_in(tmp_path / "cache") == []


def test_interrupted_download_leaves_nothing(server, tmp_path, monkeypatch):
    real = download.download_and_extract_archive

    def interrupted(url, *args, **options):
        real(url, *args, **options)
        if "train-images" in url:
            raise KeyboardInterrupt

    monkeypatch.setattr(download, "download_and_extract_archive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch("mnist")
    assert left_in(tmp_path / "cache") == []
    assert socket.getdefaulttimeout() is None


def test_slow_name_lookup_does_not_hang(server, monkeypatch):
    def slow(*_, **__):
        server.ended.wait(9)
        raise OSError

    monkeypatch.setattr(download, "urlopen", slow)
    start = time.monotonic()
    with pytest.raises(OSError, match="no answer within"):
        fetch("mnist")
    assert time.monotonic() - start < 5


def test_no_network_says_so(server, monkeypatch):
    def unknown(*_):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OSError, match=r"the download failed \(no network\)"):
        fetch("mnist")


def test_find_dataset_asks_a_failing_server_once(server, capsys):
    server.use("missing")
    for _ in range(3):
        assert find_dataset("mnist")[0] is Digits
    assert len(server.asked) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_offline_never_asks(server, monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    find_dataset("mnist")
    with pytest.raises(OSError, match="COURSE_OFFLINE=1"):
        fetch("mnist")
    assert server.asked == []
