"""What hand-ins may use, and how large they may be: set in nbgrader_config.py."""

from dataclasses import dataclass

from traitlets import Int, TraitError
from traitlets.config import Config, Configurable

from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import MAX_NOTEBOOK, MIB

KIB = 2**10


@dataclass(frozen=True)
class Limits:
    """What one hand-in may use; seconds, bytes or counts."""

    cell_seconds: int = 30
    extra_seconds: int = 60
    seconds: int = 360
    memory: int = 2048 * MIB
    processes: int = 64
    disk_megabytes: int = 64
    cell_output: int = 100 * KIB
    output: int = MIB
    reply: int = 16 * MIB


@dataclass(frozen=True)
class SourceLimits:
    """What a source of hand-ins may hold.

    Attributes:
        notebook: bytes of one hand-in.
        archive: bytes of a zip file, and of all that it unpacks to.
        files: entries of a zip file.
        cells: cells of one hand-in.
        parts: lists, objects and names in objects in the JSON of one hand-in.
    """

    notebook: int = MAX_NOTEBOOK
    archive: int = 100 * MIB
    files: int = 2000
    cells: int = 10_000
    parts: int = 500_000


class GradingLimits(Configurable):
    """The limits of a course, as nbgrader_config.py sets them: c.GradingLimits."""

    cell_seconds = Int(
        30,
        min=1,
        help="Seconds for one cell. A check with seconds of its own, in the "
        "course's list of exercises, has those in addition.",
    ).tag(config=True)
    extra_seconds = Int(
        60, min=0, help="Seconds for all cells of the learner's own together."
    ).tag(config=True)
    seconds = Int(360, min=1, help="Seconds for one hand-in.").tag(config=True)
    memory_megabytes = Int(
        2048, min=512, help="Memory of all processes of one hand-in, in MiB."
    ).tag(config=True)
    processes = Int(64, min=8, help="Processes and threads of one hand-in.").tag(
        config=True
    )
    disk_megabytes = Int(
        64, min=1, help="Files that one hand-in may write, in MiB."
    ).tag(config=True)
    cell_output_kilobytes = Int(
        100, min=1, help="Output of one cell that is kept, in KiB."
    ).tag(config=True)
    output_kilobytes = Int(
        1024, min=1, help="Output of one hand-in that is kept, in KiB."
    ).tag(config=True)
    # The sandbox's messages end a little above this: see sandboxed/messages.py.
    reply_megabytes = Int(
        16, min=1, max=16, help="What one answer may give to the judge, in MiB."
    ).tag(config=True)
    hand_in_megabytes = Int(20, min=1, help="Size of one hand-in, in MiB.").tag(
        config=True
    )
    zip_megabytes = Int(
        100, min=1, help="Size of a zip file, packed and unpacked, in MiB."
    ).tag(config=True)
    hand_in_cells = Int(10_000, min=1, help="Cells of one hand-in.").tag(config=True)
    # 500,000 take about 200 MB and 2 seconds; a notebook without large interactive
    # plots has a few thousand.
    hand_in_parts = Int(
        500_000,
        min=1,
        help="Lists, objects and names in objects in the JSON of one hand-in.",
    ).tag(config=True)
    zip_files = Int(2000, min=1, help="Files in a zip file.").tag(config=True)


def limits_of(config: Config) -> tuple[Limits, SourceLimits]:
    """Return the limits that a course's configuration sets.

    Raises:
        CourseError: one of them is no limit.
    """
    names = GradingLimits.class_trait_names(config=True)
    # traitlets only warns of these, and a limit that is misspelled limits nothing.
    unknown = ", ".join(sorted(set(config.get("GradingLimits", {})) - set(names)))
    if unknown:
        raise CourseError(
            f"nbgrader_config.py, GradingLimits: expected some of {', '.join(names)}; "
            f"got {unknown}. Correct it there."
        )
    try:
        chosen = GradingLimits(config=config)
    except TraitError as error:
        raise CourseError(
            f"nbgrader_config.py, GradingLimits: {' '.join(str(error).split())} "
            "Correct it there."
        ) from None
    run = Limits(
        chosen.cell_seconds,
        chosen.extra_seconds,
        chosen.seconds,
        chosen.memory_megabytes * MIB,
        chosen.processes,
        chosen.disk_megabytes,
        chosen.cell_output_kilobytes * KIB,
        chosen.output_kilobytes * KIB,
        chosen.reply_megabytes * MIB,
    )
    source = SourceLimits(
        chosen.hand_in_megabytes * MIB,
        chosen.zip_megabytes * MIB,
        chosen.zip_files,
        chosen.hand_in_cells,
        chosen.hand_in_parts,
    )
    return run, source
