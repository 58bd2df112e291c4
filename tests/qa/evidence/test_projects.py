"""The projects of a disclosure: rows of their amounts linked to what is said of them; what could be said of two is not linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.model import Disclosure, Table
from qa.evidence.book import Book
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

D = document("示意市科学技术局")
Listed = Sequence[tuple[str, str, str]]
"""Name, amount and goal of each project."""


def listed(rows: Listed, title: str = "项目支出绩效目标表") -> Table:
    made = table(D, title, (("金额",),), [((name,), None, (amount,)) for name, amount, _ in rows])
    told = [replace(row, words=(("绩效目标", goal),)) for row, (_, _, goal) in zip(made.rows, rows, strict=True)]
    return replace(made, rows=tuple(told))


def projects(*rows: tuple[str, str]) -> Table:
    return table(D, "项目支出表", (("合计",),), [((name,), None, (amount,)) for name, amount in rows])


def linked(
    *tables: Table, said: Sequence[tuple[Sequence[str], str]] = ()
) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """Name -> amounts, goals, passages."""
    held: Disclosure = disclosure(D, tables, [passage(D, section, text) for section, text in said])
    return {
        p.name: ([f.text for f in p.facts], [t.text for t in p.told], [x.text for x in p.passages])
        for p in Book(held).told_projects
    }


def test_by_name() -> None:
    assert linked(
        projects(("科普活动经费", "30.00"), ("孵化器补助", "50.00")), listed([("科普活动经费", "30.00", "办好科技周")])
    ) == {
        "科普活动经费": (["30.00", "30.00"], ["办好科技周"], []),
        "孵化器补助": (["50.00"], [], []),
    }


@pytest.mark.parametrize(
    ("form", "amount", "joined"),
    [
        pytest.param("科普活动", "30.00", True, id="called without 经费, the same amount"),
        pytest.param("科普活动", "31.00", False, id="called without 经费, another amount"),
        pytest.param("全市科普活动", "30.00", True, id="one name within the other, the same amount"),
        pytest.param("全市科普活动", "31.00", False, id="one name within the other, another amount"),
        pytest.param("科普周", "30.00", False, id="the amount alone"),
    ],
)
def test_by_a_name_that_differs(form: str, amount: str, joined: bool) -> None:
    found = linked(projects(("科普活动经费", "30.00")), listed([(form, amount, "办好科技周")]))
    assert (found["科普活动经费"][1] == ["办好科技周"]) is joined


def test_what_could_be_of_two_is_of_none() -> None:
    found = linked(
        projects(("科普活动经费", "30.00"), ("科普活动专项资金", "30.00")),
        listed([("科普活动", "30.00", "办好科技周")]),
    )
    assert found["科普活动经费"][1] == found["科普活动专项资金"][1] == [] and found["科普活动"][1] == ["办好科技周"]


def test_a_paragraph_that_begins_with_its_name() -> None:
    told = "科普活动经费30.00万元，用于举办科技周和科普讲座。"
    other = "科普活动经费二期10.00万元，用于建设科普场馆和展品。"
    found = linked(
        projects(("科普活动经费", "30.00"), ("科普活动经费二期", "10.00")),
        said=[(["项目支出情况"], f"1.{told}"), ([], other)],
    )
    assert (found["科普活动经费"][2], found["科普活动经费二期"][2]) == ([f"1.{told}"], [other])


def test_its_own_chapter() -> None:
    chapter = ["科普活动经费情况说明", "一、项目概述"]
    found = linked(
        projects(("科普活动经费", "30.00")),
        said=[(chapter, "举办科技周。"), (["名词解释"], "科普活动经费：指用于科普的经费。")],
    )
    assert found == {"科普活动经费": (["30.00"], [], ["举办科技周。"])}


@pytest.mark.parametrize(
    ("question", "status", "has", "cited"),
    [
        pytest.param(
            "科普活动经费的绩效目标是什么？",
            "answered",
            ["办好科技周", "30.00万元"],
            ["项目支出表", "项目支出绩效目标表"],
            id="goal",
        ),
        pytest.param(
            "科普活动经费是做什么的？",
            "answered",
            ["办好科技周", "30.00万元"],
            ["项目支出表", "项目支出绩效目标表"],
            id="purpose",
        ),
        pytest.param(
            "孵化器补助的绩效目标是什么？",
            "not_disclosed",
            ["没有印出", "50.00万元"],
            ["项目支出表"],
            id="none printed",
        ),
    ],
)
def test_answers_cite_the_row_and_what_is_said_of_it(
    question: str, status: str, has: list[str], cited: list[str]
) -> None:
    tables = [
        projects(("科普活动经费", "30.00"), ("孵化器补助", "50.00")),
        listed([("科普活动经费", "30.00", "办好科技周")]),
    ]
    answer = Service(Shelf(disclosure(D, tables))).ask(f"示意市科学技术局2023年{question}")
    assert answer.status == status and all(text in answer.answer for text in has), answer.answer
    assert sorted({c.table for c in answer.citations if c.table}) == sorted(cited)
    assert all(f.verdict == "verified" for f in answer.figures)
