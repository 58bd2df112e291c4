"""What a sentence says of its numbers, a row a sentence."""

from __future__ import annotations

import pytest

from qa.evidence.claims import claims_of, core_of
from tests.qa.build import document, passage

DOC = document()
CASES = [
    ("2023年支出预算1,000.00万元，比上年增加100.00万元，增长11.11%。", [
        ("支出", "value", "1,000.00"), ("支出", "change", "100.00"), ("支出", "percent", "11.11")]),
    ("与2022年度相比，收入支出总计减少56.95万元，下降1.87%。", [("收入支出", "change", "56.95"), ("收入支出", "percent", "1.87")]),
    ("其中：公务接待费决算为8.00万元，完成预算的80%。", [("公务接待费", "value", "8.00"), ("公务接待费", "execution", "80")]),
    ("基本支出700.00万元，占70.00%；项目支出300.00万元，占30.00%。", [
        ("基本支出", "value", "700.00"), ("基本支出", "share", "70.00"), ("项目支出", "value", "300.00"), ("项目支出", "share", "30.00")]),
    ("1.科学技术支出（类）科学技术管理事务（款）行政运行（项）。年初预算为10.00万元，支出决算为9.00万元。", [
        ("行政运行", "value", "10.00"), ("行政运行", "value", "9.00")]),
    ("公务用车购置费2023年预算数0万元。", [("公务用车购置费", "value", "0")]),
    ("2023年基本支出年初预算数501.32万元，主要是保障机构运转。", [("基本支出", "value", "501.32")]),
    ("教育支出类科目5,806,105.16元，占支出总预算82.27%，同比增加3,520,772.45元，增长154.06%。", [
        ("教育支出", "value", "5,806,105.16"), ("教育支出", "share", "82.27"), ("教育支出", "change", "3,520,772.45"),
        ("教育支出", "percent", "154.06")]),
    ("2021年一般公共预算收入完成100万元，占调整预算的102.4%，占总收入的20.0%。", [
        ("一般公共预算收入", "value", "100"), ("一般公共预算收入", "execution", "102.4"), ("一般公共预算收入", "share", "20.0")]),
    ("2023年度政府采购金额（以合同签订为准）为251.25万元。", [("政府采购", "value", "251.25")]),
    ("机关运行经费（即一般公共预算公用经费）为12.00万元。", [("机关运行经费即一般公共预算公用经费", "value", "12.00")]),
    ("支持外贸发展370.00万元，支持商销稳增长30.00万元，合计400.00万元。", [
        ("支持外贸发展", "value", "370.00"), ("支持商销稳增长", "value", "30.00"), ("外贸专项", "value", "400.00")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:16] for c in CASES])
def test_claims(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = claims_of([passage(DOC, ("外贸专项情况说明",), text)], DOC)
    assert [(c.core, c.aspect, c.fact.text) for c in found] == expected


def test_measures_tell_the_budget_from_the_final_accounts() -> None:
    found = claims_of([passage(DOC, ("情况",), "办公费年初预算为10.00万元，支出决算为9.00万元。")], DOC)
    assert [c.measure for c in found] == ["budget", "final"]


def test_directions() -> None:
    found = claims_of([passage(DOC, ("情况",), "办公费9.00万元，比上年减少1.00万元，下降10.00%。")], DOC)
    assert [c.direction for c in found] == [1, -1, -1]


@pytest.mark.parametrize(("subject", "core"), [
    ("2022年公用支出预算数为", "公用支出"), ("其中：因公出国（境）费支出决算为", "因公出国境费支出"), ("本部门共有车辆", "车辆"), ("部门预算支出", "部门预算支出"),
])
def test_cores(subject: str, core: str) -> None:
    assert core_of(subject) == core


@pytest.mark.parametrize(("text", "parts"), [
    ("一般公共预算拨款支出预算521.32万元，其中，教育支出409.15万元，占78.48%；住房保障支出30.82万元，占5.91%。",
     ["", "一般公共预算拨款支出", "一般公共预算拨款支出", "一般公共预算拨款支出", "一般公共预算拨款支出"]),
    ("初中教育支出200.00万元，其中：基本支出150.00万元，项目支出50.00万元。", ["", "初中教育支出", "初中教育支出"]),
    ("公务接待费3.00万元；会议费2.00万元。", ["", ""]),
])
def test_parts_are_of_what_stands_before_their_其中(text: str, parts: list[str]) -> None:
    assert [c.within for c in claims_of([passage(DOC, ("情况",), text)], DOC)] == parts
