"""What lies inside a line is no line; shares of several things together."""

from __future__ import annotations

import pytest

from qa.service import Service

HELD = [
    ("油费多少钱？", "公务用车运行维护费", "4.00"),
    ("快递费多少", "邮电费", None),
    ("买文具花多少钱？", "办公费", "4.43"),
]


@pytest.mark.parametrize(("question", "line", "amount"), HELD)
def test_a_part_of_a_line_is_not_the_line(city: Service, question: str, line: str, amount: str | None) -> None:
    answer = city.ask(f"示例市政务服务数据管理局2022年{question}")
    assert answer.status in ("not_itemised", "not_disclosed")
    if amount:
        assert answer.status == "not_itemised" and line in answer.answer and "上限" in answer.answer
        assert [f.value for f in answer.figures] == [amount]


def test_several_things_share_a_whole_together_or_each(city: Service) -> None:
    place = "示例市政务服务数据管理局2022年住房公积金和购房补贴"
    together = {f.value for f in city.ask(f"{place}一共占总支出多少").figures}
    assert {"89.04", "16.04"} <= together
    each = {f.value for f in city.ask(f"{place}分别占总支出多少").figures}
    assert {"5.45", "10.59"} <= each and "16.04" not in each


def test_a_plus_joins_two_names(city: Service) -> None:
    answer = city.ask("示例市政务服务数据管理局2022年水费+差旅费一共多少")
    assert answer.plan["operation"] == "sum"
    assert "1.30" in {f.value for f in answer.figures}


def test_projects_are_listed_where_projects_are_asked_for(city: Service) -> None:
    answer = city.ask("示例市政务服务数据管理局2022年最贵的两个项目是什么")
    assert "政务事项管理经费" in answer.answer and "日常业务经费" not in answer.answer
