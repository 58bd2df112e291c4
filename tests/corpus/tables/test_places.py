"""Layouts of tables as ministries, provinces, cities and counties print them, one small PDF for each that went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Table, Text, write_pdf

Page = list[Table | Text]
COVER: Page = [Text("示意省财政厅", 200, None, 22), Text("2023年度部门预算", 240, None, 22)]


def head(title: str, body: str = "示意省财政厅", unit: str = "单位：万元") -> Page:
    return [Text(title, 60, None, 14), Text(f"部门：{body}", 90, 50), Text(unit, 90, 440)]


def read(tmp_path: Path, *pages: Page) -> Disclosure:
    return read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, *pages]))


def lines(document: Disclosure) -> list[str]:
    return [f"{'/'.join(f.row)} × {'/'.join(f.col)} = {f.text}" for f in document.facts]


def test_the_row_of_column_numbers_between_class_section_and_item(tmp_path: Path) -> None:
    """The ministry's form of the final accounts: 类 款 项 reach down beside 栏次 and 合计."""
    table = Table(
        [
            ["项目", None, None, None, "本年收入合计", "财政拨款收入", "其他收入"],
            ["功能分类科目编码", None, None, "科目名称", None, None, None],
            ["类", "款", "项", "栏次", "1", "2", "3"],
            [None, None, None, "合计", "512.34", "500.00", "12.34"],
            ["201", None, None, "一般公共服务支出", "512.34", "500.00", "12.34"],
            ["2010601", None, None, "行政运行", "512.34", "500.00", "12.34"],
        ],
        [20, 20, 50, 120, 80, 80, 80],
        110,
        merged={
            (0, 0): (1, 4),
            (1, 0): (1, 3),
            **{(2, c): (2, 1) for c in range(3)},
            **{(0, c): (2, 1) for c in range(4, 7)},
            (4, 0): (1, 3),
            (5, 0): (1, 3),
        },
        heads=3,
    )
    assert lines(read(tmp_path, [*head("收入决算表"), table]))[::3] == [
        "合计 × 本年收入合计 = 512.34",
        "一般公共服务支出 × 本年收入合计 = 512.34",
        "一般公共服务支出/行政运行 × 本年收入合计 = 512.34",
    ]


def test_two_classifications_side_by_side(tmp_path: Path) -> None:
    table = Table(
        [
            ["部门预算支出经济分类", None, "政府预算支出经济分类", None, "预算数"],
            ["科目编码", "科目名称", "科目编码", "科目名称", None],
            ["301", "工资福利支出", "", "", "30.00"],
            ["30101", "基本工资", "50101", "工资奖金津补贴", "20.00"],
            ["30102", "津贴补贴", "50101", "工资奖金津补贴", "10.00"],
        ],
        [60, 110, 60, 110, 80],
        110,
        merged={(0, 0): (1, 2), (0, 2): (1, 2), (0, 4): (2, 1)},
        heads=2,
    )
    assert [(f.code, *f.row) for f in read(tmp_path, [*head("支出经济分类预算表"), table]).facts] == [
        ("301", "工资福利支出"),
        ("30101", "工资福利支出", "基本工资"),
        ("30102", "工资福利支出", "津贴补贴"),
    ]


@pytest.mark.parametrize("own_column", [False, True])
def test_the_items_of_several_bodies_in_one_table(tmp_path: Path, own_column: bool) -> None:
    rows = [["", "合计", "50.00"], ["", "示意省财政厅本级", "30.00"], ["2010601", "行政运行", "30.00"]]
    rows += [["", "示意省国库中心", "20.00"], ["2010601", "行政运行", "20.00"]]
    heads = ["科目编码", "科目名称", "合计"]
    if own_column:
        bodies = ["", "示意省财政厅本级", "示意省财政厅本级", "示意省国库中心", "示意省国库中心"]
        rows = [[b, *row] for b, row in zip(bodies, rows, strict=True) if row[0] or b == ""]
        heads = ["单位名称", *heads]
    table = Table([heads, *rows], [110, 80, 110, 80][-len(heads) :], 110)
    assert [line for line in lines(read(tmp_path, [*head("支出总表"), table])) if "行政运行" in line] == [
        "示意省财政厅本级/行政运行 × 合计 = 30.00",
        "示意省国库中心/行政运行 × 合计 = 20.00",
    ]


