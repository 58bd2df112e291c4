"""Sources of money that are said once and hold for several things: 一般公共预算基本支出占项目支出的比例."""

from __future__ import annotations

import re

from index.normal import bare
from qa.data.load import read
from qa.lexicon import concept_of, is_fund
from qa.plan import Metric, Side

_COLUMNS = ("基本支出", "项目支出")


_SIDE = re.compile("(预算)?(收入|支出)$")


def _other_side(metric: Metric, first: Metric) -> Metric:
    """政府性基金收入和支出: the second, a bare word for a side, is of the first's source of money."""
    phrase, stem = metric.key or bare(metric.phrase), _SIDE.sub("", first.key or bare(first.phrase))
    own = _SIDE.search(first.key or bare(first.phrase))
    if own is None or phrase not in ("收入", "支出") or phrase == own[2] or metric.within or not is_fund(stem):
        return metric  # 财政拨款收入占收入的比重 is of all income
    return Metric(phrase=f"{stem}{phrase}", key=f"{stem}{phrase}")


def in_one_scope(metrics: tuple[Metric, ...], base: Side | None) -> tuple[tuple[Metric, ...], Side | None]:
    """All in the source of money that the first is said to be of, but totals and things with tables of their own."""
    if metrics:
        metrics = (metrics[0], *(_other_side(m, metrics[0]) for m in metrics[1:]))
        if base is not None and base.metric is not None:
            base = base.model_copy(update={"metric": _other_side(base.metric, metrics[0])})
    fund = fund_of(metrics[0]) if metrics else None
    if fund is None:
        return metrics, base
    first = metrics[0]
    if base is not None:
        own = _scoped(base.metric, fund, first) if base.metric is not None else None
        base = base.model_copy(update={"metric": own, "more": tuple(_scoped(m, fund, first) for m in base.more)})
    return (first, *(_scoped(m, fund, first) for m in metrics[1:])), base


def fund_of(metric: Metric) -> str | None:
    """The source of money that a thing is said to be of, by what it stands in or by its own name (一般公共预算基本支出)."""
    said = next((w for w in metric.within if is_fund(w)), None)
    phrase = metric.key or bare(metric.phrase)
    column = next((c for c in _COLUMNS if phrase.endswith(c) and phrase != c), "")
    named = phrase.removesuffix(column) if column else ""
    return said or (named if named and is_fund(named) else None)


def _scoped(metric: Metric, fund: str, first: Metric) -> Metric:
    """A column of the same tables only in there; a line by itself where it has none in there or is beside its own part."""
    phrase = metric.key or bare(metric.phrase)
    own_table = any(phrase in names for names in read("scopes")["dedicated"].values())
    same = phrase == (first.key or bare(first.phrase))
    if metric.within or metric.code or metric.side == "income" or own_table or same:
        return metric
    if phrase in _COLUMNS:
        return metric.model_copy(update={"within": (fund,)})
    return metric.model_copy(update={"within": (fund,), "shared": True}) if concept_of(phrase) is None else metric
