"""Judge DigitFiles: the pictures of a tidy folder, and of one with each fault."""

from functools import partial

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.own_data._items import (
    NAME,
    Case,
    form_problem,
    label_problem,
    order_problem,
)
from course_helpers.exercises.judge.own_data._pictures import (
    LEAST_SHARE,
    SIDE,
    SLIPS,
    File,
    Places,
    Undo,
    colour_shares,
    image_of,
    items_of,
    pair_of,
    places,
    readable,
)
from course_helpers.exercises.judge.results import number

_HINTS = {
    "tidy": "Every class has a folder, every folder holds files.",
    "classes": "A class need not be one of the digits: which folders are there?",
    "colour": "A coloured picture has three channels: how do they become one?",
    "size": "Whatever its size, a picture has to become 28 x 28.",
    "mixed": "A picture may be coloured and of another size at once.",
    "twice": "A file is an item, whatever another one holds.",
    "broken": "One bad file should not end the reading of all others.",
}
# Words of Python's own messages.
_ERRORS = {
    "unsupported operand type(s) for +": "The folder is a Path: how does it take on "
    "another part?",
    "invalid literal for int": "Which part of a path names the class?",
    "has no attribute 'skipped'": "Where does your class keep what it could not read?",
    "object has no attribute '__len__'": "What does a Dataset need besides items?",
    "has no len()": "What does a Dataset need besides items?",
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge what was read in a tidy folder, and in folders with one fault each."""
    cases = {kind: (kind, inputs[kind], entry(observed, kind)) for kind in inputs}
    undo, slip = _slip(cases["tidy"])
    problems = {kind: _case_problem(case, undo) for kind, case in cases.items()}
    values = problems["tidy"] or slip
    read = [case for kind, case in cases.items() if kind == "tidy" or not _raised(case)]

    def all_read(problem: partial[str]) -> str:
        # A fault that its own criterion tells of says nothing of the others.
        return problems["tidy"] or first(problem(case) for case in read)

    # Who stumbles over one of the two faults has lost the points for it already.
    mixed = "" if problems["colour"] else problems["mixed"]
    return [
        Criterion("the grey levels of every picture", 0.2, values),
        Criterion(
            "float32 images of shape (1, 28, 28)",
            0.15,
            all_read(partial(form_problem, undo=undo)),
        ),
        Criterion(
            "the folder's name as label",
            0.15,
            all_read(partial(label_problem, undo=undo)) or problems["classes"],
        ),
        Criterion(
            "in the order of folder, then file name",
            0.1,
            all_read(partial(order_problem, undo=undo)),
        ),
        Criterion("colour becomes grey", 0.1, problems["colour"]),
        Criterion("other sizes are resized", 0.1, problems["size"] or mixed),
        Criterion("duplicates stay", 0.05, problems["twice"]),
        Criterion("unreadable files are skipped", 0.1, problems["broken"]),
        Criterion("their paths in .skipped", 0.05, _skipped(cases, problems)),
    ]


def _slip(case: Case) -> tuple[Undo, str]:
    """Return how to undo what was done to every image, and a message about it."""
    _, files, seen = case
    items = items_of(seen)[:3]
    for undo, message in SLIPS:
        if any(place is not None for place in places(readable(files), items, undo)):
            return undo, message and f"{NAME}: {message}"
    return SLIPS[0]


def _raised(case: Case) -> str:
    """Say which error ended the reading of a folder, or that nothing was read."""
    kind, _, seen = case
    if "error" not in seen and isinstance(seen.get("items"), list):
        length = seen.get("length")
        seen = length if isinstance(length, dict) else {}
    problem = call_problem(NAME, seen)
    return problem and _hinted(problem, kind)


def _hinted(problem: str, kind: str) -> str:
    hint = first(hint for words, hint in _ERRORS.items() if words in problem)
    hint = hint or ("" if kind in ("tidy", "classes") else _HINTS[kind])
    return f"{problem} {hint}".strip()


def _case_problem(case: Case, undo: Undo) -> str:
    """Say which picture of a folder is missing or wrong; empty if all are right."""
    kind, files, seen = case
    problem = _raised(case)
    if problem:
        return problem
    items, wanted = items_of(seen), readable(files)
    shown = places(wanted, items, undo)
    if None in shown:
        return _wrong_item(case, shown, undo)
    if len(shown) == len(wanted) == number(seen["length"].get("value")):
        return ""
    missing = [file for i, file in enumerate(wanted) if i not in shown]
    if not missing:
        return (
            f"{NAME}: for {len(wanted)} pictures len() should be {len(wanted)}; got "
            f"{describe(seen['length'].get('value'))}."
        )
    # The one that is like no other says more than those around it.
    odd = [file for file in missing if file["pixels"].shape != (SIDE, SIDE)]
    return (
        f"{NAME}: {_described((odd or missing)[0])} is left out: expected "
        f"{len(wanted)} items; got {len(shown)}. {_HINTS[kind]}"
    )


def _described(file: File) -> str:
    height, width, *channels = file["pixels"].shape
    text = f"{file['path']}, a picture of {height} x {width} pixels"
    return f"{text} in colour" if channels else text


def _wrong_item(case: Case, shown: Places, undo: Undo) -> str:
    """Say what is wrong with the first item that shows no file."""
    kind, files, seen = case
    items, wanted = items_of(seen), readable(files)
    index = shown.index(None)
    item, image = items[index], image_of(items[index])
    problem = call_problem(NAME, item)
    if "error" in item:
        return _hinted(problem, kind)
    if kind == "broken" and len(items) > len(wanted):
        return _unreadable_item(item)
    if problem or pair_of(item) == (None, None):
        return problem or (
            f"{NAME}: item {index} should be a pair, (image, label); got "
            f"{describe(item['value'])}."
        )
    # Where as many came as there should be, it is the file of that place.
    file = wanted[index] if len(items) == len(wanted) else None
    name = f"the image of {file['path']}" if file else f"the image of item {index}"
    if image is None:
        got = describe(pair_of(item)[0])
        return f"{NAME}: {name} should be a tensor; got {got}."
    if image.shape != (SIDE, SIDE):
        got = describe(pair_of(item)[0])
        return (
            f"{NAME}: {name} should have the shape (1, 28, 28); got {got}. "
            f"{_HINTS[kind]}"
        )
    return f"{NAME}: {name} {_difference(kind, file, undo(image))}"


def _unreadable_item(item: Outcome) -> str:
    image, value = image_of(item), item.get("value")
    if image is None:
        value = value[0] if pair_of(item) != (None, None) else value
        return (
            f"{NAME}: an unreadable file gave {describe(value)}; expected no item at "
            f"all for it. {_HINTS['broken']}"
        )
    became = "picture of what is left of it" if image.any() else "black image"
    return (
        f"{NAME}: an unreadable file became a {became}; expected no item at all for "
        "it. What would a network learn from it?"
    )


def _difference(kind: str, file: File | None, image: torch.Tensor) -> str:
    """Say how an image of the right shape differs from its file's picture."""
    if file and file["pixels"].dim() == 3 and image.isfinite().all():
        shares, _ = colour_shares(image, file["pixels"].double() / 255)
        if shares.min() <= LEAST_SHARE:
            return (
                "does not show all of its colours: one of them counts for nothing. "
                f"{_HINTS[kind]}"
            )
        return f"is not the grey of its colours: shares sum to 1. {_HINTS[kind]}"
    if file and file["pixels"].shape != (SIDE, SIDE):
        return f"shows a part of its picture, or another one. {_HINTS[kind]}"
    if file is None:
        return "is like no picture in the folder. Show both beside each other."
    want = float(file["pixels"][-1, -1]) / 255
    return (
        f"should end in a pixel of {want:.4f}; got {float(image[-1, -1]):.4f}. Compare "
        "with its picture."
    )


def _skipped(cases: dict[str, Case], problems: dict[str, str]) -> str:
    """Judge .skipped of the folder with broken files, and where nothing else failed."""
    right = [case for kind, case in cases.items() if not problems[kind]]
    return first(_skipped_problem(case) for case in (cases["broken"], *right))


def _skipped_problem(case: Case) -> str:
    kind, files, seen = case
    skipped = seen if "error" in seen else entry(seen, "skipped")
    problem = call_problem(f"{NAME}.skipped", skipped)
    if problem:
        return _hinted(problem, "tidy")
    value = skipped["value"]
    got = {str(path)[:80] for path in value} if isinstance(value, list) else set()
    want = {file["path"] for file in files if file["cut"] < 1}
    if isinstance(value, list) and got == want:
        return ""
    if got and got == {path.partition("/")[2] for path in want}:
        return (
            f"{NAME}.skipped: expected paths, {sorted(want)[0]} for example; got file "
            "names alone. In which folder is the file to be looked for?"
        )
    lost, extra = sorted(want - got), sorted(got - want)
    if lost:
        return (
            f"{NAME}.skipped: expected the paths of {len(want)} unreadable files; "
            f"{lost[0]} is missing. Is a path kept before the next file is tried?"
        )
    return (
        f"{NAME}.skipped: {extra[0] if extra else describe(value)} is no unreadable "
        "file."
    )
