"""Titles, units, years and kinds where they stand: numbers before titles, units in heads, years beside bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.tables.caption import caption_of, clean_title
from corpus.tables.rowtree import Label, clean_label, paths_by_shape
from tests.build import Table, Text, write_pdf

TITLES = {
    "表二  一般公共预算“三公”经费支出表": "一般公共预算“三公”经费支出表",
    "表6　一般公共预算基本支出表": "一般公共预算基本支出表",
    "公开05表 一般公共预算财政拨款支出决算表": "一般公共预算财政拨款支出决算表",
    "表十一 一般公共预算支出表": "一般公共预算支出表",
    "表十 一般公共预算支出表": "一般公共预算支出表",
    "附件一 一般公共预算支出表": "一般公共预算支出表",
    "公开08表 三公经费支出表": "三公经费支出表",
    "附表 三公经费支出表": "三公经费支出表",
    "表三 公务接待费明细表": "公务接待费明细表",
    "表12 2024年收支总表": "2024年收支总表",
    "表1 2024年部门收支总表": "2024年部门收支总表",
    "附表1-2 专项转移支付表": "专项转移支付表",
    "公开十一表：采购表": "采购表",
}


@pytest.mark.parametrize("printed", TITLES)
def test_the_number_of_a_table_ends_where_its_title_begins(printed: str) -> None:
    assert clean_title(printed) == TITLES[printed]


YEARS = [
    (["支出决算表", "部门：示例市某某局 2021年度 金额单位：元"], 2021),
    (["支出决算表", "部门：示例市某某局", "2021年度"], 2021),
    (["支出决算表", "编制日期：2021年3月 单位：元"], None),
    (["支出决算表", "较上年减少，详见2020年度", "单位：元"], None),
    (["2022年支出决算表", "2021年度"], 2022),
]


@pytest.mark.parametrize(("lines", "year"), YEARS)
def test_a_year_alone_above_a_table_is_its_year(lines: list[str], year: int | None) -> None:
    assert caption_of(lines).year == year


def test_a_body_ends_before_the_year_beside_it() -> None:
    assert caption_of(["编制单位：示例县中医医院 2022年度 金额单位：元"]).body == "示例县中医医院"


UNITS: dict[str, list[list[str | None]]] = {
    "in the head of the names": [["项目（单位：万元）", "2023年预算数", "2024年预算数"]],
    "in a head over the figures": [["项目", "预算数　单位：万元", None], [None, "2023年预算数", "2024年预算数"]],
}


@pytest.mark.parametrize("case", UNITS)
def test_heads_that_give_the_unit_stay_heads(case: str, tmp_path: Path) -> None:
    heads = UNITS[case]
    merged = {(0, 0): (2, 1), (0, 1): (1, 2)} if len(heads) > 1 else {}
    rows: list[list[str | None]] = [*heads, ["合计", "8.00", "6.50"], ["公务接待费", "3.00", "2.50"]]
    table = Table(rows, (160, 120, 120), 120, heads=len(heads), merged=merged)
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[Text("示例市某某局2024年部门预算", 40, None), Text("三公经费支出表", 90, None), table]]))
    assert [(f.row, f.col[-1], f.text, f.unit, f.year) for f in found.facts] == [
        (("合计",), "2023年预算数", "8.00", "万元", 2023), (("合计",), "2024年预算数", "6.50", "万元", 2024),
        (("公务接待费",), "2023年预算数", "3.00", "万元", 2023), (("公务接待费",), "2024年预算数", "2.50", "万元", 2024),
    ]  # fmt: skip


def test_a_row_tells_its_unit_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [["指标", "计量单位", "2023年", "增长（%）"], ["收入", "万元", "5,600.00", "12.0"], ["人均支出", "元", "13,210", "7.0"]]
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[Text("收入支出情况表", 90, None), Table(rows, (120, 60, 90, 90), 120)]]))
    assert [(f.text, f.unit) for f in found.facts] == [("5,600.00", "万元"), ("12.0", "%"), ("13,210", "元"), ("7.0", "%")]


def test_what_is_compared_with_tells_no_kind(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["项目", "2023年执行数", "2024年预算数", "2024年预算数比2023年执行数", None], [None, None, None, "增减额", "增减%"],
        ["合计", "9.00", "10.00", "1.00", "11.11"],
    ]  # fmt: skip
    table = Table(rows, (100, 80, 80, 80, 80), 120, heads=2, merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)})
    page: list[Table | Text] = [Text("示例市某某局2024年部门预算", 40, None), Text("支出预算表", 90, None), Text("单位：万元", 105, 400), table]
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [page]))
    assert [(f.kind, f.year) for f in found.facts] == [("final", 2023), ("budget", 2024), ("budget", 2024), ("budget", 2024)]


def test_what_stands_below_the_words_behind_among_them_is_the_next_of_them() -> None:
    labels = [Label("一、一般公共服务支出", None, 4.0), Label("其中：行政运行", None, 4.0, behind=35.5), Label("一般行政管理事务", None, 35.5),
              Label("事业运行", None, 35.5), Label("二、教育支出", None, 4.0)]  # fmt: skip
    top = "一般公共服务支出"
    assert paths_by_shape(labels, True) == [
        (top,), (top, "行政运行"), (top, "一般行政管理事务"), (top, "事业运行"), ("教育支出",)
    ]  # fmt: skip


def test_what_begins_as_the_first_of_them_is_the_next_of_them() -> None:
    names = ["2.公务接待费", "3.公务用车购置及运行费", "其中：公务用车购置费", "公务用车运行费", "上年结转", "合计"]
    car = "公务用车购置及运行费"
    assert paths_by_shape([Label(name, None, 6.0) for name in names], True) == [
        ("公务接待费",), (car,), (car, "公务用车购置费"), (car, "公务用车运行费"), ("上年结转",), ("合计",)
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["①", "②③", "[1]", "［注2］", "（注）", "*", "※"])
def test_the_mark_of_a_footnote_is_no_part_of_a_label(mark: str) -> None:
    assert clean_label(f"2.公务接待费{mark}") == "公务接待费"
    assert clean_label("①因公出国（境）费") == "因公出国（境）费"


def test_whole_numbers_between_level_rules_are_rows(tmp_path: Path) -> None:
    rows = [["项目", "2020年", "2021年"], ["公务用车购置及运行费①", "32", "30"], ["公务接待费", "5", "4"], ["合计", "37", "1,034"]]
    table = Table(rows, (140, 45, 45), 120, rules="horizontal", right=frozenset({1, 2}))
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[Text("三公经费支出预算表（单位：万元）", 90, None), table]]))
    assert [(f.row[-1], f.year, f.text) for f in found.facts][:4] == [
        ("公务用车购置及运行费", 2020, "32"), ("公务用车购置及运行费", 2021, "30"), ("公务接待费", 2020, "5"), ("公务接待费", 2021, "4"),
    ]  # fmt: skip


def _facts(tmp_path: Path, rows: list[list[str | None]], *lines: str, note: str = "") -> list[tuple[tuple[str, ...], str, str, str | None, int | None, str | None]]:
    page: list[Table | Text] = [Text("示例市某某局2024年部门预算", 40, None), Text("基本情况表", 80, None)]
    page += [Text(line, 95, 400) for line in lines]
    page += [Table(rows, (110, 80, 80, 80, 80)[: len(rows[0])], 115), *([Text(note, 230)] if note else [])]
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [page]))
    return [(f.row, f.col[-1], f.text, f.unit, f.year, f.kind) for f in found.facts]


def test_what_is_counted_by_its_name_is_no_money(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目", "2024年"], ["编制人数", "25"], ["国内公务接待批次", "12"], ["人员经费", "230.50"]]
    assert [(f[2], f[3]) for f in _facts(tmp_path, rows, "单位：万元、人")] == [("25", "人"), ("12", "批次"), ("230.50", "万元")]


def test_a_column_of_bare_years_names_its_rows(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["年份", "预算数", "决算数"], ["2022", "10.50", "9.80"], ["2023", "11.00", "10.90"]]
    assert _facts(tmp_path, rows, "单位：万元") == [
        (("2022",), "预算数", "10.50", "万元", 2022, "budget"), (("2022",), "决算数", "9.80", "万元", 2022, "final"),
        (("2023",), "预算数", "11.00", "万元", 2023, "budget"), (("2023",), "决算数", "10.90", "万元", 2023, "final"),
    ]  # fmt: skip


def test_heads_in_two_rows_that_nothing_merges(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目", "2023年", "2024年", "", ""], ["", "决算数", "预算数", "比上年增减", "增减%"], ["合计", "9.00", "10.00", "1.00", "11.11"]]
    assert [f[1:] for f in _facts(tmp_path, rows, "单位：万元")] == [
        ("决算数", "9.00", "万元", 2023, "final"), ("预算数", "10.00", "万元", 2024, "budget"),
        ("比上年增减", "1.00", "万元", 2024, "budget"), ("增减%", "11.11", "%", 2024, "budget"),
    ]  # fmt: skip


def test_a_note_gives_the_unit_where_nothing_above_does(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目", "预算数"], ["合计", "9.00"], ["办公费", "9.00"]]
    assert [f[3] for f in _facts(tmp_path, rows, note="注：本表金额单位为万元。")] == ["万元", "万元"]


def test_codes_below_their_head_are_no_amounts_and_what_was_carried_out_is_final(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["科目", "2023年执行", "2024年预算"], ["2010301", "123456", "123457"], ["2010302", "234567", "234568"]]
    assert [(f[2], f[5]) for f in _facts(tmp_path, rows, "单位：元")] == [
        ("123456", "final"), ("123457", "budget"), ("234567", "final"), ("234568", "budget")
    ]  # fmt: skip
