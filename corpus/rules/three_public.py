"""What 三公经费 are made of by definition: going abroad, receptions, and cars bought and run (DOMAIN, identity 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Row
from corpus.rules.book import plain

_PARTS = (re.compile("出国|出境"), re.compile("接待"), re.compile("用车购置.*运行"))
_CAR_PART = re.compile("用车(购置|运行维护|运行|运维)(费用?)?$")


def are_the_three(labels: Sequence[str]) -> bool:
    """Each of the three once, and nothing else."""
    return len(labels) == len(_PARTS) and all(sum(bool(p.search(plain(x))) for x in labels) == 1 for p in _PARTS)


def without_car_parts(rows: Sequence[Row]) -> list[Row]:
    """Without 公务用车购置费 and 公务用车运行费 where the line that holds both is printed beside them, on the same level."""
    if not any(_PARTS[2].search(plain(row.label)) for row in rows):
        return list(rows)
    return [row for row in rows if not _CAR_PART.search(plain(row.label))]
