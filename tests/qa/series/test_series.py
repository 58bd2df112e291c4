"""Trends, compositions and comparisons of the samples: every figure is a printed one, or computed from printed ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from index.memory import MemoryStore
from qa.arithmetic import exact
from qa.library import Library
from qa.series import Shown, compare, composition, tables_with_parts, trend

FILES = ("shili-wenlv-2023-budget.pdf", "shili-wenlv-2024-budget.pdf", "shili-nongye-2022-budget.pdf",
         "shili-wenlv-2024-final.pdf")


@pytest.fixture(scope="module")
def library(samples: Path) -> Library:
    store = MemoryStore()
    for name in FILES:
        store.put(read_disclosure(samples / name))
    library = Library(store)
    library.refresh()
    return library


def figures(library: Library) -> Iterator[Shown]:
    for item in ("总支出", "公务接待费", "“三公”经费", "没有这一项"):
        for line in trend(library, item, library.bodies):
            yield from (point.shown for point in line.points if point.shown)
    for document in library.documents:
        book = library.book(document)
        for table in tables_with_parts(book):
            found = composition(book, table)
            assert found is not None
            yield from (found.whole, *(p.shown for p in found.parts), *(p.share for p in found.parts if p.share))


def test_every_figure_is_what_its_printed_figures_give(library: Library) -> None:
    seen = list(figures(library))
    assert len(seen) > 300
    for shown in seen:
        assert shown.expression is not None and shown.facts
        value = exact(shown.expression)
        if shown.unit == "万元":
            assert Fraction(shown.value) * 10_000 == value
        else:
            assert abs(Fraction(shown.value) - value) <= Fraction(1, 200)
        assert (shown.verdict == "verified") == (len(shown.facts) == 1 and shown.unit == "万元")


@pytest.mark.parametrize(("item", "kind", "expected"), [
    ("公务接待费", "budget", {2023: "6.57", 2024: "7.10"}), ("公务接待费", "final", {2024: "6.31"}),
    ("总支出", "budget", {2023: "5353.12", 2024: "5493.96"}), ("没有这一项", "budget", {}),
])
def test_a_trend_holds_the_years_that_are_disclosed(
    library: Library, item: str, kind: str, expected: dict[int, str]
) -> None:
    body = library.body("示例市文化和旅游局")
    assert body is not None
    lines = [line for line in trend(library, item, [body]) if line.kind == kind]
    assert {p.year: str(p.shown.value) for line in lines for p in line.points if p.shown} == expected


def test_parts_make_up_their_whole_or_it_is_said(library: Library) -> None:
    gaps = {}
    for document in library.documents:
        book = library.book(document)
        for table in tables_with_parts(book):
            found = composition(book, table)
            assert found is not None
            lowest = sum((p.shown.value for p in found.parts if p.leaf), Decimal(0))
            assert found.whole.value - lowest == found.rest
            if found.rest:
                gaps[document.name, table.kind] = found.rest
    assert gaps == {("shili-nongye-2022-budget.pdf", "procurement"): Decimal("10.00")}  # planted-errors.yaml


def test_two_years_side_by_side(library: Library) -> None:
    left, right = (next(d for d in library.documents if d.name == f"shili-wenlv-{y}-budget.pdf") for y in (2023, 2024))
    found = compare(library, left, right, ["公务接待费", "总支出", "没有这一项"])
    pairs = {p.item: p for p in (*found.pairs, *found.lines)}
    food = pairs["公务接待费"]
    assert food.difference and food.growth and (food.difference.text, food.growth.text) == ("0.53", "8.07")
    assert "没有这一项" not in pairs and any(p.code == "207" for p in found.lines)
    for pair in pairs.values():
        if pair.left and pair.right and pair.difference:
            assert pair.right.value - pair.left.value == pair.difference.value