def test_one_title_above_the_tables_of_several_bodies(tmp_path: Path) -> None:
    def page(body: str, amount: str) -> Page:
        return [*head("单位支出总表", body), Table([["科目名称", "合计"], ["办公费", amount]], [120, 80], 110)]

    document = read(tmp_path, page("示意省财政厅", "9.00"), page("示意省国库中心", "2.00"))
    assert len(document.tables) == 2
    assert lines(document) == ["办公费 × 合计 = 9.00", "示意省国库中心/办公费 × 合计 = 2.00"]


def test_signs_and_forms_of_numbers(tmp_path: Path) -> None:
    rows = [
        ["办公费", "12.00", "(2.00)", "-16.67"],
        ["印刷费", "5.00", "△1.00", "△20.00%"],
        ["咨询费", "５．００", "－0.50", "–10.00%"],
    ]
    table = Table([["项目", "２０２３年预算数", "增减额", "增减（%）"], *rows], [120, 90, 80, 80], 110)
    facts = read(tmp_path, [*head("支出变动表"), table]).facts
    assert [str(f.amount.value) for f in facts] == [
        *("12.00", "-2.00", "-16.67"),
        *("5.00", "-1.00", "-20.00"),
        *("5.00", "-0.50", "-10.00"),
    ]
    assert facts[6].text == "５．００"
    assert facts[0].col == ("2023年预算数",)
    assert [f.unit for f in facts[:3]] == ["万元", "万元", "%"]


def test_columns_at_the_right_stand_on_the_next_page(tmp_path: Path) -> None:
    names = [["科目编码", "科目名称", "合计"], ["301", "工资福利支出", "30.00"], ["30101", "基本工资", "20.00"]]
    left = Table(names, [80, 200, 100], 110)
    right = Table([["人员经费", "公用经费"], ["30.00", ""], ["20.00", ""]], [100, 100], 110)
    document = read(tmp_path, [*head("一般公共预算基本支出表"), left], [right])
    assert [(f.page, f.bbox[0] > 0, line) for f, line in zip(document.facts, lines(document), strict=True)] == [
        (2, True, "工资福利支出 × 合计 = 30.00"),
        (3, True, "工资福利支出 × 人员经费 = 30.00"),
        (2, True, "工资福利支出/基本工资 × 合计 = 20.00"),
        (3, True, "工资福利支出/基本工资 × 人员经费 = 20.00"),
    ]


def test_running_heads_and_feet_part_no_table(tmp_path: Path) -> None:
    def running(number: int) -> Page:
        return [Text("示意省财政厅2023年部门预算公开文本", 20, None), Text(f"第 {number} 页 共 4 页", 800, None)]

    widths = [80, 180, 80]
    first = Table([["科目编码", "科目名称", "合计"], ["302", "商品和服务支出", "6.00"]], widths, 110)
    second = Table([["30201", "办公费", "1.00"], ["30202", "印刷费", "2.00"]], widths, 60)
    third = Table([["30203", "咨询费", "3.00"]], widths, 60)
    pages: list[Page] = [[*head("一般公共预算基本支出表"), first], [second], [third]]
    whole = [[*page, *running(k)] for k, page in enumerate(pages, 2)]
    document = read(tmp_path, *whole)
    assert len(document.tables) == 1
    assert [f.label for f in document.facts] == ["商品和服务支出", "办公费", "印刷费", "咨询费"]


