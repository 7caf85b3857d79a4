"""Random numbers that a seed makes, the same on every machine."""

import torch


def generator(seed: int) -> torch.Generator:
    """Return torch's generator of random numbers for a seed."""
    return torch.Generator().manual_seed(seed)
