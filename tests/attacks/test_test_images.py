"""The images that a trained network is judged on: not there to be looked up."""

import hashlib
import json

import pytest
import torch

from course_helpers.check.parts import judge, make_inputs
from course_helpers.data import find_dataset
from course_helpers.data.digits import _originals
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.workshop import Workshop
from course_helpers.sandboxed.messages import packed, unpacked
from tests.conftest import ROOT

LOOK = """
import hashlib, json, os
from sklearn.datasets import load_digits
from course_helpers.check.parts import judge, make_inputs
from course_helpers.data import find_dataset
wanted = set({wanted!r}.split())
seen = [hashlib.md5(row.astype("float32").tobytes()) for row in load_digits().data]
seen = [image.hexdigest()[:12] for image in seen]
for top in ("/cache", "/data", "/environment", "/usr"):
    for folder, _, names in os.walk(top):
        for name in names:
            if "images-idx3" in name:
                with open(os.path.join(folder, name), "rb") as file:
                    file.read(16)
                    while image := file.read(784):
                        seen.append(hashlib.md5(image).hexdigest()[:12])
dataset_class, root = find_dataset("fashion-mnist")
test = dataset_class(root, train=False)
classes = len(test.targets.unique())
print(json.dumps([len(wanted & set(seen)), len(seen), len(test), classes]))
"""


def test_neither_images_nor_originals_for_tests_are_in_the_sandbox(sandbox):
    dataset_class, root = find_dataset("fashion-mnist")
    test = dataset_class(root, train=False)
    rows = [image.numpy().tobytes() for image in test.data]
    if dataset_class.__name__ != "FashionMNIST":
        rows += [row.tobytes() for row in _originals()["t10k"][0]]
    wanted = {hashlib.md5(row).hexdigest()[:12] for row in rows}
    said = printed(LOOK.format(wanted=" ".join(wanted))).splitlines()[-1]
    there, seen, count, classes = json.loads(said)
    assert seen > 60_000
    # The lessons' own cells get as many images of as many classes.
    assert (count, classes) == (len(test), 10)
    # A few images are there twice as they are published, for training and for tests.
    assert there < 20


def printed(code: str) -> str:
    """What code of a hand-in prints in the sandbox."""
    cell = {"source": code, "extra": False, "quiet": False}
    job = json.dumps({"first": [], "cells": [cell]}).encode()
    with Workshop(Limits()) as workshop:
        ((_, body),) = unpacked(workshop.run(packed(b"h", job)))
    return "".join(output.get("text", str(output)) for output in json.loads(body))


@pytest.mark.slow
@pytest.mark.parametrize("real", [False, True], ids=["embedded", "real"])
def test_nearest_images_for_training_earn_what_security_says(real, monkeypatch):
    if real:
        monkeypatch.setenv("COURSE_OFFLINE", "")
    dataset_class, root = find_dataset("fashion-mnist", download=False)
    if real != (dataset_class.__name__ == "FashionMNIST"):
        pytest.skip("Fashion-MNIST is not here")
    inputs = make_inputs("train_classifier", 1)
    known = dataset_class(root, train=True)
    images = known.data.reshape(-1, 784).float()
    judged = inputs["images"].reshape(-1, 784).float()
    lengths = images.square().sum(dim=1)
    nearest = [
        (lengths - 2 * part @ images.T).argmin(dim=1) for part in judged.split(250)
    ]
    classes = inputs["numbers"][known.targets[torch.cat(nearest)]]
    right = (classes == inputs["secret"]["labels"]).float().mean()
    outputs = torch.nn.functional.one_hot(classes, 10).float()
    notes = {"data": dataset_class.__name__, "training": "seen"}
    observed = notes | {"outputs": {"value": outputs}}
    text = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    share = "84 to 85 % (embedded digits: 77 to 78 %)"
    assert f"in {share}: who looks" in text and "earns 3.5 of 5 points (2 of 5)" in text
    assert round(100 * float(right)) in ((84, 85) if real else (77, 78))
    assert judge("train_classifier", inputs, observed).score == (3.5 if real else 2)