def test_a_stamp_across_the_table_is_no_text_of_it(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(400, 300), invariant=True)
    canvas.setFont("STSong-Light", 10)
    for r, (name, amount) in enumerate([("科目名称", "合计"), ("工资福利支出", "30.00"), ("基本工资", "20.00")]):
        for x, text in ((50, name), (200, amount)):
            canvas.rect(x, 200 - 25 * r, 150, 25)
            canvas.drawString(x + 5, 208 - 25 * r, text)
    canvas.translate(80, 120)
    canvas.rotate(30)
    canvas.drawString(0, 0, "政务公开专用 2023-08-01 99.00")
    canvas.drawString(0, 25, "政务公开专用 2023-08-01 99.00")
    canvas.save()
    for reader in ("auto", "pdfium", "pdfplumber"):
        assert lines(read_disclosure(path, reader)) == ["工资福利支出 × 合计 = 30.00", "基本工资 × 合计 = 20.00"]


def test_codes_behind_names_and_units_of_rows(tmp_path: Path) -> None:
    coded = Table(
        [["功能科目", "合计"], ["城乡社区支出（212）", "3.00"], ["城市建设支出（21208）", "3.00"]], [200, 80], 110
    )
    rows = [["（一）车辆数合计（台、辆）", "2"], ["（二）国内公务接待人次（人）", "30"], ["（三）行政单位支出", "5.00"]]
    document = read(
        tmp_path,
        [*head("政府性基金支出表"), coded],
        [*head("机构运行信息表"), Table([["项目", "统计数"], *rows], [200, 80], 110)],
    )
    assert [(f.code, f.label, f.unit) for f in document.facts] == [
        ("212", "城乡社区支出", "万元"),
        ("21208", "城市建设支出", "万元"),
        (None, "车辆数合计（台、辆）", "台"),
        (None, "国内公务接待人次（人）", "人"),
        (None, "行政单位支出", "万元"),
    ]


def test_a_form_of_a_project_prints_its_money_beside_words(tmp_path: Path) -> None:
    table = Table(
        [
            ["项目名称", "信息化运维", None, None],
            ["主管部门", "示意省财政厅", "实施单位", "示意省财政厅"],
            ["项目资金\n（元）", "年度资金总额", "2,000,000.00", None],
            [None, "其中：财政拨款", "1,800,000.00", None],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "系统运维数量", "≥12个"],
        ],
        [90, 110, 150, 120],
        110,
        merged={(0, 1): (1, 3), (2, 0): (2, 1), (2, 2): (1, 2), (3, 2): (1, 2)},
        height=26,
    )
    document = read(tmp_path, [*head("项目支出绩效目标表", unit=""), table])
    assert [(f.label, f.text, f.unit) for f in document.facts] == [
        ("年度资金总额", "2,000,000.00", "元"),
        ("财政拨款", "1,800,000.00", "元"),
    ]


def test_a_row_set_in_below_another_than_its_code_says_is_told(tmp_path: Path) -> None:
    rows = [["205", "教育支出"], ["20502", "普通教育"], ["2050202", "小学教育"], ["2050203", "初中教育"]]
    rows += [["20507", "特殊教育"], ["2050701", "特殊学校教育"], ["208", "社会保障和就业支出"]]
    levels = (0, 1, 2, 2, 1, 2, 2)
    indent = {(k, 1): 12.0 * level for k, level in enumerate(levels, 1)}
    table = Table([["科目编码", "科目名称", "合计"], *([*row, "1.00"] for row in rows)], [80, 200, 80], 110, indent=indent)
    document = read(tmp_path, [*head("一般公共预算支出表"), table])
    assert document.facts[-1].row == ("社会保障和就业支出",)
    assert [w for w in document.document.warnings if "缩进" in w and "“社会保障和就业支出”的编码 208" in w]
    straight = Table(table.rows, table.widths, 110, indent={k: v for k, v in indent.items() if k[0] < 7})
    assert not read(tmp_path, [*head("一般公共预算支出表"), straight]).document.warnings
