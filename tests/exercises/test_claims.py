"""What lesson 11 says of its five seeds holds on MNIST and on the embedded digits."""

import os

import matplotlib.pyplot as plt
import pytest
import torch

from course_helpers import check
from course_helpers.grading.notebook import read
from tests.conftest import ROOT

LESSON = ROOT / "solutions" / "11_own_data" / "11_own_data.ipynb"

# Learners' kernels show none of what matplotlib and Pillow warn of here.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module", params=["embedded", "real"])
def lesson(request):
    """The names that lesson 11's code leaves, run from top to bottom."""
    if request.param == "real" and not os.environ.get("COURSE_DATA"):
        pytest.skip("COURSE_DATA names no folder with MNIST")
    plt.switch_backend("Agg")
    names: dict = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "yours", lambda name, otherwise: names[name])
        if request.param == "real":
            patch.delenv("COURSE_OFFLINE")
        for cell in read(LESSON).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
                plt.close("all")
    return names


def test_moved_copies_win_with_every_seed(lesson):
    assert len(lesson["plain"]) == len(lesson["varied"]) == 5
    assert (lesson["varied"] > lesson["plain"]).all()
    lead = lesson["varied"].mean() - lesson["plain"].mean()
    assert lead > max(lesson["varied"].std(), lesson["plain"].std())


def test_transfer_is_near_a_network_from_scratch_or_ahead(lesson):
    garments = lesson["results"]["from garments"]
    assert garments.mean() > lesson["plain"].mean() - 0.05


def test_validation_divided_by_copy_praises_what_was_learned_by_heart(lesson):
    shares = {key: torch.tensor(rows) for key, rows in lesson["table"].items()}
    for labels in ("own labels", "dealt labels"):
        by_copy, new = shares[labels, "by copy"].T
        assert (by_copy > 0.8).all() and (by_copy > new + 0.2).all()
        by_original, new = shares[labels, "by original"].T
        assert abs(by_original.mean() - new.mean()) < 0.25
    assert shares["dealt labels", "by original"][:, 0].mean() < 0.3


def test_a_digit_in_the_corner_is_read_where_it_is_centred(lesson):
    def share(images):
        return lesson["accuracy"](lesson["reader"], images, lesson["new_labels"][:500])

    assert share(lesson["new_images"][:500]) > 0.9
    assert share(lesson["in_corner"][:500]) < 0.5
    assert share(lesson["centred"]) > 0.9
