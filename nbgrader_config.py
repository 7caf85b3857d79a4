"""nbgrader's settings for this course: folders, preprocessors, time limits."""

from functools import partial
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from course_helpers.grading.release.colab import configured
from course_helpers.lesson_run import seconds_for

ROOT = Path(__file__).parent
GRADING = ROOT / "grading"
# nbgrader opens its database and its exchange without making their folders.
(GRADING / "exchange").mkdir(parents=True, exist_ok=True)

c = get_config()

c.CourseDirectory.course_id = "neural-networks"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{GRADING / 'gradebook.db'}"
# Figures travel inside the released notebooks, so their files stay at home. So do the
# networks that a run of lesson 09 saves beside it.
c.CourseDirectory.ignore = [
    *CourseDirectory.class_traits()["ignore"].default(),
    "*.svg",
    "*.pt",
]
c.Exchange.root = str(GRADING / "exchange")
# Owner and time of what is handed in are the file system's, not the learner's words.
c.ExchangeFactory.collect = "course_helpers.grading.collect.collector.Collect"

steps = GenerateAssignment.class_traits()["preprocessors"].default()
cleared = 1 + [step.__name__ for step in steps].index("ClearSolutions")
c.GenerateAssignment.preprocessors = [
    "course_helpers.grading.release.figures.EmbedFigures",
    "course_helpers.grading.release.predictions.ClearPredictions",
    *steps[:cleared],
    "course_helpers.grading.release.given.GiveCode",
    *steps[cleared:],
    "course_helpers.grading.release.colab.OpenInColab",
]
c.OpenInColab.repository = configured(ROOT)

# What a hand-in may use. Validate and `course check` give a cell as long as grading;
# the other limits need the sandbox, so they act in grading alone. A check with seconds
# of its own in the course's list of exercises has those in addition.
c.GradingLimits.cell_seconds = 30
c.GradingLimits.extra_seconds = 60  # all cells of the learner's own together
c.GradingLimits.seconds = 360  # the whole hand-in
c.GradingLimits.memory_megabytes = 2048  # all its processes
c.GradingLimits.processes = 64  # and threads
c.GradingLimits.disk_megabytes = 64
c.GradingLimits.cell_output_kilobytes = 100
c.GradingLimits.output_kilobytes = 1024
c.GradingLimits.reply_megabytes = 16  # of one answer to the judge
# What is collected at all.
c.GradingLimits.hand_in_megabytes = 20
c.GradingLimits.hand_in_cells = 10000
c.GradingLimits.hand_in_parts = 500000  # lists, objects and names in its JSON
c.GradingLimits.zip_megabytes = 100  # packed, and unpacked
c.GradingLimits.zip_files = 2000

# Dates that name no time zone are of this one: those of platforms, and of `course due`.
c.Exchange.timezone = "UTC"
# Minutes after the due date that make nobody late. What lateness costs is nbgrader's
# own setting, c.AssignLatePenalties.plugin_class.
c.Deadlines.grace_minutes = 0

# The grade of the whole course, c.CourseGrade, is not set: see docs/instructor.md.

# nbgrader itself never executes a hand-in: its answers are put into the released
# notebook, and that one runs in the sandbox.
c.Autograde.exporter_class = "course_helpers.grading.record.replay.HandIns"
c.Autograde.sanitize_preprocessors = ["course_helpers.grading.record.replay.Rebuild"]
c.Autograde.autograde_preprocessors = [
    "course_helpers.grading.record.replay.Replay",
    *Autograde.class_traits()["autograde_preprocessors"].default()[1:],
]

# Long demonstrations are run by readers, not by graders; Validate skips them too.
c.Execute.skip_cells_with_tag = "skip-grading"
c.Execute.timeout_func = partial(seconds_for, seconds=c.GradingLimits.cell_seconds)
# A kernel on this machine warns on stderr that it talks over TCP.
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.log_level=40",
]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "course_helpers.grading.report.sanitize.markdown2html",
    "highlight_code": "course_helpers.grading.report.sanitize.highlight_code",
}
c.GenerateFeedback.exporter_class = "course_helpers.grading.report.pages.Pages"
c.Pages.seconds = 30  # for one page of nbgrader's feedback
