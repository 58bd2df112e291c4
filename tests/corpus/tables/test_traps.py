"""The traps of layout that were met in real disclosures and that the other files here do not hold, one test a trap."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Table, Text, write_pdf

Page = list[Table | Text]
COVER: Page = [Text("示意省财政厅", 200, None, 22), Text("2023年度部门预算", 240, None, 22)]


def head(title: str, unit: str = "单位：万元") -> Page:
    return [Text(title, 60, None, 14), Text("部门：示意省财政厅", 90, 50), Text(unit, 90, 440)]


def read(tmp_path: Path, *pages: Page) -> Disclosure:
    return read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, *pages]))


def lines(document: Disclosure) -> list[str]:
    return [f"{'/'.join(f.row)} × {'/'.join(f.col)} = {f.text}" for f in document.facts]


def test_three_blocks_whose_rows_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    table = Table(
        [
            ["收入", None, "支出", None, None, None],
            [None, None, "功能分类", None, "支出用途", None],
            ["项目名称", "金额", "功能科目名称", "金额", "项目名称", "金额"],
            ["一、财政拨款", "9.00", "一、外交支出", "", "一、基本支出", "6.00"],
            ["1. 一 般 公 共 预 算", "9.00", "二、教育支出", "9.00", "二、项目支出", "3.00"],
            ["收入合计", "9.00", "支出合计", None, None, "9.00"],
        ],
        [100, 60, 110, 60, 90, 60],
        110,
        merged={(0, 0): (2, 2), (0, 2): (1, 4), (1, 2): (1, 2), (1, 4): (1, 2), (5, 2): (1, 3)},
        heads=3,
    )
    assert lines(read(tmp_path, [*head("收支预算总表"), table])) == [
        "财政拨款 × 收入/金额 = 9.00",
        "基本支出 × 支出/支出用途/金额 = 6.00",
        "财政拨款/一般公共预算 × 收入/金额 = 9.00",
        "教育支出 × 支出/功能分类/金额 = 9.00",
        "项目支出 × 支出/支出用途/金额 = 3.00",
        "收入合计 × 收入/金额 = 9.00",
        "支出合计 × 支出/支出用途/金额 = 9.00",
    ]


def test_a_label_that_repeats_is_told_by_the_merged_cell_beside_it(tmp_path: Path) -> None:
    table = Table(
        [
            ["项目名称", None, "金额"],
            ["收入总计", None, "9.00"],
            ["一般公共预算资金", "小计", "7.00"],
            [None, "公共财政拨款", "7.00"],
            ["其他资金", "小计", "2.00"],
            [None, "其他收入", "2.00"],
        ],
        [120, 120, 80],
        110,
        merged={(0, 0): (1, 2), (1, 0): (1, 2), (2, 0): (2, 1), (4, 0): (2, 1)},
    )
    assert [f.row for f in read(tmp_path, [*head("收入预算总表"), table]).facts] == [
        ("收入总计",),
        ("一般公共预算资金", "小计"),
        ("一般公共预算资金", "公共财政拨款"),
        ("其他资金", "小计"),
        ("其他资金", "其他收入"),
    ]


def test_one_row_of_amounts_without_a_label(tmp_path: Path) -> None:
    table = Table([["合计", "基本支出", "项目支出"], ["9.00", "6.00", ""]], [80, 80, 80], 110)
    assert lines(read(tmp_path, [*head("支出预算总表"), table])) == [" × 合计 = 9.00", " × 基本支出 = 6.00"]


def test_an_outline_in_columns_goes_on_over_the_page(tmp_path: Path) -> None:
    heads = ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"]
    widths = [90, 90, 90, 110, 60]
    first = Table(
        [heads, ["合计", "", "", "", "9.00"], ["一、货物A", "", "", "", "9.00"], ["", "设备费", "设备购置", "", "9.00"]],
        widths,
        110,
    )
    rest = Table([["", "", "", "计算机", "5.00"], ["", "", "", "打印机", "4.00"]], widths, 60)
    assert [f.row for f in read(tmp_path, [*head("政府采购支出表"), first], [rest]).facts] == [
        ("合计",),
        ("货物A",),
        ("货物A", "设备费", "设备购置"),
        ("货物A", "设备费", "设备购置", "计算机"),
        ("货物A", "设备费", "设备购置", "打印机"),
    ]


def test_an_empty_column_at_the_left(tmp_path: Path) -> None:
    table = Table([["", "项目", "预算数"], ["", "水费", "2.00"], ["", "电费", "3.00"]], [20, 120, 80], 110)
    assert lines(read(tmp_path, [*head("支出表"), table])) == ["水费 × 预算数 = 2.00", "电费 × 预算数 = 3.00"]


def test_a_row_cut_by_the_page_break(tmp_path: Path) -> None:
    widths = [120, 80, 120, 80]
    first = Table(
        [
            ["项目", "金额", "项目", "金额"],
            ["一、财政拨款", "9.00", "一、教育支出", "9.00"],
            ["收入合", "", "支出合", ""],
        ],
        widths,
        110,
    )
    rest = Table([["计", "9.00", "计", "9.00"]], widths, 60)
    assert lines(read(tmp_path, [*head("收支总表"), first], [rest]))[-2:] == [
        "收入合计 × 金额 = 9.00",
        "支出合计 × 金额 = 9.00",
    ]


@pytest.mark.parametrize("heads_again", [False, True])
def test_the_rest_of_a_name_cut_by_the_page_break_has_no_code(tmp_path: Path, heads_again: bool) -> None:
    widths = [80, 80, 80]
    heads = ["编码", "科目名称", "金额"]
    first = Table([heads, ["210", "卫生健康支出", "9.00"], ["2100299", "其他公立", "9.00"]], widths, 110)
    rest = Table([*([heads] if heads_again else []), ["", "医院支出", ""], ["221", "住房保障支出", "3.00"]], widths, 60)
    assert lines(read(tmp_path, [*head("支出决算表"), first], [rest])) == [
        "卫生健康支出 × 金额 = 9.00",
        "卫生健康支出/其他公立医院支出 × 金额 = 9.00",
        "住房保障支出 × 金额 = 3.00",
    ]


@pytest.mark.parametrize(
    ("name", "above", "title"),
    [
        ("wrapped", ["一般公共预算财政拨款支出预算", "表"], "一般公共预算财政拨款支出预算表"),
        ("broken off", ["公开09表：一般公共预算“三公”经费、会议费", "支出预算表"], "一般公共预算“三公”经费、会议费支出预算表"),
        ("below a numbered sentence", ["三、“三公”经费支出情况", "支出预算表"], "支出预算表"),
        ("numbered on one line", ["公开 03 表：支出预算总表"], "支出预算总表"),
        ("a numbered heading", ["三、支出预算总表"], "支出预算总表"),
        ("a form's number above", ["公开05表", "支出预算总表"], "支出预算总表"),
        ("in brackets", ["支出预算总表（表三）"], "支出预算总表"),
    ],
)
def test_titles(tmp_path: Path, name: str, above: list[str], title: str) -> None:
    captions: Page = [Text(text, 50 + 18 * k, None, 12) for k, text in enumerate(above)]
    table = Table([["项目", "预算数"], ["水费", "2.00"]], [120, 80], 120)
    assert [t.title for t in read(tmp_path, [*captions, Text("单位：万元", 100, 440), table]).tables] == [title]


def test_a_cell_that_says_that_its_table_is_empty(tmp_path: Path) -> None:
    table = Table([["科目编码", "科目名称", "合计"], ["此表为空", None, None]], [80, 160, 80], 110, merged={(1, 0): (1, 3)})
    (found,) = read(tmp_path, [*head("政府性基金支出预算表"), table]).tables
    assert found.empty and found.note == "此表为空"


def test_amounts_without_separators_or_decimals(tmp_path: Path) -> None:
    rows = [["201", "一般公共服务支出", "24169.74", "80"], ["205", "教育支出", "4335.3", "237"]]
    table = Table([["科目编码", "科目名称", "合计", "项目支出"], *rows], [80, 160, 80, 80], 110)
    facts = read(tmp_path, [*head("支出预算总表"), table]).facts
    assert [(f.text, f.amount.decimals) for f in facts] == [("24169.74", 2), ("80", 0), ("4335.3", 1), ("237", 0)]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位:万元", "万元"),
        ("金额单位：人民币千元", "千元"),
        ("（单位：元）", "元"),
        ("单位：万元（保留两位小数）", "万元"),
        ("单位:百万元", "百万元"),
        ("币种：人民币 单位：亿元", "亿元"),
        ("", None),
    ],
)
def test_units_as_captions_give_them(tmp_path: Path, printed: str, unit: str | None) -> None:
    table = Table([["项目", "预算数"], ["水费", "2.00"]], [120, 80], 110)
    assert [f.unit for f in read(tmp_path, [*head("支出表", printed), table]).facts] == [unit]


def test_a_contents_page_in_a_frame_is_no_table_of_amounts(tmp_path: Path) -> None:
    contents = Table([["目录"], ["一、收支总表……3"], ["二、收入总表……4"], ["三、支出总表……5"]], [300], 60)
    document = read(tmp_path, [contents], [*head("收支总表"), Table([["项目", "预算数"], ["水费", "2.00"]], [120, 80], 110)])
    assert lines(document) == ["水费 × 预算数 = 2.00"]


def test_one_label_under_two_parents(tmp_path: Path) -> None:
    rows = [
        ["一、本年收入", "9.00"],
        ["（一）一般公共预算拨款", "9.00"],
        ["二、上年结转", "2.00"],
        ["（一）一般公共预算拨款", "2.00"],
    ]
    table = Table([["项目", "预算数"], *rows], [200, 80], 110)
    assert [f.row for f in read(tmp_path, [*head("财政拨款收支总表"), table]).facts] == [
        ("本年收入",),
        ("本年收入", "一般公共预算拨款"),
        ("上年结转",),
        ("上年结转", "一般公共预算拨款"),
    ]


def test_hierarchy_by_leading_blanks_alone(tmp_path: Path) -> None:
    rows = [["教育支出", "9.00"], ["普通教育", "9.00"], ["小学教育", "5.00"], ["初中教育", "4.00"], ["农林水支出", "1.00"]]
    indent = {(2, 0): 10.0, (3, 0): 20.0, (4, 0): 20.0}
    table = Table([["功能科目", "合计"], *rows], [200, 80], 110, indent=indent)
    assert [f.row for f in read(tmp_path, [*head("一般公共预算支出表"), table]).facts] == [
        ("教育支出",),
        ("教育支出", "普通教育"),
        ("教育支出", "普通教育", "小学教育"),
        ("教育支出", "普通教育", "初中教育"),
        ("农林水支出",),
    ]


def test_four_levels_of_wrapped_heads(tmp_path: Path) -> None:
    table = Table(
        [
            ["预算单位", "收入总计", "本年收入", None, None, "上年\n结余"],
            [None, None, "财政拨款", None, "事业\n收入", None],
            [None, None, "一般公共预算", None, None, None],
            [None, None, "基本支\n出拨款", "项目支\n出拨款", None, None],
            ["示意省财政厅", "9.00", "6.00", "2.00", "1.00", "0.00"],
        ],
        [120, 60, 50, 50, 50, 50],
        110,
        merged={
            **{(0, c): (4, 1) for c in (0, 1, 5)},
            (0, 2): (1, 3),
            (1, 2): (1, 2),
            (1, 4): (3, 1),
            (2, 2): (1, 2),
        },
        heads=4,
        height=26,
    )
    assert [f.col for f in read(tmp_path, [*head("收入预算总表"), table]).facts] == [
        ("收入总计",),
        ("本年收入", "财政拨款", "一般公共预算", "基本支出拨款"),
        ("本年收入", "财政拨款", "一般公共预算", "项目支出拨款"),
        ("本年收入", "事业收入"),
        ("上年结余",),
    ]


def test_the_next_page_repeats_all_above_one_row_of_totals_after_a_blank_page(tmp_path: Path) -> None:
    heads = ["项目", "预算数", "项目", "预算数"]
    first = Table([heads, ["一、财政拨款", "9.00", "一、教育支出", "9.00"]], [120, 80, 120, 80], 110)
    second = Table([heads, ["收入总计", "9.00", "支出总计", "9.00"]], [120, 80, 120, 80], 110)
    document = read(tmp_path, [*head("收支总表"), first], [], [*head("收支总表"), second])
    assert [t.pages for t in document.tables] == [(2, 4)]
    assert [f.label for f in document.facts] == ["财政拨款", "教育支出", "收入总计", "支出总计"]


def test_years_as_rows_below_the_name_of_the_body(tmp_path: Path) -> None:
    table = Table(
        [
            ["预算单位", "年度", "合计", "公务接待费"],
            ["示意省财政厅", "2022 年", "3.00", "3.00"],
            [None, "2023 年", "2.00", "2.00"],
            [None, "增减变化金额", "-1.00", "-1.00"],
        ],
        [120, 100, 80, 80],
        110,
        merged={(1, 0): (3, 1)},
    )
    facts = read(tmp_path, [*head("“三公”经费支出表"), table]).facts
    assert [(f.label, f.year, f.text) for f in facts[::2]] == [
        ("2022年", 2022, "3.00"),
        ("2023年", 2023, "2.00"),
        ("增减变化金额", 2023, "-1.00"),
    ]


def test_budget_and_final_accounts_as_rows(tmp_path: Path) -> None:
    table = Table([["项目", "小计", "公务接待费"], ["预算数", "5.40", "1.20"], ["决算数", "4.77", "0.92"]], [120, 90, 90], 110)
    facts = read(tmp_path, [*head("“三公”经费支出决算表"), table]).facts
    assert [(f.kind, f.col[-1], f.text) for f in facts] == [
        ("budget", "小计", "5.40"), ("budget", "公务接待费", "1.20"), ("final", "小计", "4.77"), ("final", "公务接待费", "0.92"),
    ]  # fmt: skip


def test_a_cell_of_words_cut_by_the_page_break(tmp_path: Path) -> None:
    widths = [120, 80, 250]
    heads = ["项目名称", "预算数", "主要内容"]
    first = Table([heads, ["热线经费", "8.00", "用于政务热线的运行，聘请法律顾问，开展宣传和"]], widths, 110)
    rest = Table([["", "", "培训，更新设备。"], ["会议费", "1.00", "召开年度工作会议两次，每次一天，参加者八十人。"]], widths, 60)
    document = read(tmp_path, [*head("项目支出表"), first], [rest])
    (table,) = document.tables
    assert [row.label for row in table.rows] == ["热线经费", "会议费"]
    assert table.rows[0].words == (("主要内容", "用于政务热线的运行，聘请法律顾问，开展宣传和培训，更新设备。"),)


def test_frames_inside_frames_part_no_cell(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300), invariant=True)
    canvas.setFont("STSong-Light", 9)
    for r, texts in enumerate([("项目", "预算数"), ("水费", "2.00"), ("电费", "3.00")]):
        for x, text in ((50, texts[0]), (200, texts[1])):
            canvas.rect(x, 200 - 30 * r, 150, 30)
            canvas.rect(x + 6, 206 - 30 * r, 138, 18)
            canvas.drawString(x + 12, 212 - 30 * r, text)
    canvas.save()
    assert lines(read_disclosure(tmp_path / "a.pdf")) == ["水费 × 预算数 = 2.00", "电费 × 预算数 = 3.00"]


def test_codes_and_figures_raised_against_their_names(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 300), invariant=True)
    canvas.setFont("STSong-Light", 9)
    rows = [("科目编码", "科目名称", "决算数"), ("302", "商品和服务支出", "5.00"), ("30231", "公 务 用 车", "5.00")]
    for r, texts in enumerate(rows):
        for x, text in zip((50, 130, 300), texts, strict=True):
            canvas.rect(x, 200 - 24 * r, {50: 80, 130: 170, 300: 100}[x], 24)
            canvas.drawString(x + 5, 207 - 24 * r + (4 if text[0].isdigit() else 0), text)
    canvas.save()
    assert [(f.code, f.row) for f in read_disclosure(tmp_path / "a.pdf").facts] == [
        ("302", ("商品和服务支出",)),
        ("30231", ("商品和服务支出", "公务用车")),
    ]


def test_numbers_that_were_too_wide_for_their_column_are_reported(tmp_path: Path) -> None:
    table = Table(
        [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["合计", None, "###", "1,328.70", "####"],
            ["201", "一般公共服务支出", "########", "1,020.40", "####"],
            ["208", "社会保障和就业支出", "210.30", "308.30", "####"],
        ],
        [70, 170, 80, 80, 80],
        110,
        merged={(1, 0): (1, 2)},
    )
    found = read(tmp_path, [*head("部门支出总表"), table])
    assert lines(found) == [
        "合计 × 基本支出 = 1,328.70",
        "一般公共服务支出 × 基本支出 = 1,020.40",
        "社会保障和就业支出 × 合计 = 210.30",
        "社会保障和就业支出 × 基本支出 = 308.30",
    ]
    assert [w for w in found.document.warnings if "###" in w and "第 2 页《部门支出总表》有 5 个单元格" in w]
