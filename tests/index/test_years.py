"""Years that stand without 年, and numbers that are none."""

from __future__ import annotations

import pytest

from index.years import find_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("省委办公厅 2018 项目支出", (2018,)),
        ("某局2018个人和家庭补助", (2018,)),
        ("2019人大会议费", (2019,)),
        ("某院 2019 人员经费", (2019,)),
        ("2017名词解释", (2017,)),
        ("编制2000人", None),
        ("超过2017元", None),
        ("2018 万元以上", None),
        ("共2019项", None),
    ],
)
def test_bare_years(text: str, years: tuple[int, ...] | None) -> None:
    found = find_years(text, (2017, 2018, 2019))
    assert (found[0].years if found else None) == years
