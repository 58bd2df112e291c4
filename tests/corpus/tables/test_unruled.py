"""Tables that are printed without their rules, or whose rules are dots: columns and rows by the places of words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Fact
from tests.build import Table, Text, write_pdf

FINAL = Table(
    top=120, left=45, rules="none", size=8, height=24, heads=3, right=frozenset({2, 3, 4, 5}),
    widths=[50, 130, 70, 70, 70, 70], merged={(0, 0): (1, 2), (0, 2): (2, 1), (0, 3): (1, 3), (2, 0): (1, 2)},
    rows=[
        ["项目", None, "本年收入\n合计", "本年支出", None, None],
        ["编码", "科目名称", None, "小计", "基本支出", "项目支出"],
        ["栏次", None, "1", "2", "3", "4"],
        ["201", "一般公共服务支出", "", "12.00", "", "12.00"],
        ["20103", "政府办公厅及相关机构事务", "1,034.00", "10.00", "3.00", ""],
        ["2010301", "行政运行", "7.00", "", "3.00", ""],
    ],
)  # fmt: skip


def _facts(path: Path, table: Table, unit: str = "单位：万元", title: str = "支出决算表") -> list[Fact]:
    page: list[Table | Text] = [Text(title, 60, None, 14), Text(unit, 90, 450), table]
    return list(read_disclosure(write_pdf(path / "a.pdf", [page])).facts)


def test_the_row_that_numbers_the_columns_ends_the_heads(tmp_path: Path) -> None:
    facts = _facts(tmp_path, FINAL)
    assert [(f.row[-1], f.code, f.col, f.text) for f in facts] == [
        ("一般公共服务支出", "201", ("本年支出", "小计"), "12.00"),
        ("一般公共服务支出", "201", ("本年支出", "项目支出"), "12.00"),
        ("政府办公厅及相关机构事务", "20103", ("本年收入合计",), "1,034.00"),
        ("政府办公厅及相关机构事务", "20103", ("本年支出", "小计"), "10.00"),
        ("政府办公厅及相关机构事务", "20103", ("本年支出", "基本支出"), "3.00"),
        ("行政运行", "2010301", ("本年收入合计",), "7.00"),
        ("行政运行", "2010301", ("本年支出", "基本支出"), "3.00"),
    ]


def test_heads_that_nearly_touch_are_those_of_their_columns(tmp_path: Path) -> None:
    table = Table(
        top=120, left=45, rules="none", size=8, height=26, right=frozenset({1, 2, 3}), widths=[130, 52, 52, 52],
        rows=[
            ["单位名称", "机关工资福利\n支出", "机关商品和服\n务支出", "机关资本性支\n出"],
            ["示例县青石镇人民政府", "8.25", "4.50", "3.00"],
            ["示例县青石镇卫生院", "7.25", "", "1.00"],
            ["示例县青石镇中学", "6.25", "2.50", ""],
        ],
    )  # fmt: skip
    facts = _facts(tmp_path, table)
    assert [f.col[-1] for f in facts[:3]] == ["机关工资福利支出", "机关商品和服务支出", "机关资本性支出"]
    assert [f.col[-1] for f in facts[5:]] == ["机关工资福利支出", "机关商品和服务支出"]


def test_heads_flush_with_the_left_of_their_blocks(tmp_path: Path) -> None:
    table = Table(
        top=120, left=45, rules="none", size=9, height=20, heads=0, right=frozenset({2, 5}), widths=[170, 50, 60, 130, 50, 60],
        rows=[
            ["收入", "", "", "支出", "", ""],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"],
            ["一、一般公共预算财政拨款收入", "1", "3,381.40", "一、一般公共服务支出", "4", "2,874.61"],
            ["二、事业收入", "2", "60.00", "二、社会保障和就业支出", "5", "566.79"],
            ["本年收入合计", "3", "3,441.40", "本年支出合计", "6", "3,441.40"],
        ],
    )  # fmt: skip
    facts = _facts(tmp_path, table, title="收入支出决算总表")
    assert [(f.label, f.col) for f in facts[:4]] == [
        ("一般公共预算财政拨款收入", ("收入", "决算数")), ("一般公共服务支出", ("支出", "决算数")),
        ("事业收入", ("收入", "决算数")), ("社会保障和就业支出", ("支出", "决算数")),
    ]  # fmt: skip


def test_whole_numbers_are_amounts_where_they_end_at_one_side(tmp_path: Path) -> None:
    table = Table(
        top=120, left=45, rules="none", size=9, right=frozenset(), widths=[150, 90, 150, 90],
        indent={(k, c): 90 - 9 - 4.5 * n for k, a, b in ((1, 5, 6), (2, 6, 4), (3, 6, 5)) for c, n in ((1, a), (3, b))},
        rows=[
            ["收入项目", "预算数", "支出项目", "预算数"],
            ["一般公共预算收入", "58719", "一般公共预算支出", "271293"],
            ["转移性收入", "542839", "转移性支出", "3144"],
            ["债务转贷收入", "610173", "债务还本支出", "30417"],
        ],
    )  # fmt: skip
    facts = _facts(tmp_path, table, title="一般公共预算收支平衡表")
    assert [(f.label, f.col, f.text) for f in facts[:3]] == [
        ("一般公共预算收入", ("预算数",), "58719"),
        ("一般公共预算支出", ("预算数",), "271293"),
        ("转移性收入", ("预算数",), "542839"),
    ]
    assert len(facts) == 6


def test_a_cell_of_words_beside_the_figures_is_no_sentence_between_tables(tmp_path: Path) -> None:
    table = Table(
        top=120, left=45, rules="none", size=8, height=32, right=frozenset({1, 2}), widths=[110, 60, 60, 250],
        rows=[
            ["项目名称", "预算数", "决算数", "项目内容"],
            ["小区治理经费", "98.60", "91.25", "用于辖区内12个小区楼道粉刷、路灯更换，\n排水管网疏通等。"],
            ["网格员补助", "70.24", "65.28", "网格员补贴。"],
            ["垃圾分类经费", "21.59", "14.51", "购买服务，设置收集点28处。"],
            ["合计", "190.43", "171.04", ""],
        ],
    )  # fmt: skip
    facts = _facts(tmp_path, table, title="项目支出决算明细表")
    assert [(f.row, f.text) for f in facts] == [
        (("小区治理经费",), "98.60"), (("小区治理经费",), "91.25"), (("网格员补助",), "70.24"), (("网格员补助",), "65.28"),
        (("垃圾分类经费",), "21.59"), (("垃圾分类经费",), "14.51"), (("合计",), "190.43"), (("合计",), "171.04"),
    ]  # fmt: skip


def test_names_that_fill_their_cells_are_not_one_with_the_next(tmp_path: Path) -> None:
    rows = [["示例市第三人民医院", "设备购置", "5.00"], ["示例市中医院", "住院医师培训补助", "6.00"]]
    rows += [["示例市第一人民医院", "物业管理", "7.00"], ["示例市妇幼保健院", "信息系统维护", "8.00"]]
    table = Table(
        top=120, left=45, rules="none", size=9, right=frozenset({2}), widths=[90, 90, 80],
        rows=[["单位", "项目名称", "金额"], *rows],
    )  # fmt: skip
    facts = _facts(tmp_path, table, title="项目支出表")
    assert [f.row for f in facts] == [(body, name) for body, name, _ in rows]


@pytest.mark.parametrize("side", [0.7, 1.4])
def test_rules_drawn_dot_by_dot_are_rules(tmp_path: Path, side: float) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.build import FONT

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(tmp_path / "dots.pdf"), pagesize=(400, 300), invariant=True)
    canvas.setFont(FONT, 10)
    canvas.drawCentredString(200, 270, "支出预算表")
    xs, ys = (40, 160, 260, 360), (240, 215, 190, 165)
    for y in ys:
        for k in range(int(320 / (2 * side))):
            canvas.rect(40 + 2 * side * k, y, side, side, stroke=0, fill=1)
    for x in xs:
        for k in range(int(75 / (2 * side))):
            canvas.rect(x, 165 + 2 * side * k, side, side, stroke=0, fill=1)
    for row, y in zip((("项目", "基本支出", "项目支出"), ("教育", "3.00", ""), ("科技", "", "4.00")), ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 5, y - 17, text)
    canvas.save()
    facts = read_disclosure(tmp_path / "dots.pdf").facts
    assert [(f.row, f.col) for f in facts] == [(("教育",), ("基本支出",)), (("科技",), ("项目支出",))]


def test_a_size_in_a_name_makes_no_sentence_of_a_row(tmp_path: Path) -> None:
    table = Table(
        top=120, left=45, rules="none", size=8, height=22, right=frozenset({1, 3}), widths=[170, 60, 200, 60],
        rows=[
            ["项目", "决算数", "项目", "决算数"],
            ["一、公务接待费", "3.15", "二、机关运行经费", "196.84"],
            ["（一）公务用车费", "16.80", "（一）行政单位", "196.84"],
            ["（二）因公出国费", "2.00", "（二）事业单位", "4.00"],
            ["1．公务用车购置数（辆）", "—", "（三）单价100万元（含）以上设备（台）", ""],
            ["2．公务用车保有量（辆）", "6", "三、政府采购支出", "742.60"],
            ["3．公务接待批次（个）", "86", "（一）货物支出", "38.20"],
            ["4．公务接待人次（人）", "742", "（二）工程支出", "486.40"],
        ],
    )  # fmt: skip
    facts = _facts(tmp_path, table, title="机构运行信息表")
    assert {f.col for f in facts} == {("决算数",)}
    assert [f.text for f in facts if f.row[-1] in ("货物支出", "政府采购支出")] == ["742.60", "38.20"]
