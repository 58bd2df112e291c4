"""Printed figures: a decimal in a unit, with the digits it shows. Money never meets a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Dimension = Literal["money", "percent", "count"]

MILS = 4
"""Money is also kept as an integer of 10⁻⁴ 元, for sums and order in a database."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; `power` is the power of ten that takes one of it to 元 (0 for what is not money)."""

    name: str
    dimension: Dimension
    power: int = 0

    def __str__(self) -> str:
        return self.name


YUAN = Unit("元", "money", 0)
WAN = Unit("万元", "money", 4)
YI = Unit("亿元", "money", 8)
PERCENT = Unit("%", "percent")
MONEY: tuple[Unit, ...] = (
    Unit("百万元", "money", 6),
    Unit("千万元", "money", 7),
    Unit("亿元", "money", 8),
    Unit("万元", "money", 4),
    Unit("千元", "money", 3),
    Unit("元", "money", 0),
)
COUNTS: tuple[str, ...] = (
    *("人次", "人", "辆", "台（套）", "台(套)", "台", "套", "个", "项", "次", "批次", "批", "家", "户", "名", "分"),
    *("平方米", "件", "场", "期", "篇", "条", "份", "天", "年", "月", "公里", "团组", "倍"),
    *("张", "所", "座", "吨", "亩", "公顷", "册", "起", "位", "艘", "小时", "分钟", "处", "架", "棵", "盏"),
)
MANY: tuple[str, ...] = (
    *("人次", "人", "户", "件", "亩", "平方米", "立方米", "吨", "公里", "册", "株", "个", "台", "次", "名", "份", "辆", "头", "只"),
    *("千瓦", "字", "平方公里", "套", "家", "例", "张", "场次"),
)
"""What is counted by ten thousands: 36.8万件 is no money."""
_BY_NAME: dict[str, Unit] = {u.name: u for u in MONEY} | {"%": PERCENT, "％": PERCENT}
_BY_NAME |= {name: Unit(name, "count") for name in (*COUNTS, *(much + name for much in "万亿" for name in MANY))}
_BY_NAME |= {"圆": YUAN, "人民币元": YUAN, "万圆": WAN, "万": WAN, "亿": YI, "人民币万元": WAN, "百分比": PERCENT}


def unit_of(text: str | None) -> Unit | None:
    """The unit of this name, blanks ignored, or None where the name is unknown.

    >>> unit_of("万 元")
    Unit(name='万元', dimension='money', power=4)
    """
    return _BY_NAME.get(re.sub(r"\s", "", text or ""))


@dataclass(frozen=True, slots=True)
class Interval:
    """The closed range of exact values, in 元 (or %, or a count), that print as one figure."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def meets(self, other: Interval) -> bool:
        """Is there a value that lies in both?"""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed figure: `value` as printed, in `unit` (None: not known), with `decimals` digits after the point."""

    value: Decimal
    unit: Unit | None
    decimals: int

    @property
    def base(self) -> Decimal:
        """The value in 元 for money, else as it is. Exact: only the exponent moves."""
        return self.value.scaleb(self.unit.power) if self.unit else self.value

    @property
    def mils(self) -> int | None:
        """Money as an integer of 10⁻⁴ 元; None for what is not money."""
        if self.unit is None or self.unit.dimension != "money":
            return None
        return int(self.base.scaleb(MILS).to_integral_value(ROUND_HALF_UP))

    def interval(self) -> Interval:
        """The values (元 for money) that round to this figure: value ± half its last digit."""
        half = Decimal(5).scaleb(-self.decimals - 1)
        power = self.unit.power if self.unit else 0
        return Interval((self.value - half).scaleb(power), (self.value + half).scaleb(power))

    def to(self, unit: Unit) -> Decimal:
        """The exact value in another unit of the same dimension; raises ValueError otherwise."""
        if self.unit is None or self.unit.dimension != unit.dimension:
            raise ValueError(f"{self.unit} does not convert to {unit}")
        return self.value.scaleb(self.unit.power - unit.power)


_NUMBER = re.compile(r"[-－−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?|[-－−]?[.．]\d+")


def parse_number(text: str) -> tuple[Decimal, int] | None:
    """`(value, decimals)` of a cell that prints nothing but one number, else None.

    >>> parse_number(" 1,234.50 ")
    (Decimal('1234.50'), 2)
    >>> parse_number("-") is None
    True
    """
    bare = re.sub(r"[\s　]", "", text).translate(_HALF)
    negative = bare.startswith("(") and bare.endswith(")") and len(bare) > 2
    bare = bare[1:-1] if negative else bare
    if not _NUMBER.fullmatch(bare):
        return None
    value = Decimal(bare.replace(",", ""))
    return (-value if negative else value), max(0, -int(value.as_tuple().exponent))


_WITH_UNIT = re.compile(r"(?P<number>[-－−–﹣△▲]?[\d,，.．]+)(?P<unit>百万元|千万元|亿元|万元|千元|元|[%％])")


def parse_figure(text: str) -> tuple[Decimal, int, Unit | None] | None:
    """`(value, decimals, unit)` of a cell that prints one number, with its unit beside it or without (None).

    >>> parse_figure("30.25万元")[2].name
    '万元'
    """
    number = parse_number(text)
    if number is not None:
        return (*number, None)
    found = _WITH_UNIT.fullmatch(re.sub(r"[\s　]", "", text))
    number = parse_number(found.group("number")) if found else None
    return (*number, unit_of(found.group("unit"))) if found and number is not None else None


_HALF = str.maketrans("０１２３４５６７８９．，－−–﹣△▲（）％", "0123456789.,------()%")
"""Full-width forms, and what stands for minus: dashes, and the triangle of statistical tables."""


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded to `decimals` digits, halves away from zero, as the disclosures do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
