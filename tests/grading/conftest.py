"""What the tests of grading share: judging processes that have started."""

import pytest

from course_helpers.grading.run.judge import Judge, _Process
from tests.warm.judges import Kept


@pytest.fixture(scope="module", autouse=True)
def warm_judges():
    """Let gradings of a file go on with the judging processes of those before."""
    kept = Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Process, "start", lambda process: kept.start(process))
        patch.setattr(
            Judge, "__exit__", lambda judges, *error: kept.exit(judges, *error)
        )
        yield
    kept.end()
