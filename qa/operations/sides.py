"""The two sides of a comparison: what a thing is compared with, and how each side is told."""

from __future__ import annotations

from typing import Literal

from index.normal import bare
from qa.data.load import read
from qa.lexicon import concept_of
from qa.operations.ask import Ask, Item, is_column
from qa.plan import Metric, Side


def base_item(ask: Ask, item: Item, base: Side) -> Item:
    """What an item is compared with."""
    year = base.year or (item.year - 1 if base.last_year else item.year)
    body = item.body
    if base.department:
        body = next((b for b in ask.library.bodies if b.name == base.department), body)
    metric = base.metric or item.metric
    other = (metric.key or bare(metric.phrase)) != (item.metric.key or bare(item.metric.phrase))
    if other and is_column(metric) and is_column(item.metric) and item.metric.within and not metric.within:
        metric = metric.model_copy(update={"within": item.metric.within})  # 行政运行里项目支出比基本支出: both of that row
    if bare(metric.phrase) in ("支出", "收入") and not item.metric.side:  # 财政拨款收入比支出多: both of that source
        stem = (item.metric.key or bare(item.metric.phrase)).removesuffix("收入").removesuffix("支出")
        sided = stem + bare(metric.phrase)
        metric = Metric(phrase=sided) if concept_of(sided) is not None else metric
    if item.metric.side and not metric.within:  # 行政运行的收入比支出多, 行政运行总支出比财政拨款支出多: both of that line
        metric = _of_line(item.metric, metric)
    return ask.find(metric, body, year, base.kind or item.kind)


_WHOLE_SIDES: dict[str, Literal["income", "expenditure"]] = {"总支出": "expenditure", "总收入": "income"}


def _of_line(line: Metric, other: Metric) -> Metric:
    """One side of a line, or its part from a source of money, where that is what the other thing names."""
    concept = concept_of(other.key or bare(other.phrase))
    if concept is None or concept.name not in {*_WHOLE_SIDES, *read("scopes")["scopes"]}:
        return other
    if concept.name in _WHOLE_SIDES:
        return line.model_copy(update={"side": _WHOLE_SIDES[concept.name]})
    return line.model_copy(update={"side": None, "within": (other.key or bare(other.phrase),)})


def told(ask: Ask, item: Item, items: list[Item]) -> str:
    """One side of a comparison, with all that places it."""
    if ask.language == "en":
        return f"{ask.called(item)} in {ask.place(item)}"
    placed = f"{item.body.name}{item.year}年{ask.t(item.shown_kind)}的{ask.called(item)}"
    first = items[0]
    one_place = (item.body, item.year, item.shown_kind) == (first.body, first.year, first.shown_kind)
    return ask.called(item) if one_place and item is not first else placed
