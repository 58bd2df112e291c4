"""Expected figures from printed cells: one case a line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from eval.work import NotWorkedOut, Printed, worked_out

CELLS = [
    Printed("收支总表", "水费", "30205", ("2024年预算数", "合计"), Fraction(99000)),
    Printed("收支总表", "电费", "30206", ("2024年预算数", "合计"), Fraction(362500)),
    Printed("收支总表", "电费", "30206", ("2024年预算数", "基本支出"), Fraction(200000)),
    Printed("财政拨款收支总表", "水费", "30205", ("合计",), Fraction(50000)),
    Printed("三公表", "", "", ("三公", "小计"), Fraction(859200)),
    Printed("三公表", "", "", ("三公", "公务用车", "小计"), Fraction(616600)),
    Printed("基数表", "车辆", "", ("数量",), Fraction(8)),
]
RIGHT = {
    "a cell": ("{d|收支总表|水费|}", "万元", 2, "9.90"),
    "by its code": ("{d|收支总表|30205|}", "元", 2, "99000.00"),
    "a title that is wholly the one named goes first": ("{d|收支总表|水费|合计}", "万元", 2, "9.90"),
    "by the end of its heads": ("{d|收支总表|电费|基本支出}", "万元", 2, "20.00"),
    "by heads in any order": ("{d|三公表||小计>公务用车}", "万元", 2, "61.66"),
    "a sum": ("{d|收支总表|水费|} + {d|收支总表|电费|合计}", "万元", 2, "46.15"),
    "a percentage, half-up": ("{d|财政拨款收支总表|水费|} / {d|收支总表|水费|} %", "%", 2, "50.51"),
    "growth": (
        "({d|收支总表|电费|合计} - {d|收支总表|电费|基本支出}) / {d|收支总表|电费|基本支出} %",
        "万元",
        1,
        "81.3",
    ),
    "a count": ("{d|基数表|车辆|}", "辆", 0, "8"),
    "a number of times": ("{d|收支总表|电费|合计} / {d|收支总表|水费|}", "倍", 2, "3.66"),
    "negative, half away from zero": ("({d|收支总表|水费|} - {d|收支总表|电费|合计}) / 1000", "元", 0, "-264"),
}
WRONG = {
    "no such cell": "{d|收支总表|油费|}",
    "two that differ": "{d|收支总表|电费|}",
    "not of the form": "{d|收支总表}",
    "no arithmetic": "{d|收支总表|水费|} **",
    "a call": "print({d|收支总表|水费|})",
    "a power": "{d|收支总表|水费|} ** 2",
    "by zero": "{d|收支总表|水费|} / 0",
    "a name": "os",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_working_comes_out(name: str) -> None:
    working, unit, decimals, value = RIGHT[name]
    assert worked_out(working, unit, decimals, lambda _: CELLS) == Decimal(value)


@pytest.mark.parametrize("name", WRONG)
def test_a_working_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(NotWorkedOut):
        worked_out(WRONG[name], "万元", 2, lambda _: CELLS)
