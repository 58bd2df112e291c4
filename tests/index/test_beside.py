"""An item side by side: printed cells only of what is surely the same item, and exact figures worked out from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import PERCENT, WAN, YI, YUAN, Amount, Fact, Unit
from index.entries import shown
from index.memory import MemoryStore
from index.search import Hit, search
from tests.index.budget import disclosure

STORE = MemoryStore([
    disclosure("a22.pdf", "示例市云岭区财政局", 2022, 2),
    disclosure("a23.pdf", "示例市云岭区财政局", 2023, 1),
    disclosure("f22.pdf", "示例市云岭区财政局", 2022, 3, kind="final"),
    disclosure("b23.pdf", "示例市教育局", 2023, 3, unit=YUAN),
    disclosure("c23.pdf", "示例市民政局", 2023, 5),
    disclosure("p22.pdf", "中共示例市委办公室", 2022, 2), disclosure("p23.pdf", "中国共产党示例市委员会办公室", 2023, 1),
])


def lead(question: str, **more: object) -> Hit | None:
    """What is laid side by side, if anything is."""
    hit = next(iter(search(question, STORE, **more)), None)  # type: ignore[arg-type]
    return hit if hit and hit.row_id is None and hit.passage_id is None else None


@pytest.mark.parametrize(("question", "printed", "computed"), [
    ("云岭区财政局2022年和2023年公积金各多少", ("2022年预算 6.50", "2023年预算 3.50"), ""),
    ("云岭区财政局公积金2023年预算比2022年预算少多少", ("6.50", "3.50"), "减少 3.00万元 = 6.50 − 3.50，46.15%"),
    ("云岭区财政局2022年会议费决算比预算增加多少", ("4.40",), "持平"),
    ("云岭区财政局2023年预算总额比2022年决算少了多少", ("2022年决算 33.50", "2023年预算 11.50"), "22.00万元 = 33.50 − 11.50，65.67%"),
    ("2023年云岭区财政局和民政局公务接待费合计多少", ("6.50", "30.50"), "合计 37.00万元 = 6.50 + 30.50"),
    ("2023年云岭区财政局和教育局公积金一共多少", ("2023年预算 3.50", "9.50 元"), "合计 3.50095万元 = 3.50 + 0.00095"),
    ("市委办公室2022年和2023年的购房补贴相差多少", ("8.50", "4.50"), "减少 4.00万元"),
])
def test_printed_cells_side_by_side(question: str, printed: tuple[str, ...], computed: str) -> None:
    hit = lead(question)
    assert hit is not None
    for cell in printed:
        assert cell in hit.text
    assert computed in hit.text
    assert ("计算" in hit.text) == bool(computed) == ("文件未印" in hit.why)


def test_the_rows_follow_and_the_line_can_be_left_out() -> None:
    hits = search("云岭区财政局2022年和2023年公积金各多少", STORE, k=3)
    assert [(hit.rank, hit.row_id is None) for hit in hits] == [(1, True), (2, False), (3, False)]
    assert {hit.document for hit in hits[1:]} == {"a22.pdf", "a23.pdf"}
    assert all(hit.row_id for hit in search("云岭区财政局2022年和2023年公积金", STORE, k=2, compare=False))


@pytest.mark.parametrize("question", [
    "云岭区财政局2023年公积金",  # nothing to compare
    "云岭区财政局2022年和2023年的云桥",  # no line is surely meant
    "云岭区财政局2022年和2023年物业管理费",  # in neither
    "云岭区财政局2020年和2023年公积金是多少",  # of one year nothing is known
])
def test_what_is_not_surely_one_item_is_not_compared(question: str) -> None:
    assert lead(question) is None


def money(text: str, unit: Unit | None) -> Fact:
    value = Decimal(text.replace(",", ""))
    return Fact("1", "d", 1, (0, 0, 0, 0), "t", "t", (), None, ("合计",), 2023, "budget", text, Amount(value, unit, 2))


@pytest.mark.parametrize(("text", "unit", "expected"), [
    ("371,514,655.00", YUAN, "371,514,655.00（约37,151.47万元，约3.72亿元）"),
    ("180,000.00", YUAN, "180,000.00（18.00万元）"),
    ("27,664.22", WAN, "27,664.22（约2.77亿元）"),
    ("87.99", WAN, "87.99"), ("0.00", YUAN, "0.00"), ("99.99", YUAN, "99.99"), ("1.20", YI, "1.20"),
    ("12.14", PERCENT, "12.14"), ("7", None, "7"), ("-50,000", YUAN, "-50,000（-5.00万元）"), ("100,050", YUAN, "100,050（约10.01万元）"),
], ids=str)
def test_a_cell_is_shown_with_what_it_is_in_other_units(text: str, unit: Unit | None, expected: str) -> None:
    assert shown(money(text, unit)) == expected


@given(st.integers(min_value=0, max_value=10**13))
def test_a_conversion_is_the_exact_figure_rounded_half_up(cents: int) -> None:
    text = f"{Decimal(cents).scaleb(-2):,}"
    said = shown(money(text, YUAN)).removeprefix(text).strip("（）").split("，")[0]
    if said:
        digits = Decimal(said.removeprefix("约").removesuffix("万元").replace(",", ""))
        assert abs(digits - Decimal(cents).scaleb(-6)) <= Decimal("0.005")
        assert said.startswith("约") == (digits != Decimal(cents).scaleb(-6))
