"""What the code of a hand-in can try while it runs."""

from tests.attacks.classroom import NOTHING, RIGHT, WRONG, Attack

TWO_RIGHT = (0, 2, 2)
"""The points when only the answer neuron is broken."""


def broken(statement: str) -> dict[str, str]:
    """Answers of which only neuron does something else."""
    head = RIGHT["neuron"].partition("\n")[0]
    return RIGHT | {"neuron": f"{head}\n    {statement}"}


def all_doing(statement: str) -> dict[str, str]:
    """Answers that all do the same, whatever they are given."""
    heads = {name: source.partition("\n")[0] for name, source in RIGHT.items()}
    return {name: f"{head}\n    {statement}" for name, head in heads.items()}


TRANSFORMER = """
import ast
class Empty(ast.NodeTransformer):
    def visit_Module(self, node):
        return ast.Module(body=[], type_ignores=[])
get_ipython().ast_transformers.append(Empty())
"""

SHELL = """
shell = get_ipython()
shell.run_cell = shell.run_cell_async = lambda *a, **k: None
shell.showtraceback = lambda *a, **k: None
shell.displayhook = type(shell).displayhook = print
import sys
sys.displayhook = lambda value: None
"""

PATCHES = """
import builtins, torch, course_helpers
from course_helpers import check
from course_helpers.check import contract, parts, plain, session
torch.allclose = torch.equal = torch.isclose = lambda *a, **k: True
torch.Tensor.__eq__ = lambda a, b: torch.ones_like(a, dtype=torch.bool)
check.neuron = check.two_layer = check.standardize = lambda *a: None
contract.Verdict.score = 2.0
parts.observe = lambda *a: {"points": 500, "passed": True}
session.check_answer = lambda *a: None
builtins.len = lambda *a: 1
builtins.isinstance = lambda *a: True
"""

LIAR = """
class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True
    def __eq__(self, other):
        return True
    def __reduce__(self):
        import os
        return os.system, ("true",)
    __class__ = int
"""

SEARCH = """
import gc, glob, os, sys
found = [m for m in sys.modules if "judge" in m or "grading" in m]
found += [f for f in glob.glob("/course/**/judge/**", recursive=True)]
for name in ("{root}", "{home}/.ssh", "{root}/grading/gradebook.db", "/etc/shadow",
             "/proc/1/root{root}", "{root}/solutions"):
    for do in (os.listdir, open):
        try:
            do(name)
            found.append(name)
        except OSError:
            pass
found += [k for k in os.environ if "SEED" in k.replace("HASHSEED", "")]
for item in gc.get_objects():
    if isinstance(item, dict) and "criteria" in item and "points" in item:
        found.append("a verdict")
print("found:", found)
try:
    from course_helpers.exercises.judge.tensors import neuron
    print("found: the judge")
except ImportError:
    print("no judge")
"""

OTHERS = """
import os
known = {"solutions", "grading", "gradebook.db", "submitted", "handins", ".ssh", "ada"}
seen = []
places = ["/", "{root}", "{root}/grading", "{root}/grading/submitted", "{home}"]
places += [f"/proc/{p}/{l}" for p in os.listdir("/proc") for l in ("cwd", "root{root}")]
for place in places:
    try:
        seen += known & set(os.listdir(place))
    except OSError:
        pass
for name in ("ada/01_tensors/01_tensors.ipynb", "mia/01_tensors/01_tensors.ipynb"):
    path = os.path.join("{root}/grading/submitted", name)
    for mode in ("r", "a"):
        try:
            seen.append(open(path, mode).read(9))
        except OSError:
            pass
print("seen:", seen)
"""

REFERENCES = """
import importlib, os, pkgutil
from course_helpers import exercises
from course_helpers.exercises import observe
found = []
for name in ("judge", "judge.tensors", "judge.tensors.neuron", "grading.run.judge"):
    for package in ("course_helpers.exercises.", "course_helpers."):
        try:
            module = importlib.import_module(package + name)
            found += [n for n in vars(module) if not n.startswith("__")]
        except ImportError:
            pass
found += [m.name for m in pkgutil.iter_modules(exercises.__path__) if "judge" in m.name]
for folder, _, names in os.walk("/course/course_helpers"):
    found += [n for n in names if "judge" in folder or "grading" in folder]
for module in pkgutil.walk_packages(observe.__path__, observe.__name__ + "."):
    made = vars(importlib.import_module(module.name))
    found += [n for n in made if n.startswith("judge") or n in ("neuron", "two_layer")]
print("references:", found)
"""

