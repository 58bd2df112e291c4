"""Lines of a thing, once, at one level; and what may not be added up."""

from __future__ import annotations

import pytest

from qa.library import Library
from qa.operations.parts import lines_below, parts_of
from qa.plan import Metric
from qa.resolve.scope import slots
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, science, table


def lines(phrase: str, level: str | None = None) -> list[tuple[str, str]]:
    library = Library(Shelf(science()))
    library.refresh()
    slot = slots(library, library.bodies[0], 2023, "budget", None)[0]
    return [(label, fact.text) for label, fact in parts_of(Metric(phrase=phrase), slot, level, None)[0]]


@pytest.mark.parametrize(("phrase", "level", "expected"), [
    ("总支出", None, [("科学技术支出", "900.00"), ("住房保障支出", "100.00")]),
    ("总支出", "项", [("行政运行", "600.00"), ("一般行政管理事务", "300.00"), ("住房公积金", "60.00"), ("购房补贴", "40.00")]),
    ("科学技术支出", None, [("行政运行", "600.00"), ("一般行政管理事务", "300.00")]),
    ("科学技术支出", "项", [("行政运行", "600.00"), ("一般行政管理事务", "300.00")]),
    ("人员经费", None, [("基本工资", "539.99"), ("住房公积金", "60.00"), ("退休费", "20.00")]),
    ("基本支出", None, [("工资福利支出", "600.00"), ("商品和服务支出", "80.00"), ("对个人和家庭的补助", "20.00")]),
])
def test_lines(phrase: str, level: str | None, expected: list[tuple[str, str]]) -> None:
    assert lines(phrase, level) == expected


def test_a_total_that_its_lines_do_not_make_is_told() -> None:
    d = document()
    held = disclosure(d, [table(d, "政府采购预算表", (("金额",),), [
        (("合计",), None, ("164.50",)), (("货物",), None, ("54.50",)), (("服务",), None, ("100.00",)),
    ])])
    answer = Service(Shelf(held)).ask("示例市科学技术局2023年政府采购预算多少？")
    assert answer.status == "answered"
    assert {"164.50", "154.50", "10.00"} <= {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}


def test_rounding_is_no_contradiction() -> None:
    answer = Service(Shelf(science())).ask("示例市科学技术局2023年工资福利支出多少？")
    assert "不符" not in answer.answer


@pytest.mark.parametrize("question", ["总支出和会议费合计多少？", "基本支出和基本工资合计多少？", "科学技术支出和行政运行加起来多少？"])
def test_a_part_is_never_added_to_what_holds_it(small: Service, question: str) -> None:
    answer = small.ask("示例市科学技术局2023年" + question)
    assert all(f.verdict != "recomputed" for f in answer.figures)


def test_the_top_rows_below_a_grand_total_are_its_lines() -> None:
    d = document()
    held = disclosure(d, [table(d, "项目支出表", (("金额",),), [
        (("合计",), None, ("3.00",)), (("甲",), None, ("1.00",)), (("乙",), None, ("2.00",)), (("乙", "丙"), None, ("2.00",)),
    ])])
    library = Library(Shelf(held))
    library.refresh()
    assert [f.text for f in lines_below(held.tables[0].rows[0].facts[0], library.book(d))] == ["1.00", "2.00"]
