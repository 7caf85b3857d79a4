"""What the tests of grading share: judges and sandboxes that have started."""

import pytest

from course_helpers.grading.run.judge import Judge, _Process
from course_helpers.grading.run.workshop import Workshop
from tests.warm import judges, sandboxes


@pytest.fixture(scope="module", autouse=True)
def warm():
    """Let gradings of a file go on with judges and sandboxes of those before."""
    kept, shops = judges.Kept(), sandboxes.Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Process, "start", lambda process: kept.start(process))
        patch.setattr(Judge, "__exit__", lambda judge, *error: kept.exit(judge, *error))
        patch.setattr(Workshop, "__enter__", lambda shop: shops.enter(shop))
        patch.setattr(Workshop, "__exit__", lambda shop, *e: shops.exit(shop, *e))
        yield
    kept.end()
    shops.end()
