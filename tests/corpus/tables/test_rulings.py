"""One table, ruled in every way that publishers rule: it must read the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.ingest import read_disclosure
from tests.build import RULES, Table, Text, write_pdf

BY_FUNCTION: dict[str, Any] = {
    "rows": [
        ["科目编码", "科目名称", "2022年执行数", "2023年预算数", None, None, "增减%"],
        [None, None, None, "小计", "基本支出", "项目支出", None],
        ["合计", None, "110.00", "120.00", "80.00", "40.00", "9.09"],
        ["201", "一般公共服务支出", "100.00", "110.00", "70.00", "40.00", "10.00"],
        ["20106", "财政事务", "100.00", "110.00", "70.00", "40.00", "10.00"],
        ["2010601", "行政运行", "65.00", "70.00", "70.00", "", "7.69"],
        ["2010602", "一般行政管理事务", "35.00", "40.00", "", "40.00", "14.29"],
        ["221", "住房保障支出", "10.00", "10.00", "10.00", "", ""],
        ["22102", "住房改革支出", "10.00", "10.00", "10.00", "", ""],
        ["2210201", "住房公积金", "10.00", "10.00", "10.00", "", ""],
    ],
    "widths": [55, 120, 65, 65, 65, 65, 60],
    "merged": {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3), (0, 6): (2, 1), (2, 0): (1, 2)},
    "heads": 2,
}
TWO_SIDED: dict[str, Any] = {
    "rows": [
        ["收  入", None, "支  出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款", "90.00", "一、一般公共服务支出", "70.00"],
        ["二、事业收入", "", "二、教育支出", "20.00"],
        ["三、其他收入", "", "三、卫生健康支出", ""],
        ["本年收入合计", "90.00", "本年支出合计", "90.00"],
        ["上年结转", "1.00", "结转下年", "1.00"],
        ["收入总计", "91.00", "支出总计", "91.00"],
    ],
    "widths": [150, 90, 150, 90],
    "merged": {(0, 0): (1, 2), (0, 2): (1, 2)},
    "heads": 2,
}
TABLES = {"一般公共预算支出表": BY_FUNCTION, "收支预算总表": TWO_SIDED}


def _read(path: Path, title: str, rules: str, figures: str) -> list[tuple[Any, ...]]:
    made = TABLES[title]
    money = range(len(made["widths"])) if figures == "right" else ()
    right = frozenset(c for c in money if all("." in (row[c] or ".") for row in made["rows"][2:]))
    table = Table(top=110, left=45, rules=rules, right=right, **made)
    page: list[Table | Text] = [
        Text(title, 60, None, 14),
        Text("部门：示意省财政厅", 84, 50),
        Text("单位：万元", 84, 450),
        table,
    ]
    cover: list[Table | Text] = [Text("示意省财政厅", 200, None, 22), Text("2023年度部门预算", 240, None, 22)]
    document = read_disclosure(write_pdf(path, [cover, page]))
    return [(f.row, f.col, f.text, f.unit, f.year, f.kind, f.code) for f in document.facts]


@pytest.mark.parametrize("figures", ["right", "left"])
@pytest.mark.parametrize("rules", RULES[1:])
@pytest.mark.parametrize("title", TABLES)
def test_however_it_is_ruled(tmp_path: Path, title: str, rules: str, figures: str) -> None:
    want = _read(tmp_path / "all.pdf", title, "all", figures)
    assert len(want) == sum("." in (text or "") for row in TABLES[title]["rows"] for text in row)
    assert _read(tmp_path / "other.pdf", title, rules, figures) == want


THREE_PUBLIC: dict[str, Any] = {
    "rows": [
        ["2022年预算数", None, None, None, None, "2023年预算数", None, None, None, None],
        ["合计", "因公出\n国费", "公务用车费", None, "公务接\n待费"] * 2,
        [None, None, "购置费", "运行费", None] * 2,
        ["8.00", "1.00", "2.00", "3.00", "2.00", "7.50", "1.00", "2.00", "3.00", "1.50"],
    ],
    "widths": [50] * 10,
    "merged": {
        (0, 0): (1, 5),
        (0, 5): (1, 5),
        **{(1, c): (2, 1) for c in (0, 1, 4, 5, 6, 9)},
        (1, 2): (1, 2),
        (1, 7): (1, 2),
    },
    "heads": 3,
}


@pytest.mark.parametrize("rules", ["horizontal", "three", "shaded", "none"])
def test_three_levels_of_heads_above_one_row_without_upright_rules(tmp_path: Path, rules: str) -> None:
    page: list[Table | Text] = [
        Text("一般公共预算“三公”经费支出表", 60, None, 14),
        Text("单位：万元", 84, 450),
        Table(top=110, left=45, rules=rules, size=8, height=26, **THREE_PUBLIC),
    ]
    facts = read_disclosure(write_pdf(tmp_path / "a.pdf", [page])).facts
    assert [(f.col, f.text, f.year) for f in facts[:4]] == [
        (("2022年预算数", "合计"), "8.00", 2022),
        (("2022年预算数", "因公出国费"), "1.00", 2022),
        (("2022年预算数", "公务用车费", "购置费"), "2.00", 2022),
        (("2022年预算数", "公务用车费", "运行费"), "3.00", 2022),
    ]
    assert len(facts) == 10


PROJECTS: dict[str, Any] = {
    "rows": [
        ["类型", "项目名称", "合计", "财政拨款", None],
        [None, None, None, "一般公共预算", "政府性基金"],
        ["特定目标类", "信息化运行维护", "120.00", "120.00", ""],
        [None, "监督检查工作经费", "45.50", "45.50", ""],
        [None, "老旧设施改造", "100.00", "", "100.00"],
        ["其他运转类", "物业管理", "34.50", "34.50", ""],
        [None, "后勤保障", "10.00", "10.00", ""],
        ["合计", None, "310.00", "210.00", "100.00"],
    ],
    "widths": [90, 170, 80, 90, 80],
    "merged": {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2), (2, 0): (3, 1), (5, 0): (2, 1), (7, 0): (1, 2)},
    "heads": 2,
}


@pytest.mark.parametrize("rules", [*RULES, "open labels"])
def test_labels_in_the_middle_of_their_rows(tmp_path: Path, rules: str) -> None:
    page: list[Table | Text] = [
        Text("项目支出表", 60, None, 14), Text("单位：万元", 84, 450), Table(top=110, left=45, rules=rules, **PROJECTS)
    ]
    facts = read_disclosure(write_pdf(tmp_path / "a.pdf", [page])).facts
    assert [(f.row, f.col, f.text) for f in facts if f.col != ("合计",)] == [
        (("特定目标类", "信息化运行维护"), ("财政拨款", "一般公共预算"), "120.00"),
        (("特定目标类", "监督检查工作经费"), ("财政拨款", "一般公共预算"), "45.50"),
        (("特定目标类", "老旧设施改造"), ("财政拨款", "政府性基金"), "100.00"),
        (("其他运转类", "物业管理"), ("财政拨款", "一般公共预算"), "34.50"),
        (("其他运转类", "后勤保障"), ("财政拨款", "一般公共预算"), "10.00"),
        (("合计",), ("财政拨款", "一般公共预算"), "210.00"),
        (("合计",), ("财政拨款", "政府性基金"), "100.00"),
    ]


CARS: dict[str, Any] = {
    "rows": [
        ["单位名称", "“三公”经费", "出国（境）费", "公务用车购置及运行费", None, None, "公务接待费"],
        [None, None, None, "小计", "购置费", "运行费", None],
        ["合计", "25.00", "0.00", "20.00", "0.00", "20.00", "5.00"],
        ["示意县财政局", "25.00", "0.00", "20.00", "0.00", "20.00", "5.00"],
    ],
    "widths": [105, 80, 80, 55, 55, 55, 65],
    "merged": {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3), (0, 6): (2, 1)},
    "heads": 2,
}


@pytest.mark.parametrize("rules", RULES)
def test_two_rows_below_merged_heads(tmp_path: Path, rules: str) -> None:
    page: list[Table | Text] = [
        Text("“三公”经费支出表", 60, None, 14), Text("单位：万元", 84, 450), Table(top=110, left=45, rules=rules, **CARS)
    ]
    facts = read_disclosure(write_pdf(tmp_path / "a.pdf", [page])).facts
    cars = "公务用车购置及运行费"
    heads = [("“三公”经费",), ("出国（境）费",), (cars, "小计"), (cars, "购置费"), (cars, "运行费"), ("公务接待费",)]
    texts = ["25.00", "0.00", "20.00", "0.00", "20.00", "5.00"]
    assert [(f.row, f.col, f.text) for f in facts] == [
        ((name,), head, text) for name in ("合计", "示意县财政局") for head, text in zip(heads, texts, strict=True)
    ]


@pytest.mark.parametrize(
    "prose", ["2023年度收入预算总计　　 17,996.68　　 万元，与上", "支出预算 　　1,463.80　　 万元，增长 　　8.85%，"]
)
def test_justified_sentences_are_no_table(tmp_path: Path, prose: str) -> None:
    page: list[Table | Text] = [Text(prose, 100 + 20 * k, 50) for k in range(4)]
    document = read_disclosure(write_pdf(tmp_path / "a.pdf", [page]))
    assert not document.facts and document.prose_facts


FLUSH_SIDES: dict[str, Any] = {
    "rows": [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["财政拨款收入", "90.00", "一般公共服务支出", "70.00"],
        ["事业收入", "4.00", "教育支出", "24.00"],
        ["本年收入合计", "94.00", "本年支出合计", "94.00"],
    ],
    "widths": [150, 90, 150, 90],
}
FLUSH_KINDS: dict[str, Any] = {
    "rows": [
        ["预算数", "", "", "决算数", "", ""],
        ["合计", "公务接待费", "公务用车运行费", "合计", "公务接待费", "公务用车运行费"],
        ["7.00", "2.00", "5.00", "5.01", "1.15", "3.86"],
    ],
    "widths": [40, 80, 100, 40, 80, 100],
}


@pytest.mark.parametrize("rules", ["horizontal", "below"])
def test_heads_at_the_left_of_like_blocks(tmp_path: Path, rules: str) -> None:
    """A head of three columns at their left stands over the middle of none: what comes again below it says how far it goes."""
    sides = Table(top=110, left=45, rules=rules, heads=0, right=frozenset({1, 3}), **FLUSH_SIDES)
    kinds = Table(top=310, left=45, rules=rules, heads=0, right=frozenset(range(6)), **FLUSH_KINDS)
    page: list[Table | Text] = [
        Text("收支决算总表", 60, None, 14), Text("单位：万元", 84, 450), sides,
        Text("“三公”经费支出决算表", 260, None, 14), Text("单位：万元", 284, 450), kinds,
    ]  # fmt: skip
    cover: list[Table | Text] = [Text("示意省财政厅", 200, None, 22), Text("2023年度部门决算", 240, None, 22)]
    facts = read_disclosure(write_pdf(tmp_path / "flush.pdf", [cover, page])).facts
    assert [(f.label, f.col) for f in facts[:4]] == [
        ("财政拨款收入", ("收入", "预算数")), ("一般公共服务支出", ("支出", "预算数")),
        ("事业收入", ("收入", "预算数")), ("教育支出", ("支出", "预算数")),
    ]  # fmt: skip
    assert [(*f.col, f.text, f.kind) for f in facts[6:]] == [
        ("预算数", "合计", "7.00", "budget"), ("预算数", "公务接待费", "2.00", "budget"),
        ("预算数", "公务用车运行费", "5.00", "budget"), ("决算数", "合计", "5.01", "final"),
        ("决算数", "公务接待费", "1.15", "final"), ("决算数", "公务用车运行费", "3.86", "final"),
    ]  # fmt: skip
