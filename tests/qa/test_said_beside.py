"""What another line may mean, reasons of parts, targets that a form gives in words, follow-ups that only compare."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table


@pytest.fixture(scope="module")
def congress() -> Service:
    shelf = []
    for kind, total in (("budget", "900.00"), ("final", "880.00")):
        d = document("白石县人大常委会办公室", 2023, kind)  # type: ignore[arg-type]
        rows = [(("合计",), None, (total,)), (("一般公共服务支出", "人大事务", "人大会议"), "2010104", ("58.00",))]
        basic = [(("会议费",), "30215", ("3.00",)), (("培训费",), "30216", ("5.00",))]
        three = [(("公务用车购置及运行费",), None, ("24.00",)), (("公务用车运行维护费",), None, ("24.00",))]
        tables = [table(d, "部门支出总表" if kind == "budget" else "支出决算表", (("合计",),), rows),
                  table(d, "一般公共预算基本支出表", (("合计",),), basic), table(d, "“三公”经费支出表", (("预算数",),), three)]
        words = [passage(d, ("三公",), "公务用车购置及运行费24.00万元。公务用车运行维护费24.00万元，比上年减少2.00万元，主要原因是车辆减少。")]
        shelf.append(disclosure(d, tables, words))
    return Service(Shelf(*shelf))


def test_the_other_line_that_a_word_may_mean_is_said_beside(congress: Service) -> None:
    answer = congress.ask("白石县人大2023年预算开会花多少")
    assert answer.status == "answered" and {"3.00", "58.00"} <= {f.value for f in answer.figures}, answer.answer


def test_an_official_name_means_one_line(congress: Service) -> None:
    answer = congress.ask("白石县人大2023年预算会议费多少")
    assert answer.status == "answered" and "58.00" not in answer.answer, answer.answer


def test_the_reason_of_what_a_line_is_made_up_of(congress: Service) -> None:
    answer = congress.ask("白石县人大2023年预算公车费怎么少了")
    assert "车辆减少" in answer.answer and "公务用车运行维护费" in answer.answer, answer.answer


def test_a_follow_up_that_only_compares_two_kinds(congress: Service) -> None:
    answer = congress.ask("差多少", ["白石县人大2023年预算多少", "决算呢"])
    assert answer.status == "answered", answer.answer
    assert {"900.00", "880.00", "20.00"} <= {f.value for f in answer.figures}, answer.answer
