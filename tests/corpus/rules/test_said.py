"""Sums, totals and ways of prose, and columns of changes: each error alone, in a page that is else right."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.rules.audit import audit

RIGHT = """<meta charset=utf-8><body><h1>示意市水务局2023年度部门决算</h1>
<h2>一、收入支出决算总表</h2><p>单位：万元</p><table border=1><tr><td colspan=2>收入</td><td colspan=2>支出</td></tr>
<tr><td>项目</td><td>决算数</td><td>项目</td><td>决算数</td></tr>
<tr><td>一、一般公共预算财政拨款收入</td><td>290.00</td><td>一、农林水支出</td><td>250.00</td></tr>
<tr><td>二、其他收入</td><td>10.00</td><td>二、住房保障支出</td><td>50.00</td></tr>
<tr><td>本年收入合计</td><td>300.00</td><td>本年支出合计</td><td>300.00</td></tr>
<tr><td>年初结转和结余</td><td>20.00</td><td>年末结转和结余</td><td>20.00</td></tr>
<tr><td>总计</td><td>320.00</td><td>总计</td><td>320.00</td></tr></table>
<h2>二、一般公共预算财政拨款支出决算表</h2><p>单位：万元</p><table border=1>
<tr><td>科目编码</td><td>科目名称</td><td>2022年决算数</td><td>2023年决算数</td><td>增减额</td><td>增减%</td></tr>
<tr><td>213</td><td>农林水支出</td><td>200.00</td><td>240.00</td><td>40.00</td><td>20.00%</td></tr>
<tr><td>21303</td><td>水利</td><td>200.00</td><td>240.00</td><td>40.00</td><td>20.00%</td></tr>
<tr><td>2130304</td><td>水利行业业务管理</td><td>200.00</td><td>240.00</td><td>40.00</td><td>20.00%</td></tr>
<tr><td>221</td><td>住房保障支出</td><td>62.50</td><td>50.00</td><td>-12.50</td><td>-20.00%</td></tr>
<tr><td>22102</td><td>住房改革支出</td><td>62.50</td><td>50.00</td><td>-12.50</td><td>-20.00%</td></tr>
<tr><td>2210201</td><td>住房公积金</td><td>62.50</td><td>50.00</td><td>-12.50</td><td>-20.00%</td></tr>
<tr><td></td><td>合计</td><td>262.50</td><td>290.00</td><td>27.50</td><td>10.48%</td></tr></table>
<h2>三、一般公共预算财政拨款“三公”经费支出决算表</h2><p>单位：万元</p><table border=1>
<tr><td>因公出国（境）费</td><td>公务用车运行维护费</td><td>公务接待费</td><td>合计</td></tr>
<tr><td>0.00</td><td>5.00</td><td>3.00</td><td>8.00</td></tr></table>
<h2>四、情况说明</h2><p>（一）本部门公开2023年度部门决算。2023年度收入总计320.00万元，支出总计320.00万元。</p>
<p>（二）2023年度一般公共预算财政拨款支出290.00万元。示意市水务局2023年度住房保障支出决算50.00万元。</p>
<p>（三）基本支出180.00万元，包括人员经费150.00万元和公用经费30.00万元。</p>
<p>（四）机关运行经费26.40万元，比上年减少3.60万元，下降12.00%。</p>
<p>（五）2024年安排公务用车购置及运行费25.00万元（公务用车购置费18.00万元，运行费7.00万元）。</p>
<p>（六）共有车辆9辆，其中，应急保障用车4辆、执法执勤用车3辆、其他用车2辆。</p>"""
LAST = "<td>-20.00%</td></tr>\n<tr><td></td>"
ERRORS: list[tuple[str, str, str, str, str]] = [
    ("a total with a digit more", "收入总计320.00万元，支出", "收入总计330.00万元，支出", "330.00", "320.00"),
    ("the year's total for the grand one", "支出总计320.00万元。", "支出总计300.00万元。", "300.00", "320.00"),
    ("total of a fund", "财政拨款支出290.00万元。", "财政拨款支出209.00万元。", "209.00", "290.00"),
    ("an item with the body's name in front", "住房保障支出决算50.00万元。", "住房保障支出决算55.00万元。", "55.00", "50.00"),
    ("parts of basic spending", "公用经费30.00万元", "公用经费13.00万元", "180.00", "163.00"),
    ("two ways at once", "下降12.00%", "增长12.00%", "增长12.00%", "减少"),
    ("cars bought and run", "运行费7.00万元", "运行费17.00万元", "25.00", "35.00"),
    ("vehicles by use", "执法执勤用车3辆", "执法执勤用车5辆", "9", "11"),
    ("the change of a row", f"<td>-12.50</td>{LAST}", f"<td>-15.20</td>{LAST}", "-15.20", "-12.50"),
    ("the percentage of a row", LAST, LAST.replace("-", ""), "20.00%", "-20.00"),
    ("three without a line for both", "<td>8.00</td>", "<td>9.00</td>", "9.00", "8.00"),
    ("last year's year", "2023年度收入总计", "2022年度收入总计", "2022年", "2023年"),
    ("accounts of another year", "公开2023年度部门决算。", "公开2022年度部门决算。", "公开2022年度部门决算", "2023年"),
]  # fmt: skip


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "final.html"
    path.write_text(text, encoding="utf-8")
    return [(f.printed, f.expected) for f in audit([read_disclosure(path)]) if f.verdict == "mismatch"]


def test_a_page_without_errors(tmp_path: Path) -> None:
    assert not found(tmp_path, RIGHT)


@pytest.mark.parametrize(("old", "new", "printed", "expected"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_one_error(tmp_path: Path, old: str, new: str, printed: str, expected: str) -> None:
    assert RIGHT.count(old) == 1
    assert (printed, expected) in found(tmp_path, RIGHT.replace(old, new))
