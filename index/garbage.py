"""How often Python looks for cycles among what a process holds."""

from __future__ import annotations

import gc

YOUNG, TIMES = 50_000, 100
"""Objects that are made between two looks at the young ones, and looks at those between two at all."""


def seldom() -> None:
    """For a process that holds many disclosures: they are values without cycles, and to look through all of them takes a
    quarter of a second at 250 held, which every fortieth search had to wait for."""
    gc.set_threshold(YOUNG, 20, TIMES)
