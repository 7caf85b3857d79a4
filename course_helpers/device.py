"""Find the device that the lessons compute on."""

import os
import warnings

import torch
from torch.nn import functional as F


def get_device(prefer: str | torch.device | None = None) -> torch.device:
    """Choose the device to compute on, tried with one small batch.

    The environment variable COURSE_DEVICE decides over everything, then `prefer`,
    then the first that this machine has of CUDA, MPS and CPU. An accelerator that
    computes wrongly or not at all is replaced by the CPU, with a warning. The random
    state stays as it is.

    Args:
        prefer: Name of a device: "cpu", "cuda", "cuda:1" or "mps".

    Returns:
        The device, for `tensor.to(device)` and `model.to(device)`.

    Raises:
        ValueError: COURSE_DEVICE or `prefer` names no device of this machine.
    """
    names = _device_names()
    from_environment = os.environ.get("COURSE_DEVICE")
    choice = from_environment or prefer
    name = names[0] if choice is None else str(choice).strip().lower()
    if name not in names:
        setting = "COURSE_DEVICE" if from_environment else "prefer"
        raise ValueError(
            f"get_device: {setting} must name a device that this machine has "
            f"({', '.join(names)}); got {str(choice)!r}. "
            "Choose one of these, or leave it out to get the fastest."
        )
    trouble = None if name == "cpu" else _self_test(torch.device(name))
    if trouble is None:
        return torch.device(name)
    warnings.warn(
        f"get_device: {name} should compute a small batch as the CPU does; "
        f"{trouble}. Working on the CPU instead; set COURSE_DEVICE=cpu to skip "
        "this test.",
        stacklevel=2,
    )
    return torch.device("cpu")


def _device_names() -> list[str]:
    """List the names of this machine's devices, the fastest first."""
    names = []
    if torch.cuda.is_available():
        # "cuda" alone is the one that torch has chosen, so it comes first.
        numbered = [f"cuda:{i}" for i in range(torch.cuda.device_count())]
        names += ["cuda", *numbered]
    if torch.backends.mps.is_available():
        names.append("mps")
    return [*names, "cpu"]


def _self_test(device: torch.device) -> str | None:
    """Compare one batch on `device` with the CPU; return what is wrong, or None."""
    try:
        results = _one_batch(device)
    except (RuntimeError, AssertionError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return f"it failed with: {reason.rstrip('.')}"
    expected = _one_batch(torch.device("cpu"))
    for result, right in zip(results, expected, strict=True):
        if not torch.allclose(result, right, rtol=1e-3, atol=1e-3):
            return "its results differ"
    return None


def _one_batch(device: torch.device) -> list[torch.Tensor]:
    """Run a linear layer forwards and backwards; return its loss and gradients."""
    options = {"dtype": torch.float32, "device": device}
    # Fixed numbers instead of nn.Linear's random ones: no random number is used up.
    images = torch.linspace(-1, 1, 32, **options).reshape(4, 8)
    weight = torch.linspace(1, -1, 24, **options).reshape(3, 8).requires_grad_()
    bias = torch.zeros(3, **options).requires_grad_()
    with torch.enable_grad():
        loss = F.linear(images, weight, bias).square().mean()
        loss.backward()
    return [value.detach().cpu() for value in (loss, weight.grad, bias.grad)]
