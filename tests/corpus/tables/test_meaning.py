"""What a column or a label means, from its head, its place and the cells beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Table, Text, write_pdf


def _read(tmp_path: Path, page: list[Table | Text]) -> Disclosure:
    return read_disclosure(write_pdf(tmp_path / "made.pdf", [page]))


def test_who_carries_a_project_out_is_told_of_it_and_no_part_of_its_name(tmp_path: Path) -> None:
    rows = [["类型", "项目名称", "项目单位", "金额"], ["", "", "合计", "9.00"], ["运转类", "物业管理", "示例医院", "9.00"]]
    table = Table(top=100, left=45, widths=[80, 150, 150, 80], rows=rows)
    found = _read(tmp_path, [Text("项目支出表", 60, None, 14), Text("单位：万元", 80, 450), table])
    assert [f.row for f in found.facts] == [("合计",), ("运转类", "物业管理")]
    assert ("项目单位", "示例医院") in found.tables[0].rows[1].words


def test_the_worth_of_what_a_row_counts_is_money(tmp_path: Path) -> None:
    table = Table(
        top=100, left=45, widths=[200, 80, 80],
        rows=[["项目", "数量", "价值"], ["车辆（辆）", "127", "474.13"], ["土地、房屋（平方米）", "300", "3,591.41"]],
    )  # fmt: skip
    found = _read(tmp_path, [Text("国有资产占用情况表", 60, None, 14), Text("单位：万元", 80, 450), table])
    assert [f.unit for f in found.facts] == ["辆", "万元", "平方米", "万元"]


def test_a_share_of_last_years_figure_is_of_this_year(tmp_path: Path) -> None:
    table = Table(
        top=100, left=45, widths=[150, 90, 90, 130],
        rows=[["项目", "2023年执行数", "2024年预算数", "预算数为上年执行数的%"], ["增值税", "560.00", "667.00", "119.1"]],
    )  # fmt: skip
    found = _read(tmp_path, [Text("2024年一般公共预算收入表", 60, None, 14), Text("单位：万元", 80, 450), table])
    assert [(f.year, f.unit) for f in found.facts] == [(2023, "万元"), (2024, "万元"), (2024, "%")]


def test_a_label_in_the_middle_of_its_cell_is_not_set_in(tmp_path: Path) -> None:
    rows = [["项目", "金额"], ["一、事业收入", "5.00"], ["本年收入合计", "5.00"], ["使用非财政拨款结余", "1.00"],
            ["年初结转和结余", "2.00"], ["总计", "8.00"]]  # fmt: skip
    table = Table(
        top=100, left=45, widths=[200, 90], rows=rows, size=9,
        indent={(r, 0): (200 - 9 * len(rows[r][0])) / 2 - 3 for r in (2, 3, 4, 5)},
    )  # fmt: skip
    found = _read(tmp_path, [Text("收入决算表", 60, None, 14), Text("单位：万元", 80, 450), table])
    assert [f.row for f in found.facts] == [
        ("事业收入",), ("本年收入合计",), ("使用非财政拨款结余",), ("年初结转和结余",), ("总计",)
    ]  # fmt: skip


@pytest.mark.parametrize("caption", ["单位：401001_示例县青石镇人民政府", "单位名称：[401001]示例县青石镇人民政府"])
def test_the_code_of_a_body_is_no_part_of_its_name(tmp_path: Path, caption: str) -> None:
    table = Table(top=120, left=45, widths=[150, 90], rows=[["项目", "金额"], ["教育", "5.00"], ["科技", "6.00"]])
    found = _read(tmp_path, [Text("支出总表", 60, None, 14), Text(caption, 80), Text("单位：万元", 96, 450), table])
    assert found.document.department == "示例县青石镇人民政府"
