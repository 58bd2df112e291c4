"""Sheets as bodies publish them: old ones, lists of tables, tables beside each other, what is hidden, what text cannot say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure, Fact
from corpus.read.open import kind_of


def _facts(found: Disclosure) -> list[tuple[str, str, str, str | None]]:
    return [("/".join(f.row), "/".join(f.col), f.text, f.unit) for f in found.facts]


def _old(path: Path) -> Disclosure:
    import xlwt

    def style(layout: str) -> Any:
        return xlwt.easyxf(num_format_str=layout)

    book = xlwt.Workbook()
    sheet = book.add_sheet("支出")
    sheet.write(0, 0, "支出决算表")
    sheet.write(1, 0, "部门：示例市某某局")
    sheet.write(1, 2, "单位：万元")
    for c, head in enumerate(("项目", "决算数", "完成预算%", "内部")):
        sheet.write(2, c, head)
    sheet.write(3, 0, "合计")
    sheet.write(3, 1, 1204.5, style("#,##0.00"))
    sheet.write(3, 2, 0.97671, style("0.0%"))
    sheet.write(3, 3, 777, style("0"))
    sheet.write(4, 0, "底稿")
    sheet.write(4, 1, 888.0, style("0.00"))
    sheet.row(4).hidden = True
    sheet.col(3).hidden = True
    sheet.write(5, 0, "项目支出")
    sheet.write(5, 1, 0, style('#,##0.00;-#,##0.00;"-"'))
    hidden = book.add_sheet("底稿")
    hidden.write(0, 0, 999)
    hidden.visibility = 1
    book.save(str(path))
    return read_disclosure(path)


def test_an_old_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    found = _old(tmp_path / "a.xls")
    assert kind_of(tmp_path / "a.xls") == "xls"
    assert _facts(found) == [("合计", "决算数", "1,204.50", "万元"), ("合计", "完成预算%", "97.7%", "%")]
    said = "".join(found.document.warnings)
    assert "隐藏的工作表" in said and "看不见的字符" in said


def _sheet(path: Path, lines: list[list[Any]], merged: tuple[str, ...] = (), hidden: str = "") -> Disclosure:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(line)
    for place in merged:
        sheet.merge_cells(place)
    if hidden:
        sheet.column_dimensions[hidden].hidden = True
    book.save(path)
    return read_disclosure(path)


def test_tables_beside_each_other_are_read_one_by_one(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["示例市某某局2024年部门决算"], ["政府采购情况表", None, None, None, "政府购买服务情况表"],
        [None, None, "单位：万元", None, None, "单位：元"], ["采购类别", "年初预算数", "实际采购金额", None, "项目", "支出金额"],
        ["货物", 30.5, 28.6, None, "审计", 5000], ["合计", 30.5, 28.6, None, "合计", 5000],
    ]  # fmt: skip
    found = _sheet(tmp_path / "a.xlsx", lines, ("A2:C2", "E2:F2"))
    assert [(t.title, t.unit) for t in found.tables] == [("政府采购情况表", "万元"), ("政府购买服务情况表", "元")]
    assert _facts(found) == [
        ("货物", "年初预算数", "30.5", "万元"), ("货物", "实际采购金额", "28.6", "万元"),
        ("合计", "年初预算数", "30.5", "万元"), ("合计", "实际采购金额", "28.6", "万元"),
        ("审计", "支出金额", "5000", "元"), ("合计", "支出金额", "5000", "元"),
    ]  # fmt: skip


def test_a_list_of_tables_is_no_table(tmp_path: Path) -> None:
    names = ["部门收支总表", "部门收入总表", "部门支出总表"]
    lines: list[list[Any]] = [["目录"], *([k, f"表{k}", name] for k, name in enumerate(names, 1))]
    assert not _sheet(tmp_path / "a.xlsx", lines, ("A1:C1",)).facts


def test_a_merged_cell_is_shown_beside_its_hidden_first_column(tmp_path: Path) -> None:
    lines: list[list[Any]] = [["支出预算表"], ["单位：万元"], ["项目", "2024年预算数", None], ["合计", 7.77, 10.5]]
    found = _sheet(tmp_path / "a.xlsx", lines, ("A1:C1", "A2:C2", "B3:C3"), hidden="B")
    assert _facts(found) == [("合计", "2024年预算数", "10.5", "万元")]


def test_formats_of_a_large_sheet_with_little_in_it_are_read(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["支出预算表"], ["单位：万元"], ["项目", "2024年预算数"], ["合计", 1204.5]):
        sheet.append(line)
    sheet["B4"].number_format = "#,##0.00"
    for r in range(5, 40_000):
        sheet.cell(r, 1).number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    found = read_disclosure(tmp_path / "a.xlsx")
    assert _facts(found) == [("合计", "2024年预算数", "1,204.50", "万元")] and not found.document.warnings


def test_rows_past_those_that_are_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("支出预算表\n单位：元\n项目,2024年预算数\n" + "办公费,12.50\n" * 21_000, encoding="utf-8")
    found = read_disclosure(path)
    assert len(found.facts) == 19_997 and "有 21003 行" in "".join(found.document.warnings)


REPEATED: list[list[Any]] = [
    ["2025年示例区城市管理局部门支出预算表"], ["", "", "", "", "", "金额单位：元"],
    ["科目", "合计", "基本支出", "基本支出", "项目支出", "项目支出"], ["科目", "合计", "人员经费", "公用经费", "特定目标类", "其他运转类"],
    ["212 城乡社区支出", "45,000元", "12,000元", "1,000元", "30,000元", "2,000元"],
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_heads_that_are_said_again_are_over_both_columns(name: str, tmp_path: Path) -> None:
    if name == "a.xlsx":
        found = _sheet(tmp_path / name, REPEATED)
    else:
        (tmp_path / name).write_text("".join(",".join(f'"{c}"' for c in line) + "\n" for line in REPEATED), encoding="utf-8")
        found = read_disclosure(tmp_path / name)
    assert [(f.code, f.col) for f in found.facts] == [
        ("212", ("合计",)), ("212", ("基本支出", "人员经费")), ("212", ("基本支出", "公用经费")),
        ("212", ("项目支出", "特定目标类")), ("212", ("项目支出", "其他运转类")),
    ]  # fmt: skip
    assert (found.document.department, found.document.year) == ("示例区城市管理局", 2025)


def test_the_name_of_a_sheet_is_its_title_where_none_is_printed(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("表2 支出总表")
    first.title = "收入总表"
    for line in (["示例市第三人民医院2023年单位预算", None, None, "万元"], [None], ["收入项目", "预算数"], ["事业收入", 12.5]):
        first.append(line)
    for line in (["单位：元"], ["支出项目", "2023年预算数"], ["人员经费", 9.5]):
        second.append(line)
    book.save(tmp_path / "a.xlsx")
    found = read_disclosure(tmp_path / "a.xlsx")
    assert [(f.table, f.text, f.unit, f.kind) for f in found.facts] == [
        ("收入总表", "12.5", "万元", "budget"), ("支出总表", "9.5", "元", "budget")
    ]  # fmt: skip
    assert found.document.department == "示例市第三人民医院"


TEXT = '''支出预算总表
部门：示例市某某局,,,2023年度,单位：万元
科目编码,科目名称,基本支出,,项目支出
,,人员经费,公用经费,
="207",文化支出,420.30,100.20,700.00
="20703",体育,420.30,100.20,700.00
三公经费支出表
项目,决算数,单位：元
,小计,其中：接待费
合计,30000,(5000)
'''


@pytest.mark.parametrize("data", [TEXT.encode("gb18030"), b"\xef\xbb\xbf" + TEXT.encode("gb18030"), TEXT.encode("utf-16")],
                         ids=["GB 18030", "GB 18030 behind the mark of UTF-8", "UTF-16"])  # fmt: skip
def test_tables_of_text_below_each_other_have_merged_heads_of_their_own(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    found = read_disclosure(path)
    last: Fact = found.facts[5]
    assert (last.code, last.row, last.col, last.year) == ("20703", ("文化支出", "体育"), ("项目支出",), 2023)
    assert [f.col for f in found.facts[:2]] == [("基本支出", "人员经费"), ("基本支出", "公用经费")]
    assert [(t.title, len(t.facts)) for t in found.tables] == [("支出预算总表", 6), ("三公经费支出表", 2)]
    assert (found.document.department, found.document.year) == ("示例市某某局", 2023)
