"""Figures of one thing over years and kinds are compared in one scope, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.model import Disclosure, Kind
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

BODY = "示例市科学技术局"
MONEY = (("金额",),)
Lines = Sequence[tuple[str, str, str]]


def _rows(total: str, lines: Lines) -> list[tuple[tuple[str, ...], str | None, Sequence[str | None]]]:
    return [(("合计",), None, (total,)), *(((label,), code, (amount,)) for code, label, amount in lines)]


def _held(
    year: int, basic: Lines, running: Lines = (), kind: Kind = "budget", level: str = "department", said: str = ""
) -> Disclosure:
    d = document(BODY, year=year, kind=kind, level=level)
    tables = [table(d, "一般公共预算基本支出表", MONEY, _rows("500.00", basic))] if basic else []
    if running:
        tables.append(table(d, "一般公共预算机关运行经费支出预算表", MONEY, _rows(running[0][2], running)))
    return disclosure(d, tables, [passage(d, ("机关运行经费情况说明",), said)] if said else ())


NARROW = (("302", "商品和服务支出", "60.00"), ("30211", "差旅费", "4.00"), ("30213", "维修（护）费", "9.00"))
LATER = (("302", "商品和服务支出", "70.00"), ("30211", "差旅费", "5.00"), ("30213", "维修（护）费", "6.00"))
WIDE = (("302", "商品和服务支出", "190.00"), ("30211", "差旅费", "80.00"), ("30209", "物业管理费", "30.00"))
LATER_RUNNING = (("302", "商品和服务支出", "70.00"), ("30211", "差旅费", "5.00"), ("30209", "物业管理费", "7.00"))
OF_ANOTHER = "2023年机关运行经费70.00万元，比上年减少120.00万元。主要原因是统计口径发生调整，上下年度不具备可比性。"
FORMS = Service(Shelf(_held(2022, NARROW, WIDE), _held(2023, LATER, LATER_RUNNING, said=OF_ANOTHER)))

COMPARED = [
    ("the course of two years", "差旅费2022到2023年变化多少", ["4.00", "5.00", "1.00"]),
    ("against the year before", "2023年差旅费比上年增长多少", ["25.00%"]),
    ("side by side", "2022年和2023年差旅费各多少", ["4.00", "5.00"]),
    ("their sum", "2022年和2023年差旅费合计多少", ["9.00"]),
    ("their mean", "2022到2023年平均每年差旅费多少", ["4.50"]),
    ("their multiple", "2023年差旅费是2022年的多少倍", ["1.25"]),
    ("the year with the most", "哪一年差旅费最高", ["最多的是2023年，为5.00"]),
]


@pytest.mark.parametrize(("question", "says"), [c[1:] for c in COMPARED], ids=[c[0] for c in COMPARED])
def test_one_scope_of_both_years(question: str, says: list[str]) -> None:
    answer = FORMS.ask(BODY + question)
    assert answer.status == "answered", answer.answer
    assert [s for s in says if s not in answer.answer] == [], answer.answer
    assert "2022年《一般公共预算机关运行经费支出预算表》中为80.00万元" in answer.answer
    assert "75.00" not in answer.answer and "85.00" not in answer.answer


APART = [
    ("a line of a table that changed what it covers", "2023年物业管理费比上年减少多少", "含项目支出中的运行费用"),
    ("said to be in that table", "2023年机关运行经费里的差旅费比上年少多少", "只含基本支出"),
    ("the table itself", "2023年机关运行经费比2022年变化多少", "上下年度不具备可比性"),
    ("the year with the most", "哪一年物业管理费最多", "口径不同"),
]


@pytest.mark.parametrize(("question", "says"), [c[1:] for c in APART], ids=[c[0] for c in APART])
def test_nothing_is_computed_over_two_scopes(question: str, says: str) -> None:
    answer = FORMS.ask(BODY + question)
    assert answer.status == "partial" and says in answer.answer, answer.answer
    assert all(f.verdict == "verified" for f in answer.figures) and "%" not in answer.answer, answer.answer


def test_a_department_is_not_held_against_its_unit_of_another_year() -> None:
    service = Service(Shelf(_held(2022, NARROW, level="unit"), _held(2023, LATER, level="department")))
    answer = service.ask(f"{BODY}2023年差旅费比上年增长多少")
    assert answer.status == "partial" and "单位本级" in answer.answer and "%" not in answer.answer, answer.answer


def test_the_level_that_both_years_have() -> None:
    unit = (("302", "商品和服务支出", "50.00"), ("30211", "差旅费", "4.50"))
    of_units = (_held(2022, NARROW, level="unit"), _held(2023, unit, level="unit"))
    service = Service(Shelf(*of_units, _held(2023, LATER, level="department")))
    answer = service.ask(f"{BODY}2023年差旅费比上年增长多少")
    assert answer.status == "answered" and "12.50%" in answer.answer, answer.answer


BOTH_KINDS = (("预算数",), ("决算数",))
RECEPTION = (("公务接待费",), None, ("3.00", "1.00"))


def test_years_of_a_course_are_of_one_kind_where_that_is_printed() -> None:
    """The final accounts of one year print its budget too: that stands beside the budget of the next."""
    first, last = document(BODY, year=2022, kind="final"), document(BODY, year=2023)
    held = (
        disclosure(first, [table(first, "财政拨款“三公”经费支出决算表", BOTH_KINDS, [RECEPTION])]),
        disclosure(last, [table(last, "“三公”经费预算表", MONEY, [(("公务接待费",), None, ("3.60",))])]),
    )
    answer = Service(Shelf(*held)).ask(f"{BODY}2022年和2023年公务接待费的变化")
    assert answer.status == "answered" and "2022年3.00" in answer.answer and "20.00%" in answer.answer, answer.answer


def test_a_course_of_two_kinds_says_so() -> None:
    held = (_held(2022, NARROW, kind="final"), _held(2023, LATER))
    answer = Service(Shelf(*held)).ask(f"{BODY}2022年和2023年差旅费的变化")
    assert "2022年决算4.00" in answer.answer and "其中有预算也有决算" in answer.answer, answer.answer
