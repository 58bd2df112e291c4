"""Sentences that state printed figures, from the frames of frames.yaml, each with its falsified twins."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from eval.checker.material import TOTALS, Cell, Item, Material, altered, only_value, pick
from eval.checker.twins import told, twins


@lru_cache
def frames() -> Any:
    """kind -> group -> frames."""
    return yaml.safe_load((Path(__file__).parent / "frames.yaml").read_text(encoding="utf-8"))


def bare(text: str) -> str:
    """A printed number without separators."""
    return text.replace(",", "")


def single(m: Material, n: int) -> Iterator[Item]:
    """One figure, in every way of saying it; three twins of each."""
    for group, forms in frames()["single"].items():
        for form in forms:
            for cell in pick(m, only_value(m, m.cells), max(2, n // 6)):
                true = told(cell)
                yield Item(f"single, {group}", True, form.format(**true.slots), (true.value,), form)
                chosen = [t for t in twins(m, cell) if t[0] != "budget for final" or "{K}" in form or "{k}" in form]
                for kind, false in m.rng.sample(chosen, min(4, len(chosen))):
                    yield Item(kind, False, form.format(**false.slots), (false.value,), form)


def column(m: Material, n: int) -> Iterator[Item]:
    """A row and a column."""
    spread = [c for cells in m.every.values() for c in cells if _columned(c, cells)]
    for form in frames()["column"]["official"]:
        for cell in pick(m, spread, n):
            true = told(cell)
            yield Item("column named", True, form.format(**true.slots), (true.value,), form)
            others = [
                o for o in m.every[cell.fact.table_id]
                if o.fact.row == cell.fact.row and o.fact.col != cell.fact.col and o.unit == cell.unit
            ]  # fmt: skip
            said = {
                o.base for o in m.every_cell()
                if o.key == cell.key and o.fact.col[-1:] == cell.fact.col[-1:] and ("{Q}" not in form or o.fact.table == cell.fact.table)
            }  # fmt: skip
            for o in m.rng.sample(others, min(2, len(others))):
                if o.base not in said:
                    text = form.format(**(true.slots | {"F": o.money}))
                    yield Item("column, another's", False, text, (bare(o.fact.text),), form)


def _columned(cell: Cell, beside: list[Cell]) -> bool:
    fact = cell.fact
    if not (
        fact.row
        and fact.col
        and fact.amount.unit
        and fact.amount.unit.dimension == "money"
        and cell.document.department
    ):
        return False
    heads = {c.fact.col for c in beside if c.fact.row == fact.row}
    leaves = [head[-1] for head in heads]
    good = (
        len(fact.label) > 2
        and not TOTALS.search(fact.label)
        and not any(d.isdigit() for d in fact.label + fact.col[-1])
        and "—" not in fact.label
    )
    return bool(
        good and cell.value > 0 and len(heads) > 1 and leaves.count(fact.col[-1]) == 1 and len(fact.col[-1]) > 1
        and cell.year == cell.document.year and fact.kind == cell.document.kind and "上年" not in "".join(fact.col)
    )  # fmt: skip


def pairs(m: Material, n: int) -> Iterator[tuple[Cell, Cell]]:
    """Two rows beside each other, the larger one first, whose names are no lists themselves."""
    for c in pick(m, only_value(m, m.cells), n * 2):
        beside = [x for x in only_value(m, m.siblings(c)) if x.unit == c.unit and x.value != c.value]
        if beside:
            x = m.rng.choice(beside)
            yield (c, x) if c.value > x.value else (x, c)


def head_of(c: Cell) -> dict[str, object]:
    return {key: told(c).slots[key] for key in "WYKk"}


def lists(m: Material, n: int) -> Iterator[Item]:
    """Two figures in one sentence, rightly, swapped, one of them changed."""
    for group in ("each", "respectively"):
        for form in frames()["list"][group]:
            for a, b in pairs(m, n // 4 + 1):
                a, b = (a, b) if m.rng.random() < 0.5 else (b, a)
                slots = head_of(a) | {"A1": a.fact.label, "A2": b.fact.label}
                both = (bare(a.fact.text), bare(b.fact.text))
                kind = f"list, {group}"
                yield Item(kind, True, form.format(**slots, F1=a.money, F2=b.money), both, form)
                if m.unprinted(a, b.value) and m.unprinted(b, a.value):
                    yield Item("list, swapped", False, form.format(**slots, F1=b.money, F2=a.money), both, form)
                wrong = altered(m.rng, b.fact.text)
                if m.unprinted(b, Decimal(bare(wrong))):
                    text = form.format(**slots, F1=a.money, F2=wrong + b.unit)
                    yield Item("list, digit", False, text, (bare(wrong),), form)
    for form in frames()["list"]["below"]:
        for p, a, b in families(m, n // 3 + 1):
            slots = head_of(a) | {"A1": a.fact.label, "A2": b.fact.label, "P": p.fact.label, "FP": p.money}
            figures = tuple(bare(c.fact.text) for c in (p, a, b))
            yield Item("list, below", True, form.format(**slots, F1=a.money, F2=b.money), figures, form)
            if m.unprinted(a, b.value) and m.unprinted(b, a.value):
                yield Item("list, swapped", False, form.format(**slots, F1=b.money, F2=a.money), figures[1:], form)
            if m.unprinted(p, a.value) and m.unprinted(a, p.value):
                text = form.format(**(slots | {"FP": a.money}), F1=p.money, F2=b.money)
                yield Item("list, parent for child", False, text, figures[:2], form)


def families(m: Material, n: int) -> Iterator[tuple[Cell, Cell, Cell]]:
    """A row and two rows below it."""
    for a, b in pairs(m, n * 2):
        above = [p for p in m.tables[a.fact.table_id] if p.fact.row == a.fact.row[:-1] and p.fact.col == a.fact.col]
        if above and only_value(m, above):
            yield above[0], a, b
