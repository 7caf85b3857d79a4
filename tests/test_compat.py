import os
import subprocess
import sys

import pytest

from course_helpers.compat import CHOICES

BROKEN = """
import torch
def load_library(path):
    raise OSError("built for another torch")
torch.ops.load_library = load_library
"""

LOADS = """
import torch
torch.ops.load_library = lambda path: None
"""

REPAIR = """
from course_helpers.compat import repair_torchvision
repair_torchvision()
"""


def run(*parts, **variables):
    code = "\n".join(parts)
    kept = {k: v for k, v in os.environ.items() if k not in CHOICES}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env=kept | variables,
    )


def test_broken_library_stops_the_plain_import():
    done = run(BROKEN, "import torchvision")
    assert done.returncode != 0
    assert "torchvision::nms" in done.stderr


def test_repair_makes_torchvision_usable():
    use = """
import gc
gc.collect()
from torchvision import datasets, transforms, utils
image = transforms.Resize(32)(torch.rand(1, 28, 28))
print(tuple(image.shape), tuple(utils.make_grid([image, image]).shape))
print(datasets.MNIST.__name__)
"""
    done = run(BROKEN, REPAIR, REPAIR, use)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "(1, 32, 32) (3, 36, 70)"


def test_repair_works_after_a_failed_import():
    failed = "try:\n    import torchvision\nexcept RuntimeError:\n    pass"
    done = run(BROKEN, failed, REPAIR, "import torchvision.datasets")
    assert done.returncode == 0, done.stderr


def test_repair_accepts_operators_declared_before():
    declared = """
library = torch.library.Library("torchvision", "DEF")
for name in ("nms", "qnms"):
    library.define(name + "(Tensor d, Tensor s, float t) -> Tensor")
"""
    done = run(BROKEN, declared, REPAIR, "import torchvision.transforms")
    assert done.returncode == 0, done.stderr


def test_repair_declares_nothing_where_the_library_loads():
    done = run(LOADS, REPAIR, "print(hasattr(torch.ops.torchvision, 'nms'))")
    assert done.stdout == "False\n", done.stderr


def test_repair_does_nothing_once_torchvision_is_imported():
    imported = "import sys, types\nsys.modules['torchvision'] = types.ModuleType('x')"
    check = "print(hasattr(torch.ops.torchvision, 'nms'))"
    done = run(BROKEN, imported, REPAIR, check)
    assert done.stdout == "False\n", done.stderr


def test_repair_does_nothing_without_torchvision():
    missing = """
import importlib.util
find_spec = importlib.util.find_spec
importlib.util.find_spec = (
    lambda name, *rest: None if name == "torchvision" else find_spec(name, *rest)
)
"""
    check = "print(hasattr(torch.ops.torchvision, 'nms'))"
    done = run(BROKEN, missing, REPAIR, check)
    assert done.stdout == "False\n", done.stderr


def test_a_public_name_repairs_torchvision_on_this_machine():
    done = run("from course_helpers import get_device", "import torchvision.datasets")
    assert done.returncode == 0, done.stderr


COMPILER = """
import sys
from course_helpers.compat import compiler_later
def there():
    return "torch._dynamo" in sys.modules
"""


def test_compiler_waits_for_the_first_optimizer():
    use = """
import torch
from course_helpers import load_data
from torchvision.ops import roi_align
print(there(), end=" ")
torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
print(there(), end=" ")
print(sys.modules[roi_align.__module__].is_compile_supported("cpu"))
"""
    done = run(COMPILER, use)
    assert done.stdout == "False True True\n", done.stderr


OTHERS = [
    "from torch._dynamo import disable",
    "from torch._dynamo.utils import counters",
]


@pytest.mark.parametrize(
    "asked",
    [
        "import torch._dynamo.config",
        *(pytest.param(other, marks=pytest.mark.slow) for other in OTHERS),
    ],
)
def test_who_asks_for_more_of_the_compiler_gets_it_at_once(asked):
    use = f"""
with compiler_later():
    {asked}
    from torch._dynamo.utils import is_compile_supported
import torch._dynamo
print(there(), torch._dynamo.__file__ is not None, is_compile_supported("cpu"))
"""
    done = run(COMPILER, use)
    assert done.stdout == "True True True\n", done.stderr


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="GNU's OpenMP")
SETTINGS = f"""
import os
print({{name: os.environ[name] for name in {CHOICES} if name in os.environ}})
"""


@on_linux
def test_openmp_of_torch_gets_short_waits_from_a_set_up_cell():
    setup = "from course_helpers import check, load_data\nimport torch"
    done = run(setup, OMP_DISPLAY_ENV="verbose")
    assert done.returncode == 0 and "GOMP_SPINCOUNT = '1500'" in done.stderr


@on_linux
@pytest.mark.parametrize("choice", CHOICES)
def test_who_has_chosen_how_to_wait_keeps_the_choice(choice):
    done = run("import course_helpers", SETTINGS, **{choice: "77"})
    assert done.stdout == f"{ {choice: '77'} }\n", done.stderr


@on_linux
def test_waits_are_left_alone_once_torch_has_read_its_settings():
    done = run("import torch, course_helpers", SETTINGS)
    assert done.stdout == "{}\n", done.stderr
