"""The walls of the sandbox: what code in it can see, and as whom it runs.

Every mount is named here; what is not named is not inside. Of this package it sees what
runs beside learners' code, and of the course's exercises what observes answers: never a
judge, never the grader. `sandbox` has the process that these walls stand around.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import course_helpers
from course_helpers.check.catalogue import CHOSEN, catalogue, chosen
from course_helpers.data.drawn.resample import write_without_tests
from course_helpers.data.idx import IMAGES, LABELS, is_complete, write_decoy
from course_helpers.data.places import DEBIAN_FASHION, cache_folder, unpacked
from course_helpers.grading.basis import real_data
from course_helpers.grading.errors import CourseError

USER = "61234"
"""The user that the sandbox is entered as when root starts it: nobody's number."""

INSIDE = (
    *("__init__.py", "compat.py", "device.py", "kernel.py", "labels.py"),
    *("check", "data", "diagnosis", "pad", "plotting", "sandboxed"),
)
"""What of this package is mounted; all else of it is not there."""
OBSERVING = ("__init__.py", "observe", "given")
"""What is mounted of the package with the course's exercises. The code that learners
got to mend is in their notebooks anyway, and an answer may measure it."""

_SYSTEM = ("/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
_PARTS = (
    *("bin", "sbin", "lib", "lib64", "lib32", "libx32", "libexec"),
    *("include", "share", "ssl", "pyvenv.cfg"),
)
"""What is mounted of the folders that programs are installed in. Beside these parts
people keep whatever they like there: a course below /usr, an environment in it."""
_COURSE, _ENVIRONMENT = "/course", "/environment"
_CACHE, _DATA = "/cache", "/data"
_LARGE_PAGES = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
"""A fork copies the table of a process's pages; with large ones it is short. C's
allocator can ask for them, so Python's objects go there too; it looks first whether the
system has them."""
_HAS_LARGE_PAGES = "/sys/kernel/mm/transparent_hugepage"

Mount = tuple[Path, str]
"""A file or folder of this machine, and its place inside."""


class NoWallsError(CourseError):
    """The walls cannot be built here; str() says why and what to do."""


def command(decoys: Path, megabytes: int, secrets: Iterable[Path] = ()) -> list[str]:
    """Return the start of a command line that runs a program inside the walls.

    Args:
        decoys: an empty folder for what stands in for data that is not to be seen.
        megabytes: room in each of the private folders.
        secrets: folders and files that are not to be seen, wherever they lie.

    Raises:
        NoWallsError: a program that is needed lies inside one of them.
    """
    inner = ["bwrap", "--die-with-parent", "--unshare-all", "--new-session"]
    # As the first process there it gets no signals from hand-ins.
    inner += ["--as-pid-1", "--cap-drop", "ALL", "--setenv", *_LARGE_PAGES]
    mounts, private = _arguments(decoys, secrets), _private(megabytes)
    if os.getuid() != 0:
        return [*inner, *mounts, *private, "--"]
    # Root sees every folder, so it mounts them; then a real user without rights
    # enters the sandbox itself. With bwrap's own --uid it would still be root for the
    # kernel: no limit of processes would hold, and hand-ins could have no /proc.
    user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]
    user += ["--pdeathsig", "KILL"]
    outer = ["bwrap", "--die-with-parent", *mounts]
    outer += ["--bind", "/proc", "/proc", "--dev", "/dev"]
    outer += ["--perms", "0755", "--dir", "/tmp", "--", *user]
    return [*outer, *inner, "--ro-bind", "/", "/", *private, "--"]


def _private(megabytes: int) -> list[str]:
    """Return the mounts that are the sandbox's own, and close the rest to writing."""
    arguments = ["--proc", "/proc", "--dev", "/dev"]
    # Below the hand-ins' own; the process alone writes a few caches there.
    for folder in ("/tmp", "/dev/shm"):
        arguments += ["--size", str(megabytes * 2**20), "--tmpfs", folder]
    # Last, because each mount before it makes its folder there.
    for folder in ("/dev", "/"):
        arguments += ["--remount-ro", folder]
    return arguments


