"""Questions to plans, a row a question."""

from __future__ import annotations

import pytest

from qa.planner.plan import parse
from qa.service import Service

CASES = [
    ("住房公积金预算多少？", "lookup", ["住房公积金"], (), ("budget",)),
    ("住房公积金2022年和2023年各多少？", "compare", ["住房公积金"], (2022, 2023), ()),
    ("2021到2023年会议费怎么变的？", "trend", ["会议费"], (2021, 2022, 2023), ()),
    ("会议费和培训费合计多少？", "sum", ["会议费", "培训费"], (), ()),
    ("会议费加培训费多少钱？", "sum", ["会议费", "培训费"], (), ()),
    ("项目支出占总支出的比重？", "share", ["项目支出", "总支出"], (), ()),
    ("项目支出比基本支出多多少？", "difference", ["项目支出"], (), ()),
    ("会议费比上年增加了多少？", "growth", ["会议费"], (), ()),
    ("会议费2023年比2022年少了多少？", "growth", ["会议费"], (2023,), ()),
    ("行政运行决算比年初预算少了多少？", "difference", ["行政运行"], (), ("final",)),
    ("三公经费各项明细", "list", ["三公经费"], (), ()),
    ("基本工资由哪几部分组成？", "list", ["基本工资"], (), ()),
    ("会议费平均多少？", "average", ["会议费"], (), ()),
    ("有多少辆公车？", "count", ["公车"], (), ()),
    ("什么是基本支出？", "define", ["基本支出"], (), ()),
    ("会议费为什么减少？", "explain", ["会议费"], (), ()),
    ("工资福利支出的明细加总与合计一致吗？", "check", ["工资福利支出"], (), ()),
    ("最大的三项支出是什么？", "list", ["支出"], (), ()),
    ("预算执行率是多少？", "share", [], (), ("budget",)),
]


@pytest.mark.parametrize(("question", "operation", "metrics", "years", "kinds"), CASES, ids=[c[0] for c in CASES])
def test_plans(
    small: Service, question: str, operation: str, metrics: list[str], years: tuple[int, ...], kinds: tuple[str, ...]
) -> None:
    small.library.refresh()
    plan = parse(question, (), small.library).plan
    assert plan.operation == operation
    assert [m.phrase for m in plan.metrics] == metrics
    assert plan.years == years
    assert set(kinds) <= set(plan.kinds) or operation == "share"


def test_unknown_words_make_the_whole_phrase_unknown(small: Service) -> None:
    small.library.refresh()
    plan = parse("住房公积金保险理赔多少？", (), small.library).plan
    assert [m.known for m in plan.metrics] == [False]
    assert plan.metrics[0].phrase == "住房公积金保险理赔"


def test_the_second_stands_in_the_first(small: Service) -> None:
    small.library.refresh()
    plan = parse("行政运行里的基本支出是多少？", (), small.library).plan
    assert plan.metrics[0].phrase == "基本支出"
    assert plan.metrics[0].within == ("行政运行",)


def test_limits_and_orders(small: Service) -> None:
    small.library.refresh()
    filters = parse("超过500万的支出有哪些？", (), small.library).plan.filters
    assert filters.at_least == "500万元"
    assert parse("最少的两项支出是什么？", (), small.library).plan.filters.order == "least"