WRITE = """
import os
for place in ("{root}", "{root}/grading", "/", "/tmp", "/dev/shm", "{home}", "/course",
              "/var/tmp", "/run", "/environment"):
    try:
        open(os.path.join(place, "{mark}-file"), "w").write("x")
    except OSError:
        pass
seen = [n for p in ("/tmp", "/dev/shm") for n in os.listdir(p) if "{mark}" in n]
print("wrote", sorted(seen))
"""

KILL_ALL = """
import os, signal
os.kill(os.getppid(), signal.SIGSTOP)
os.kill(-1, signal.SIGKILL)
"""

DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""

STUBBORN = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        time.sleep(1)
    except BaseException:
        pass
"""

FORKS = """
import os
count = 0
try:
    while count < 500:
        os.posix_spawn("/bin/sleep", ["sleep", "60"], {})
        count += 1
except OSError:
    pass
print("forks:", "limited" if count < 100 else count)
"""

THREADS = """
import threading, time
count = 0
try:
    while count < 10_000:
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        count += 1
except RuntimeError:
    pass
print("threads:", "limited" if count < 200 else count)
"""

MEMORY = """
try:
    torch.ones(5 * 2**30)
    print("memory: all")
except (RuntimeError, MemoryError):
    print("memory: limited")
"""

MEMORY_OF_MANY = """
import os, time
for _ in range(12):
    if os.fork() == 0:
        block = bytearray(200 * 2**20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""

DISK = """
import os
size = 0
try:
    with open("/tmp/big", "wb") as file:
        while size < 500:
            file.write(bytes(2**20))
            file.flush()
            size += 1
except OSError:
    pass
print("disk:", "limited" if size < 100 else size)
"""

NETWORK = """
import socket
reached = []
for host, port in (("127.0.0.1", {port}), ("10.0.0.1", 80), ("1.1.1.1", 53)):
    try:
        socket.create_connection((host, port), 1)
        reached.append(host)
    except OSError:
        pass
try:
    socket.getaddrinfo("example.org", 80)
    reached.append("a name")
except OSError:
    pass
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("1.1.1.1", 53))
    reached.append("by datagram")
except OSError:
    pass
print("reached:", reached)
"""

STATE = """
import os, sys, tempfile
torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.set_num_threads(4)
torch.use_deterministic_algorithms(True)
sys.path[:] = []
folder = tempfile.mkdtemp()
os.chdir(folder)
os.rmdir(folder)
"""

NOISE = """
import logging, sys, warnings
from tqdm import tqdm
warnings.warn("careful")
logging.warning("careful")
print("to stderr", file=sys.stderr)
for _ in tqdm(range(3)):
    pass
sum = input = F = None
"""

ATTACKS = [
    # Stock nbgrader: an emptied check cell counts as right.
    Attack(
        2,
        "ast-transformers",
        TRANSFORMER,
        answers=WRONG,
        points=NOTHING,
        quick=True,
    ),
    # Stock nbgrader: a check that never runs has no error, so it counts as right.
    Attack(3, "shell-replaced", SHELL, answers=WRONG, points=NOTHING, quick=True),
    # Stock nbgrader takes the first number that a check cell shows as its score.
    Attack(
        4,
        "huge-scores",
        answers=all_doing("print(500)\n    return float('inf')"),
        points=NOTHING,
        quick=True,
    ),
    Attack(
        4,
        "nan-scores",
        answers=all_doing("return torch.full((2, 2), float('nan'))"),
        points=NOTHING,
    ),
    Attack(4, "text-scores", answers=all_doing("return '2'"), points=NOTHING),
    Attack(
        5,
        "lying-tensors",
        LIAR,
        answers=all_doing("return torch.ones(3).as_subclass(Liar)"),
        points=NOTHING,
        quick=True,
    ),
    # Stock nbgrader: full points for everything after this.
    Attack(6, "all-patched", PATCHES, answers=WRONG, points=NOTHING, quick=True),
    Attack(
        7,
        "search",
        SEARCH,
        answers=WRONG,
        points=NOTHING,
        shows=("found: []", "no judge"),
        quick=True,
    ),
    Attack(
        8,
        "frames",
        answers=all_doing(
            "import sys; f = sys._getframe(); names = set()\n"
            "    while f: names |= set(f.f_locals); f = f.f_back\n"
            "    return 'seed' in names or 'expected' in names"
        ),
        points=NOTHING,
        quick=True,
    ),
    # Stock nbgrader runs it with the instructor's rights: it can write all of these.
    Attack(10, "write", WRITE, shows=("wrote ['course-attack-mark",), quick=True),
    # Stock nbgrader: all hand-ins and the instructor's files can be read and changed.
    Attack(11, "others", OTHERS, shows=("seen: []",), quick=True),
    Attack(
        14,
        "kill-all",
        KILL_ALL,
        quick=True,
    ),
    Attack(15, "daemon", DAEMON, quick=True),
    # Stock nbgrader: the kernel dies, the hand-in keeps the score of an older one.
    Attack(
        16,
        "exit-in-answer",
        answers=broken("import os; os._exit(0)"),
        points=TWO_RIGHT,
        reason="ended Python",
        quick=True,
    ),
    Attack(16, "sys-exit", answers=broken("raise SystemExit"), points=TWO_RIGHT),
    Attack(16, "exit-in-cell", "import os\nos._exit(1)", reason="ended Python"),
    Attack(
        16,
        "segmentation-fault",
        answers=broken("import ctypes; ctypes.string_at(0)"),
        points=TWO_RIGHT,
        reason="ended Python",
    ),
    Attack(
        17,
        "endless-answer",
        answers=broken("while True: pass"),
        points=TWO_RIGHT,
        reason="stopped after",
        quick=True,
    ),
    Attack(17, "stubborn-cell", STUBBORN, reason="stopped after"),
    Attack(18, "forks", FORKS, shows=("forks: limited",), quick=True),
    Attack(18, "threads", THREADS, shows=("threads: limited",), quick=True),
    Attack(18, "memory", MEMORY, shows=("memory: limited",), quick=True),
    Attack(
        18,
        "memory-of-many",
        MEMORY_OF_MANY,
        points=NOTHING,
        reason="memory",
        quick=True,
    ),
    Attack(18, "disk", DISK, shows=("disk: limited",), quick=True),
    Attack(
        19,
        "long-text",
        "for _ in range(300):\n    print('x' * 2**20)",
        shows=("cut here",),
        quick=True,
    ),
    Attack(19, "long-line", "print('x' * 50 * 2**20)", shows=("cut here",)),
    Attack(
        19,
        "many-outputs",
        "from IPython.display import display\nfor i in range(3_000):\n    display(i)",
        shows=("cut here",),
    ),
    # Stock nbgrader: anything on stderr costs all points.
    Attack(24, "warnings", NOISE, quick=True),
    Attack(
        24,
        "warning-in-answer",
        answers=broken(
            "import warnings; warnings.warn('careful')\n"
            "    return torch.sigmoid(features @ weights.T + bias)"
        ),
    ),
    # Stock nbgrader: all of these are within reach.
    Attack(28, "network", NETWORK, shows=("reached: []",), quick=True),
    Attack(
        29,
        "pickles",
        LIAR,
        answers=all_doing("return {'a': Liar([1.0]), 'b': type, 'c': open}"),
        points=NOTHING,
        quick=True,
    ),
    Attack(
        30,
        "huge-reply",
        answers=all_doing("return [torch.zeros(2**20) for _ in range(900)]"),
        points=NOTHING,
        quick=True,
    ),
    Attack(
        30,
        "nested-reply",
        answers=all_doing("x = []\n    for _ in range(10_000): x = [x]\n    return x"),
        points=NOTHING,
    ),
    Attack(
        30,
        "forged-reply",
        "import os\nfor n in range(3, 64):\n    try:\n"
        "        os.write(n, b'r' + bytes([9, 0, 0, 0]) + b'{' * 9)\n"
        "    except OSError:\n        pass",
        answers=WRONG,
        points=NOTHING,
        quick=True,
    ),
    # Stock nbgrader: later checks run in the state that the code left.
    Attack(32, "state-changed", STATE, quick=True),
    # Stock nbgrader runs the tests, and what they compare with, beside the answer.
    Attack(
        34,
        "references",
        REFERENCES,
        answers=all_doing(
            "from course_helpers.exercises.judge import tensors; return tensors"
        ),
        points=NOTHING,
        shows=("references: []",),
        quick=True,
    ),
]
