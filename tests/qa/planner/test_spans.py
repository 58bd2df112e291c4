"""The cover of a question by what is known."""

from __future__ import annotations

import pytest

from index.normal import normalise
from qa.planner.spans import tokens_of

LABELS = frozenset({"图书和档案", "住房公积金", "其他政府办公厅室及相关机构事务支出", "政务数据共享和开放数据安全工作经费", "商品和服务支出"})


def named(text: str) -> list[tuple[str, bool]]:
    tokens = tokens_of(normalise(text).text, [], [LABELS])
    return [(t.text.rstrip("?"), bool(t.roles)) for t in tokens if not t.roles or t.has("metric")]


@pytest.mark.parametrize(("text", "expected"), [
    ("采购图书和档案花多少？", [("图书和档案", True)]),
    ("住房公积金火箭多少？", [("住房公积金火箭", False)]),
    ("其他政府办公厅事务支出是多少？", [("其他政府办公厅事务支出", True)]),
    ("政务数据共享和开放、数据安全工作经费占多少", [("政务数据共享和开放、数据安全工作经费", True)]),
    ("商品和服务支出和住房公积金", [("商品和服务支出", True), ("住房公积金", True)]),
    ("贸易高附加值火箭多少", [("贸易高附加值火箭", False)]),
    ("退休老干部的钱多少", [("退休老干部的钱", True)]),
])
def test_covers(text: str, expected: list[tuple[str, bool]]) -> None:
    assert named(text) == expected


def test_the_money_of_a_thing_is_the_thing() -> None:
    tokens = tokens_of(normalise("退休老干部的钱多少").text, [], [LABELS])
    assert [t.key for t in tokens if t.has("metric")] == ["退休老干部"], "and not 老干部的钱, which is of others"
