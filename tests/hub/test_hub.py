"""A real hub, as `course hub init` writes it, with real accounts, in Chromium."""

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from course_helpers.hub import roots
from tests.conftest import ROOT, right_answers
from tests.hub.stage import (
    BIN,
    COURSE,
    HUB,
    PATH,
    put_course,
    running_hub,
    stage,
    why_not,
)

LESSON = "01_tensors"
INBOUND = HUB / "exchange" / "neural-networks" / "inbound"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("sandbox"),
    pytest.mark.skipif(bool(why_not()), reason=f"no hub here: {why_not()}"),
]

ANSWER = """
import json, sys
import nbformat
from course_helpers.cells import answer_cells
path, answers = sys.argv[1], json.loads(sys.argv[2])
notebook = nbformat.read(path, as_version=4)
for name, source in answers.items():
    answer_cells(notebook)[name].source = source
nbformat.write(notebook, path)
"""
FORGE = """
import os, pathlib, shutil, sys
inbound, mine = pathlib.Path(sys.argv[1]), pathlib.Path.home() / "01_tensors"
stamp = "1999-01-01 00:00:00.000000 UTC"
for name in ("ada+01_tensors+2100-01-01 00:00:00.000000 UTC+forged",
             f"ben+01_tensors+{stamp}+mine"):
    shutil.copytree(mine, inbound / name)
    (inbound / name / "timestamp.txt").write_text(stamp)
link = inbound / f"ben+01_tensors+{stamp}+link"
link.symlink_to("/srv/course/solutions/01_tensors")
"""
HOSTILE = """
import os
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = Path(__file__).with_name("id").read_text()
c.CourseDirectory.submitted_directory = "../../etc/submitted"
c.Exchange.root = "here"
Path(__file__).with_name("who").write_text(f"{os.getresuid()} {os.getgroups()}")
"""
TYPE = """async ([server, line]) => {
    const xsrf = document.cookie.match(/_xsrf=([^;]*)/)[1];
    const headers = {"X-XSRFToken": xsrf};
    const made = await fetch(`${server}/api/terminals`, {method: "POST", headers});
    const {name} = await made.json();
    const address = `${server}/terminals/websocket/${name}`.replace("http", "ws");
    const socket = new WebSocket(address);
    return await new Promise(done => {
        let said = "";
        socket.onmessage = message => {
            const [kind, text] = JSON.parse(message.data);
            if (kind === "setup") socket.send(JSON.stringify(["stdin", line + "\\r"]));
            if (kind === "stdout") said += text;
            if (/ended \\d/.test(said)) done(said);
        };
    });
}"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine with the course and the hub's files."""
    folder = tmp_path_factory.mktemp("stage")
    with stage(folder) as machine:
        machine.password = put_course(machine, folder)
        yield machine


