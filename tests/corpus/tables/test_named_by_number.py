"""Titles that end in no 表, units of the row above, indicators that are no sections, sizes in names of rows."""

from __future__ import annotations

from pathlib import Path

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Table, Text, write_pdf

Page = list[Table | Text]
COVER: Page = [Text("示意省高级人民法院", 200, None, 22), Text("2023年度部门预算", 240, None, 22)]


def read(tmp_path: Path, *pages: Page) -> Disclosure:
    return read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, *pages]))


def test_the_line_below_a_tables_number_is_its_title(tmp_path: Path) -> None:
    table = Table([["单位名称", "2023年预算数"], ["合计", "15.00"], ["示意矿区人民法院", "5.00"], ["示意铁路法院", "10.00"]], [200, 100], 120)
    above: Page = [Text("五、附表", 40, 50), Text("公开表8", 60, 50), Text("一般公共预算机关运行经费", 80, None, 14)]
    page: Page = [*above, Text("单位：千元", 100, 400), table]
    found = read(tmp_path, page).tables
    assert [(t.title, t.kind) for t in found] == [("一般公共预算机关运行经费", "operating")]


def test_rows_count_in_what_the_row_above_counts_in(tmp_path: Path) -> None:
    rows = [["项目", "决算数"], ["一、“三公”经费支出", "9.00"], ["二、车辆数合计（辆）", "6"], ["1．机要通信用车", "1"], ["2．应急保障用车", "3"],
            ["其中：车辆运行经费", "2.00"]]
    page: Page = [Text("机构运行信息表", 60, None, 14), Text("单位：万元", 90, 400), Table(rows, [220, 100], 110)]
    units = {f.row[-1]: f.unit for f in read(tmp_path, page).facts}
    assert units == {
        "“三公”经费支出": "万元", "车辆数合计（辆）": "辆", "机要通信用车": "辆", "应急保障用车": "辆", "车辆运行经费": "万元",
    }


def test_a_project_beside_its_indicators_is_no_section(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标值"],
            ["患者管理", "规范管理", "产出指标", "数量指标", "在册患者管理人数", "≥3280人"],
            [None, None, None, "质量指标", "规范管理率", "≥95%"],
            [None, None, "效益指标", "社会效益指标", "肇事事件", "≤2起"]]
    merged = {(1, 0): (3, 1), (1, 1): (3, 1), (1, 2): (2, 1)}
    page: Page = [Text("项目绩效目标表", 60, None, 14), Table(rows, [80, 90, 70, 80, 110, 70], 110, merged=merged)]
    found = [row for t in read(tmp_path, page).tables for row in t.rows]
    assert [(row.path[0], row.path[-1], dict(row.words)["指标值"]) for row in found] == [
        ("患者管理", "在册患者管理人数", "≥3280人"), ("患者管理", "规范管理率", "≥95%"), ("患者管理", "肇事事件", "≤2起"),
    ]
