"""What a year, a kind or a department behind 比 says of the other side, over final accounts of two years."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.service import Service
from tests.qa.build import Shelf

FARM = "示例市农业农村局"
HELD = ("shili-nongye-2022-budget", "shili-nongye-2022-final", "shili-nongye-2023-budget", "shili-nongye-2023-final", "shili-wenlv-2023-final")
CASES = [
    ("a kind behind the thing is of both years", f"{FARM}2023年比2022年公务接待费决算增长多少", ["8.78", "8.46", "0.32"]),
    ("a kind of the year before, of both where both have it", f"{FARM}差旅费2023年比2022年决算减少多少", ["72.97", "74.69", "1.72"]),
    ("two kinds, each of its own year", f"{FARM}2023年预算差旅费比2022年决算少多少", ["74.16", "74.69", "0.53"]),
    ("one year behind two departments", f"{FARM}比文旅局2023年决算多花多少", ["5615.36", "5209.25", "406.11"]),
    ("the same in English", "How much more did the agriculture bureau spend than the culture bureau in 2023?", ["5615.36", "5209.25", "406.11"]),
    ("how far the budget was spent, over two years", f"{FARM}2023年预算执行率比2022年降低几个百分点", ["94.59", "94.99", "0.40"]),
    ("the change in money and in percent", f"{FARM}2023年三公经费决算较2022年增减金额和比例", ["10.30", "16.02"]),
    ("each of several against its budget", f"{FARM}2023年决算差旅费、会议费、培训费哪项比预算降得多", ["1.19", "2.99"]),
    ("several together against their budget", f"{FARM}2023年决算差旅费和会议费合计比预算少多少", ["90.77", "94.95", "4.18"]),
    ("all lines against their total", f"{FARM}2023年决算各项支出加起来等于总支出吗", ["679.59", "187.80", "4153.83", "594.14", "5615.36"]),
    ("a row without one of its columns", f"{FARM}2023年决算去掉基本支出后农林水支出还剩多少", ["2787.27", "1366.56"]),
    ("nothing is added over two kinds", f"{FARM}2023年年初结转加本年收入等于多少", ["19.39", "5936.33"]),
    ("another thing of another year", f"{FARM}2023年公务接待费比2022年会议费少多少", ["9.96", "27.30", "17.34"]),
    ("a part of the three public expenses", f"{FARM}2023年决算三公经费扣除公务用车后多少", ["74.60", "65.82", "8.78"]),
    ("a column without a row", f"{FARM}2023年决算项目支出不含农林水支出是多少", ["1366.56"]),
    ("two columns of one row", f"{FARM}2023年决算农林水支出里项目支出比基本支出少多少", ["1366.56", "2787.27", "1420.71"]),
    ("two things, each against one", f"{FARM}2023年决算水费和电费分别比邮电费多多少", ["9.04", "35.15", "18.90", "16.25", "9.86"]),
    ("a row of a column as its part", f"{FARM}2023年决算基本支出里农林水支出占比", ["2787.27", "65.60"]),
    ("what a line receives and spends", f"{FARM}2023年决算行政运行的收入比支出多多少", ["2235.29", "2230.77", "4.52"]),
    ("two years, each with its kind", f"{FARM}2022年会议费决算与2023年会议费预算相差多少", ["17.47", "20.79", "3.32"]),
    ("a kind behind the year compared with", f"{FARM}2023年奖金预算比2022年实际支出少多少", ["614.69", "616.59", "1.90"]),
    ("planned to be spent", f"{FARM}2023年在工资福利支出上计划花了多少钱", ["3431.16"]),
    ("a mean of the years named", f"{FARM}2022到2023年决算差旅费平均每年多少", ["73.83"]),
    ("from one year to another, in percent", f"{FARM}决算会议费从2022年到2023年增长了多少百分比", ["17.47", "17.80", "1.89"]),
    ("what the first of two holds", f"{FARM}2023年决算农林水支出中行政运行以外的部分是多少", ["4153.83", "2230.77", "1923.06"]),
    ("with the year before, and nothing behind", f"{FARM}2023年决算差旅费跟上年比变化多少", ["72.97", "74.69", "1.72"]),
    ("two departments, each in a year of its own", f"{FARM}2022年和文旅局2023年的会议费决算哪个高", ["17.47", "9.24"]),
    ("what one source brings and pays", "示例市文化和旅游局2023年决算财政拨款收入比支出多多少", ["5192.81", "5188.29", "4.52"]),
    ("what a line receives less what it spends", "示例市文化和旅游局2023年决算行政运行收支差额", ["1989.43", "1984.91", "4.52"]),
    ("a column of a source that has none", f"{FARM}2022年决算政府性基金的基本支出是多少", ["0.00"]),
    ("spent and planned", f"{FARM}2023年三公经费里的公务用车运行维护费实际支出和年初预算各多少", ["48.07", "62.92"]),
]


@pytest.fixture(scope="module")
def years(samples: Path) -> Service:
    """Budgets and final accounts of two years, and a second department's of one."""
    from corpus.ingest import read_disclosure

    return Service(Shelf(*(read_disclosure(samples / f"{name}.pdf") for name in HELD)))


@pytest.mark.parametrize(("question", "figures"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_two_times(years: Service, question: str, figures: list[str]) -> None:
    answer = years.ask(question)
    assert answer.status == "answered", answer.answer
    given = {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}
    assert set(figures) <= given, answer.answer
    assert "不一致" not in answer.answer and "前者比后者少5" not in answer.answer
