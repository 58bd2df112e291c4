"""Each rule at its edge: a sentence or a table that holds, and its twin that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model.finding import Finding
from corpus.rules import audit
from tests.build import Table, Text, write_pdf

HEADS: list[str | None] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def spending(*rows: list[str | None]) -> list[Table | Text]:
    """A page with the table of general expenditure."""
    return [
        Text("一般公共预算支出表", 60, None, 14),
        Text("部门：示意市水务局", 84, 50),
        Text("单位：万元", 84, 450),
        Table([HEADS, *rows], [70, 150, 80, 80, 80], 110),
    ]


GOOD: tuple[list[str | None], ...] = (
    ["", "合计", "300.00", "200.00", "100.00"],
    ["213", "农林水支出", "250.00", "160.00", "90.00"],
    ["21303", "水利", "250.00", "160.00", "90.00"],
    ["2130301", "行政运行", "160.00", "160.00", "0.00"],
    ["2130306", "水利工程运行", "90.00", "0.00", "90.00"],
    ["221", "住房保障支出", "50.00", "40.00", "10.00"],
    ["22102", "住房改革支出", "50.00", "40.00", "10.00"],
    ["2210201", "住房公积金", "50.00", "40.00", "10.00"],
)


def found(tmp_path: Path, sentences: list[str], *rows: list[str | None], kind: str = "预算") -> list[Finding]:
    """The findings of a document of these sentences and rows (the good ones if none are given)."""
    words: list[Table | Text] = [
        Text(f"示意市水务局2023年度部门{kind}", 60, None, 18),
        *(Text(sentence, 140 + 30 * k, 71) for k, sentence in enumerate(sentences)),
    ]
    page = spending(*(rows or GOOD))
    return list(audit([read_disclosure(write_pdf(tmp_path / "audited.pdf", [words, page], size=(842, 595)))]))


SENTENCES = {
    "growth": (
        "支出预算300.00万元，比上年增加20.00万元，增长7.14%。",
        "支出预算300.00万元，比上年增加20.00万元，增长6.67%。",
        ("percentage", "6.67%", "7.14%"),
    ),
    "fall": (
        "支出预算300.00万元，比上年减少20.00万元，下降6.25%。",
        "支出预算300.00万元，比上年减少20.00万元，下降7.14%。",
        ("percentage", "7.14%", "6.25%"),
    ),
    "named cell": ("住房公积金支出50.00万元。", "住房公积金支出55.00万元。", ("prose_vs_table", "55.00", "50.00")),
    "item by its class": (
        "农林水支出（类）水利（款）行政运行（项）支出160.00万元。",
        "农林水支出（类）水利（款）行政运行（项）支出250.00万元。",
        ("prose_vs_table", "250.00", "160.00"),
    ),
    "purchases": (
        "政府采购预算30.00万元，其中：货物采购10.00万元、工程采购5.00万元、服务采购15.00万元。",
        "政府采购预算31.00万元，其中：货物采购10.00万元、工程采购5.00万元、服务采购15.00万元。",
        ("sum", "31.00", "30.00"),
    ),
    "purchases of two kinds": (
        "政府采购支出总额30.00万元，其中：政府采购货物支出10.00万元、政府采购服务支出15.00万元。",
        "政府采购支出总额20.00万元，其中：政府采购货物支出10.00万元、政府采购服务支出15.00万元。",
        ("sum", "20.00", "25.00"),
    ),
    "completion of the whole year's budget": (
        "三公经费支出全年预算数为14.50万元，支出决算为10.28万元，完成全年预算的70.90%。",
        "三公经费支出全年预算数为14.50万元，支出决算为10.28万元，完成全年预算的79.00%。",
        ("percentage", "79.00%", "70.90%"),
    ),
    "share of the final figure, the budget beside it": (
        "三公经费支出预算为65.00万元，支出决算为64.87万元。其中公务接待费支出决算21.00万元，占32.4%。",
        "三公经费支出预算为65.00万元，支出决算为64.87万元。其中公务接待费支出决算21.00万元，占34.2%。",
        ("percentage", "34.2%", "32.37%"),
    ),
    "share of the nearest total": (
        "收入总计400.00万元，支出总计400.00万元。收入合计320.00万元，其中其他收入80.00万元，占25.0%。",
        "收入总计400.00万元，支出总计400.00万元。收入合计320.00万元，其中其他收入80.00万元，占28.0%。",
        ("percentage", "28.0%", "25.00%"),
    ),
    "unfilled template": ("本局收入预算0.00万元。", "本局收入预算万元。", ("text", "预算万元", "")),
    "doubled point": ("工作全部完成。", "工作全部完成。。", ("text", "。。", "。")),
    "another year": ("第二部分2023年度部门预算情况说明", "第二部分2022年度部门预算情况说明", ("year", "2022年度部门预算情况说明", "2023年")),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(tmp_path: Path, name: str) -> None:
    right, wrong, expected = SENTENCES[name]
    assert found(tmp_path, [right]) == []
    assert [(f.kind, f.printed, f.expected) for f in found(tmp_path, [wrong])] == [expected]


CONSISTENT = {
    "how one line is spent": "水利工程运行支出90.00万元，其中：基本支出0万元，项目支出90.00万元。",
    "one figure for two things": "行政运行支出160.00万元，其中：基本支出160.00万元。",
    "the change of a whole with parts before it": "支出预算300.00万元，其中，农林水支出250.00万元，住房保障支出50.00万元。支出比上年增加20.00万元，增长7.14%。",
    "the change of an item that the sentence itself names": "住房公积金支出为50.00万元，比上年增加10.00万元，增长25.0%。"
    "其中，物业服务支出比预算无增减变化，比上年增加10.00万元，增长50%，主要是面积增加。",
    "a share of the whole, a sibling beside it": "收入总计4161.44万元，支出总计4161.44万元。三公经费支出预算为11.50万元，支出决算为8.17万元。"
    "公务用车购置及运行维护费决算6.32万元，占77.36%；公务接待费决算1.85万元，占22.64%。",
    "all of a whole that is called by its source": "收入总计4161.44万元，支出总计4161.44万元。三公经费财政拨款支出决算为1.26万元，其中公务接待费支出1.26万元，占100%。",
    "how much of what was planned came in": "一般公共预算收入合计300.00万元，其中税收收入120.00万元，占调整预算90.75%。",
    "another year that the paragraph opens with": "2022年，住房公积金完成45.00万元。其中，住房公积金补缴3.00万元。",
}


@pytest.mark.parametrize("name", CONSISTENT)
def test_what_is_no_inconsistency_is_not_reported(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, [CONSISTENT[name]]) == []


def test_what_is_said_of_a_part_of_the_money_is_held_against_its_table_only(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目", "预算数"], ["教育支出", "421.15"], ["支出总计", "533.32"]]
    words: list[Table | Text] = [Text("示意市水务局2023年度部门预算", 60, None, 18), Text("四、一般公共预算拨款支出预算", 140, 71),
             Text("一般公共预算拨款支出521.32万元，其中，教育支出409.15万元。", 170, 71)]
    page: list[Table | Text] = [Text("部门支出总表", 60, None, 14), Text("单位：万元", 84, 450), Table(rows, [200, 120], 110)]
    assert list(audit([read_disclosure(write_pdf(tmp_path / "a.pdf", [words, page], size=(842, 595)))])) == []


def test_percentages_are_no_parts_of_a_sum(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["科目编码", "科目名称", "2022年执行数", "2023年预算数", "增减%"], ["205", "教育支出", "120.00", "96.00", "-20.00"],
        ["221", "住房保障支出", "980.00", "1,003.50", "2.40"], ["", "合计", "1,100.00", "1,099.50", "-0.05"]]
    page: list[Table | Text] = [Text("示意市水务局2023年度部门预算", 40, None, 18), Text("一般公共预算支出表", 64, None, 14), Text("单位：万元", 84, 450),
            Table(rows, [70, 150, 90, 90, 80], 110)]
    assert list(audit([read_disclosure(write_pdf(tmp_path / "a.pdf", [page], size=(842, 595)))])) == []


def test_a_share_is_of_what_it_names(tmp_path: Path) -> None:
    total = "本年支出预算合计300.00万元，其中："
    assert found(tmp_path, [total, "基本支出200.00万元，占66.67%；"]) == []
    [finding] = found(tmp_path, [total, "基本支出200.00万元，占66.76%；"])
    assert (finding.kind, finding.printed, finding.expected) == ("percentage", "66.76%", "66.67%")


@pytest.mark.parametrize(("word", "findings"), [("小于", 0), ("大于", 1), ("等于", 1)])
def test_words_of_comparison_agree_with_their_figures(tmp_path: Path, word: str, findings: int) -> None:
    text = f"年初预算为50.00万元，支出决算为40.00万元，完成年初预算的80.00%。决算数{word}预算数。"
    assert len([f for f in found(tmp_path, [text], kind="决算") if f.kind == "text"]) == findings


def test_a_parent_that_is_not_the_sum_of_its_children(tmp_path: Path) -> None:
    rows = [[*row] for row in GOOD]
    rows[1][2] = rows[2][2] = "251.00"
    rows[0][2] = "301.00"
    findings = found(tmp_path, [], *rows)
    assert ("sum", "251.00", "250.00") in {(f.kind, f.printed, f"{float(f.expected):.2f}") for f in findings}


def test_a_last_digit_within_the_intervals_is_rounding(tmp_path: Path) -> None:
    rows = [[*row] for row in GOOD]
    rows[2][2] = rows[1][2] = "250.01"
    rows[0][2] = "300.01"
    findings = found(tmp_path, [], *rows)
    assert findings
    assert {f.verdict for f in findings} == {"rounding"}


def test_an_empty_fund_table_wants_a_note_of_its_own(tmp_path: Path) -> None:
    def fund(note: str) -> list[Finding]:
        page: list[Table | Text] = [
            Text("国有资本经营预算支出表", 60, None, 14),
            Text("部门：示意市水务局", 84, 50),
            Text("单位：万元", 84, 450),
            Table([["科目编码", "科目名称", "合计"], ["", "", ""]], [80, 160, 80], 110),
            Text(note, 170),
        ]
        cover: list[Table | Text] = [Text("示意市水务局2023年度部门预算", 60, None, 18)]
        return list(audit([read_disclosure(write_pdf(tmp_path / "fund.pdf", [cover, page]))]))

    assert fund("注：本部门没有国有资本经营预算支出，故本表为空表。") == []
    assert [f.kind for f in fund("注：本部门没有政府性基金预算支出，故本表为空表。")] == ["text"]
    assert [f.kind for f in fund("")] == ["text"]


def test_the_real_disclosures_keep_their_score(shared: Path) -> None:
    """≥ 90 % of the known inconsistencies stay found (the full scorer runs in CI's long tests)."""
    files = [shared / "disclosures" / f"js-procuratorate-{year}.pdf" for year in (2017, 2018, 2019)]
    findings = audit([read_disclosure(file) for file in files])
    assert {"129.97%", "18.85%", "12323.46", "3,958.98", "1,670.85"} <= {f.printed for f in findings}
    assert sum(f.verdict == "mismatch" and f.kind == "sum" for f in findings) == 0


def test_a_table_that_the_contents_list_and_that_is_not_there(tmp_path: Path) -> None:
    titles = ["收支总表", "收入总表", "支出总表", "项目支出表", "政府采购表"]
    cover: list[Table | Text] = [Text("示意市水务局2023年度部门预算", 60, None, 18)]
    contents: list[Table | Text] = [Text("目录", 60, None, 16)]
    contents += [
        Text(f"{n}、{title}", 100 + 20 * k, 71) for k, (n, title) in enumerate(zip("一二三四五", titles, strict=True))
    ]

    def document(*held: str) -> list[Finding]:
        pages: list[list[Table | Text]] = [
            [
                Text(title, 60, None, 14),
                Text("部门：示意市水务局", 84, 50),
                Text("单位：万元", 84, 450),
                Table([["项目", "合计"], ["水费", "1.00"], ["电费", "2.00"]], [160, 80], 110),
            ]
            for title in held
        ]
        blank: list[Table | Text] = [Text("说明", 60, None)]
        return list(
            audit([read_disclosure(write_pdf(tmp_path / "listed.pdf", [cover, contents, blank, blank, *pages]))])
        )

    assert document(*titles) == []
    assert [(f.kind, f.expected, f.page) for f in document(*titles[:2], *titles[3:])] == [("text", "支出总表", 6)]


THREE: tuple[list[str | None], ...] = (
    ["301", "工资福利支出", "90.00", "302", "商品和服务支出", "30.00", "30217", "公务接待费", "4.00"],
    ["30101", "基本工资", "60.00", "30201", "办公费", "11.00", "30231", "公务用车运行维护费", "6.00"],
    ["30102", "津贴补贴", "30.00", "30202", "印刷费", "9.00", "310", "资本性支出", "5.00"],
    ["", "人员经费合计", "90.00", "", "", "", "", "公用经费合计", "35.00"],
)


@pytest.mark.parametrize(("total", "expected"), [("35.00", []), ("36.00", [("sum", "36.00", "35.00")])])
def test_codes_that_go_on_beside(tmp_path: Path, total: str, expected: list[tuple[str, str, str]]) -> None:
    """302 in the middle block goes on in the right one; 公用经费合计 is of both."""
    rows = [*THREE[:-1], [*THREE[-1][:-1], total]]
    words: list[Table | Text] = [Text("示意市水务局2023年度部门决算", 60, None, 18)]
    page: list[Table | Text] = [
        Text("一般公共预算财政拨款基本支出决算表", 60, None, 14), Text("部门：示意市水务局", 84, 50), Text("单位：万元", 84, 650),
        Table([["科目编码", "科目名称", "决算数"] * 3, *rows], [55, 120, 65] * 3, 110),
    ]  # fmt: skip
    got = audit([read_disclosure(write_pdf(tmp_path / "blocks.pdf", [words, page], size=(842, 595)))])
    assert [(f.kind, f.printed, f.expected) for f in got] == expected


def test_an_item_with_parts_is_no_total_of_those_before_it(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["项目", "决算数"], ["一、机构运行经费", "0.00"], ["二、资产租金", "4.00"], ["三、政府采购支出合计", "60.00"], ["1.政府采购货物支出", "45.00"],
        ["2.政府采购服务支出", "15.00"],
    ]
    page: list[Table | Text] = [Text("机构运行经费及政府采购支出信息表", 60, None, 14), Text("单位：万元", 84, 450), Table(rows, [200, 120], 110)]
    words: list[Table | Text] = [Text("示意市水务局2023年度部门决算", 60, None, 18)]
    assert list(audit([read_disclosure(write_pdf(tmp_path / "a.pdf", [words, page], size=(842, 595)))])) == []


@pytest.mark.parametrize("note", ["示意市水务局没有政府性基金预算财政拨款收入，故本表无数据。", "本部门无政府性基金决算收支，并已公开空表。"])
def test_the_note_of_an_empty_table_may_name_its_body_and_stand_on_the_next_page(tmp_path: Path, note: str) -> None:
    title = [Text("示意市水务局2023年度部门决算", 60, None, 18), Text("政府性基金预算财政拨款收入支出决算表", 480, None, 14), Text("单位：万元", 500, 450)]
    empty = Table([["科目编码", "科目名称", "本年收入", "本年支出"], [None, None, None, None]], [80, 120, 80, 80], 520)
    pages: list[list[Table | Text]] = [[*title, empty], [Text(note, 40, 71), Text("第三部分 决算情况说明", 80, 71)]]
    found_on_next = list(audit([read_disclosure(write_pdf(tmp_path / "a.pdf", pages, size=(842, 595)))]))
    assert found_on_next == [], found_on_next


def test_what_there_was_the_year_before_is_no_base_of_this_year(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    said = "税收收入112446万元，完成年初预算207380万元的54.22%，比上年同期133191万元减收20745万元，下降{}%。"
    found = []
    for share in ("15.58", "25.58"):
        path.write_text(f"<meta charset=utf-8><body><h1>某某区2020年上半年预算执行情况的报告</h1><p>{said.format(share)}</p>", "utf-8")
        found.append([f.printed for f in audit([read_disclosure(path)])])
    assert found == [[], ["25.58%"]]


BY_USE = "按支出经济分类划分：工资福利支出150.00万元；商品和服务支出{}万元。"


@pytest.mark.parametrize(("said", "wrong"), [("2023年支出预算300.00万元。", []), ("2023年基本支出200.00万元。", ["90.00"])])
def test_classes_of_all_spending_are_not_those_of_basic_spending(tmp_path: Path, said: str, wrong: list[str]) -> None:
    words: list[Table | Text] = [Text("示意市水务局2023年度部门预算", 60, None, 18)]
    words += [Text("二、基本支出情况说明" if wrong else "二、支出预算情况说明", 110, 50), Text(said + BY_USE.format("90.00"), 140, 71)]
    rows: list[list[str | None]] = [
        ["", "合计", "200.00"], ["301", "工资福利支出", "150.00"], ["302", "商品和服务支出", "50.00"],
    ]  # fmt: skip
    table = Table([["科目编码", "科目名称", "合计"], *rows], [70, 150, 80], 110)
    page: list[Table | Text] = [Text("一般公共预算基本支出表", 60, None, 14), Text("单位：万元", 84, 450), table]
    findings = audit([read_disclosure(write_pdf(tmp_path / "audited.pdf", [words, page], size=(842, 595)))])
    assert [f.printed for f in findings if f.kind == "prose_vs_table" and f.verdict == "mismatch"] == wrong


def test_the_subtotal_of_a_group_sums_its_own_items_alone(tmp_path: Path) -> None:
    def printed(last: str) -> list[Finding]:
        rows: list[list[str | None]] = [
            ["项目类别", "项目名称", "金额", "专户资金"], ["本级项目", "康复", "35.00", "5.00"], [None, "培训", "12.00", ""],
            [None, "小计", "47.00", "5.00"], ["转移支付项目", "托养", "18.00", "3.00"], [None, "改造", "26.00", ""],
            [None, "小计", "44.00", last], ["合计", None, "91.00", "8.00"],
        ]  # fmt: skip
        merged = {(1, 0): (3, 1), (4, 0): (3, 1), (7, 0): (1, 2)}
        title = [Text("示意县残联2025年部门预算", 40, None), Text("项目支出预算表", 80, None), Text("单位：万元", 100, 400)]
        page: list[Table | Text] = [*title, Table(rows, (120, 100, 90, 90), 120, merged=merged)]
        return list(audit([read_disclosure(write_pdf(tmp_path / f"{last}.pdf", [page]))]))

    assert not printed("3.00")
    assert [(f.printed, f.expected) for f in printed("4.00")] == [("4.00", "3.00")]
