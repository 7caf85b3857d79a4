"""JupyterLab's settings for this course: its start page and its programs."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

c = get_config()

# The README links the lessons in their order. In the settings folder: Markdown is
# shown as a page, and JupyterLab asks the network for neither news nor updates.
c.LabApp.default_url = "/lab/tree/README.md"
c.LabApp.app_settings_dir = str(Path(__file__).parent / "lab_settings")

# A lesson that is only looked at stays as it is. A JupyterLab of another environment
# starts without.
if find_spec("course_helpers"):
    c.ServerApp.contents_manager_class = "course_helpers.lab.LessonFiles"

# Containers know no other user. Whoever starts it there as root has no choice to make.
if getattr(os, "geteuid", lambda: 1)() == 0:
    c.ServerApp.allow_root = True

# `course` in a terminal, and what nbgrader starts by name, without activation. A login
# shell, which JupyterLab may choose, would forget it.
os.environ["PATH"] = os.pathsep.join(
    [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
)
if os.name != "nt":
    shell = os.environ.get("SHELL", "/bin/sh")
    c.ServerApp.terminado_settings = {"shell_command": [shell]}
