"""Numbers in all their writings: a value that is written down is read back as itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.checker.manners import FORMAL
from eval.checker.material import in_chinese
from qa.check.chinese import chinese_number, mixed_number
from qa.check.numerals import Numeral, numerals

yuan = st.integers(1, 10**13)


def read(text: str) -> list[Numeral]:
    return list(numerals(text, text))


@given(yuan)
def test_chinese_numerals_round_trip(value: int) -> None:
    written = in_chinese(Decimal(value))
    assert chinese_number(written) == value
    assert chinese_number(written.translate(FORMAL)) == value


@given(yuan)
def test_digits_with_scales_round_trip(value: int) -> None:
    yi, wan, rest = value // 10**8, value // 10**4 % 10**4, value % 10**4
    written = "".join((f"{yi}亿" if yi else "", f"{wan}万" if wan else "", str(rest) if rest else ""))
    assert mixed_number(written) == value


@given(
    st.decimals(min_value="0.01", max_value=10**7, places=2), st.sampled_from(["元", "万元", "亿元", "千元", "百万元"])
)
def test_a_printed_amount_is_read_with_its_digits(value: Decimal, unit: str) -> None:
    for text in (f"合计{value}{unit}。", f"合计{value:,}{unit}。"):
        [found] = read(text)
        assert (found.value, found.decimals, found.unit and found.unit.name) == (value, 2, unit)


@given(st.integers(1, 10**9))
def test_one_amount_in_every_unit(value: int) -> None:
    written = [
        f"合计{value}元。",
        f"合计{value:,}元。",
        f"合计{in_chinese(Decimal(value))}元。",
        f"合计{Decimal(value).scaleb(-4):f}万元。",
    ]
    assert {found.value.scaleb(found.unit.power) for text in written for found in read(text) if found.unit} == {
        Decimal(value)
    }


CASES = [
    ("5344万8300元", ["53448300 元"]),
    ("1亿2345.67万元", ["12345.67 万元"]),
    ("1万2千元", ["12 千元"]),
    ("十六万零十七元", ["160017 元"]),
    ("十六万零十七万元", ["160017 万元"]),
    ("二万零十元", ["20010 元"]),
    ("一亿零五十万元", ["10050 万元"]),
    ("五万二千一百万元", ["52100 万元"]),
    ("分别为10.5、20和30万元", ["10.5 万元", "20 万元", "30 万元"]),
    ("分别增长10.5%、20.3%", ["10.5 %", "20.3 %"]),
    ("提高2.1个百分点", ["2.1 个百分点"]),
    ("百分之七点五", ["7.5 %"]),
    ("3、4月", []),
    ("2022年第3季度", []),
    ("财预〔2023〕12号", []),
    ("2010301", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_writings(text: str, wanted: list[str]) -> None:
    assert [f"{n.value.normalize():f} {n.unit.name if n.unit else ''}" for n in read(text)] == wanted
