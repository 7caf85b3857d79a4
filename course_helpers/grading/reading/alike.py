"""Put equal answers together, and near-equal ones beside each other."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

NEAR = 0.8
"""From this similarity on two answers are shown with their differences."""

MOST_WORDS = 1000
"""Words of the longest answers that are compared word by word."""

# Numbers with their sign and point, words, and signs of formulas: x > 0 is not x < 0.
_PARTS = re.compile(r"(?:(?<!\w)-)?\d+(?:[.,]\d+)*|[^\W\d_]+|[!<>=]=|[^\w\s]")
_MINUS = str.maketrans("−", "-")
_IN_FORMULAS = set("%/^")


@dataclass(frozen=True)
class Neighbour:
    """The answer before that one is most like.

    Attributes:
        place: its place among the texts.
        similarity: how alike both are, in [0, 1]; 1 for the same.
    """

    place: int
    similarity: float


def plain(text: str) -> str:
    """Return a text without what does not count: case, spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_MINUS)
    return " ".join(part for part in _PARTS.findall(folded) if _counts(part))


def _counts(part: str) -> bool:
    # A single sign counts where it belongs to formulas, + < = and the like, or to the
    # letter before it, as vowels do in many scripts.
    if len(part) > 1 or part.isalnum() or part in _IN_FORMULAS:
        return True
    return unicodedata.category(part) in ("Sm", "Mn", "Mc")


def equal_groups(texts: Sequence[str]) -> list[list[int]]:
    """Return the places of equal texts together, in the order of their first ones."""
    groups = defaultdict(list)
    for place, text in enumerate(texts):
        groups[plain(text) or text.strip()].append(place)
    return list(groups.values())


def similarities(texts: Sequence[str]) -> np.ndarray:
    """Return how alike texts are.

    Args:
        texts: none of them empty.

    Returns:
        Array of shape (n, n), in [0, 1]: the cosine of their n-grams of characters.
    """
    if not texts:
        return np.zeros((0, 0))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    weights = grams.fit_transform(texts)
    return np.clip((weights @ weights.T).toarray(), 0, 1)


def side_by_side(similar: np.ndarray) -> list[tuple[int, Neighbour | None]]:
    """Return an order in which alike texts follow each other.

    It grows a tree from the most typical text, always by the text that is most like
    one of those before (Prim's algorithm). So texts that are joined by similarities
    over any threshold stand together, without a gap.

    Args:
        similar: as `similarities` returns it.

    Returns:
        For each text its place, and which one before it is most like; None for the
        first.
    """
    if not len(similar):
        return []
    place = int(similar.sum(1).argmax())
    order: list[tuple[int, Neighbour | None]] = [(place, None)]
    closest, nearest = similar[place].copy(), np.full(len(similar), place)
    left = np.ones(len(similar), bool)
    left[place] = False
    while left.any():
        place = int(np.where(left, closest, -1).argmax())
        neighbour = Neighbour(int(nearest[place]), float(closest[place]))
        order.append((place, neighbour))
        left[place] = False
        nearest[similar[place] > closest] = place
        closest = np.maximum(closest, similar[place])
    return order


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Return a text in pieces that say what differs from another one.

    Returns:
        Pairs of "same", "new" or "gone" and a text: all but what is gone is the text
        `after`. Nothing for texts that are too long to compare.
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return []
    bare = [[plain(word) or word.strip() for word in words] for words in (old, new)]
    pieces = []
    steps = SequenceMatcher(None, *bare, autojunk=False).get_opcodes()
    for kind, i, j, k, m in steps:
        if kind == "equal":
            pieces.append(("same", "".join(new[k:m])))
            continue
        pieces += [("gone", "".join(old[i:j])), ("new", "".join(new[k:m]))]
    return [(kind, text) for kind, text in pieces if text]


def _words(text: str) -> list[str]:
    return re.findall(r"^\s+|\S+\s*", text)
