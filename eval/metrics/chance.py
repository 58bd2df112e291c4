"""What chance alone may do: bootstrap intervals of a share, and McNemar's test of two systems on the same questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

SEED, RESAMPLES = 20221125, 2000


def bootstrap(values: Sequence[bool | float], seed: int = SEED) -> tuple[float, float]:
    """The middle 95 % of the means of resamples; (0, 0) of nothing. The same values and seed give the same interval."""
    if not values:
        return 0.0, 0.0
    held = np.asarray(values, dtype=float)
    picks = np.random.default_rng(seed).integers(0, len(held), (RESAMPLES, len(held)))
    low, high = np.quantile(held[picks].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def mcnemar(one: Sequence[bool], other: Sequence[bool]) -> tuple[int, int, float]:
    """(only the one right, only the other right, p): the exact two-sided test over the pairs that differ.

    >>> mcnemar([True] * 6 + [False], [False] * 6 + [False])
    (6, 0, 0.03125)
    """
    ahead = sum(a and not b for a, b in zip(one, other, strict=True))
    behind = sum(b and not a for a, b in zip(one, other, strict=True))
    n, k = ahead + behind, min(ahead, behind)
    tail = sum(math.comb(n, i) for i in range(k + 1))
    return ahead, behind, min(1.0, float(Fraction(2 * tail, 2**n)))
