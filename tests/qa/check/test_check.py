"""What the checker makes of sentences: a named row a case, at the edge of each rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.memory import MemoryStore
from qa.check import check_text

HEAD = "云岭市档案局2023年预算"
Case = tuple[str, str, list[tuple[str, str, str | None]]]
V, R, C, U = "verified", "recomputed", "contradicted", "unsupported"

CELLS: list[Case] = [
    (
        "path and column",
        f"{HEAD}《部门支出总表》中，一般公共服务支出—政务公开事务—热线管理的项目支出为87.99万元。",
        [("87.99万元", V, None)],
    ),
    (
        "another column",
        f"{HEAD}《部门支出总表》中，一般公共服务支出—政务公开事务的基本支出为567.99万元。",
        [("567.99万元", C, "480.00")],
    ),
    (
        "a parent that is not there",
        f"{HEAD}《部门支出总表》中，住房保障支出—热线管理的合计为87.99万元。",
        [("87.99万元", U, None)],
    ),
    ("a table that is not there", f"{HEAD}《资产明细表》中，热线管理的合计为87.99万元。", [("87.99万元", U, None)]),
    ("only the label", f"{HEAD}中，热线管理87.99万元。", [("87.99万元", V, None)]),
    ("two digits swapped", f"{HEAD}中，热线管理89.79万元。", [("89.79万元", C, "87.99")]),
    ("ten thousand times too much", f"{HEAD}中，热线管理87.99亿元。", [("87.99亿元", C, "0.008799")]),
    ("a longer name", f"{HEAD}中，其他热线管理87.99万元。", [("87.99万元", U, None)]),
    (
        "either scope of one label",
        f"{HEAD}中，公务接待费10.00万元，公务接待费15.00万元。",
        [("10.00万元", V, None), ("15.00万元", V, None)],
    ),
    ("the scope is named", f"{HEAD}《基本支出表》中，公务接待费的金额为15.00万元。", [("15.00万元", C, "10.00")]),
    ("the year's own figure", "云岭市档案局2022年热线管理87.99万元。", [("87.99万元", C, "50.00")]),
    ("a year that is not here", "云岭市档案局2015年热线管理87.99万元。", [("87.99万元", U, None)]),
    ("budget for final", "云岭市档案局2022年决算，热线管理50.00万元。", [("50.00万元", U, None)]),
    ("final accounts", "云岭市档案局2023年决算中，热线管理86.54万元。", [("86.54万元", V, None)]),
    ("another body's figure", f"{HEAD}中，热线管理41.00万元。", [("41.00万元", C, "87.99")]),
    ("a body that is not here", "青石县统计局2023年预算中，热线管理87.99万元。", [("87.99万元", U, None)]),
    ("without its region", "档案局2023年预算中，热线管理87.99万元。", [("87.99万元", V, None)]),
    (
        "carried over the full stop",
        f"{HEAD}已经公开。其中，热线管理87.99万元，行政运行460万元。",
        [("87.99万元", V, None), ("460万元", C, "480.00")],
    ),
    (
        "two years in one sentence",
        "云岭市档案局2022年热线管理50.00万元，2023年热线管理87.99万元。",
        [("50.00万元", V, None), ("87.99万元", V, None)],
    ),
    ("denied", f"{HEAD}中，热线管理不是87.99万元。", [("87.99万元", C, "87.99")]),
    ("denied rightly", f"{HEAD}中，热线管理并非88.99万元。", [("88.99万元", U, None)]),
    (
        "swapped",
        f"{HEAD}中，热线管理480.00万元，行政运行87.99万元。",
        [("480.00万元", C, "87.99"), ("87.99万元", C, "480.00")],
    ),
    ("largest", f"{HEAD}中，最大的是行政运行，为480.00万元。", [("480.00万元", V, None)]),
    ("not the largest", f"{HEAD}中，热线管理最多，达87.99万元。", [("87.99万元", C, None)]),
    ("the figure goes before", f"{HEAD}中，有87.99万元用于热线管理。", [("87.99万元", V, None)]),
    (
        "english",
        "In the 2023 budget of 云岭市档案局, 热线管理 was 0.8799 million yuan.",
        [("0.8799 million yuan", V, None)],
    ),
    ("empty table", f"{HEAD}中，政府性基金预算支出0万元。", [("0万元", V, None)]),
    ("empty table, not nought", f"{HEAD}中，政府性基金预算支出3万元。", [("3万元", C, "0")]),
    ("prose", f"{HEAD}中，机关运行经费88.80万元，车辆7辆。", [("88.80万元", V, None), ("7辆", V, None)]),
    ("prose says otherwise", f"{HEAD}中，机关运行经费88.08万元。", [("88.08万元", C, "88.80")]),
]
WRITING: list[Case] = [
    ("chinese numerals", f"{HEAD}中，热线管理八十七点九九万元。", [("八十七点九九万元", V, None)]),
    ("chinese places", f"{HEAD}中，热线管理八十七万九千九百元。", [("八十七万九千九百元", V, None)]),
    ("full width", f"{HEAD}中，热线管理８７．９９万元。", [("８７．９９万元", V, None)]),
    ("rounded half-up", f"{HEAD}中，热线管理88.0万元。", [("88.0万元", V, None)]),
    ("cut", f"{HEAD}中，热线管理87.9万元。", [("87.9万元", C, "88.0")]),
    ("about", f"{HEAD}中，热线管理约90万元。", [("90万元", V, None)]),
    ("about, far off", f"{HEAD}中，热线管理约100万元。", [("100万元", C, "87.99")]),
    ("more than", f"{HEAD}中，热线管理超过87万元。", [("87万元", V, None)]),
    ("more than it is", f"{HEAD}中，热线管理超过88万元。", [("88万元", C, "87.99")]),
    ("less than", f"{HEAD}中，热线管理不足90万元。", [("90万元", V, None)]),
    ("nearly", f"{HEAD}中，热线管理近90万元。", [("90万元", V, None)]),
    ("between", f"{HEAD}中，热线管理在80至90万元。", [("80", V, None), ("90万元", V, None)]),
    ("not between", f"{HEAD}中，热线管理在90至95万元。", [("90", C, "87.99"), ("95万元", C, "87.99")]),
]
RELATIONS: list[Case] = [
    (
        "sum",
        f"{HEAD}中，行政运行480.00万元，热线管理87.99万元，两项合计567.99万元。",
        [("480.00万元", V, None), ("87.99万元", V, None), ("567.99万元", R, None)],
    ),
    (
        "wrong sum",
        f"{HEAD}中，行政运行480.00万元，热线管理87.99万元，两项合计567.00万元。",
        [("480.00万元", V, None), ("87.99万元", V, None), ("567.00万元", C, "567.99")],
    ),
    (
        "sum of wrong parts",
        f"{HEAD}中，行政运行480.00万元，热线管理97.99万元，两项合计577.99万元。",
        [("480.00万元", V, None), ("97.99万元", C, "87.99"), ("577.99万元", C, "567.99")],
    ),
    ("sum by names", f"{HEAD}中，行政运行和热线管理合计567.99万元。", [("567.99万元", R, None)]),
    ("difference", f"{HEAD}中，行政运行比热线管理多392.01万元。", [("392.01万元", R, None)]),
    ("the other way round", f"{HEAD}中，行政运行比热线管理少392.01万元。", [("392.01万元", C, "-392.01")]),
    ("share", f"{HEAD}中，热线管理占一般公共服务支出的15.49%。", [("15.49%", R, None)]),
    ("wrong share", f"{HEAD}中，热线管理占一般公共服务支出的18.33%。", [("18.33%", C, "15.49")]),
    (
        "change",
        f"{HEAD}中，热线管理87.99万元，比上年增加37.99万元，增长75.98%。",
        [("87.99万元", V, None), ("37.99万元", R, None), ("75.98%", R, None)],
    ),
    (
        "wrong direction",
        f"{HEAD}中，热线管理87.99万元，比2022年减少37.99万元。",
        [("87.99万元", V, None), ("37.99万元", C, "-37.99")],
    ),
    (
        "wrong base",
        f"{HEAD}中，热线管理87.99万元，比2022年增长43.18%。",
        [("87.99万元", V, None), ("43.18%", C, "75.98")],
    ),
    (
        "average",
        f"{HEAD}中，差旅费20.00万元，热线管理87.99万元，两项平均54.00万元。",
        [("20.00万元", V, None), ("87.99万元", V, None), ("54.00万元", R, None)],
    ),
    (
        "times",
        f"{HEAD}中，行政运行480.00万元，差旅费20.00万元，前者是后者的24倍。",
        [("480.00万元", V, None), ("20.00万元", V, None), ("24倍", R, None)],
    ),
    ("tenths", f"{HEAD}中，行政运行占一般公共服务支出的近九成。", [("九成", C, "84.51")]),
    ("tenths, rightly", f"{HEAD}中，行政运行占一般公共服务支出的八成多。", [("八成", R, None)]),
    ("a third", f"{HEAD}中，差旅费占商品和服务支出的三分之二。", [("三分之二", R, None)]),
]


def judged(text: str, store: MemoryStore) -> list[tuple[str, str, str | None]]:
    return [(figure.text, figure.verdict, figure.expected) for figure in check_text(text, store).figures]


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_cells(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in WRITING], ids=[c[0] for c in WRITING])
def test_ways_of_writing(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in RELATIONS], ids=[c[0] for c in RELATIONS])
def test_relations(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


def test_a_verified_figure_cites_its_cell(store: MemoryStore) -> None:
    checked = check_text(f"{HEAD}《部门支出总表》中，热线管理的项目支出为87.99万元。", store)
    (figure,) = checked.figures
    cited = next(c for c in checked.citations if c.id == figure.citations[0])
    assert (cited.quote, cited.row[-1], cited.column, cited.year) == ("87.99", "热线管理", ["项目支出"], 2023)
    assert checked.text[figure.start : figure.end] == figure.text
    assert not checked.contradicted


def test_reasons_are_in_the_language_of_the_text(store: MemoryStore) -> None:
    chinese = check_text(f"{HEAD}中，热线管理87.99万元。", store).figures[0].why
    english = check_text("In the 2023 budget of 云岭市档案局, 热线管理 was 87.99 万元.", store).figures[0].why
    assert "印的是" in chinese
    assert "prints" in english


def test_what_changes_in_the_store_is_seen() -> None:
    empty = MemoryStore()
    assert judged(f"{HEAD}中，热线管理87.99万元。", empty) == [("87.99万元", U, None)]


WORDS = (
    "云岭市档案局",
    "2023年",
    "预算",
    "《",
    "》",
    "部门支出总表",
    "热线管理",
    "行政运行",
    "合计",
    "87.99",
    "万元",
    "%",
    "占",
    "比上年",
    "增长",
    "减少",
    "两项",
    "前者",
    "—",
    "的",
    "为",
    "不是",
    "约",
    "三分之一",
    "近九成",
    "翻一番",
    "和",
    "，",
    "。",
    "；",
    "（",
    "-",
    "1.2.3",
    "亿",
    "\n",
    "🙂",
    "０",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=24))
def test_any_text_is_judged(store: MemoryStore, parts: list[str]) -> None:
    text = "".join(parts)
    for figure in check_text(text, store).figures:
        assert text[figure.start : figure.end] == figure.text
