"""What runs hand-ins and judges them is tested here as it starts and ends itself."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def warm():
    """Keep no judge and no sandbox from one test to the next."""
