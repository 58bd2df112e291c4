"""Questions that compute, made of printed cells: every figure worked out here, from the truth of the cells alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from qa.answer import Answer
from qa.service import Service
from tests.qa.build import Shelf
from tests.qa.lines import Line, Told, read

NAMES = ("shili-nongye-2022-final", "shili-nongye-2023-final", "shili-wenlv-2022-budget", "shili-wenlv-2023-budget",
         "shili-wenlv-2023-final")
DRAWN = 10
"""Questions drawn of each form from each disclosure."""
SAID: dict[str, tuple[str, ...]] = {
    "whole": ("{x}",), "cost": ("{x}",),
    "fund": ("一般公共预算财政拨款支出中的{x}", "一般公共预算{x}", "一般公共预算财政拨款的{x}"),
    "basic": ("{x}的基本支出", "{x}中基本支出", "基本支出里的{x}"),
    "project": ("{x}的项目支出", "{x}里的项目支出", "项目支出中的{x}"),
    "received": ("{x}的总收入", "{x}的收入"),
}
PAIRS: dict[str, tuple[Callable[[Decimal, Decimal], Decimal], tuple[str, ...]]] = {
    "sum": (lambda a, b: a + b, ("{p}{a}和{b}加起来多少", "{p}{a}加{b}是多少", "{p}{a}、{b}一共多少钱")),
    "difference": (lambda a, b: abs(a - b), (
        "{p}{a}比{b}多多少", "{p}{a}和{b}差多少", "{p}{a}减去{b}是多少", "{p}{a}超出{b}多少", "与{b}相比，{p}{a}多多少",
        "How much more is {a} than {b} in the {e}?", "By how much does {a} exceed {b} in the {e}?",
    )),
    "share": (lambda a, b: a / b * 100, (
        "{p}{a}占{b}的百分之几", "{p}{a}是{b}的百分之几", "{p}{a}在{b}中占多少", "{p}{a}与{b}的比例是多少",
        "What share of {b} does {a} take in the {e}?", "{a} as a share of {b} in the {e}?",
    )),
    "multiple": (lambda a, b: a / b, (
        "{p}{a}是{b}的多少倍", "{p}{a}相当于几个{b}", "{p}{a}与{b}之比是多少", "{p}{a}和{b}的比", "How many times {b} is {a} in the {e}?",
    )),
    "larger": (max, ("{p}{a}和{b}哪个多", "{p}是{a}多还是{b}多", "{p}{a}比{b}多吗")),
}
TIMES: dict[str, tuple[Callable[[Decimal, Decimal], Decimal], tuple[str, ...]]] = {
    "change": (lambda a, b: abs(a - b), (
        "{b}{y}年{k}{x}比{o}年变化多少", "{b}{x}{k}{y}年与{o}年相比差多少", "{b}{o}年到{y}年{k}{x}变动了多少",
    )),
    "rate": (lambda a, b: abs(a - b) / b * 100, ("{b}{k}{x}从{o}年到{y}年变动了多少百分比", "{b}{y}年{k}{x}较{o}年的变动率")),
    "mean": (lambda a, b: (a + b) / 2, ("{b}{o}到{y}年{k}{x}平均每年多少", "{b}{o}年和{y}年{k}{x}的平均值")),
    "part of a year": (lambda a, b: a / b * 100, ("{b}{y}年{k}{x}是{o}年的百分之几",)),
}
KINDS: dict[str, tuple[Callable[[Decimal, Decimal], Decimal], tuple[str, ...]]] = {
    "carried out": (lambda a, b: a / b * 100, ("{b}{y}年{x}预算执行率", "{b}{y}年{x}决算是预算的百分之多少", "{b}{y}年{x}完成预算的百分之几")),
    "left": (lambda a, b: abs(a - b), ("{b}{y}年{x}决算与预算差多少", "{b}{y}年{x}还有多少没花完", "{b}{y}年{x}预算和决算相差多少")),
}


@dataclass(frozen=True)
class Asked:
    """A question and what it must come to."""

    question: str
    expected: Decimal
    money: bool = field(default=True)


def _said(line: Line, draw: random.Random) -> str:
    return draw.choice(SAID[line.scope]).format(x=line.label)


def _pairs(told: list[Told], way: str) -> Iterator[Asked]:
    draw = random.Random(way)
    compute, forms = PAIRS[way]
    for one in told:
        for _ in range(DRAWN):
            a, b = draw.sample([x for x in one.lines if x.label != "总支出"], 2)
            of_one_scope = way != "sum" or (a.scope == b.scope and not a.holds(b) and not b.holds(a))
            carried = a.scope == "fund" and b.scope == "whole"  # what is said of the first may be of the second
            if a.value == b.value or a.label == b.label or not of_one_scope or carried:
                continue
            english = f"{one.year} {'budget' if one.kind == '预算' else 'final accounts'} of {one.body}"
            place = f"{one.body}{one.year}年{one.kind}"
            question = draw.choice(forms).format(p=place, a=_said(a, draw), b=_said(b, draw), e=english)
            yield Asked(question, compute(a.value, b.value), way not in ("share", "multiple"))


def _times(told: list[Told], way: str) -> Iterator[Asked]:
    draw = random.Random(way)
    compute, forms = TIMES.get(way) or KINDS[way]
    for now in told:
        other = [t for t in told if t.body == now.body and ((t.year, t.kind) == (now.year - 1, now.kind) if way in TIMES
                                                            else (t.year, t.kind, now.kind) == (now.year, "预算", "决算"))]
        for before in other:
            for line in draw.sample(now.lines, 2 * DRAWN):
                old = before.like(line)
                if old is not None and old.value != line.value:
                    words = {"b": now.body, "y": now.year, "o": before.year, "k": now.kind, "x": _said(line, draw)}
                    question = draw.choice(forms).format(**words)
                    yield Asked(question, compute(line.value, old.value), way in ("change", "mean", "left"))


def _shown(answer: Answer, money: bool) -> list[tuple[Decimal, Decimal]]:
    """The figures that are put forward, money in 万元, each with half its last digit."""
    scale = {"元": Decimal("0.0001"), "亿元": Decimal(10000), "万元": Decimal(1)}
    out = []
    for figure in answer.figures:
        if figure.verdict in ("verified", "recomputed") and ((figure.unit or "") in scale) == money:
            value, times = Decimal(figure.value), scale.get(figure.unit or "", Decimal(1))
            out.append((abs(value) * times, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1) * times))
    return out


@pytest.fixture(scope="module")
def told(samples: Path) -> list[Told]:
    return [read(samples, name) for name in NAMES]


@pytest.fixture(scope="module")
def years(samples: Path) -> Service:
    from corpus.ingest import read_disclosure

    return Service(Shelf(*(read_disclosure(samples / f"{name}.pdf") for name in NAMES)))


@pytest.mark.parametrize("way", [*PAIRS, *TIMES, *KINDS])
def test_what_is_computed_is_right(years: Service, told: list[Told], way: str) -> None:
    asked = list(_pairs(told, way) if way in PAIRS else _times(told, way))
    wrong: list[tuple[str, str]] = []
    missed: list[tuple[str, str]] = []
    for case in asked:
        answer = years.ask(case.question)
        if not any(abs(value - case.expected) <= half * Decimal("1.001") for value, half in _shown(answer, case.money)):
            (wrong if answer.status == "answered" else missed).append((case.question, answer.answer))
    assert len(asked) > 5
    assert not wrong
    assert len(missed) <= 0.05 * len(asked), missed
