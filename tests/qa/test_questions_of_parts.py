"""Questions of several parts, lists that forms and sentences give, and what is a part of what."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.model import Disclosure
from qa.service import Service
from tests.qa.build import EXPENDITURE, Shelf, disclosure, document, passage, science, table

BODY = "示例市科学技术局"
MONEY = (("金额",),)


def _with_projects() -> Disclosure:
    d = document(BODY)
    bought: list[tuple[tuple[str, ...], str | None, Sequence[str | None]]] = [
        (("合计",), None, ("70.00",)),
        (("货物A",), None, ("30.00",)),
        (("货物A", "信息化专项", "办公设备购置"), None, ("20.00",)),
        (("货物A", "信息化专项", "办公设备购置", "路由器"), None, ("20.00",)),
        (("货物A", "办公专项", "家具用具"), None, ("10.00",)),
        (("服务C",), None, ("40.00",)),
        (("服务C", "人才专项", "会议费"), None, ("25.00",)),
        (("服务C", "成果专项", "会议费"), None, ("15.00",)),
    ]
    tables = [
        table(d, "部门支出总表", EXPENDITURE, [
            (("合计",), None, ("1,000.00", "880.00", "120.00")),
            (("住房保障支出",), "221", ("100.00", "100.00", None)),
            (("住房保障支出", "住房改革支出"), "22102", ("100.00", "100.00", None)),
            (("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("60.00", "60.00", None)),
            (("住房保障支出", "住房改革支出", "购房补贴"), "2210203", ("40.00", "40.00", None)),
        ]),
        table(d, "项目支出表", MONEY, [
            (("合计",), None, ("120.00",)), (("科普活动",), None, ("90.00",)), (("成果评审",), None, ("30.00",)),
        ]),
        table(d, "“三公”经费支出表", (("“三公”经费", "合计"), ("“三公”经费", "因公出国（境）费"), ("“三公”经费", "公务接待费")),
              [((), None, ("8.00", "5.00", "3.00"))]),
        table(d, "政府采购预算表", MONEY, bought),
    ]
    words = ["编报绩效目标的项目共2个，涉及项目预算资金120.00万元。其中：科普活动90.00万元，成果评审30.00万元。"]
    return disclosure(d, tables, [passage(d, ("四、绩效目标设置情况",), w) for w in words])


OFFICE = Service(Shelf(_with_projects()))

PARTS = [
    ("each, their sum, and which is more", "住房公积金和购房补贴各多少，合计多少，哪个多", ["60.00", "40.00", "100.00", "多20.00"]),
    ("their sum beside their shares", "住房公积金和购房补贴各多少，合计多少，占总支出的百分之几", ["6.00%", "4.00%", "100.00"]),
    ("each share, and that of both", "住房公积金和购房补贴分别多少，合计占总支出多少", ["60.00", "40.00", "10.00%"]),
    ("a part of the other that is named", "公务接待费多少，三公一共多少，占比多少", ["3.00", "8.00", "37.50%"]),
    ("the most, and its share of another", "项目支出里哪个项目最贵，占总支出多少", ["科普活动", "90.00", "9.00%"]),
    ("how many, each, and all", "有几个项目，分别多少钱，一共多少", ["2项", "90.00", "30.00", "120.00"]),
]


@pytest.mark.parametrize(("question", "says"), [c[1:] for c in PARTS], ids=[c[0] for c in PARTS])
def test_every_part_is_answered(question: str, says: list[str]) -> None:
    answer = OFFICE.ask(BODY + question)
    assert answer.status == "answered", answer.answer
    assert [s for s in says if s not in answer.answer] == [], answer.answer


def test_a_part_that_is_not_answered_is_named() -> None:
    answer = OFFICE.ask(f"{BODY}公务接待费多少，够不够用？")
    assert answer.status == "partial" and "“够不够用”这一问" in answer.answer, answer.answer


LISTS = [
    ("what is bought, each thing", "政府采购货物都买了什么", ["路由器：20.00", "家具用具：10.00"], ["服务C", "办公设备购置：20.00"]),
    ("lines of one name with what they stand under", "政府采购服务包括哪些", ["会议费（人才专项）：25.00", "会议费（成果专项）：15.00"], ["货物"]),
    ("what the next sentence lists", "编报绩效目标的项目有哪几个，各多少钱", ["科普活动：90.00", "成果评审：30.00"], []),
]


@pytest.mark.parametrize(("question", "says", "never"), [c[1:] for c in LISTS], ids=[c[0] for c in LISTS])
def test_lists(question: str, says: list[str], never: list[str]) -> None:
    answer = OFFICE.ask(BODY + question)
    assert answer.status == "answered", answer.answer
    assert [s for s in says if s not in answer.answer] == [], answer.answer
    assert not [s for s in never if s in answer.answer], answer.answer


HELD = [
    ("a line and one below it, in another table", "住房保障支出和住房公积金合计多少"),
    ("a subtotal and one of its columns", "三公经费和公务接待费加起来多少"),
]


@pytest.mark.parametrize("question", [c[1] for c in HELD], ids=[c[0] for c in HELD])
def test_nothing_is_added_to_its_own_part(question: str) -> None:
    answer = OFFICE.ask(BODY + question)
    assert "重复计算" in answer.answer and all(f.verdict == "verified" for f in answer.figures), answer.answer


VEHICLES = [
    ("yes or no", f"{BODY}有公务车吗"), ("whether any", f"{BODY}有没有公车"), ("how many", f"{BODY}有几辆车"),
    ("in English", f"Does {BODY} have any official vehicles?"),
]


@pytest.mark.parametrize("question", [c[1] for c in VEHICLES], ids=[c[0] for c in VEHICLES])
def test_vehicles_are_counted(question: str) -> None:
    d = document(BODY)
    said = passage(d, ("国有资产占用情况",), "截至2022年底，共有车辆3辆；单价100万元（含）以上设备（不含车辆）2台。")
    answer = Service(Shelf(disclosure(d, [], [said]))).ask(question)
    assert answer.status == "answered" and "3辆" in answer.answer, answer.answer


def test_what_stands_above_a_price() -> None:
    d = document(BODY, kind="final")
    said = passage(d, ("国有资产占用情况",), "共有车辆3辆。单价100万元（含）以上设备（不含车辆）2台（套）。")
    answer = Service(Shelf(disclosure(d, [], [said]))).ask(f"{BODY}2023年单价100万元以上设备几台")
    assert answer.status == "answered" and "2台" in answer.answer, answer.answer


def test_what_only_a_government_reports_is_not_its_departments() -> None:
    answer = Service(Shelf(science("示例市示例区科学技术局"))).ask("示例区2023年一般公共预算收入是多少")
    assert answer.status == "not_disclosed" and not answer.figures, answer.answer
