"""In which unit and with how many digits something computed is shown."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import WAN, Unit, unit_of
from qa.resolve.found import Quantity


def places(items: Sequence[Quantity], unit: Unit | None) -> int:
    """The digits that a sum of these shows in a unit: none of a term's is lost."""
    if len({q.unit for q in items}) > 1:
        return 2
    out = 0
    for q in items:
        own = q.unit
        shift = unit.power - own.power if unit is not None and own is not None and own.dimension == "money" else 0
        out = max(out, q.decimals + shift)
    return max(0, min(out, 6))


def money_unit(quantities: Sequence[Quantity], wanted: str | None) -> Unit | None:
    """The unit to compute in: the one asked for, else the first one's, else 万元 where units differ."""
    if wanted:
        return unit_of(wanted)
    units = {q.unit for q in quantities if q.unit is not None}
    return next(iter(units)) if len(units) == 1 else WAN
