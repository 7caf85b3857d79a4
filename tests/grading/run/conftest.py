"""What runs hand-ins and judges them is tested here as it starts and ends itself."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def warm_judges():
    """Keep no judging process from one test to the next."""


@pytest.fixture(scope="module", autouse=True)
def warm_sandboxes():
    """Keep no sandbox, either."""
