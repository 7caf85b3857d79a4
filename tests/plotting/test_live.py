"""A training that shows itself: what a learner sees, and what it changes (nothing)."""

import pytest
import torch
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from torch import nn, optim

from course_helpers.plotting import LiveLoader
from course_helpers.plotting import _live as live

BATCHES = [(torch.ones(2, 3), torch.tensor([0, 1]))] * 3

TRAINING = """
import os, time, torch
from torch import nn
from course_helpers import LiveLoader
weight = torch.tensor(2.0, requires_grad=True)
batches = LiveLoader([1] * 40, lambda a: a * weight * weight, epochs=2)
for epoch in range(2):
    for batch in batches:
        batches.criterion(batch).backward()
        weight.data -= 0.01 * weight.grad
        weight.grad = None
        time.sleep(0.03)
        {}
"""
INTERRUPT = "if epoch and batches._batch == 20: os.kill(os.getpid(), 2)"


def train(loader, criterion):
    torch.manual_seed(0)
    model = nn.Linear(3, 2)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(2):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def ran(source):
    notebook = new_notebook(cells=[new_code_cell(source)])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    client.execute()
    return notebook.cells[0].outputs


def test_training_is_the_same_and_each_epoch_prints_a_line(capsys, monkeypatch):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    batches = LiveLoader(BATCHES, nn.CrossEntropyLoss(), epochs=2)
    assert train(batches, batches.criterion) == train(BATCHES, nn.CrossEntropyLoss())
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("epoch 1 of 2, batch 3 of 3, mean loss 0.")
    assert second.endswith("about 0 s left")


def test_without_live_lines_the_text_never_changes(capsys, monkeypatch):
    monkeypatch.setenv("COURSE_LIVE", "0")
    batches = LiveLoader(BATCHES, nn.CrossEntropyLoss(), epochs=2)
    train(batches, batches.criterion)
    assert capsys.readouterr().out == "Training: 2 epochs of 3 batches\n"


def test_loader_and_criterion_keep_what_they_have():
    loader = torch.utils.data.DataLoader([1, 2, 3], batch_size=2)
    batches = LiveLoader(loader, nn.MSELoss(reduction="sum"))
    assert (len(batches), batches.batch_size, batches.dataset) == (2, 2, [1, 2, 3])
    assert batches.criterion.reduction == "sum"
    with pytest.raises(AttributeError):
        _ = batches.nothing


def test_losses_that_only_measure_do_not_count(monkeypatch, capsys):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    batches = LiveLoader(BATCHES, nn.MSELoss(), epochs=1)
    for _ in batches:
        batches.criterion(torch.ones(1), torch.zeros(1))
    assert "loss" not in capsys.readouterr().out


def test_curve_stays_short_and_even(monkeypatch):
    monkeypatch.setenv("COURSE_LIVE", "1")
    monkeypatch.setattr(live, "_EVERY", 0)
    loss = torch.tensor(1.0, requires_grad=True)
    batches = LiveLoader(range(1000), lambda: loss * 1, epochs=1)
    for _ in batches:
        batches.criterion()
    assert live._POINTS / 2 <= len(batches._curve) <= live._POINTS + 1
    assert set(batches._curve) == {1.0}


@pytest.mark.usefixtures("quick_kernels")
def test_notebook_shows_one_output_with_a_curve_that_grew(monkeypatch):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    [output] = ran(TRAINING.format(""))
    assert output.output_type == "display_data"
    text, page = output.data["text/plain"], output.data["text/html"]
    assert text.startswith("epoch 2 of 2, batch 40 of 40, mean loss ")
    points = page.split('points="')[1].split('"')[0].split()
    assert len(points) >= 4
    heights = [float(point.split(",")[1]) for point in points]
    assert heights == sorted(heights)  # on a screen lower is more


@pytest.mark.usefixtures("quick_kernels")
def test_interrupt_is_one_line(monkeypatch):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    output, error = ran(TRAINING.format(INTERRUPT))
    assert output.output_type == "display_data"
    [line] = error.traceback
    assert line.startswith("Interrupted in epoch 2, after ")
