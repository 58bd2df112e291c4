"""What 三公经费 are made of by definition: going abroad, receptions, and cars bought and run (DOMAIN, identity 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Row
from corpus.rules.book import plain

_ABROAD, _GUESTS = re.compile("出国|出境"), re.compile("接待")
_CARS = (re.compile("用车购置.*运行"), re.compile("用车购置(费用?)?$"), re.compile("用车(运行|运维)"))
"""The line of cars: both together, or what is bought and what is run, or the one that there is."""
_PARTS = (_ABROAD, _GUESTS, _CARS[0])
_CAR_PART = re.compile("用车(购置|运行维护|运行|运维)(费用?)?$")


def are_the_three(labels: Sequence[str]) -> bool:
    """Each of the three once, the cars as one line or in their parts, and nothing else."""
    names = [plain(label) for label in labels]
    found = [next((k for k, p in enumerate((_ABROAD, _GUESTS, *_CARS)) if p.search(name)), -1) for name in names]
    return sorted(found) in ([0, 1, 2], [0, 1, 3, 4], [0, 1, 4], [0, 1, 3])


def without_car_parts(rows: Sequence[Row]) -> list[Row]:
    """Without 公务用车购置费 and 公务用车运行费 where the line that holds both is printed beside them, on the same level."""
    if not any(_PARTS[2].search(plain(row.label)) for row in rows):
        return list(rows)
    return [row for row in rows if not _CAR_PART.search(plain(row.label))]