def _arguments(decoys: Path, secrets: Iterable[Path]) -> list[str]:
    """Return bubblewrap's arguments for all mounts, and for what they are not to show.

    Raises:
        NoWallsError: a program that is needed lies inside a secret.
    """
    mounts = [*_system(), *_interpreter(), *_course(), *_data_sets(decoys)]
    # Installed beside other packages, the judges would come with these.
    packages = course_helpers.__name__, catalogue().package
    # A package of Debian's has the images for tests.
    secrets = [*secrets, *map(_whole, packages), DEBIAN_FASHION]
    covers = _covers(secrets, mounts)
    arguments = [argument for mount in mounts for argument in _read_only(*mount)]
    for cover, secret in covers.items():
        below = [place for _, place in mounts if Path(place).is_relative_to(cover)]
        if below:
            raise NoWallsError(
                f"sandbox: expected Python outside of {cover}, which no hand-in may "
                f"see; got {below[0]}. Install it elsewhere, or grade without a "
                "sandbox: --no-sandbox"
            )
        if secret.is_dir():
            arguments += ["--tmpfs", cover, "--remount-ro", cover]
        else:
            arguments += ["--ro-bind", os.devnull, cover]
    return arguments


def _covers(secrets: Iterable[Path], mounts: list[Mount]) -> dict[str, Path]:
    """Return the places inside at which secrets would be seen, each with its secret."""
    places = {place: path for path in secrets for place in _seen(path, mounts)}
    # A covered folder shows nothing that is in it, and nothing can be put there.
    return {
        place: path
        for place, path in places.items()
        if path.exists() and not places.keys() & set(map(str, Path(place).parents))
    }


def _seen(secret: Path, mounts: list[Mount]) -> Iterator[str]:
    """Yield the places inside at which a file or folder would be seen."""
    secret = secret.resolve()
    for path, place in mounts:
        if secret.is_relative_to(path.resolve()):
            yield str(Path(place) / secret.relative_to(path.resolve()))


def _system() -> list[Mount]:
    paths = *_SYSTEM, *_SYSTEM_FILES, _HAS_LARGE_PAGES
    mounts = [(Path(path), path) for path in paths]
    return [*filter(_is_there, mounts), *_parts(Path("/usr"), "/usr")]


def _is_there(mount: Mount) -> bool:
    return mount[0].exists()


def _parts(path: Path, place: str) -> list[Mount]:
    """Return the mounts of a folder that programs are installed in."""
    mounts = [(path / part, f"{place}/{part}") for part in _PARTS]
    return list(filter(_is_there, mounts))


def _read_only(path: Path, place: str) -> list[str]:
    """Mount a folder; the folders above it, closed as they may be, are made new."""
    above = [str(folder) for folder in reversed(Path(place).parents)][1:]
    folders = [part for name in above for part in ("--perms", "0755", "--dir", name)]
    # /bin is a link into /usr on most systems, and lib64 one to lib in environments.
    if path.is_symlink() and not os.path.isabs(os.readlink(path)):
        return [*folders, "--symlink", os.readlink(path), place]
    return [*folders, "--ro-bind", str(path), place]


def _interpreter() -> list[Mount]:
    """Return the mounts of Python and its packages.

    An environment may lie anywhere, below /tmp too, so it gets a place of its own.
    """
    base, prefix = Path(sys.base_prefix), Path(sys.prefix)
    # An environment names its Python by path, maybe through links: each path must lead
    # there.
    real = Path(sys.executable).resolve().parent.parent
    bases = {base, base.resolve(), real} - {Path("/usr")}
    mounts = [mount for path in sorted(bases) for mount in _parts(path, str(path))]
    return mounts if prefix == base else [*mounts, *_parts(prefix, _ENVIRONMENT)]


def _course() -> list[Mount]:
    """Return the mounts of this package and of the one with the course's exercises."""
    name, exercises = course_helpers.__name__, catalogue().package
    mounts = [(_folder(name) / part, f"{_COURSE}/{name}/{part}") for part in INSIDE]
    for package, parts in (*_above(exercises), (exercises, OBSERVING)):
        place = f"{_COURSE}/{package.replace('.', '/')}"
        wanted = [(_folder(package) / part, f"{place}/{part}") for part in parts]
        # A course may give no code to be mended.
        mounts += filter(_is_there, wanted)
    # The first two may be the same package.
    return list(dict.fromkeys(mounts))


