"""Heads that give a unit, or only say that it was spent, name nothing: their lines are found by their own names."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, table

FINAL = document("示意市档案馆", 2023, "final")
BUDGET = document("示意县残疾人联合会", 2025, "budget")
ROWS = [(("合计",), None, ("80.00",)), (("工资福利支出",), "301", ("60.00",)), (("资本性支出",), "310", ("20.00",))]
SERVICE = Service(Shelf(
    disclosure(FINAL, [
        table(FINAL, "一般公共预算财政拨款基本支出决算表", (("2023年决算支出", "小计"),), ROWS),
        table(FINAL, "收入支出决算总表", (("支出（按功能分类）", "金额"),), [(("教育支出",), None, ("90.00",)), (("本年支出合计",), None, ("90.00",))]),
    ]),
    disclosure(BUDGET, [
        table(BUDGET, "一般公共预算基本支出表", (("本年一般公共预算基本支出单位：万元", "合计"),), ROWS),
        table(BUDGET, "项目支出预算表", (("金额（元）",),), [
            (("本级项目", "康复救助"), None, ("350,000",)), (("本级项目", "就业培训"), None, ("50,000",)), (("本级项目", "小计"), None, ("400,000",)),
            (("转移支付项目", "托养补助"), None, ("100,000",)), (("转移支付项目", "小计"), None, ("100,000",)), (("合计",), None, ("500,000",)),
        ], unit="元"),
    ]),
))  # fmt: skip

ASKED = [
    ("示意市档案馆2023年资本性支出多少？", "20.00万元"),
    ("示意市档案馆2023年基本支出决算是多少？", "80.00万元"),
    ("示意市档案馆2023年教育支出多少？", "90.00万元"),
    ("示意市档案馆2023年本年支出合计多少？", "90.00万元"),
    ("示意县残疾人联合会2025年资本性支出多少？", "20.00万元"),
    ("示意县残疾人联合会2025年康复救助项目多少钱？", "350,000元"),
]


@pytest.mark.parametrize(("question", "figure"), ASKED)
def test_a_line_is_found_under_such_heads(question: str, figure: str) -> None:
    answer = SERVICE.ask(question)
    assert answer.status == "answered" and figure in answer.answer, answer.answer


def test_subtotals_of_groups_are_not_added_to_their_items() -> None:
    answer = SERVICE.ask("示意县残疾人联合会2025年项目支出合计多少？")
    assert "500,000元" in answer.answer and "相加" not in answer.answer, answer.answer


COUNTY = document("示意县", 2024, "budget")
SUMMARY = Service(Shelf(disclosure(COUNTY, [
    table(COUNTY, "县级部门预算汇总表", (("支出预算合计",), ("项目支出",)), [
        (("示意县教育局",), None, ("120.00", "20.00")), (("示意县民政局",), None, ("33.00", "29.00")), (("合计",), None, ("153.00", "49.00")),
    ]),
])))  # fmt: skip


@pytest.mark.parametrize(("question", "figure"), [("示意县2024年支出预算合计是多少？", "153.00"), ("示意县2024年项目支出多少？", "49.00")])
def test_a_department_of_a_county_is_not_the_county(question: str, figure: str) -> None:
    answer = SUMMARY.ask(question)
    assert [f.value for f in answer.figures] == [figure], answer.answer
