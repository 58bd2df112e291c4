"""Falsified twins of a sentence about one figure: one thing is changed, and what results is printed nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from eval.checker.material import Cell, Material, altered

INVENTED = ("海洋浮标维护费", "极地科考支出", "古籍数字化经费", "无人机编队表演费", "候鸟栖息地补偿支出")
NOBODY = ("云岭省青石市水文勘测局", "云岭省青石市地方志编纂委员会", "青石市白塔区档案局")
LARGER = {"元": "万元", "万元": "亿元", "千元": "万元", "亿元": "万元", "百万元": "亿元"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence about one figure says: all that its frame has slots for."""

    who: str
    year: int
    kind: str
    label: str
    figure: str
    unit: str
    column: str = ""
    table: str = ""

    @property
    def slots(self) -> dict[str, object]:
        english = "final accounts" if self.kind == "决算" else "budget"
        return {
            "W": self.who, "Y": self.year, "K": self.kind, "k": english, "A": self.label, "C": self.column,
            "F": self.figure + self.unit, "Q": self.table,
        }  # fmt: skip

    @property
    def value(self) -> str:
        return self.figure.replace(",", "")


def told(cell: Cell) -> Told:
    """The true one."""
    kind = "决算" if cell.document.kind == "final" else "预算"
    column = cell.fact.col[-1] if cell.fact.col else ""
    return Told(cell.who, cell.year, kind, cell.fact.label, cell.fact.text, cell.unit, column, cell.fact.table or "")


def twins(m: Material, cell: Cell) -> Iterator[tuple[str, Told]]:
    """(what was changed, the false one)."""
    yield from _figures(m, cell)
    yield from _places(m, cell)
    yield from _times(m, cell)
    yield from _names(m, cell)


def _figures(m: Material, cell: Cell) -> Iterator[tuple[str, Told]]:
    true = told(cell)
    text = altered(m.rng, true.figure)
    if m.unprinted(cell, Decimal(text.replace(",", ""))):
        yield "digit", replace(true, figure=text)
    digits = [k for k, d in enumerate(true.figure) if d.isdigit()]
    swaps = [(a, b) for a, b in pairwise(digits) if true.figure[a] != true.figure[b]]
    swaps = [(a, b) for a, b in swaps if not (a == 0 and true.figure[b] == "0")]
    if swaps:
        a, b = m.rng.choice(swaps)
        letters = list(true.figure)
        letters[a], letters[b] = letters[b], letters[a]
        if m.unprinted(cell, Decimal("".join(letters).replace(",", ""))):
            yield "transposed", replace(true, figure="".join(letters))
    if cell.unit in LARGER:
        yield "unit", replace(true, unit=LARGER[cell.unit])
    yield "measure", replace(true, unit=m.rng.choice(["%", "人", "辆", "平方米", "个百分点"]))
    power = 4 if cell.unit == "元" else -4 if cell.unit == "亿元" else 0
    if cell.unit == "元" and cell.value >= 1000000:
        exact = cell.value.scaleb(-power)
        right, cut = exact.quantize(Decimal("0.01"), ROUND_HALF_UP), exact.quantize(Decimal("0.01"), ROUND_DOWN)
        wrong = cut if cut != right else right + Decimal("0.01")
        if right != exact:
            yield "rounding direction", replace(true, figure=f"{wrong}", unit="万元")


def _places(m: Material, cell: Cell) -> Iterator[tuple[str, Told]]:
    """The figure of another row, column, document."""
    true = told(cell)
    table = m.every[cell.fact.table_id]
    same_column = [o for o in table if o.fact.col == cell.fact.col and o.fact.row != cell.fact.row]
    up = [o for o in same_column if o.fact.row == cell.fact.row[: len(o.fact.row)]]
    down = [o for o in same_column if cell.fact.row == o.fact.row[: len(cell.fact.row)]]
    aside = [o for o in same_column if o not in up and o not in down]
    columns = [o for o in table if o.fact.row == cell.fact.row and o.fact.col != cell.fact.col and o.year == cell.year]
    earlier = [o for o in table if o.fact.row == cell.fact.row and o.fact.col != cell.fact.col and o.year != cell.year]
    abroad = [o for o in m.cells if o.fact.label == cell.fact.label and o.who != cell.who]
    before = [o for o in m.rows[cell.who, cell.fact.row, cell.fact.col] if o.year != cell.year]
    groups = {"row": aside, "parent": up, "child": down, "column": columns, "last year's column": earlier}
    for kind, group in (groups | {"department": abroad, "adjacent year": before}).items():
        fit = [o for o in group if o.unit == cell.unit and m.unprinted(cell, o.value)]
        if fit:
            yield kind, replace(true, figure=m.rng.choice(fit).fact.text)


def _times(m: Material, cell: Cell) -> Iterator[tuple[str, Told]]:
    """Another year, the other kind."""
    true = told(cell)
    held = {(c.who, c.year) for c in m.cells}
    absent = next(y for y in (cell.year - 7, cell.year - 8, cell.year + 9) if (cell.who, y) not in held)
    yield "absent year", replace(true, year=absent)
    for year in (cell.year - 1, cell.year + 1):
        if (cell.who, year) in held and m.lacks(cell.who, year, cell):
            yield "year", replace(true, year=year)
    other = "final" if cell.document.kind == "budget" else "budget"
    values = m.of_kind[cell.who, cell.year, other, cell.fact.label]
    if cell.base not in values and not m.beside[cell.who, cell.year, other, cell.fact.label] & {cell.base}:
        yield "budget for final", replace(true, kind="决算" if other == "final" else "预算")


def _names(m: Material, cell: Cell) -> Iterator[tuple[str, Told]]:
    """A true number of an invented item, of a body that is not here, of another body."""
    true = told(cell)
    yield "invented item", replace(true, label=m.rng.choice(INVENTED))
    yield "unknown body", replace(true, who=m.rng.choice(NOBODY))
    others = sorted({c.who for c in m.cells if c.who != cell.who and c.year == cell.year})
    others = [who for who in others if m.lacks(who, cell.year, cell) and not m.akin(who, cell.who)]
    if others:
        yield "other body", replace(true, who=m.rng.choice(others))
    if m.lacks(cell.who, cell.year, cell, f"其他{cell.fact.label}"):
        yield "longer name", replace(true, label=f"其他{cell.fact.label}")
