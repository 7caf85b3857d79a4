"""What the tests of grading share: judges and sandboxes that have started."""

import pytest

from course_helpers.grading.run.judge import Judge, _Process
from course_helpers.grading.run.workshop import Workshop
from tests.warm import judges, sandboxes


@pytest.fixture(scope="module", autouse=True)
def warm_judges():
    """Let gradings of a file go on with the judging processes of those before."""
    kept = judges.Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Process, "start", lambda process: kept.start(process))
        patch.setattr(Judge, "__exit__", lambda judge, *error: kept.exit(judge, *error))
        yield
    kept.end()


@pytest.fixture(scope="module", autouse=True)
def warm_sandboxes():
    """Let them go on in the sandboxes of those before, too."""
    kept = sandboxes.Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workshop, "__enter__", lambda shop: kept.enter(shop))
        patch.setattr(Workshop, "__exit__", lambda shop, *e: kept.exit(shop, *e))
        yield
    kept.end()
