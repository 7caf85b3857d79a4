"""What the tests of grading share: judges and sandboxes that have started."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def started(warm):
    """Let gradings of a file go on with judges and sandboxes of those before."""
