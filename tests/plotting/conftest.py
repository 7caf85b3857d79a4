"""Draw without a screen, and close every figure after its test."""

import matplotlib
import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def figures(monkeypatch):
    """Fail on a changed matplotlib setting, on show, and on too large a figure."""
    plt.switch_backend("Agg")
    monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("a plot called show"))
    before = dict(matplotlib.rcParams)
    yield
    assert dict(matplotlib.rcParams) == before
    for number in plt.get_fignums():
        figure = plt.figure(number)
        width, height = figure.get_size_inches()
        assert width <= 7 + 1e-9
        assert height <= 4 + 1e-9
        assert figure.dpi == 100
        assert matplotlib.colors.to_hex(figure.get_facecolor()) == "#ffffff"
    plt.close("all")