@pytest.fixture(scope="module")
def hub(machine, tmp_path_factory):
    """The hub's address, while it runs."""
    log = tmp_path_factory.mktemp("hub") / "log"
    with running_hub(machine, log) as address:
        yield address
    print(log.read_text()[-5000:])


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser, hub, name, password=""):
        self.hub, self.name = hub, name
        self.password = password or f"a long password of {name}"
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        self.page = context.new_page()
        self.page.set_default_timeout(120_000)

    def fill(self, where, *more):
        self.page.goto(f"{self.hub}/hub/{where}")
        self.page.fill("#username_input", self.name)
        for field in ("#password_input", *more):
            self.page.fill(field, self.password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def sign_up(self):
        self.fill("signup", "#password_confirmation_input")

    def log_in(self):
        self.fill("login")
        self.page.wait_for_url("**/lab**")
        expect(self.page.locator("#jp-main-dock-panel")).to_be_visible()

    def menu(self):
        """Open nbgrader's menu; return what it offers."""
        self.page.click('.lm-MenuBar-itemLabel:has-text("Nbgrader")')
        items = self.page.locator(".lm-Menu-itemLabel")
        expect(items.first).to_be_visible()
        return {text for text in items.all_inner_texts() if text}


@pytest.fixture(scope="module")
def people(browser, hub, machine):
    """The instructor and two students, let in."""
    thief = Person(browser, hub, "teacher")
    thief.sign_up()
    expect(thief.page.locator("body")).to_contain_text("already in use")
    thief.page.context.close()
    people = {name: Person(browser, hub, name) for name in ("ada", "ben")}
    for person in people.values():
        person.sign_up()
    people["teacher"] = teacher = Person(browser, hub, "teacher", machine.password)
    teacher.log_in()
    for name in ("ada", "ben"):
        teacher.page.goto(f"{hub}/hub/authorize")
        teacher.page.click(f"a[href*='/authorize/{name}']")
        teacher.page.wait_for_load_state()
    yield people
    for person in people.values():
        person.page.context.close()


@pytest.fixture(scope="module")
def term(machine, people, request):
    """A lesson handed out, answered by two, collected, graded and handed back."""
    shots = ROOT / "tests" / "browser" / "screenshots"
    shots.mkdir(exist_ok=True)

    def teach(*words):
        done = machine.run(
            ["env", f"--chdir={COURSE}", f"PATH={PATH}", *words], "teacher"
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    teach("nbgrader", "release_assignment", LESSON)
    ada, ben = people["ada"], people["ben"]
    said = {}
    for student in (ada, ben):
        student.log_in()
        said[f"menu of {student.name}"] = student.menu()
        page = student.page
        page.click('.lm-Menu-itemLabel:has-text("Assignment List")')
        page.click('button:has-text("Fetch")')
        expect(page.locator('button:has-text("Submit")')).to_be_visible()
    answers = right_answers() | {"reflection": "Each row holds one image."}
    path = f"/home/ada/{LESSON}/{LESSON}.ipynb"
    done = machine.python(ANSWER, path, json.dumps(answers), user="ada")
    assert done.returncode == 0, done.stdout
    page = ada.page
    page.click(f"a.assignment-notebooks-link:has-text('{LESSON}')")
    page.click('button:has-text("Validate")')
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("passes all the tests")
    page.screenshot(path=shots / "hub-1-validated.png")
    page.keyboard.press("Escape")
    page.click('button:has-text("Submit")')
    expect(page.locator("#submitted_assignments_list")).to_contain_text(LESSON)
    page.screenshot(path=shots / "hub-2-submitted.png")
    forged = machine.python(FORGE, str(INBOUND), user="ben")
    assert forged.returncode == 0, forged.stdout
    said["collect"] = teach("course", "collect", "--exchange", LESSON)
    said["grade"] = teach("course", "grade", LESSON)
    said["again"] = teach("python", "-m", "course_helpers.hub.nightly", "--now")
    said["report"] = teach("course", "export")
    said["grades"] = machine.run(["cat", str(COURSE / "grading/grades.csv")]).stdout
    said["release"] = teach("course", "feedback", "--release")
    page.click("#refresh_assignments_list, [title='Refresh assignment list']")
    page.click('button:has-text("Fetch Feedback")')
    expect(page.locator("a:has-text('view feedback')").first).to_be_visible()
    page.screenshot(path=shots / "hub-3-feedback.png")
    return said


def rows_of(grades):
    """The exported grades by student."""
    return {row["student_id"]: row for row in csv.DictReader(grades.splitlines())}


def test_each_has_the_menu_that_is_theirs(term, people):
    assert term["menu of ada"] == {"Assignment List"}
    teacher = people["teacher"]
    teacher.page.goto(f"{teacher.hub}/user/teacher/lab")
    assert {"Formgrader", "Assignment List"} <= teacher.menu()


def test_owner_and_time_are_the_systems(term):
    collected = term["collect"]
    assert "ada, 01_tensors: collected" in collected
    assert "its owner is ben" in collected
    assert "links are never followed" in collected
    rows = rows_of(term["grades"])
    assert set(rows) == {"ada", "ben"}
    for row in rows.values():
        handed_in = datetime.strptime(row["timestamp"], "%Y-%m-%d %H:%M:%S UTC")
        handed_in = handed_in.replace(tzinfo=UTC)
        assert abs(datetime.now(UTC) - handed_in) < timedelta(hours=1)
    assert "unchanged" in term["again"]


def test_points_are_those_of_the_answers(term):
    rows = rows_of(term["grades"])
    # What is in words waits for a person.
    points = {name: (row["score"], row["max_score"]) for name, row in rows.items()}
    assert points == {"ada": ("6", "8"), "ben": ("0", "8")}


def test_feedback_is_ones_own(term, machine):
    pages = machine.run(
        ["sh", "-c", f"ls /home/ada/{LESSON}/feedback/*/{LESSON}.html"], "ada"
    )
    assert pages.returncode == 0, pages.stdout
    listed = machine.run(["ls", str(HUB / "exchange/neural-networks/feedback")], "ben")
    assert "Permission denied" in listed.stdout


@pytest.mark.parametrize(
    "path",
    [
        *(COURSE / name for name in ("solutions", "grading", "tests")),
        COURSE / "solutions" / LESSON / f"{LESSON}.ipynb",
        COURSE / "grading" / "gradebook.db",
        COURSE / "grading" / "handins",
        Path("/home/ada"),
        Path("/home/ada", LESSON, f"{LESSON}.ipynb"),
        Path("/home/teacher"),
        INBOUND,
        HUB / "state",
        HUB / "state" / "jupyterhub.sqlite",
    ],
    ids=str,
)
def test_student_cannot_read_what_is_not_theirs(term, machine, path):
    there = machine.run(["test", "-e", str(path)])
    assert there.returncode == 0
    read = machine.run(["sh", "-c", f"ls -la '{path}/' || cat '{path}'"], "ben")
    assert read.returncode != 0 and "Permission denied" in read.stdout


def test_nobody_takes_the_place_of_a_program_or_of_root(term, machine):
    code = (
        "from types import SimpleNamespace as N\n"
        "from course_helpers.hub.accounts import make_account\n"
        "import sys\nmake_account(N(user=N(name=sys.argv[1])), 'teacher')"
    )
    machine.run(["useradd", "admin"])
    for name in ("root", "daemon", "admin", "sudo", "../x", "Ada", "-x", "a+b"):
        done = machine.python(code, name)
        assert "NameRefusedError" in done.stdout, name


@pytest.mark.parametrize("who", ["teacher", "ben"])
def test_nobody_but_root_writes_what_root_runs_or_reads(term, machine, who):
    folders = [HUB, *roots._trees()]
    words = ["find", *map(str, folders), "-path", str(HUB / "exchange"), "-prune"]
    words += ["-o", "-writable", "-not", "-type", "l", "-print"]
    found = machine.run(words, who).stdout.splitlines()
    assert [line for line in found if "Permission denied" not in line] == []
    read = machine.run(["cat", str(HUB / "settings.py")], who)
    assert "Permission denied" in read.stdout


def test_init_does_in_a_course_only_what_its_owner_may(machine):
    """The settings are a program, and its folders may be links to root's."""
    evil = Path("/srv/evil")
    script = (
        f"useradd mallory && mkdir -p {evil}/solutions && ln -s /etc {evil}/tests && "
        f"cat > {evil}/nbgrader_config.py && chown -hR mallory: {evil}"
    )
    assert machine.run(["sh", "-c", script], input=HOSTILE).returncode == 0

    def init(name):
        machine.run(["sh", "-c", f"printf %s '{name}' > {evil}/id"])
        words = ["env", f"--chdir={evil}", f"PATH={PATH}", "course", "hub", "init"]
        done = machine.run([*words, "/srv/hub2"])
        status = machine.run(["stat", "--format=%U %a", "/etc", "/etc/passwd"])
        assert status.stdout == "root 755\nroot 644\n"
        return done.returncode, done.stdout

    for name in ("../../etc", "a b"):
        code, said = init(name)
        assert code == 1 and "expected letters" in said
    code, said = init("evil")
    assert code == 1 and "hub: as mallory" in said and "'/srv/evil/tests'" in said
    number = machine.run(["id", "--user", "mallory"]).stdout.strip()
    who = machine.run(["cat", f"{evil}/who"]).stdout
    assert who == f"({number}, {number}, {number}) []"
    machine.run(["rm", f"{evil}/tests"])
    code, said = init("evil")
    assert code == 0, said
    # Nor does it put root's programs at anybody's mercy.
    machine.run(["chown", "mallory", "/srv/hub2/config"])
    assert "/srv/hub2/config is mallory's" in init("evil")[1]


def test_terminal_knows_the_commands(people):
    page, server = people["teacher"].page, f"{people['teacher'].hub}/user/teacher"
    page.goto(f"{server}/lab")
    line = "which course nbgrader && echo ended $?"
    said = page.evaluate(TYPE, [server, line])
    assert f"{BIN}/course" in said and f"{BIN}/nbgrader" in said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd")
def test_systemd_takes_the_service(machine):
    done = machine.run(["systemd-analyze", "verify", str(HUB / "jupyterhub.service")])
    assert (done.returncode, done.stdout) == (0, "")
