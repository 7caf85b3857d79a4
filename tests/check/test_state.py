import logging
import os
import random
import sys
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from course_helpers.check.state import clean_state


def test_random_states_are_as_before():
    torch.manual_seed(1), np.random.seed(1), random.seed(1)
    want = torch.rand(2), np.random.rand(), random.random()
    torch.manual_seed(1), np.random.seed(1), random.seed(1)
    with clean_state():
        torch.manual_seed(99), np.random.seed(99), random.seed(99)
        torch.rand(3), np.random.rand(), random.random()
    assert torch.equal(torch.rand(2), want[0])
    assert (np.random.rand(), random.random()) == want[1:]


def test_block_runs_under_known_settings_and_the_learners_come_back(tmp_path):
    torch.set_default_dtype(torch.float64)
    threads, before = torch.get_num_threads(), os.getcwd()
    try:
        with torch.no_grad(), clean_state():
            assert torch.is_grad_enabled()
            assert torch.zeros(1).dtype is torch.float32
            torch.set_default_dtype(torch.float16)
            torch.set_grad_enabled(False)
            torch.set_num_threads(threads + 1)
            os.chdir(tmp_path)
        assert torch.get_default_dtype() is torch.float64
        assert torch.is_grad_enabled()
        assert torch.get_num_threads() == threads
        assert os.getcwd() == before
    finally:
        torch.set_default_dtype(torch.float32)


def test_inference_mode_of_the_learner_does_not_reach_the_block():
    with torch.inference_mode():
        with clean_state():
            x = torch.ones(2, requires_grad=True)
            (x * x).sum().backward()
            assert torch.equal(x.grad, 2 * torch.ones(2))
        assert torch.is_inference_mode_enabled()


def test_block_runs_on_the_cpu_and_the_default_device_comes_back():
    torch.set_default_device("meta")
    try:
        with clean_state():
            assert torch.ones(1).device.type == "cpu"
            torch.set_default_device("cpu")
        assert torch.get_default_device().type == "meta"
    finally:
        torch.set_default_device(None)
    with torch.device("meta"), clean_state():
        assert torch.ones(1).device.type == "cpu"
    with clean_state():
        torch.set_default_device("meta")
    assert torch.ones(1).device.type == "cpu"


def test_block_prints_nothing(capfd):
    with clean_state():
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        logging.getLogger("learner").critical("log")
    assert capfd.readouterr() == ("", "")
    assert logging.root.manager.disable == logging.NOTSET


def test_files_that_the_block_writes_go_away(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with clean_state():
        torch.save({}, "best_model.pt")
        assert os.listdir() == ["best_model.pt"]
    assert os.listdir() == []


def test_figures_of_the_block_are_closed_and_others_stay():
    own = plt.figure()
    with clean_state():
        plt.figure()
    assert plt.get_fignums() == [own.number]
    plt.close(own)


def test_state_comes_back_after_an_error():
    state = torch.random.get_rng_state()
    with pytest.raises(RuntimeError), clean_state():
        torch.rand(1)
        raise RuntimeError
    assert torch.equal(torch.random.get_rng_state(), state)
