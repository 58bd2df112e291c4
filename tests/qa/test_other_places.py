"""Habits of other places: 执行数 beside 预算数, governments, schools in 元, hospitals, units that only prose counts."""

from __future__ import annotations

import pytest

from corpus.model import Disclosure
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table


def ministry() -> Disclosure:
    """A central body: last year's 执行数 beside this year's 预算数, in one table."""
    d = document("国家盐湖勘测局", 2024)
    heads = (("2023年执行数",), ("2024年预算数", "小计"), ("2024年预算数", "基本支出"), ("2024年预算数", "项目支出"))
    general = table(d, "一般公共预算支出表", heads, [
        (("教育支出",), "205", ("120.00", "96.00", None, "96.00")),
        (("教育支出", "进修及培训"), "20508", ("120.00", "96.00", None, "96.00")),
        (("教育支出", "进修及培训", "培训支出"), "2050803", ("120.00", "96.00", None, "96.00")),
        (("住房保障支出",), "221", ("560.00", "571.20", "571.20", None)),
        (("住房保障支出", "住房改革支出"), "22102", ("560.00", "571.20", "571.20", None)),
        (("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("560.00", "571.20", "571.20", None)),
        (("合计",), None, ("680.00", "667.20", "571.20", "96.00")),
    ])
    said = "2024年国家盐湖勘测局公务用车保有量为9辆。单位价值100万元以上专用设备21台。"
    return disclosure(d, [general], [passage(d, ("五、国有资产占用情况",), said)])


def county() -> Disclosure:
    """A county government: budget and execution of the year before, and the new budget."""
    d = document("白石县", 2024)
    heads = (("2023年预算数",), ("2023年执行数",), ("2024年预算数",))
    spent = table(d, "一般公共预算支出执行情况及预算表", heads, [
        (("一般公共服务支出",), None, ("52,300", "51,080", "54,000")),
        (("教育支出",), None, ("120,500", "118,600", "124,800")),
        (("农林水支出",), None, ("74,000", "79,800", "76,500")),
        (("一般公共预算支出合计",), None, ("246,800", "249,480", "255,300")),
    ])
    return disclosure(d, [spent], [])


def school() -> Disclosure:
    """A school in 元, whose heads are the year and the word budget."""
    d = document("白石县第二中学", 2023, level="unit")
    total = table(d, "单位收支总表", (("收入", "2023年预算"), ("支出", "2023年预算")), [
        (("教育支出",), None, (None, "5,806,105.16")),
        (("支出总计",), None, (None, "7,057,486.18")),
    ], unit="元", blocks=(0, 1))
    general = table(d, "一般公共预算支出表", (("合计",), ("基本支出",)), [
        (("教育支出",), "205", ("5,783,037.92", "5,783,037.92")),
        (("教育支出", "普通教育"), "20502", ("5,783,037.92", "5,783,037.92")),
        (("教育支出", "普通教育", "初中教育"), "2050203", ("2,065,405.42", "2,065,405.42")),
        (("教育支出", "普通教育", "高中教育"), "2050204", ("3,717,632.50", "3,717,632.50")),
    ], unit="元")
    words = [
        passage(d, ("八、“三公”经费情况",), "2023年本单位没有安排“三公”经费预算，与上年持平。本单位在职教职工54人，退休3人。"),
        passage(d, ("九、公务用车",), "公务用车运行费35.7万元，比上年减少1.3万元，下降原因主要是更多采用新能源车辆；公务用车购置费43万元，比上年减少6万元。"),
    ]
    return disclosure(d, [total, general], words)


@pytest.fixture(scope="module")
def places() -> Service:
    return Service(Shelf(ministry(), county(), school()))


CASES = [
    ("growth between two columns", "国家盐湖勘测局2024年培训支出比上年减少多少，减少百分之几", "answered", ["24.00", "20.00"], None),
    ("which fell, between two columns", "国家盐湖勘测局2024年哪些支出比上年减少", "answered", ["24.00"], "培训支出"),
    ("a past year was spent, not planned", "白石县2023年教育支出多少", "answered", ["118600"], "决算"),
    ("unless the budget is asked for", "白石县2023年教育支出预算多少", "answered", ["120500"], "预算"),
    ("budget of one year on execution of another", "白石县2024年教育支出预算比2023年执行数增加多少", "answered", ["6200"], None),
    ("what went over", "白石县2023年哪项支出超预算了", "answered", ["107.84"], "农林水支出"),
    ("totals are no lines", "白石县2024年最大的支出是什么", "answered", ["124800"], "教育支出"),
    ("no wider total", "白石县2024年总支出", "answered", ["255300"], "一般公共预算支出"),
    ("a head of a year names nothing", "白石县第二中学2023年预算多少钱", "answered", ["7057486.18"], None),
    ("a name with its 支出", "白石县第二中学2023年高中教育支出", "answered", ["3717632.50"], None),
    ("heads that only prose counts", "白石县第二中学有多少老师", "answered", ["54"], None),
    ("cars that only prose counts", "国家盐湖勘测局公车有几辆", "answered", ["9"], None),
    ("an amount in a thing's name", "国家盐湖勘测局100万元以上专用设备有多少台", "answered", ["21"], "单位价值100万元以上专用设备21台"),
    ("the reason of a sibling is none", "白石县第二中学公务用车购置费下降的原因", "partial", ["43", "6"], "没有说明"),
    ("an item of a known body is in scope", "白石县第二中学收支结余", "not_disclosed", [], None),
]


@pytest.mark.parametrize(("question", "status", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_other_places(places: Service, question: str, status: str, figures: list[str], says: str | None) -> None:
    answer = places.ask(question)
    assert answer.status == status, answer.answer
    assert set(figures) <= {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}, answer.answer
    assert says is None or says in answer.answer, answer.answer


def test_last_years_figure_may_be_of_two_kinds() -> None:
    old, new = document("白石县文化局", 2023, "final"), document("白石县文化局", 2024)
    spent = table(old, "支出决算表", (("本年支出合计",),), [(("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("187.19",))])
    said = passage(old, ("五、支出决算情况", "10.住房公积金（项）"), "住房公积金（项）年初预算为187.75万元，支出决算为187.19万元。")
    planned = table(new, "部门支出总表", (("合计",),), [(("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("204.92",))])
    service = Service(Shelf(disclosure(old, [spent], [said]), disclosure(new, [planned], [])))
    answer = service.ask("白石县文化局2024年住房公积金比2023年增加了多少")
    assert {"17.17", "17.73"} <= {f.value for f in answer.figures}, answer.answer
    assert "187.75" in answer.answer and "预算数" in answer.answer


def test_two_versions_are_not_pooled() -> None:
    first, second = document("白石县文化局", 2024, name="a.pdf"), document("白石县文化局", 2024, name="b.pdf", level="department")
    other = second.__class__(**{**{k: getattr(second, k) for k in second.__dataclass_fields__}, "id": "other"})
    rows = [(("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("204.92",))]
    changed = [(("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("240.92",))]
    held = [disclosure(first, [table(first, "部门支出总表", (("合计",),), rows)], []),
            disclosure(other, [table(other, "部门支出总表", (("合计",),), changed)], [])]
    answer = Service(Shelf(*held)).ask("白石县文化局2024年住房公积金多少")
    assert {"204.92", "240.92"} <= {f.value for f in answer.figures}, answer.answer
    assert answer.warnings and "两份文件" in answer.answer


def test_a_head_over_every_column_says_nothing() -> None:
    """本年一般公共预算基本支出 over 合计, 人员经费 and 公用经费 is the table's own name, and no part of the lines."""
    d = document("白石县水利局", 2022)
    above = "本年一般公共预算基本支出"
    basic = table(d, "一般公共预算基本支出预算表", ((above, "合计"), (above, "人员经费"), (above, "公用经费")), [
        (("商品和服务支出",), "302", ("12.00", None, "12.00")),
        (("商品和服务支出", "电费"), "30206", ("4.20", None, "4.20")),
    ])
    answer = Service(Shelf(disclosure(d, [basic]))).ask("白石县水利局2022年电费多少")
    assert [f.value for f in answer.figures] == ["4.20"], answer.answer
