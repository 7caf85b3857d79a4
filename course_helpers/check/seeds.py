"""Random numbers that a seed makes, the same on every machine."""

import hashlib

import torch

_WORDS = 624
"""Numbers of 32 bits in the state of torch's generator, a Mersenne twister."""
_PLACE = 24
"""Bytes before them: the seed, how many are left, and where the next one stands."""


def seed_for(exercise: str, seed: int) -> int:
    """Return an exercise's own seed, made of the seed of a hand-in.

    Whoever works out one exercise's seed from its inputs learns nothing of others.

    Args:
        exercise: its name.
        seed: secret; any whole number.

    Returns:
        A number of 63 bits, as any source of random numbers takes it.
    """
    digest = hashlib.sha256(f"{exercise} {seed}".encode()).digest()
    return int.from_bytes(digest[:8], "little") >> 1


def generator(seed: int) -> torch.Generator:
    """Return torch's generator of random numbers for a seed of any length."""
    g = torch.Generator().manual_seed(0)
    # manual_seed reads 32 bits of a seed, few enough to try them all until the inputs
    # fit: with the seed, what is secret of them would be out. So the state is set.
    words = torch.frombuffer(
        bytearray(hashlib.shake_256(str(seed).encode()).digest(4 * _WORDS)),
        dtype=torch.uint8,
    )
    # The state keeps each number in eight bytes, the lower four of which count.
    state, padding = g.get_state(), torch.zeros(_WORDS, 4, dtype=torch.uint8)
    numbers = torch.cat([words.view(_WORDS, 4), padding], dim=1)
    state[_PLACE : _PLACE + 8 * _WORDS] = numbers.flatten()
    return g.set_state(state)
