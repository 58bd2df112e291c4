"""The gate lets nothing through that the store does not bear out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact
from qa.arithmetic import Cell, Difference, Growth, Share, Sum
from qa.verdicts import Claimed, Gate
from tests.qa.build import Shelf, science

HELD = science()
GATE = Gate(Shelf(HELD))


def fact(label: str, place: int = 0) -> Fact:
    return [f for f in HELD.facts if f.label == label][place]


FUND, SUBSIDY = fact("住房公积金"), fact("购房补贴")


def claimed(text: str, value: str, unit: str, expression: object, decimals: int = 2, **more: object) -> Claimed:
    return Claimed(text, Decimal(value), unit, decimals, expression, **more)  # type: ignore[arg-type]


def test_a_cell_as_printed_is_verified() -> None:
    assert GATE.judge(claimed("60.00万元", "60.00", "万元", Cell(FUND))) == "verified"


def test_a_conversion_is_verified_when_it_is_exact_or_rounded_half_up() -> None:
    assert GATE.judge(claimed("600,000元", "600000", "元", Cell(FUND), 0)) == "verified"
    assert GATE.judge(claimed("0.01亿元", "0.01", "亿元", Cell(FUND))) == "verified"
    assert GATE.judge(claimed("0.02亿元", "0.02", "亿元", Cell(FUND))) == "unsupported"


def test_a_computation_is_recomputed() -> None:
    assert GATE.judge(claimed("100.00万元", "100.00", "万元", Sum((Cell(FUND), Cell(SUBSIDY))))) == "recomputed"
    assert GATE.judge(claimed("20.00万元", "20.00", "万元", Difference(Cell(SUBSIDY), Cell(FUND)), absolute=True)) == "recomputed"
    assert GATE.judge(claimed("150.00%", "150.00", "%", Share(Cell(FUND), Cell(SUBSIDY)))) == "recomputed"


def test_a_digit_off_is_unsupported() -> None:
    assert GATE.judge(claimed("60.01万元", "60.01", "万元", Cell(FUND))) == "unsupported"
    assert GATE.judge(claimed("50.01%", "50.01", "%", Growth(Cell(FUND), Cell(SUBSIDY)))) == "unsupported"


def test_the_words_must_say_the_value() -> None:
    assert GATE.judge(claimed("70.00万元", "60.00", "万元", Cell(FUND))) == "unsupported"


def test_another_unit_of_the_same_number_is_unsupported() -> None:
    assert GATE.judge(claimed("60.00元", "60.00", "元", Cell(FUND))) == "unsupported"


def test_a_fact_that_the_store_does_not_have_so_is_unsupported() -> None:
    altered = replace(FUND, text="61.00", amount=replace(FUND.amount, value=Decimal("61.00")))
    assert GATE.judge(claimed("61.00万元", "61.00", "万元", Cell(altered))) == "unsupported"


def test_a_zero_needs_words_that_deny() -> None:
    note = "注：本部门无政府性基金预算支出"
    assert GATE.judge(claimed("0.00万元", "0.00", "万元", None, note=note)) == "verified"
    assert GATE.judge(claimed("5.00万元", "5.00", "万元", None, note=note)) == "unsupported"
    assert GATE.judge(claimed("0.00万元", "0.00", "万元", None, note="收入合计")) == "unsupported"
