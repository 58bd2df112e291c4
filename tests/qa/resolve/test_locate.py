"""Phrases to figures: what is exact, wider, blank, zero, derived or only named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.library import Library
from qa.plan import Metric
from qa.resolve.found import Found
from qa.resolve.locate import locate
from tests.qa.build import EXPENDITURE, Shelf, disclosure, document, passage, science, table


def look(phrase: str, *held: object, year: int = 2023, kind: str | None = None, **more: object) -> Found:
    library = Library(Shelf(*(held or (science(),))))  # type: ignore[arg-type]
    library.refresh()
    return locate(library, Metric(phrase=phrase, **more), library.bodies[0], year, kind, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("phrase", "value"), [
    ("总支出", "1000.00"), ("项目支出", "300.00"), ("三公经费", "45.00"), ("公务用车购置及运行维护费", "25.00"), ("公务用车运行维护费", "25.00"),
    ("会议费", "60.00"), ("人员经费", "620.00"), ("住房公积金", "60.00"), ("科学技术支出", "900.00"),
])
def test_exact(phrase: str, value: str) -> None:
    found = look(phrase)
    assert found.judgement == "exact"
    assert found.quantity is not None
    assert found.quantity.value == Decimal(value)


def test_the_narrower_scope_is_named_and_not_taken() -> None:
    found = look("公务接待费")
    assert found.quantity is not None
    assert found.quantity.value == Decimal("15.00")
    assert [o.value for o in found.others] == [Decimal("10.00")]


def test_a_sentence_that_disagrees_is_a_conflict() -> None:
    found = look("行政运行")
    assert [c.fact.text for c in found.conflicts] == ["660.00"]


def test_an_empty_table_with_its_note_is_zero() -> None:
    found = look("政府性基金支出")
    assert found.judgement == "zero"
    assert found.zero is not None
    assert "空表" in found.zero.quote


def test_a_blank_cell_without_a_word_is_not_zero() -> None:
    d = document()
    held = disclosure(d, [table(d, "部门支出总表", EXPENDITURE, [(("国防支出",), None, (None, None, None)), (("合计",), None, ("1.00", None, None))])])
    assert look("国防支出", held).reason == "blank"


def test_a_thing_named_in_words_only_is_mentioned() -> None:
    found = look("法律顾问", known=False)
    assert found.judgement == "mentioned"


def test_rows_of_one_name_in_several_places_are_added_once() -> None:
    d = document()
    held = disclosure(d, [table(d, "政府采购预算表", (("金额",),), [
        (("合计",), None, ("30.00",)), (("甲项目", "印刷费"), None, ("10.00",)), (("甲项目", "印刷费", "印刷服务"), None, ("10.00",)),
        (("乙项目", "印刷费"), None, ("20.00",)),
    ])])
    found = look("印刷费", held)
    assert found.quantity is not None
    assert found.quantity.value == Decimal("30.00")


def test_last_years_column_comes_before_what_prose_lets_one_derive() -> None:
    d = document()
    heads = (("2022年预算数",), ("2023年预算数",))
    held = disclosure(
        d, [table(d, "部门支出总表", heads, [(("科学技术支出",), "206", ("80.00", "100.00"))])],
        [passage(d, ("说明",), "科学技术支出100.00万元，比上年增加30.00万元。")],
    )
    found = look("科学技术支出", held, year=2022)
    assert found.judgement == "exact"
    assert found.quantity is not None
    assert found.quantity.value == Decimal("80.00")


def test_derived_only_within_a_kind() -> None:
    assert look("总支出", year=2022).judgement == "derived"
    assert look("总支出", year=2022, kind="final").judgement == "absent"


def test_a_unit_is_not_its_department() -> None:
    whole = science()
    own = document(level="unit")
    part = disclosure(own, [table(own, "部门支出总表", EXPENDITURE, [(("合计",), None, ("400.00", "400.00", None))])])
    library = Library(Shelf(whole, part))
    library.refresh()
    body = library.bodies[0]
    metric = Metric(phrase="总支出")
    department, unit = (locate(library, metric, body, 2023, None, level) for level in (None, "unit"))
    assert department.quantity is not None
    assert unit.quantity is not None
    assert (department.quantity.value, unit.quantity.value) == (Decimal("1000.00"), Decimal("400.00"))


def test_what_is_said_of_a_part_of_the_money_is_no_conflict() -> None:
    d = document()
    summary = table(d, "部门收支总表", [("支出", "预算数")], [(("教育支出",), None, ("421.15",)), (("支出总计",), None, ("533.32",))])
    said = passage(d, ("四、一般公共预算拨款支出预算",), "一般公共预算拨款支出预算521.32万元，其中，教育支出409.15万元，占78.48%。")
    found = look("教育支出", disclosure(d, [summary], [said]))
    assert found.quantity is not None and found.quantity.value == Decimal("421.15")
    assert found.conflicts == ()


def test_how_a_line_is_spent_is_not_how_the_body_spends() -> None:
    d = document()
    said = passage(d, ("支出情况说明",), "初中教育支出200.00万元，其中：基本支出150.00万元。")
    assert look("基本支出", disclosure(d, [], [said])).judgement != "exact"


def test_what_only_a_sentence_prints_is_found_by_its_own_name() -> None:
    d = document()
    said = passage(d, ("政府采购情况",), "政府采购预算总额15.00万元，其中，货物类采购预算12.00万元；服务类采购预算3.00万元。")
    found = look("服务类采购", disclosure(d, [], [said]))
    assert found.quantity is not None and found.quantity.value == Decimal("3.00")
