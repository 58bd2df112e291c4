"""A source of money, a line or a side that is said once: what it holds for, over the samples."""

from __future__ import annotations

import pytest

from qa.service import Service

FARM = "示例市农业农村局"
FINAL = f"{FARM}2022年决算"
CASES = [
    ("the source of money is of both columns", f"{FINAL}一般公共预算基本支出占项目支出的比例", ["1,319.14", "314.22"]),
    ("and of both sides of a multiple", f"{FINAL}一般公共预算的基本支出是项目支出几倍", ["1,319.14", "3.14"]),
    ("a source, a line and a column", f"{FINAL}一般公共预算财政拨款支出里农业生产发展的项目支出", ["608.56"]),
    ("each column of its own line", f"{FINAL}农业生产发展的项目支出和事业运行的基本支出差多少", ["608.56", "540.92", "67.64"]),
    ("a line against its part from one source", f"{FINAL}农林水支出总支出比财政拨款支出多多少", ["4,064.59", "4,049.23", "15.36"]),
    ("what a line receives, in what is received", f"{FINAL}财政拨款收入中行政运行占比", ["2,181.26", "5,456.18", "39.98"]),
    ("both of one line", f"{FINAL}行政运行的总收入比总支出少多少", ["2,181.26", "2,189.17", "7.91"]),
    ("what is named first is compared", f"与提租补贴相比，{FINAL}办公设备购置少多少", ["23.24", "256.33", "233.09"]),
    ("a year at the end is of both", f"How much more is 基本支出 than 项目支出 in the 2022 final accounts of {FARM}?",
     ["4,144.95", "1,334.50", "2,810.45"]),
    ("a part of a whole, without the word", f"{FINAL}会议费是培训费的百分之几", ["17.47", "19.80", "88.23"]),
    ("in the whole, not beside it", f"{FINAL}项目支出在总支出中占多少", ["1,334.50", "5,479.45", "24.35"]),
    ("the whole first", f"What share of 总支出 does 项目支出 take in the 2022 final accounts of {FARM}?", ["24.35"]),
    ("taken from what does not hold it", f"{FINAL}基本支出减去项目支出是多少", ["2,810.45"]),
    ("of the same line again", f"{FINAL}卫生健康支出的基本支出比基本支出少多少", ["188.37", "4,144.95", "3,956.58"]),
    ("final accounts against the budget, as a share", f"{FARM}2022年行政运行决算是预算的百分之多少", ["2,189.17", "2,407.45", "90.93"]),
    ("one year as a percentage of another", f"{FARM}2023年差旅费预算是2022年的百分之几", ["74.16", "76.45", "97.00"]),
    ("a total is in nothing before it", f"{FINAL}农业生产发展的项目支出与总支出的比例是多少", ["608.56", "5,479.45", "11.11"]),
    ("two totals", f"{FINAL}总收入与总支出相差多少", ["5,471.54", "5,479.45", "7.91"]),
]


@pytest.mark.parametrize(("question", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_scope(city: Service, question: str, says: list[str]) -> None:
    answer = city.ask(question)
    assert answer.status == "answered", answer.answer
    plain = answer.answer.replace(",", "")
    assert [s for s in says if s.replace(",", "") not in plain] == [], answer.answer


REFUSED = [
    ("received by no such cost", f"{FINAL}财政拨款收入中差旅费占比"),
    ("a line that another source pays", f"{FINAL}事业收入中行政运行占比"),
    ("a line that the column leaves empty", f"{FINAL}项目支出中行政单位离退休占比"),
]


@pytest.mark.parametrize("question", [c[1] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_no_share_of_what_does_not_hold_it(city: Service, question: str) -> None:
    assert city.ask(question).status in ("not_disclosed", "not_itemised", "partial")
