"""nbgrader's settings for this course: folders, preprocessors, time limits."""

from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from course_helpers.grading.release.colab import configured

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
# Figures travel inside the released notebooks, so their files stay at home.
c.CourseDirectory.ignore = [
    *CourseDirectory.class_traits()["ignore"].default(),
    "*.svg",
]
c.Exchange.root = str(GRADING / "exchange")

c.GenerateAssignment.preprocessors = [
    "course_helpers.grading.release.figures.EmbedFigures",
    *GenerateAssignment.class_traits()["preprocessors"].default(),
    "course_helpers.grading.release.colab.OpenInColab",
]
c.OpenInColab.repository = configured(ROOT)

# nbgrader itself never executes a hand-in: its answers are put into the released
# notebook, and that one runs in the sandbox.
c.Autograde.sanitize_preprocessors = ["course_helpers.grading.record.replay.Rebuild"]
c.Autograde.autograde_preprocessors = [
    "course_helpers.grading.record.replay.Replay",
    *Autograde.class_traits()["autograde_preprocessors"].default()[1:],
]

# Long demonstrations are run by readers, not by graders; Validate skips them too.
c.Execute.skip_cells_with_tag = "skip-grading"
c.Execute.timeout = 200
# A kernel on this machine warns on stderr that it talks over TCP.
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.log_level=40",
]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "course_helpers.grading.report.sanitize.markdown2html"
}
