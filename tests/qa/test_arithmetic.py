"""Expressions over printed figures: exact, and rounded half-up once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import PERCENT, WAN, YI, YUAN, Amount, Fact, Unit
from qa.arithmetic import (
    ArithmeticRefusal,
    Average,
    Cell,
    Difference,
    Expression,
    Growth,
    Ratio,
    Share,
    Sum,
    evaluate,
    exact,
    leaves,
    render,
)


def cell(text: str, unit: Unit | None = WAN) -> Cell:
    value = Decimal(text.replace(",", ""))
    amount = Amount(value, unit, max(0, -int(value.as_tuple().exponent)))
    return Cell(Fact(text, "d", 1, (0, 0, 0, 0), "t", "t1", ("行",), None, ("列",), 2022, "budget", text, amount))


A, B = cell("87.99"), cell("45.00")
CASES: list[tuple[str, Expression, int, Unit | None, str, str]] = [
    ("sum", Sum((A, B)), 2, WAN, "132.99", "87.99万元 + 45.00万元"),
    ("difference", Difference(B, A), 2, WAN, "-42.99", "45.00万元 − 87.99万元"),
    ("share", Share(A, cell("132.99")), 2, PERCENT, "66.16", "87.99万元 ÷ 132.99万元"),
    ("growth", Growth(A, B), 1, PERCENT, "95.5", "(87.99万元 − 45.00万元) ÷ 45.00万元"),
    ("ratio", Ratio(A, B), 2, None, "1.96", "87.99万元 ÷ 45.00万元"),
    ("average", Average((A, B)), 2, WAN, "66.50", "(87.99万元 + 45.00万元) ÷ 2"),
    ("across units", Sum((A, cell("1,000", YUAN))), 2, WAN, "88.09", "87.99万元 + 1,000元"),
    ("converted", A, 4, YI, "0.0088", "87.99万元"),
    ("half goes up", cell("0.125"), 2, WAN, "0.13", "0.125万元"),
    ("nested", Share(A, Sum((A, B))), 2, PERCENT, "66.16", "87.99万元 ÷ (87.99万元 + 45.00万元)"),
]


FIELDS = ("expression", "decimals", "unit", "value", "text")


@pytest.mark.parametrize(FIELDS, [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_value_and_text(expression: Expression, decimals: int, unit: Unit | None, value: str, text: str) -> None:
    assert str(evaluate(expression, decimals, unit)) == value
    assert render(expression) == text


@pytest.mark.parametrize(
    "expression",
    [Share(A, cell("0.00")), Growth(A, cell("0")), Sum((A, cell("3", PERCENT))), Cell(cell("1", None).fact)],
    ids=["share of zero", "growth on zero", "money and percent", "unit unknown"],
)
def test_refuses(expression: Expression) -> None:
    with pytest.raises(ArithmeticRefusal):
        exact(expression)


money = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@given(st.lists(money, min_size=1, max_size=9))
def test_a_sum_is_exact(values: list[Decimal]) -> None:
    terms = tuple(cell(str(value)) for value in values)
    assert evaluate(Sum(terms), 2, WAN) == sum(values)
    assert [fact.text for fact in leaves(Sum(terms))] == [str(value) for value in values]


@given(money, money.filter(bool), st.integers(0, 4))
def test_a_share_is_rounded_once(part: Decimal, whole: Decimal, decimals: int) -> None:
    got = evaluate(Share(cell(str(part)), cell(str(whole))), decimals)
    assert got == (part * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
