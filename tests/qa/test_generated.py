"""Questions that compute, made of printed cells: every figure worked out here, from the truth of the cells alone."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from qa.answer import Answer
from qa.service import Service

BODIES = {"shili-nongye-2022-budget": ("示例市农业农村局", 2022, "预算"), "shili-nongye-2023-budget": ("示例市农业农村局", 2023, "预算"),
          "shili-wenlv-2023-budget": ("示例市文化和旅游局", 2023, "预算"), "shili-nongye-2022-final": ("示例市农业农村局", 2022, "决算")}
PAIRS = 6
"""Pairs of lines drawn from each disclosure."""
WAYS: dict[str, tuple[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "sum": ("{body}{year}年{kind}{a}和{b}加起来多少？", lambda a, b: a + b),
    "difference": ("{body}{year}年{kind}{a}比{b}多多少？", lambda a, b: abs(a - b)),
    "share": ("{body}{year}年{kind}{a}占{b}的百分之几？", lambda a, b: a / b * 100),
    "multiple": ("{body}{year}年{kind}{a}是{b}的多少倍？", lambda a, b: a / b),
    "larger": ("{body}{year}年{kind}{a}和{b}哪个多？", max),
}


def _lines(samples: Path, name: str) -> dict[str, set[Decimal]]:
    """Each coded line of a disclosure with all amounts (万元) that a row or a column prints under its name this year."""
    named: dict[str, set[Decimal]] = {}
    coded: set[str] = set()
    year = BODIES[name][1]
    for text in (samples / "cells" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        cell = json.loads(text)
        if cell["year"] != year or cell["unit"] not in ("元", "万元"):
            continue
        value = Decimal(cell["text"].replace(",", "")) / (10000 if cell["unit"] == "元" else 1)
        for label in {*cell["row"][-1:], *cell["col"][-1:]}:
            named.setdefault(label, set()).add(value)
        coded |= set(cell["row"][-1:]) if cell["code"] else set()
    return {label: named[label] for label in coded if min(named[label]) > 0}


def _cases(samples: Path) -> Iterator[tuple[str, str, str, str]]:
    draw = random.Random(7)
    for name in BODIES:
        labels = sorted(_lines(samples, name))
        for _ in range(PAIRS):
            a, b = draw.sample(labels, 2)
            if a not in b and b not in a:
                yield from ((name, way, a, b) for way in WAYS)


def _shown(answer: Answer) -> list[Decimal]:
    """The figures that are put forward, money in 万元."""
    scale = {"元": Decimal("0.0001"), "亿元": Decimal(10000)}
    return [Decimal(f.value) * scale.get(f.unit or "", Decimal(1)) for f in answer.figures if f.verdict in ("verified", "recomputed")]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_computed_is_right(city: Service, samples: Path, way: str) -> None:
    asked = 0
    wrong: list[tuple[str, str]] = []
    missed: list[tuple[str, str]] = []
    for name, how, a, b in _cases(samples):
        if how != way:
            continue
        asked += 1
        body, year, kind = BODIES[name]
        question = WAYS[way][0].format(body=body, year=year, kind=kind, a=a, b=b)
        lines = _lines(samples, name)
        expected = {WAYS[way][1](x, y) for x in lines[a] for y in lines[b]}
        answer = city.ask(question)
        if not any(abs(value - want) <= Decimal("0.011") for value in _shown(answer) for want in expected):
            (wrong if answer.status == "answered" else missed).append((question, answer.answer))
    assert asked > 15
    assert not wrong
    assert len(missed) <= 0.05 * asked, missed
