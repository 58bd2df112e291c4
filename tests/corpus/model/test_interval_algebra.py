"""Laws of intervals: sums, differences and conversions never lose a value that the printed figures allow."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Amount, Interval, round_half_up
from corpus.model.amount import MONEY
from corpus.rules.judge import judge_sum

values = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
amounts = st.builds(
    lambda value, places, unit: Amount(round_half_up(value, places), unit, places),
    values, st.integers(0, 4), st.sampled_from(MONEY),
)  # fmt: skip


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(values), draw(values)))
    return Interval(low, high)


def holds(interval: Interval, value: Decimal) -> bool:
    return interval.low <= value <= interval.high


@given(intervals(), intervals())
def test_meeting_is_mutual_and_of_something(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(b) == (max(a.low, b.low) <= min(a.high, b.high))


@given(intervals(), intervals(), intervals())
def test_addition_is_in_any_order(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a - b == a + -b


@given(intervals(), intervals(), st.fractions(0, 1), st.fractions(0, 1))
def test_a_sum_holds_the_sums_of_what_is_inside(a: Interval, b: Interval, s: object, t: object) -> None:
    x, y = (_inside(i, share) for i, share in ((a, s), (b, t)))
    assert holds(a + b, x + y)
    assert holds(a - b, x - y)


def _inside(interval: Interval, share: object) -> Decimal:
    part = Decimal(share.numerator) / Decimal(share.denominator)  # type: ignore[attr-defined]
    value = interval.low + (interval.high - interval.low) * part
    return min(max(value, interval.low), interval.high)


@given(amounts)
def test_a_figure_lies_in_its_own_interval(amount: Amount) -> None:
    span = amount.interval()
    power = amount.unit.power if amount.unit else 0
    assert holds(span, amount.base)
    assert span.high - span.low == Decimal(1).scaleb(power - amount.decimals)


@given(st.lists(values.map(lambda v: v.quantize(Decimal("0.0001"))), min_size=1, max_size=12), st.integers(0, 3))
def test_exact_parts_and_their_rounded_total_are_never_a_mismatch(exact: list[Decimal], places: int) -> None:
    """What a publisher gets by rounding each figure on its own is at most `rounding`."""
    unit = MONEY[3]
    parts = [Amount(round_half_up(value, places), unit, places) for value in exact]
    total = Amount(round_half_up(sum(exact, Decimal(0)), places), unit, places)
    assert judge_sum(total, [(1, part) for part in parts]).outcome in ("equal", "rounding")


@given(st.lists(amounts, min_size=1, max_size=6))
def test_a_total_off_by_more_than_all_half_units_is_a_mismatch(parts: list[Amount]) -> None:
    exact = sum((part.base for part in parts), Decimal(0))
    room = sum(((part.interval().high - part.interval().low) / 2 for part in parts), Decimal(0))
    total = Amount(exact + room + Decimal("0.51"), MONEY[5], 0)
    assert judge_sum(total, [(1, part) for part in parts]).outcome == "mismatch"
