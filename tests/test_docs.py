"""What the documents name is there."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from course_helpers.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FENCE = re.compile(r"^ *```bash\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_and_their_options_exist(path):
    commands = get_command(app).commands
    text = path.read_text(encoding="utf-8")
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    lines += re.findall(r"`((?:\.venv/bin/)?course [^`]+)`", text)
    for line in lines:
        words = re.sub(r"\s#.*", "", line).split()
        if words and words[0].removeprefix(".venv/bin/") == "course":
            options = {o for p in commands[words[1]].params for o in p.opts}
            options |= {o for p in commands[words[1]].params for o in p.secondary_opts}
            used = {word for word in words[2:] if word.startswith("--")}
            assert used <= options, line


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_make_targets_exist(path):
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE):
        assert name in targets, name
