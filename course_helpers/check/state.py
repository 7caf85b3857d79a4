"""Global state that code in a notebook may have changed, put right for a check."""

import contextlib
import io
import logging
import os
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator

import numpy as np
import torch


@contextlib.contextmanager
def clean_state() -> Iterator[io.StringIO]:
    """Run a block under known settings and put everything back afterwards.

    Yields what stands in for stdout.

    Inside, gradients are on, the default dtype is float32, the default device the
    CPU, the working directory empty, output goes nowhere and warnings are silent.
    Afterwards the random states (torch, NumPy, Python), all these settings, the
    working directory, the thread count and the open figures are as before.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_torch_settings())
        stack.enter_context(_random_states())
        stack.enter_context(_working_directory())
        stack.enter_context(_figures())
        yield stack.enter_context(_quiet())


@contextlib.contextmanager
def _torch_settings() -> Iterator[None]:
    dtype, threads = torch.get_default_dtype(), torch.get_num_threads()
    device = torch.get_default_device()
    deterministic = torch.are_deterministic_algorithms_enabled()
    anomaly = torch.is_anomaly_enabled()
    torch.set_default_dtype(torch.float32)
    if deterministic:  # the call loads torch's compiler, which takes seconds
        torch.use_deterministic_algorithms(False)
    torch.autograd.set_detect_anomaly(False)
    try:
        # Inside inference mode no tensor can have a gradient, enabled or not.
        with torch.inference_mode(False), torch.enable_grad(), _on_cpu():
            yield
    finally:
        torch.set_default_dtype(dtype)
        _set_default_device(device)
        if torch.are_deterministic_algorithms_enabled() != deterministic:
            torch.use_deterministic_algorithms(deterministic)
        torch.autograd.set_detect_anomaly(anomaly)
        if torch.get_num_threads() != threads:
            torch.set_num_threads(threads)


def _on_cpu() -> contextlib.AbstractContextManager:
    """Make the CPU the default; with a context only if need be: it slows torch down."""
    _set_default_device(torch.device("cpu"))
    if torch.get_default_device().type == "cpu":
        return contextlib.nullcontext()
    return torch.device("cpu")


def _set_default_device(device: torch.device) -> None:
    if torch.get_default_device() != device:
        torch.set_default_device(None if device.type == "cpu" else device)


@contextlib.contextmanager
def _random_states() -> Iterator[None]:
    numpy_state, python_state = np.random.get_state(), random.getstate()
    with torch.random.fork_rng():
        try:
            yield
        finally:
            np.random.set_state(numpy_state)
            random.setstate(python_state)


@contextlib.contextmanager
def _working_directory() -> Iterator[None]:
    """Work in an empty folder that goes away, with all that an answer writes."""
    try:
        before = os.getcwd()
    except OSError:  # code removed it
        before = tempfile.gettempdir()
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # a full disk has no room for a folder
            # An answer may have removed it.
            folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            os.chdir(stack.enter_context(folder))
        try:
            yield
        finally:
            os.chdir(before)


@contextlib.contextmanager
def _figures() -> Iterator[None]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    try:
        yield
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in set(pyplot.get_fignums()) - before if pyplot else ():
            pyplot.close(number)


@contextlib.contextmanager
def _quiet() -> Iterator[io.StringIO]:
    with contextlib.ExitStack() as stack:
        # What display() shows does not go through stdout.
        if "IPython" in sys.modules:
            from IPython.utils.capture import capture_output

            stack.enter_context(capture_output())
        stdout = stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        # Handlers keep the stream that stderr was when they were made.
        level = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            yield stdout
        finally:
            logging.disable(level)
