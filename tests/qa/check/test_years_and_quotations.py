"""One item over years and bodies: said once and carried on, summed up, ranked; and sentences quoted word for word."""

from __future__ import annotations

import pytest

from corpus.model import Disclosure, Kind
from index.memory import MemoryStore
from tests.qa.build import disclosure, document, passage, table
from tests.qa.check.test_check import C, Case, R, U, V, judged

WATER, ROADS = "云岭市水务局", "云岭市公路局"
VISITS = "“三公”经费预算数"


def year_of(body: str, year: int, visits: str, hosting: str, total: str, kind: Kind = "budget") -> Disclosure:
    """A budget whose 三公 total stands under 小计 as the body's own total does; or the accounts that name it by title."""
    doc = document(body, year, kind)
    rows = [(("农林水支出",), "213", (total,)), (("农林水支出", "河道管护"), "21303", (hosting,)), (("合计",), None, (total,))]
    spent = table(doc, "支出决算表" if kind == "final" else "部门支出总表", (("小计",),), rows)
    if kind == "final":
        heads: tuple[tuple[str, ...], ...] = (("决算数", "合计"), ("决算数", "公务接待费"))
        return disclosure(doc, [spent, table(doc, "财政拨款“三公”经费支出决算表", heads, [((), None, (visits, hosting))])])
    heads = ((VISITS, "小计"), (VISITS, "公务接待费"))
    said = f"“河道管护”（项）安排项目支出{hosting}万元，用于清理河道和修补堤岸。"
    return disclosure(doc, [spent, table(doc, "“三公”经费表", heads, [((), None, (visits, hosting))])], [passage(doc, (), said)])


@pytest.fixture(scope="module")
def years() -> MemoryStore:
    return MemoryStore([
        year_of(WATER, 2021, "41.00", "11.00", "810.00"),
        year_of(WATER, 2022, "44.00", "12.00", "820.00"),
        year_of(WATER, 2022, "39.00", "9.00", "801.00", "final"),
        year_of(WATER, 2023, "56.00", "16.00", "830.00"),
        year_of(ROADS, 2023, "90.00", "20.00", "930.00"),
    ])  # fmt: skip


CARRIED: list[Case] = [
    ("only the year changes", f"{WATER}{VISITS}2023年为56.00万元，2022年为44.00万元，增加12.00万元，增长27.27%。",
     [("56.00万元", V, None), ("44.00万元", V, None), ("12.00万元", R, None), ("27.27%", R, None)]),
    ("the other year falsified", f"{WATER}{VISITS}2023年为56.00万元，2022年为45.00万元。",
     [("56.00万元", V, None), ("45.00万元", C, "44.00")]),
    ("three years after a colon", f"{WATER}{VISITS}：2021年41.00万元，2022年44.00万元，2023年56.00万元。",
     [("41.00万元", V, None), ("44.00万元", V, None), ("56.00万元", V, None)]),
    ("bodies in lines", f"2023年{VISITS}（{ROADS}、{WATER}）合计为146.00万元。\n- {ROADS}：90.00万元\n- {WATER}：56.00万元",
     [("146.00万元", R, None), ("90.00万元", V, None), ("56.00万元", V, None)]),
    ("bodies in lines, swapped", f"2023年{VISITS}：\n- {ROADS}：56.00万元\n- {WATER}：90.00万元",
     [("56.00万元", C, "90.00"), ("90.00万元", C, "56.00")]),
    ("the item of a title", f"{WATER}“三公”经费2022年为39.00万元，是减少而不是增加。", [("39.00万元", V, None)]),
    ("no item at all", f"{WATER}海洋浮标经费2023年为5.00万元，2022年为6.00万元。", [("5.00万元", U, None), ("6.00万元", U, None)]),
]  # fmt: skip
SUMMED: list[Case] = [
    ("years in brackets", f"{WATER}公务接待费预算（2021年、2022年、2023年）合计为39.00万元。", [("39.00万元", R, None)]),
    ("through the years", f"{WATER}公务接待费预算2021年至2023年合计39.00万元。", [("39.00万元", R, None)]),
    ("the last year for the sum", f"{WATER}公务接待费预算（2021年、2022年、2023年）合计为16.00万元。", [("16.00万元", C, "39.00")]),
    ("a year that is not here", f"{WATER}公务接待费预算（2020年、2023年）合计为27.00万元。", [("27.00万元", U, None)]),
    ("the most of the years", f"{WATER}{VISITS}最多的是2023年，为56.00万元。", [("56.00万元", V, None)]),
    ("not the most of the years", f"{WATER}{VISITS}最多的是2022年，为44.00万元。", [("44.00万元", C, None)]),
    ("more than one year, not the most", f"{WATER}{VISITS}最多的是2022年，为44.00万元，多于2021年。", [("44.00万元", C, None)]),
    ("among two years only", f"2021年和2022年，{WATER}{VISITS}最多的是2022年，为44.00万元。", [("44.00万元", U, None)]),
    ("the least of the years", f"{WATER}{VISITS}最少的是2021年，为41.00万元。", [("41.00万元", V, None)]),
]  # fmt: skip
SAID = "用于清理河道和修补堤岸"
QUOTED: list[Case] = [
    ("word for word", f"{WATER}2022年决算这样说明：““河道管护”（项）安排项目支出12.00万元，{SAID}。”", [("12.00万元", V, None)]),
    ("one word is another", f"{WATER}2022年决算这样说明：““河道管护”（项）安排项目支出12.00万元，用于清理河道和新建堤岸。”",
     [("12.00万元", C, "9.00")]),
    ("another figure", f"{WATER}2022年决算这样说明：““河道管护”（项）安排项目支出21.00万元，{SAID}。”", [("21.00万元", C, "9.00")]),
    ("another year's", f"{WATER}2023年预算这样说明：““河道管护”（项）安排项目支出12.00万元，{SAID}。”", [("12.00万元", C, "16.00")]),
    ("the budget's row, the accounts named a sentence before", f"{WATER}2022年决算没有单列它。“河道管护”这一行的金额是12.00万元。",
     [("12.00万元", U, None)]),
    ("the accounts' row, named here", f"{WATER}2022年决算中，河道管护12.00万元。", [("12.00万元", C, "9.00")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
def test_an_item_said_once(text: str, wanted: list[tuple[str, str, str | None]], years: MemoryStore) -> None:
    assert judged(text, years) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in SUMMED], ids=[c[0] for c in SUMMED])
def test_sums_and_ranks_over_years(text: str, wanted: list[tuple[str, str, str | None]], years: MemoryStore) -> None:
    assert judged(text, years) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in QUOTED], ids=[c[0] for c in QUOTED])
def test_quotations(text: str, wanted: list[tuple[str, str, str | None]], years: MemoryStore) -> None:
    assert judged(text, years) == wanted
