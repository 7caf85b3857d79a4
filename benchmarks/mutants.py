"""Break a judge in one place at a time: do the answers in tests/answers notice?

    python benchmarks/mutants.py [--topics softmax ...] [--share 0.2] [--save]

Each mutant is a judge's module with one change in its syntax tree: a comparison, an
operator, a number, a condition, what a function returns. It is noticed if a right
answer loses points, a wrong one earns other points than tests/exercises/scores.json
says or no longer gets its message, or the judge fails. Answers are observed once, for
a judge sees nothing but what was observed: so a mutant takes a part of a second, where
running the tests anew would take minutes. Messages' texts are not mutated.
"""

import argparse
import ast
import contextlib
import copy
import io
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from record import save

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from course_helpers.check.catalogue import exercises  # noqa: E402
from course_helpers.check.parts import judge, make_inputs, observe  # noqa: E402
from tests.exercises.real_answers import answers_in, files  # noqa: E402
from tests.exercises.scores import expected  # noqa: E402
from tests.exercises.test_answers import COSTLY  # noqa: E402

SEED = 0
PATIENCE = 20  # seconds that a mutant may take
JUDGES = "course_helpers.exercises.judge"

OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give each change of one place of a tree: what it is, and what makes it."""

    def put(field: str, value: object) -> Callable[[], None]:
        return lambda: setattr(node, field, value)

    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in OTHER:
            new = OTHER[type(operator)]()
            yield (
                f"{type(operator).__name__} to {type(new).__name__}",
                put("ops", [new, *rest]),
            )
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator):
            if new := OTHER.get(type(operator)):
                yield f"{type(operator).__name__} to {new.__name__}", put("op", new())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield (
                "not left out",
                lambda: vars(node).update(
                    op=ast.UAdd(), operand=ast.Call(ast.Name("bool"), [operand], [])
                ),
            )
        case ast.Constant(value=bool(value)):
            yield f"{value} to {not value}", put("value", not value)
        case ast.Constant(value=int() | float() as value):
            new = value + 1 if isinstance(value, int) else value * 2
            yield f"{value} to {new}", put("value", new)
        case ast.Name(id=name) if name in NAMES:
            yield f"{name} to {NAMES[name]}", put("id", NAMES[name])
        case ast.If() | ast.IfExp():
            for value in (True, False):
                yield f"if {value}", put("test", ast.Constant(value))
        case ast.Return(value=ast.expr() as value) if not is_empty(value):
            yield "returns nothing", put("value", ast.Constant(""))


def is_empty(value: ast.expr) -> bool:
    """Whether it is a constant that holds nothing."""
    return isinstance(value, ast.Constant) and not value.value


def places(tree: ast.Module) -> list[tuple[int, int]]:
    """Return all changes of a tree: the place of the node, the number of its change."""
    return [
        (place, number)
        for place, node in enumerate(ast.walk(tree))
        for number, _ in enumerate(changes(node))
    ]


def mutated(tree: ast.Module, place: int, number: int) -> tuple[ast.Module, str]:
    """Return a copy of a tree with one change, and what it is."""
    new = copy.deepcopy(tree)
    node = list(ast.walk(new))[place]
    what, make = list(changes(node))[number]
    make()
    line = getattr(node, "lineno", 0)
    return ast.fix_missing_locations(new), f"{line}: {what}"


class Answers:
    """The answers to the exercises of a topic, observed."""

    def __init__(self, topic: str) -> None:
        """Observe all answers; those that take a network's training are left out."""
        self.names = [
            name
            for name, entry in exercises().items()
            if entry.topic == topic and name not in COSTLY
        ]
        scores = expected()
        self.cases = []
        for name in self.names:
            inputs = make_inputs(name, SEED)
            for kind in ("right", "wrong"):
                for path in files(name, kind):
                    source = path.read_text(encoding="utf-8")
                    observed = observe(name, answers_in(name, source), inputs)
                    words = source.splitlines()[0].removeprefix("#").strip()
                    points = scores[name].get(path.stem)
                    self.cases.append((name, inputs, observed, kind, words, points))

    def notice(self) -> bool:
        """Whether a verdict on any answer is not what the tests expect."""
        return any(not self._is_expected(*case) for case in self.cases)

    @staticmethod
    def _is_expected(name, inputs, observed, kind, words, points) -> bool:
        verdict = judge(name, copy.deepcopy(inputs), copy.deepcopy(observed))
        if kind == "right":
            return verdict.passed and verdict.score == verdict.points
        if verdict.passed or words not in verdict.message:
            return False
        return verdict.score == points


def unload(topic: str) -> None:
    """Forget a topic's judges, so that they are loaded anew."""
    for name in list(sys.modules):
        if name.startswith(f"{JUDGES}.{topic}"):
            del sys.modules[name]


def out_of_time(*_: object) -> None:
    """End a mutant that does not end by itself."""
    raise TimeoutError


def is_noticed(answers: Answers, topic: str, module: str, tree: ast.Module) -> bool:
    """Whether a mutant of a module gives any unexpected verdict."""
    unload(topic)
    signal.alarm(PATIENCE)
    try:
        found = find_spec(module)
        mutant = ModuleType(module)
        mutant.__file__, mutant.__package__ = found.origin, found.parent
        sys.modules[module] = mutant
        exec(compile(tree, found.origin, "exec"), vars(mutant))
        with contextlib.redirect_stdout(io.StringIO()):
            return answers.notice()
    # Whatever it raises, a test would fail.
    except Exception:
        return True
    finally:
        signal.alarm(0)


def measure(topic: str, share: float) -> tuple[int, list[str]]:
    """Return how many mutants of a topic's judges were tried, and who survived."""
    answers = Answers(topic)
    if answers.notice():
        raise SystemExit(f"{topic}: the judges as they are do not pass; run make test")
    chance = random.Random(topic)
    survivors, tried = [], 0
    for path in sorted((ROOT / "course_helpers/exercises/judge" / topic).glob("*.py")):
        module = f"{JUDGES}.{topic}.{path.stem}"
        if path.stem == "__init__" or path.stem in COSTLY:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for place, number in places(tree):
            if chance.random() >= share:
                continue
            new, what = mutated(tree, place, number)
            tried += 1
            if not is_noticed(answers, topic, module, new):
                survivors.append(f"judge/{topic}/{path.name}:{what}")
                print(survivors[-1], flush=True)
    unload(topic)
    return tried, survivors


def main() -> None:
    """Try the mutants, print who survives; keep the numbers if asked to."""
    topics = sorted({entry.topic for entry in exercises().values()})
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--topics", nargs="+", choices=topics, default=topics)
    parser.add_argument("--share", type=float, default=1, help="of all mutants")
    parser.add_argument("--save", action="store_true", help="write results/mutants")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, out_of_time)
    numbers = {}
    for topic in options.topics:
        tried, survivors = measure(topic, options.share)
        noticed = 1 - len(survivors) / tried
        numbers[topic] = {"tried": tried, "noticed": round(noticed, 3)}
        print(f"{topic}: {tried} mutants, {noticed:.0%} noticed", flush=True)
    if options.save:
        save("mutants", numbers, {"share": options.share})


if __name__ == "__main__":
    main()
