"""A report on how last year's budget was carried out presents this year's: its sentences and columns are of two years."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from qa.service import Service
from tests.qa.build import Shelf

PLACE = "示例县"
REPORT = f"""<html><head><meta charset="utf-8"></head><body>
<h1>{PLACE}2022年预算执行情况和2023年预算草案的报告</h1>
<h2>一、2022年财政预算执行情况</h2>
<p>地方一般公共预算收入完成285.83万元，占调整预算105.47%，同比增长10.85%。</p>
<p>2022年末全县政府债务余额312.00万元。</p>
<h2>二、2023年预算草案</h2>
<p>2023年地方一般公共预算收入预期目标302.98万元，增长6%；一般公共预算支出安排2684.00万元。</p>
<p>表一 2022年{PLACE}一般公共预算支出执行情况表</p><p>单位：万元</p>
<table border="1"><tr><td>科目</td><td>2021年决算数</td><td>2022年执行数</td></tr>
<tr><td>教育支出</td><td>701.00</td><td>725.00</td></tr><tr><td>农林水支出</td><td>630.00</td><td>591.00</td></tr>
<tr><td>一般公共预算支出合计</td><td>1331.00</td><td>1316.00</td></tr></table>
</body></html>"""


@pytest.fixture
def service(tmp_path: Path) -> Service:
    path = tmp_path / "report.html"
    path.write_text(REPORT, encoding="utf-8")
    return Service(Shelf(read_disclosure(path)))


@pytest.mark.parametrize(("question", "figure", "never"), [
    (f"{PLACE}2022年一般公共预算收入多少", "285.83万元", "2684"),
    (f"{PLACE}2022年一般公共预算收入完成多少", "285.83万元", "302.98"),
    (f"{PLACE}2023年一般公共预算收入多少", "302.98万元", "2684"),  # what comes in is not what goes out
    (f"{PLACE}2022年政府债务余额", "312.00万元", "285.83"),
    (f"{PLACE}2022年教育支出比2021年增长多少", "24.00万元", "2684"),  # two years before the report's own, in its table
])
def test_the_year_of_a_sentence_is_that_of_its_report(service: Service, question: str, figure: str, never: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered" and figure in [f.text for f in answer.figures] and never not in answer.answer, answer.answer


def test_a_place_s_own_report_is_no_part_of_the_place(service: Service) -> None:
    answer = service.ask(f"{PLACE}2022年一般公共预算支出")
    assert answer.status == "answered" and "不是整个" not in answer.answer, answer.answer
