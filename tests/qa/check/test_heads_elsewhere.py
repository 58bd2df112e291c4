"""Rows and heads of other places whose names sound like words of the checker: 减排, 上年结转, 增减%, a year in a label."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from qa.check import check_text
from tests.qa.build import disclosure, document, table

V, R, C, U = "verified", "recomputed", "contradicted", "unsupported"
HEAD = "云岭县财政局2024年预算"
CASES = [
    ("a name with 减", f"{HEAD}《支出表》中，节能环保支出—污染减排的项目支出为474.40万元。", [V]),
    ("its falsified twin", f"{HEAD}《支出表》中，节能环保支出—污染减排的项目支出为447.40万元。", [C]),
    ("a name with 上年", f"{HEAD}《收支总表》中，上年结转的预算数为85.00万元。", [V]),
    ("a year in the label", f"{HEAD}《债务表》中，2023年末债务余额的合计为754.90万元。", [V]),
    ("a year in the label of another disclosure", "云岭县财政局2016年预算《债务表》中，2023年末债务余额的合计为754.90万元。", [U]),
    ("the difference of two rates", f"{HEAD}中，行政运行增减%2.04%，信访事务增减%9.56%，前者比后者少7.52%。", [V, V, R]),
    ("the other way", f"{HEAD}中，行政运行增减%2.04%，信访事务增减%9.56%，前者比后者多7.52%。", [V, V, C]),
    ("two rates together", f"{HEAD}中，行政运行增减%2.04%，信访事务增减%9.56%，两项合计11.60%。", [V, V, R]),
    ("two rates together, falsified", f"{HEAD}中，行政运行增减%2.04%，信访事务增减%9.56%，两项合计11.80%。", [V, V, C]),
]


@pytest.fixture(scope="module")
def county() -> MemoryStore:
    doc = document("云岭县财政局", 2024)
    rates = [(("一般公共服务支出", "行政运行"), "2010301", ("2.04",)), (("一般公共服务支出", "信访事务"), "2010308", ("9.56",))]
    return MemoryStore([disclosure(doc, [
        table(doc, "支出表", [("基本支出",), ("项目支出",)], [
            (("节能环保支出",), "211", ("1101.78", "474.40")), (("节能环保支出", "污染减排"), "21111", ("1101.78", "474.40"))]),
        table(doc, "收支总表", [("收入", "预算数")], [(("本年收入",), None, ("500.00",)), (("上年结转",), None, ("85.00",))]),
        table(doc, "债务表", [("2023年", "专项债务"), ("2023年", "合计")], [(("2023年末债务余额",), None, ("449.30", "754.90"))]),
        table(doc, "一般公共预算支出表", [("增减%",)], rates, unit="%"),
    ])])


@pytest.mark.parametrize(("text", "verdicts"), [(t, v) for _, t, v in CASES], ids=[name for name, _, _ in CASES])
def test_heads_and_labels_are_names_first(county: MemoryStore, text: str, verdicts: list[str]) -> None:
    assert [figure.verdict for figure in check_text(text, county).figures] == verdicts
