"""Figures in tables that were pasted into a text, each with a falsified twin."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from eval.checker.material import Item, Material, altered, only_value, pick
from eval.checker.statements import bare, pairs
from eval.checker.twins import told

SHAPES = (
    "{head}（{unit}）\n| 项目 | 金额 |\n| --- | --- |\n| {label} | {figure} |\n",
    "{head}\n| 项目 | 金额（{unit}） |\n|---|---|\n| **{label}** | {figure} |\n",
    "{head}\n项目\t金额（{unit}）\n{label}\t{figure}\n",
    "{head}　单位：{unit}\n　　{label}　　{figure}\n",
    "| {head} | {unit} |\n|---|---|\n| {label} | {figure} |\n",
)


def pasted(m: Material, n: int) -> Iterator[Item]:
    """One figure in a table of each shape, and two with their total."""
    for shape in SHAPES:
        for cell in pick(m, only_value(m, m.cells), max(2, n // 4)):
            said = told(cell)
            slots = {"head": cell.head, "unit": cell.unit, "label": said.label}
            yield Item("pasted table", True, shape.format(**slots, figure=said.figure), (said.value,), shape)
            wrong = altered(m.rng, said.figure)
            if m.unprinted(cell, Decimal(bare(wrong))):
                yield Item("pasted table", False, shape.format(**slots, figure=wrong), (bare(wrong),), shape)
    for a, b in pairs(m, n // 3 + 1):
        total = a.value + b.value
        for true, shown in ((True, total), (False, total + 1)):
            text = (
                f"{a.head}（{a.unit}）\n| 项目 | 金额 |\n|---|---|\n| {a.fact.label} | {a.fact.text} |\n"
                f"| {b.fact.label} | {b.fact.text} |\n| 合计 | {shown} |\n"
            )
            if true or m.unprinted(a, shown):
                yield Item("pasted table, total", true, text, (f"{shown}",), "total")