def _above(package: str) -> Iterator[tuple[str, tuple[str]]]:
    """Yield the packages that a package is in, with the file that makes them one."""
    *above, _ = accumulate(package.split("."), "{}.{}".format)
    for name in above:
        if find_spec(name).origin:
            yield name, ("__init__.py",)


def _folder(package: str) -> Path:
    return Path(str(resources.files(package)))


def _whole(package: str) -> Path:
    """Return the folder of a package and of all beside it that was installed with it.

    Packages of many authors may share the name before the first dot, without a file
    of its own.
    """
    first = package.partition(".")[0]
    return _folder(first if find_spec(first).origin else package)


def python(walls: bool) -> str:
    """Return where the interpreter is, inside the walls or without them."""
    if not walls or sys.prefix == sys.base_prefix:
        return sys.executable
    return f"{_ENVIRONMENT}/{Path(sys.executable).relative_to(sys.prefix)}"


def environment(walls: bool) -> dict[str, str]:
    """Return all environment variables of what runs inside, or without walls."""
    packages = course_helpers.__name__, catalogue().package
    # Without walls, where they are.
    homes = [str(_folder(name.partition(".")[0]).parent) for name in packages]
    threads = dict.fromkeys(("OMP", "MKL", "OPENBLAS"), "1")
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": _COURSE if walls else os.pathsep.join(dict.fromkeys(homes)),
        CHOSEN: chosen(),
        "PYTHONDONTWRITEBYTECODE": "1",
        # A file torch.py that code writes where it runs is never imported.
        "PYTHONSAFEPATH": "1",
        # Sets of texts have the same order in every run.
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        # Inside is no list of users in which the user's name and home would stand.
        "HOME": "/tmp",
        "USER": "student",
        "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",
        # They would take more than all of /tmp.
        "TORCHINDUCTOR_CPP_CACHE_PRECOMPILE_HEADERS": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "COURSE_DEVICE": "cpu",
        "COURSE_LIVE": "0",
        **data_environment(in_sandbox=walls),
        **{f"{name}_NUM_THREADS": count for name, count in threads.items()},
        "PYTHONMALLOC": "malloc",  # see _LARGE_PAGES
        # OpenMP's threads do not survive a fork: code that asked for more would hang.
        "OMP_THREAD_LIMIT": "1",
    }


def _data_sets(decoys: Path) -> Iterator[Mount]:
    """Yield the files of the data sets, each with its place in the sandbox.

    What is for tests is not among them: a check of a trained network draws its images
    from there. Where files lie, there may be others that are nobody's business.
    """
    if real_data():
        raws = {raw: f"{_DATA}/{name}/raw" for name, raw in _real()}
    else:
        cache, site = cache_folder(), Path(find_spec("sklearn").origin).parent
        # A folder deeper in the cache, which is the course's own.
        raws = {
            raw: f"{_CACHE}/{raw.relative_to(cache.parent)}"
            for raw in cache.glob("*/*/raw")
            if is_complete(raw)
        }
        originals = site / "datasets" / "data" / "digits.csv.gz"
        write_without_tests(originals, decoys / originals.name)
        for place in _seen(originals, [*_system(), *_interpreter()]):
            yield decoys / originals.name, place
    for number, (raw, place) in enumerate(raws.items()):
        folder = decoys / str(number)
        folder.mkdir()
        write_decoy(raw, folder)
        for names in (IMAGES, LABELS):
            yield raw / names["train"], f"{place}/{names['train']}"
            yield folder / names["t10k"], f"{place}/{names['t10k']}"


def _real() -> Iterator[tuple[str, Path]]:
    for name in catalogue().data_sets:
        if raw := unpacked(name):
            yield name, raw.resolve()


def data_environment(in_sandbox: bool) -> dict[str, str]:
    """Return the variables that let code find these data sets and no others.

    The judge gets them, too: it draws inputs from the data that answers were made for.
    """
    offline = "" if real_data() else "1"
    if in_sandbox:
        place = {} if offline else {"COURSE_DATA": _DATA}
        return {"XDG_CACHE_HOME": _CACHE, "COURSE_OFFLINE": offline, **place}
    folder = Path(os.environ.get("COURSE_DATA") or "data").expanduser().resolve()
    place = {"COURSE_DATA": str(folder)} if folder.is_dir() else {}
    cache = str(cache_folder().parent)
    return {"XDG_CACHE_HOME": cache, "COURSE_OFFLINE": offline, **place}
