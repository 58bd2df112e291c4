"""Row trees from codes, numbering, indentation and columns: one row a case, in the domain's notation."""

from __future__ import annotations

import pytest

from corpus.tables.rowtree import Label, clean_label, paths_by_code, paths_by_columns, paths_by_shape


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("一、 财政 拨款", "财政拨款"),
        ("（二）公用经费", "公用经费"),
        ("1.一般公共预算", "一般公共预算"),
        ("⒉公务接待费", "公务接待费"),
        ("其中：财政拨款", "财政拨款"),
        ("2022年", "2022年"),
        ("1.5万千瓦机组", "1.5万千瓦机组"),
    ],
)
def test_labels_lose_their_numbering_only(printed: str, label: str) -> None:
    assert clean_label(printed) == label


def test_codes_make_parents_of_prefixes_that_the_table_prints() -> None:
    labels = [
        Label("合计"),
        Label("教育支出", "205"),
        Label("普通教育", "20502"),
        Label("小学教育", "2050202"),
        Label("特殊学校教育", "2050701"),
    ]
    assert paths_by_code(labels) == [
        ("合计",),
        ("教育支出",),
        ("教育支出", "普通教育"),
        ("教育支出", "普通教育", "小学教育"),
        ("教育支出", "特殊学校教育"),
    ]


SHAPES = {
    "numbering": (
        False,
        [("一、财政拨款", 0), ("1.一般公共预算", 0), ("二、其他收入", 0), ("本年收入合计", 40)],
        ["财政拨款", "财政拨款/一般公共预算", "其他收入", "本年收入合计"],
    ),
    "indentation": (
        True,
        [("一般公共服务支出", 0), ("财政事务", 9), ("行政运行", 18), ("教育支出", 0)],
        ["一般公共服务支出", "一般公共服务支出/财政事务", "一般公共服务支出/财政事务/行政运行", "教育支出"],
    ),
    "among": (
        True,
        [("项目支出", 0), ("其中：信息化", 9), ("结转下年", 0)],
        ["项目支出", "项目支出/信息化", "结转下年"],
    ),
    "numbering begins again below an unnumbered row": (
        False,
        [
            ("一、一般公共预算", 0),
            ("二、政府性基金", 0),
            ("本年收入合计", 30),
            ("年初结转", 0),
            ("一、一般公共预算", 0),
        ],
        ["一般公共预算", "政府性基金", "本年收入合计", "年初结转", "年初结转/一般公共预算"],
    ),
    "centred labels say nothing by their place": (
        False,
        [("基本支出", 3), ("项目支出大类", 0), ("结转", 6)],
        ["基本支出", "项目支出大类", "结转"],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_trees_by_shape(name: str) -> None:
    aligned, labels, paths = SHAPES[name]
    found = paths_by_shape([Label(text, None, float(x)) for text, x in labels], aligned)
    assert ["/".join(p) for p in found] == paths


def test_label_columns_go_on_where_they_are_blank() -> None:
    rows = [["货物", "", ""], ["", "设备", "电脑"], ["", "", "打印机"], ["服务", "", ""], ["合计", "", ""]]
    assert ["/".join(p) for p in paths_by_columns(rows)] == [
        "货物",
        "货物/设备/电脑",
        "货物/设备/打印机",
        "服务",
        "合计",
    ]
