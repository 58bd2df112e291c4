"""What was expected is shown in the digits of the figure that it is set beside."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.rules.judge import in_digits

CASES = [("154.5000", 2, "154.50"), ("154.5625", 2, "154.5625"), ("100", 2, "100.00"), ("-3.100", 0, "-3.1"), ("1E+3", 0, "1000")]


@pytest.mark.parametrize(("value", "decimals", "shown"), CASES, ids=[c[0] for c in CASES])
def test_digits(value: str, decimals: int, shown: str) -> None:
    assert str(in_digits(Decimal(value), decimals)) == shown


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 8))
def test_the_value_stays(value: Decimal, decimals: int) -> None:
    assert in_digits(value, decimals) == value
