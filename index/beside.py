"""One item of several departments, years or kinds side by side: the first thing that whoever compares them looks for.

The cells are those of rows that are found anyway, and only rows that are surely the item asked for are laid beside each
other. A difference or a sum is worked out only where the question wants one, from the printed values, exactly, and is
said to be worked out: no disclosure prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.data.words import pattern
from corpus.model import WAN, Fact, Unit, round_half_up
from index.bodies import parse_body
from index.entries import Entry, RowEntry, heads_of, main_heads, shown
from index.fit import Fit
from index.link import Linked

SURE = 0.85
"""A row that fits less than this may be another item."""
_DIFFERENCE = re.compile(
    r"增[加长]|减少|下降|上升|[涨跌]|[少多降高低]了|[多少高低]多少|多出|相差|差额|差多少|变化|怎么变|同比|"
    r"(?<![对占百])比(?!例|重|赛|率|多少)|increas|decreas|differ|grow|change|compar|more|less")
_SUM = re.compile(r"合计|一共|总共|加起来|总和|共计|合起来|altogether|combined|in total|sum of")
_KIND = {"budget": "预算", "final": "决算", None: ""}


@dataclass(frozen=True, slots=True)
class Part:
    """One printed cell of the item, the row that it stands in, and what of the two names it."""

    entry: RowEntry
    fact: Fact
    item: str

    @property
    def who(self) -> str:
        return self.entry.document.department or self.entry.document.name

    @property
    def body(self) -> tuple[object, ...]:
        """The same for a body that its disclosures call by several names (中共江苏省委办公厅, 江苏省委办公厅)."""
        body = parse_body(self.who)
        return tuple(region.stem for region in body.regions), body.key

    @property
    def when(self) -> str:
        year = self.fact.year or self.entry.table.year or self.entry.document.year
        return f"{year}年" if year else ""

    @property
    def kind(self) -> str:
        return _KIND[self.fact.kind or self.entry.document.kind]

    @property
    def unit(self) -> Unit | None:
        return self.fact.amount.unit


@dataclass(frozen=True, slots=True)
class Beside:
    """An item's cells side by side. `computed`: the text ends in a figure that is worked out from them."""

    parts: tuple[Part, ...]
    text: str
    computed: bool


def beside(groups: Sequence[Sequence[tuple[Fit, Entry]]], asked: str, linked: Linked) -> Beside | None:
    """The item that a question compares, from each group's rows, best first; None where fewer than two surely have it."""
    names = next((fit.names for group in groups for fit, _ in group[:1] if fit.names), frozenset())
    found = [part for group in groups if (part := _part(group, names, linked))]
    if {year for year, _ in linked.dated} >= set(linked.years):
        found = [part for part in found if (part.entry.document.year, part.entry.document.kind) in linked.dated] or found
    bodies = list(dict.fromkeys(part.body for part in sorted(found, key=lambda part: _place(part, linked))))
    parts = sorted(found, key=lambda part: (bodies.index(part.body), part.when, part.kind == "决算"))
    unit = _common({part.unit for part in parts if part.unit})
    if len(parts) < 2 or unit is None:
        return None
    worked = _worked_out(parts, unit, asked) if len({part.item for part in parts}) == 1 else ""
    return Beside(tuple(parts), f"{_printed(parts, unit)}{worked}", bool(worked))


def _common(units: set[Unit]) -> Unit | None:
    """The unit that they are all told in: their own, or 万元 for money in several."""
    if len(units) == 1:
        return next(iter(units))
    return WAN if units and all(unit.dimension == "money" for unit in units) else None


def _place(part: Part, linked: Linked) -> int:
    return linked.names.index(part.who) if part.who in linked.names else len(linked.names)


def _part(group: Iterable[tuple[Fit, Entry]], names: frozenset[str], linked: Linked) -> Part | None:
    """The cell of the best row that surely is the item."""
    for fit, entry in group:
        if isinstance(entry, RowEntry) and names and fit.names == names and max(fit.score, fit.alone) >= SURE:
            fact = cell_of(entry, names, linked)
            return Part(entry, fact, _item(entry, fact, names)) if fact else None
    return None


def _item(entry: RowEntry, fact: Fact, names: frozenset[str]) -> str:
    """What of its row and its columns is the item."""
    if entry.label in names:
        return entry.label
    heads = [head for head in reversed(main_heads(fact)) if head in names] or sorted(heads_of(fact) & names)
    return heads[0] if heads else entry.label or entry.title


def cell_of(entry: RowEntry, names: frozenset[str], linked: Linked) -> Fact | None:
    """The cell of a row that is the whole of an item, in the year and kind asked for; None where several may be."""
    cells = [fact for fact in entry.row.facts if fact.amount.unit]
    of_column = [fact for fact in cells if names & heads_of(fact)] if entry.label not in names else []
    cells = of_column or cells
    for wanted in ([f for f in cells if f.kind in linked.kinds], [f for f in cells if f.year in linked.years]):
        cells = wanted or cells
    whole = [fact for fact in cells if _whole(fact, names if of_column else None)] if len(cells) > 1 else cells
    nearest = min((len(main_heads(fact)) for fact in whole), default=0)
    whole = [fact for fact in whole if len(main_heads(fact)) == nearest]
    return whole[0] if len({fact.amount.base for fact in whole}) == 1 else None


def _whole(fact: Fact, names: frozenset[str] | None) -> bool:
    """Is the cell the item's own or its total, and not a part of it?"""
    heads = main_heads(fact)
    if names is None:
        return not heads or _is_total(heads[-1])
    if heads[-1] in names:
        return True
    return (_is_total(heads[-1]) and len(heads) > 1 and heads[-2] in names) or heads_of(fact) & names == {heads[-1]}


def _is_total(head: str) -> bool:
    return bool(pattern("labels", "total").search(head))


def _printed(parts: Sequence[Part], unit: Unit) -> str:
    items = {part.item for part in parts}
    cells = [" ".join(filter(None, (part.who, f"{part.when}{part.kind}", "" if len(items) == 1 else part.item, shown(part.fact),
                                    "" if part.unit == unit else str(part.unit))))
             + f" [{part.entry.document.name} p.{part.entry.row.page}]" for part in parts]
    return f"{parts[0].item if len(items) == 1 else ' / '.join(sorted(items))}（{unit}）: {'; '.join(cells)}"


def _worked_out(parts: Sequence[Part], unit: Unit, asked: str) -> str:
    """The figure that the question wants of the printed ones, with its expression; nothing where it wants none."""
    values = [part.fact.amount.to(unit) for part in parts]
    bodies = {part.body for part in parts}
    if _SUM.search(asked) and len(bodies) == len(parts):
        return f"。计算得合计 {_told(sum(values, Decimal(0)))}{unit} = {' + '.join(map(_told, values))}"
    if not _DIFFERENCE.search(asked) or len(bodies) > 1:
        return ""
    old, new, moved = values[0], values[-1], values[-1] - values[0]
    word = "增加" if moved > 0 else "减少" if moved < 0 else "持平"
    said = f"。计算得{parts[-1].when}{parts[-1].kind}比{parts[0].when}{parts[0].kind}{word}"
    if not moved:
        return said
    said += f" {_told(abs(moved))}{unit} = {_told(max(old, new))} − {_told(min(old, new))}"
    return f"{said}，{round_half_up(abs(moved) / abs(old) * 100, 2)}%" if old else said


def _told(value: Decimal) -> str:
    """All digits that say something, and at least two after the point."""
    trimmed = value.normalize()
    return f"{trimmed if int(trimmed.as_tuple().exponent) < -2 else round_half_up(value, 2):,}"
