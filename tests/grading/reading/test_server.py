"""Who may read and write through the page's server, and what it does with bad input."""

import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from course_helpers.cli import app
from course_helpers.grading.reading.alike import plain
from tests.grading.reading.answered import LESSON, STUB, held, make_answers, reading

HOSTILE = "</script><script>document.title='x'</script><img src=x onerror=alert(1)>"
CLASS = {"ada": "Because.", "ben": "because!", "cy": STUB, "eve": HOSTILE}


class Client:
    """Somebody who has the page open."""

    def __init__(self, address):
        self.address = urlsplit(address)

    def ask(self, path="", body=None, method=None, base=None, **headers):
        """Return status, headers and text of a reply; a body makes it a POST."""
        connection = HTTPConnection(self.address.hostname, self.address.port, 60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and "Content-Type" not in headers:
            headers["Content-Type"] = "application/json"
        if isinstance(body, dict):
            body = json.dumps(body)
        target = (self.address.path if base is None else base) + path
        kind = method or ("GET" if body is None else "POST")
        connection.request(kind, target, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
        return reply.status, dict(reply.getheaders()), text

    def look(self):
        """Return what the page would show; remember it."""
        status, _, text = self.ask("answers")
        assert status == 200, text
        self.page = json.loads(text)
        return self.page

    def change(self, text, points, comment=""):
        """Return the request that gives a mark to all answers that are equal."""
        (group,) = [g for g in self.page["groups"] if plain(g["text"]) == plain(text)]
        marks = self.page["marks"]
        return {
            "changes": [
                {
                    "id": name,
                    "version": marks[name]["version"],
                    "seen": {
                        key: marks[name][key] for key in ("points", "comment", "waits")
                    },
                    "mark": {"points": points, "comment": comment, "waits": False},
                }
                for name in group["answers"]
            ]
        }


@pytest.fixture
def graded(course):
    make_answers(course, CLASS)
    return course


@pytest.fixture
def client(graded):
    with reading(graded) as address:
        yield Client(address)


def test_only_who_knows_the_address_reads_and_writes(client, graded):
    client.look()
    change = client.change("Because.", 2)
    secret = client.address.path
    assert len(secret) > 30
    for base in ("/", "//", "/x/", secret[:-2] + "/", secret.upper(), "/answers"):
        for path, body in (("", None), ("answers", None), ("marks", change)):
            status, _, text = client.ask(path, body, base=base)
            assert status in (403, 404), (base, path)
            assert "Because" not in text and secret.strip("/") not in text
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"):
        status, _, text = client.ask("answers", Host=host)
        assert (status, "Because" in text) == (403, False)
        assert client.ask("marks", change, Host=host)[0] == 403
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1", "file://"):
        assert client.ask("marks", change, Origin=origin)[0] == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert client.ask("marks", change, Content_Type=kind)[0] == 415
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS"):
        assert client.ask("marks", change, method=method)[0] == 405
    assert all(points is None for points, _, _ in held(graded).values())
    # From the page itself, and through a tunnel.
    here = client.address.netloc
    assert client.ask("marks", change, Origin=f"http://{here}")[0] == 200
    assert client.ask("answers", Host="localhost:9999")[0] == 200
    assert held(graded)["ada"][0] == held(graded)["ben"][0] == 2


def test_page_may_load_nothing_from_elsewhere_and_stays_nowhere(client):
    for path in ("", "read.js", "state.js", "view.js", "read.css", "answers", "marks"):
        status, headers, text = client.ask(path)
        assert status == 200 and text
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; ")
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in headers and "Set-Cookie" not in headers
        assert not re.search(r"https?://|<script>|\sstyle=|\son\w+=", text) or (
            path == "answers"
        )
    _, headers, _ = client.ask("answers")
    assert headers["Content-Type"].startswith("application/json")
    for path in ("../server.py", "%2e%2e/server.py", "templates/read.js", "read.py"):
        assert client.ask(path)[0] == 404


def test_what_learners_write_is_text_and_opens_no_tag(client):
    _, _, text = client.ask("answers")
    assert "</script" not in text
    assert HOSTILE in [group["text"] for group in client.look()["groups"]]


def test_bad_input_is_refused_and_loses_nothing(client, graded):
    client.look()
    assert client.ask("marks", client.change("Because.", 1, "Good."))[0] == 200
    before = held(graded)
    client.look()
    good = client.change("Because.", 2)
    broken = [b"", b"{", b"\xff", b"[" * 100_000, {}, {"changes": []}]
    broken += [client.change("Because.", points) for points in (3, -1, "2", True, [2])]
    broken += [client.change("Because.", 1, 5)]
    for body in broken:
        status, _, text = client.ask("marks", body)
        assert status == 400 and json.loads(text)["error"], body
    # One wrong change, and the others are not written either.
    wrong = dict(good["changes"][0], mark={"points": 9, "comment": "", "waits": False})
    both = {"changes": [good["changes"][1], wrong]}
    assert client.ask("marks", both)[0] == 400
    unknown = dict(good["changes"][0], id="f" * 32)
    assert client.ask("marks", {"changes": [unknown]})[0] == 409
    assert held(graded) == before
    assert client.ask("marks", good)[0] == 200


def test_two_people_at_once_lose_no_mark(graded):
    with reading(graded) as one, reading(graded, "--names") as other:
        ada, ben = Client(one), Client(other)
        ada.look()
        assert sorted(ben.look()["groups"][0]["names"])
        assert ada.ask("marks", ada.change("Because.", 2, "Right."))[0] == 200
        status, _, text = ben.ask("marks", ben.change("Because.", 0, "Why?"))
        assert status == 409
        there = json.loads(text)["marks"].values()
        assert sum(m["points"] == 2 and m["comment"] == "Right." for m in there) == 2
        assert held(graded)["ada"] == held(graded)["ben"] == (2, "Right.", False)
        # Who has seen the other's mark may write over it.
        ben.look()
        assert ben.ask("marks", ben.change("Because.", 0, "Why?"))[0] == 200
        # Undo of the first does not take the second's mark away.
        undo = ada.change("Because.", None)
        for change in undo["changes"]:
            change["seen"] = {"points": 2, "comment": "Right.", "waits": False}
        assert ada.ask("marks", undo)[0] == 409
        assert held(graded)["ada"] == (0, "Why?", False)


def mark_at_random(address, seed, accepted):
    """Give marks as somebody does who looks anew after each conflict."""
    chance, client = random.Random(seed), Client(address)
    for turn in range(25):
        client.look()
        text = chance.choice([group["text"] for group in client.page["groups"]])
        request = client.change(text, chance.randint(0, 2), f"{seed}, {turn}")
        status = client.ask("marks", request)[0]
        assert status in (200, 409)
        if status == 200:
            accepted.extend(request["changes"])


def mark_of(told):
    return told["points"], told["comment"], told["waits"]


def test_of_three_people_in_a_hurry_none_writes_over_what_they_have_not_seen(graded):
    accepted = []
    with reading(graded) as one, reading(graded) as two, ThreadPoolExecutor(3) as pool:
        # Two have a page each, the third has the same page open as the first.
        works = [
            pool.submit(mark_at_random, address, seed, accepted)
            for seed, address in enumerate((one, two, one))
        ]
        for work in works:
            work.result()
        ends = Client(two).look()["marks"]
    for name, end in ends.items():
        saves = [change for change in accepted if change["id"] == name]
        wrote = {mark_of(change["seen"]): mark_of(change["mark"]) for change in saves}
        # What each saw is what another had written: one chain from the first to now.
        assert len(wrote) == len(saves) > 0
        mark = (None, "", end["automatic"] is None)
        for _ in saves:
            mark = wrote[mark]
        assert mark == mark_of(end)


@pytest.fixture
def run(graded, monkeypatch):
    monkeypatch.chdir(graded.root)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*words):
        result = CliRunner().invoke(app, ["read", *words])
        return result.exit_code, " ".join(result.output.split())

    return invoke


def test_what_cannot_be_read_is_said_without_a_page(run):
    code, said = run("99_nothing", "--no-browser")
    assert code == 1 and "expected one of 01_tensors, 03_softmax" in said
    code, said = run("01_tensors", "--no-browser")
    assert code == 1 and said.endswith("there are none. Run: course grade 01_tensors")
    code, said = run(LESSON, "--no-browser", "--section", "Monday")
    assert code == 1 and "section: expected one of a class list; got Monday" in said
    assert run(LESSON, "--port", "70000")[0] == 2


def test_port_that_is_taken_is_said(run, client):
    code, said = run(LESSON, "--no-browser", "--port", str(client.address.port))
    assert code == 1 and f"expected a free port; got {client.address.port}" in said


def test_browser_gets_the_secret_in_a_file_of_ones_own(graded, monkeypatch):
    from course_helpers.grading.reading import browser

    opened = []
    monkeypatch.setattr(browser.webbrowser, "open", opened.append)
    folder = graded.root / "grading"
    with browser.opener(folder) as show:
        show("http://127.0.0.1:1/secret/")
        (path,) = folder.glob("read-*.html")
        assert path.stat().st_mode & 0o077 == 0
        assert "url=http://127.0.0.1:1/secret/" in path.read_text()
        while not opened:
            pass
    assert opened == [path.as_uri()] and not path.exists()
