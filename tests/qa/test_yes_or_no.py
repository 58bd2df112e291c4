"""Questions of yes or no, of what went which way every year, and of parts of a total that is no part of itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.model import Disclosure, Kind
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

Rows = list[tuple[tuple[str, ...], str | None, Sequence[str | None]]]
BODY, OTHER = "示例市水务局", "示例市林业局"
HOSPITALITY = {2020: "9.00", 2021: "8.00", 2022: "7.50", 2023: "7.00"}
WAGES = {2020: "50.00", 2021: "55.00", 2022: "54.00", 2023: "60.00"}


def _accounts(body: str, year: int, kind: Kind, hospitality: str, trips: str) -> Disclosure:
    d = document(body, year=year, kind=kind)
    rows: Rows = [
        (("合计",), None, ("200.00",)), (("农林水支出",), "213", ("120.00",)), (("住房保障支出",), "221", ("50.00",)),
        (("卫生健康支出",), "210", ("30.00",)),
    ]
    basic: Rows = [
        (("合计",), None, ("80.00",)), (("工资福利支出",), "301", (WAGES.get(year, "60.00"),)),
        (("工资福利支出", "奖金"), "30103", ("6.00",)), (("工资福利支出", "基本工资"), "30101", ("44.00",)),
    ]
    three = ("合计",), ("因公出国（境）费",), ("公务接待费",)
    said = "截至年末，本部门共有车辆4辆。" if year == 2022 else "无其他说明。"
    return disclosure(d, [
        table(d, "部门支出总表", (("合计",),), rows), table(d, "一般公共预算基本支出表", (("金额",),), basic),
        table(d, "“三公”经费支出表", three, [((), None, (str(float(hospitality) + float(trips)) + "0", trips, hospitality))]),
    ], [passage(d, ("其他",), said)])


def _held() -> list[Disclosure]:
    out = [_accounts(BODY, y, "budget", HOSPITALITY[y], "0.00") for y in HOSPITALITY]
    return [*out, _accounts(BODY, 2023, "final", "6.00", "2.00"), _accounts(OTHER, 2023, "budget", "3.00", "4.00"),
            _accounts(OTHER, 2023, "final", "2.00", "5.00")]


WATER = Service(Shelf(*_held()))

ASKED = [
    ("less in every year", "水务局公务接待费是不是一年比一年少", "answered", ["是的，每一年都比上一年减少", "9.00", "7.00"], []),
    ("more, but not in every year", "水务局的工资福利支出逐年增加吗", "answered", ["总体增加，但不是每年都增加：2022年比2021年减少"], []),
    ("not so at all", "水务局公务接待费越来越多了吗", "answered", ["不是：", "2021年比2020年减少"], []),
    ("people's words for it", "水务局这几年请人吃饭的钱是越来越少了吗", "answered", ["公务接待费", "每一年都比上一年减少"], ["没有“人吃饭”"]),
    ("one thing more than another", "水务局2023年农林水支出是不是比住房保障支出多", "answered", ["是的。", "70.00万元"], []),
    ("and less", "水务局2023年农林水支出是不是比住房保障支出少", "answered", ["不是。"], []),
    ("denied in the question: no bare yes", "水务局2023年农林水支出是不是不比住房保障支出多", "answered", [], ["是的。", "不是。"]),
    ("a limit on a share", "水务局2023年卫生健康支出占总支出的比例是不是不到20%", "answered", ["是的。", "15.00%"], []),
    ("an amount that is not so", "水务局2023年农林水支出是不是130万元", "answered", ["不对。", "120.00"], []),
    ("went it over", "林业局2023年因公出国费超预算了吗", "answered", ["超了。", "125.00%"], []),
    ("over a budget of zero", "水务局2023年因公出国费超预算了吗", "answered", ["预算为零", "2.00万元"], ["没有通过核对"]),
    ("who went over", "2023年谁的出国费超了预算", "answered", [BODY, OTHER, "125.00%"], ["没有通过核对"]),
    ("who did not", "2023年谁的公务接待费超了预算", "answered", ["没有公务接待费决算超过"], []),
    ("the largest, and the share of each", "水务局2023年花钱最多的两类支出，各占多少", "answered", ["占60.00%", "占25.00%"], ["100.00%"]),
    ("the largest together", "水务局2023年支出最大的两个类合计占多少", "answered", ["170.00万元", "85.00%"], ["100.00%"]),
    ("a total is no part of itself", "水务局2023年总支出占比是多少", "partial", ["200.00万元"], ["100.00%"]),
    ("what people are given", "水务局2023年给干警发奖金多少", "answered", ["6.00万元"], []),
    ("without a thing", "水务局2023年不算住房保障支出的总支出是多少", "answered", ["150.00万元"], []),
    ("held against what is not disclosed", "水务局2023年奖金和基本工资加起来够买一辆车吗", "partial", ["50.00万元", "够买一辆车吗"], ["辆车、"]),
    ("what was spent, and only a budget is there", "水务局2022年实际花了多少钱", "partial", ["200.00", "不是实际支出"], []),
    ("a number that another year tells", "水务局2023年有几辆车", "not_disclosed", ["没有写明", "2022年的文件写明了"], []),
    ("a number by a bare noun", "水务局2023年公务接待批次", "not_disclosed", ["没有写明“公务接待批次”"], ["没有“公务接待批次”这一项"]),
    ("a limit in tenths", "水务局2023年农林水支出是不是占了五成以上", "answered", ["是的。", "60.00%"], []),
    ("a limit on a sum", "两个部门2023年预算加起来超过300万元了吗", "answered", ["是的。", "400.00"], ["没有符合条件"]),
    ("is it enough", "水务局2023年奖金够不够用", "partial", ["6.00万元", "“够不够用”这一问"], ["没有查到"]),
    ("which of all is the most", "水务局2023年哪类支出最大", "answered", ["金额最多的是“农林水支出”"], []),
    ("which is the second", "水务局2023年排名第二的支出类别", "answered", ["排第2的是“住房保障支出”"], ["排在前面"]),
    ("in English, larger than", "Is the 2023 budget of 示例市水务局 larger than that of 示例市林业局?", "answered", ["equal"], []),
    ("both sides", "水务局2023年农林水支出和住房保障支出哪个大，大多少", "answered", ["70.00万元"], []),
]


@pytest.mark.parametrize(("question", "status", "says", "says_not"), [a[1:] for a in ASKED], ids=[a[0] for a in ASKED])
def test_yes_or_no(question: str, status: str, says: list[str], says_not: list[str]) -> None:
    answer = WATER.ask(question)
    assert answer.status == status, (answer.answer, answer.plan)
    assert all(word in answer.answer for word in says), answer.answer
    assert not any(word in answer.answer for word in says_not), answer.answer
    assert all(f.verdict in ("verified", "recomputed") for f in answer.figures)


def test_a_question_over_all_departments_is_of_none_that_was_asked_about_before() -> None:
    answer = WATER.ask("哪个部门的公务接待费最高？", ["水务局2023年因公出国费多少"])
    assert "公务接待费最多的是" in answer.answer and OTHER in answer.answer, answer.answer


def test_what_was_picked_from_a_list_is_what_its_share_is_of() -> None:
    history = ["水务局2023年最大的两项支出是什么？", "第二个呢"]
    answer = WATER.ask("占总支出多少？", history)
    assert answer.status == "answered" and "住房保障支出" in answer.answer and "25.00%" in answer.answer
