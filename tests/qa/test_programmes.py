"""Programmes that have chapters of their own, asked for by their kind."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import EXPENDITURE, Shelf, disclosure, document, passage, table

BODY = "示例市商务局"


def _office() -> Service:
    d = document(BODY)
    chapters = {"外贸提升专项（扶持资金）经费情况说明": "80.00", "老店焕新专项（扶持资金）经费情况说明": "20.00", "统计调查专项经费情况说明": "5.00"}
    said = [passage(d, (head, "六、年度预算安排"), f"2023年度项目总预算{amount}万元，其中宣传1.00万元。") for head, amount in chapters.items()]
    return Service(Shelf(disclosure(d, [table(d, "部门支出总表", EXPENDITURE, [(("合计",), None, ("500.00", "395.00", "105.00"))])], said)))


OFFICE = _office()


@pytest.mark.parametrize("question", ["商务局2023年有哪些扶持资金专项", "商务局有哪些扶持资金项目"])
def test_the_kind_that_is_named_comes_first_and_the_rest_is_told(question: str) -> None:
    answer = OFFICE.ask(question)
    assert answer.status == "answered", answer.answer
    first, rest = answer.answer.split("没有写“扶持资金”")
    assert all(word in first for word in ("外贸提升专项", "80.00", "老店焕新专项", "20.00")) and "统计调查专项" in rest


def test_a_name_with_words_for_money_behind_it_is_the_programme() -> None:
    answer = OFFICE.ask("商务局2023年外贸提升专项资金多少")
    assert answer.status == "answered" and "80.00" in answer.answer
