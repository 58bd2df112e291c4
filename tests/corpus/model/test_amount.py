"""Amounts and intervals: laws that hold for every figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import PERCENT, WAN, YI, YUAN, Amount, Unit, parse_figure, parse_number, round_half_up, unit_of

UNITS = st.sampled_from([YUAN, WAN, YI])
VALUES = st.integers(-(10**12), 10**12)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Amounts of money with up to four decimals."""
    decimals = draw(st.integers(0, 4))
    return Amount(Decimal(draw(VALUES)).scaleb(-decimals), draw(UNITS), decimals)


@given(amounts(), UNITS)
def test_conversion_is_exact_and_comes_back(amount: Amount, unit: Unit) -> None:
    there = Amount(amount.to(unit), unit, 0)
    assert amount.unit is not None
    assert there.to(amount.unit) == amount.value


@given(amounts())
def test_a_figure_lies_within_its_interval_whose_width_is_one_last_digit(amount: Amount) -> None:
    interval = amount.interval()
    assert interval.low < amount.base < interval.high
    assert amount.unit is not None
    assert interval.high - interval.low == Decimal(1).scaleb(amount.unit.power - amount.decimals)


@given(amounts(), amounts())
def test_sums_of_intervals_commute_and_hold_the_sum(a: Amount, b: Amount) -> None:
    assert a.interval() + b.interval() == b.interval() + a.interval()
    both = a.interval() + b.interval()
    assert both.low < a.base + b.base < both.high


@given(amounts())
def test_mils_keep_every_printed_digit(amount: Amount) -> None:
    mils = amount.mils
    assert mils is not None
    assert Decimal(mils).scaleb(-4) == amount.base


def test_percentages_do_not_convert_to_money() -> None:
    with pytest.raises(ValueError, match="does not convert"):
        Amount(Decimal("5"), PERCENT, 0).to(WAN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", ("1234.50", 2)),
        (" 1 234.5", ("1234.5", 1)),
        ("１，２３４．５０", ("1234.50", 2)),
        ("-3.20", ("-3.20", 2)),
        ("(3.20)", ("-3.20", 2)),
        ("0.000", ("0.000", 3)),
        ("0", ("0", 0)),
        (".5", (".5", 1)),
    ],
)
def test_numbers_as_printed(text: str, value: tuple[str, int]) -> None:
    assert parse_number(text) == (Decimal(value[0]), value[1])


@pytest.mark.parametrize("text", ["-", "—", "无", "", "12次", "2022年", "1.2.3", "90%以上", "1,23"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_a_unit_beside_the_number_is_kept() -> None:
    assert parse_figure("30.25万元") == (Decimal("30.25"), 2, WAN)
    assert parse_figure("4次") is None


@pytest.mark.parametrize(("value", "shown"), [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.1249", "0.12")])
def test_halves_round_away_from_zero(value: str, shown: str) -> None:
    assert round_half_up(Decimal(value), 2) == Decimal(shown)


@pytest.mark.parametrize(("name", "unit"), [("万 元", "万元"), ("％", "%"), ("亿", "亿元"), ("桶", None)])
def test_units_by_name(name: str, unit: str | None) -> None:
    found = unit_of(name)
    assert (found.name if found else None) == unit
