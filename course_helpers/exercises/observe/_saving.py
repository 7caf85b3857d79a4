"""Lesson 09: what save_and_load is given, and what becomes of its files."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, call, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.models import restored

HEAD = 997
"""Values of each tensor that are looked at."""


def save_and_load_inputs(seed: int) -> Plain:
    """Make the numbers to be saved, and images to try the loaded network on."""
    g = generator(seed)
    return {
        # Above 0: batch norm's variances are among the tensors.
        "values": 0.01 + 0.09 * torch.rand(HEAD, generator=g),
        "images": 2 * torch.rand(5, 1, 28, 28, generator=g) - 1,
    }


def save_and_load_observed(
    save: Callable[..., Any],
    load: Callable[..., Any],
    Classifier: Callable[..., Any],
    inputs: Plain,
) -> Plain:
    """Save a network, load it back, load one that we saved, and load bad files."""
    model, failure = attempt(Classifier)
    if failure or not isinstance(model, nn.Module):
        return {"model": failure or {"made": plain(model)}}
    with restored(model):
        return _saved_and_loaded(model, save, load, inputs)


def _saved_and_loaded(
    model: nn.Module, save: Callable[..., Any], load: Callable[..., Any], inputs: Plain
) -> Plain:
    images, values = inputs["images"], inputs["values"]
    attempt(model.eval(), images)  # lazy layers have their shape from here on
    _fill(model, values)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        ours, theirs = str(folder / "ours.pt"), str(folder / "theirs.pt")
        torch.save(model.state_dict(), ours)
        before = call(model, images)
        _, unsaved = attempt(save, model.train(), theirs)
        seen = {
            "model": {"sizes": _sizes(model), "outputs": before},
            "saved": unsaved or _file(theirs),
            "loaded": [_loaded(load, path, images) for path in (ours, theirs)],
            "bad": {path.stem: _refused(load, path) for path in _bad_files(folder)},
            "ran": (folder / "ran").exists(),
        }
        return without_folder(name, seen)


def without_folder(folder: str, value: Plain) -> Plain:
    """Return plain data whose texts name files without their folder.

    It is another one in each check, and gone when a learner reads of it.
    """
    # The system may know the folder under another name, and repr doubles backslashes.
    places = dict.fromkeys((os.path.realpath(folder), folder))
    written = [text for place in places for text in (repr(place)[1:-1], place)]
    return _without(written, value)


def _without(folders: list[str], value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _without(folders, part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(folders, part) for part in value]
    if not isinstance(value, str):
        return value
    for folder in folders:
        value = value.replace(folder + os.sep, "").replace(folder, "the folder")
    return value


def _fill(model: nn.Module, values: torch.Tensor) -> None:
    """Put the values into every tensor, rolled by one more from each to the next."""
    # No two tensors begin alike: one in another's place shows.
    with torch.no_grad():
        for number, tensor in enumerate(model.state_dict().values()):
            if tensor.is_floating_point():
                rolled = values.roll(number).repeat(-(-tensor.numel() // HEAD))
                tensor.copy_(rolled[: tensor.numel()].view(tensor.shape))


def _sizes(model: nn.Module) -> dict[str, int]:
    """Return how many values of each tensor are looked at, by name."""
    tensors = list(model.state_dict().items())[:500]
    return {name: min(tensor.numel(), HEAD) for name, tensor in tensors}


def _heads(state: object) -> Plain:
    """Return the first values of each tensor of a state_dict, by name."""
    if not isinstance(state, dict):
        return plain(state)
    tensors = {k: v for k, v in list(state.items())[:500] if torch.is_tensor(v)}
    return {k: plain(v.detach().flatten()[:HEAD]) for k, v in tensors.items()}


def _file(path: str) -> Plain:
    heads, failure = attempt(lambda: _heads(torch.load(path, weights_only=True)))
    return {"unreadable": failure} if failure else {"heads": heads}


def _loaded(load: Callable[..., Any], path: str, images: torch.Tensor) -> Plain:
    model, failure = attempt(load, path)
    if failure:
        return failure
    if not isinstance(model, nn.Module):
        return {"made": plain(model)}
    # It may be a network that the learner still trains.
    with restored(model):
        return {
            "heads": _heads(model.state_dict()),
            "training": any(part.training for part in model.modules()),
            "outputs": call(model.eval(), images),
        }


class _Runs:
    """Makes a folder when unpickled: how code in a file would run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple:
        return os.mkdir, (str(self.folder),)


def _bad_files(folder: Path) -> list[Path]:
    names = ("missing", "empty", "foreign", "mismatched", "code")
    missing, empty, foreign, mismatched, code = (folder / f"{n}.pt" for n in names)
    empty.touch()
    foreign.write_bytes(b"GIF89a" + bytes(range(256)))
    # Readable, and with strict=False loaded without a word.
    torch.save(nn.Linear(3, 2).state_dict(), mismatched)
    torch.save({"weight": _Runs(folder / "ran")}, code)
    return [missing, empty, foreign, mismatched, code]


def _refused(load: Callable[..., Any], path: Path) -> Plain:
    """Return the error that a bad file leads to, if any, and whether it names it."""
    result, failure = attempt(load, str(path))
    if failure is None:
        return {"made": plain(result)}
    # Without its folder, which repr and other systems write in another way.
    return failure | {"named": path.name in failure["text"]}
