"""Questions that name no body, over more bodies than can be looked through one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from index.memory import MemoryStore
from index.sql import open_sql
from qa.derived import PREPARED
from qa.library import Library
from qa.operations.lookup import MOST_LINES
from qa.operations.unnamed import MOST_BODIES
from qa.service import Service
from tests.qa.build import EXPENDITURE, disclosure, document, passage, table


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Each body has 行政运行, and the last one a project that no other has."""
    store = open_sql(f"sqlite:///{tmp_path_factory.mktemp('many') / 'facts.sqlite'}")
    for n in range(MOST_BODIES + 6):
        doc = document(f"示例市第{n + 1}中学")
        rows: list[tuple[tuple[str, ...], str | None, Sequence[str | None]]] = [
            (("合计",), None, ("30.00", "10.00", "20.00")), (("行政运行",), "2060101", ("10.00", "10.00", None))]
        if n == MOST_BODIES + 5:
            rows.append((("灯塔修缮",), None, ("20.00", None, "20.00")))
        store.put(disclosure(doc, [table(doc, "部门支出总表", EXPENDITURE, rows)]))
    yield Service(store)
    store.close()


def test_the_one_body_that_has_it_is_found_among_many(service: Service) -> None:
    answer = service.ask("灯塔修缮安排了多少钱？")
    assert answer.status == "answered" and "20.00" in answer.answer
    assert [c.department for c in answer.citations] == [f"示例市第{MOST_BODIES + 6}中学"]
    assert f"语料中的部门共有{MOST_BODIES + 6}个" in answer.answer, "that no other has it was not looked up"


ALL = MOST_BODIES + 6


def test_a_limit_is_tried_on_all_bodies(service: Service) -> None:
    answer = service.ask("哪些部门的行政运行超过5万元？")
    assert answer.status == "answered" and f"符合条件的有{ALL}个部门（共比较{ALL}个）" in answer.answer
    assert f"其余{ALL - MOST_LINES}项从略" in answer.answer and answer.answer.count("\n- ") == MOST_LINES


def test_a_sum_over_all_bodies_is_of_all_of_them(service: Service) -> None:
    answer = service.ask("所有部门行政运行一共多少？")
    assert answer.status == "answered" and f"（{ALL}个部门）合计为{ALL * 10:.2f}万元" in answer.answer
    figure = answer.figures[0]
    assert figure.verdict == "recomputed" and len(figure.citations) == ALL


def test_the_greatest_of_all_bodies_is_looked_for_among_all(service: Service) -> None:
    answer = service.ask("哪个部门的支出总计最多？")
    assert answer.status == "answered" and len(answer.citations) == MOST_LINES


def test_where_more_than_are_compared_the_rest_is_said(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.operations.unnamed.MOST_COMPARED", 5)
    answer = service.ask("所有部门行政运行一共多少？")
    assert answer.status == "partial" and f"语料中的部门共有{ALL}个" in answer.answer and "其余的没有查看" in answer.answer


def test_which_of_the_lines_is_asked_of_one_body(service: Service) -> None:
    answer = service.ask("哪个项目花钱最多？")
    assert answer.status == "partial" and not answer.figures and "请指明是哪个部门" in answer.answer
    assert "请指明是哪个部门" in service.ask("哪个项目最贵").answer, "it is about disclosures, though it names nothing"


def test_departments_without_the_year_or_the_item_are_told() -> None:
    held = []
    for name, year, item in (("甲市财政局", 2023, "行政运行"), ("乙市财政局", 2023, "行政运行"), ("丙市财政局", 2023, "机关服务"),
                             ("丁市财政局", 2022, "行政运行")):
        doc = document(name, year)
        held.append(disclosure(doc, [table(doc, "部门支出总表", EXPENDITURE, [((item,), "2060101", ("10.00", "10.00", None))])]))
    answer = Service(MemoryStore(held)).ask("所有部门2023年行政运行一共多少？")
    assert answer.status == "answered" and "合计为20.00万元" in answer.answer
    assert "另有1个部门（丁市财政局）没有2023年的文件" in answer.answer
    assert "另有1个部门（丙市财政局）的文件里没有查到“行政运行”" in answer.answer


def test_what_none_of_many_has_is_not_disclosed(service: Service) -> None:
    assert service.ask("灯船修造安排了多少钱？").status == "not_disclosed"


def test_kept_labels_are_those_of_the_books(service: Service) -> None:
    documents = service.library.documents[:3]
    read = Library(service.library.store)
    read.refresh()
    before = read.labels(documents)
    for each in PREPARED:
        assert each.bring_up(service.library.store) == len(service.library.documents)  # type: ignore[arg-type]
    kept = Library(service.library.store)
    kept.refresh()
    assert kept.labels(documents) == before == [kept.book(d).labels for d in documents]


@pytest.mark.parametrize(("told", "status", "said"), [
    ("本部门所属单位包括示例市图书馆、示例市文化馆。", "partial", "相加会重复计算"),
    ("本年与示例市图书馆合办展览。", "answered", "合计为40.00万元"),
])
def test_a_unit_is_not_added_to_the_department_that_holds_it(told: str, status: str, said: str) -> None:
    department, unit = document("示例市文化局", 2023), document("示例市图书馆", 2023, level="unit")
    rows = [(("公务接待费",), None, ("20.00", "20.00", None))]
    held = [disclosure(doc, [table(doc, "部门支出总表", EXPENDITURE, rows)], passages)
            for doc, passages in ((department, [passage(department, ("一、部门概况",), told)]), (unit, []))]
    answer = Service(MemoryStore(held)).ask("各部门2023年公务接待费加起来多少？")
    assert answer.status == status and said in answer.answer, answer.answer


@pytest.fixture(scope="module")
def three() -> Service:
    """Three departments, one of which prints 元."""
    held = []
    for name, amount, unit in (("甲市财政局", "30.00", "万元"), ("乙市财政局", "100000.00", "元"), ("丙市财政局", "20.00", "万元")):
        doc = document(name, 2023)
        held.append(disclosure(doc, [table(doc, "部门支出总表", EXPENDITURE, [(("公务接待费",), None, (amount, amount, None))], unit)]))
    return Service(MemoryStore(held))


@pytest.mark.parametrize(("question", "said"), [
    ("2023年公务接待费最多的单位比最少的多多少？", "甲市财政局与乙市财政局相差20.00万元"),
    ("2023年公务接待费最少的单位和最多的差多少？", "甲市财政局与乙市财政局相差20.00万元"),
    ("几个单位2023年公务接待费最高的和最低的差多少？", "甲市财政局与乙市财政局相差20.00万元"),
    ("甲市财政局、乙市财政局和丙市财政局哪些单位2023年公务接待费超过15万元？", "符合条件的有2个部门（共比较3个）"),
    ("2023年各局公务接待费排个名", "最多的是甲市财政局，为30.00万元"),
    ("三家单位2023年公务接待费谁最省？", "最少的是乙市财政局，为10.00万元"),
    ("三家单位2023年公务接待费分别多少？", "乙市财政局：10.00万元[2]（100000.00元）"),
    ("What is the average reception budget of the departments in 2023?", "20.00万元"),
])
def test_departments_are_held_against_each_other(three: Service, question: str, said: str) -> None:
    answer = three.ask(question)
    assert answer.status == "answered" and said in answer.answer, answer.answer
    assert {f.verdict for f in answer.figures} <= {"verified", "recomputed"}


def test_what_each_body_tells_in_words_is_told_of_each() -> None:
    held = []
    for name, told in (("甲市财政局", "截至2023年末，本部门共有车辆8辆。"), ("乙市财政局", "截至2023年末，本部门共有车辆3辆。"), ("丙市财政局", "没有其他说明。")):
        doc = document(name, 2023, "final")
        held.append(disclosure(doc, [], [passage(doc, ("七、国有资产占用情况",), told)]))
    answer = Service(MemoryStore(held)).ask("各部门分别有几辆车？")
    assert answer.status == "partial" and "车辆8辆[" in answer.answer and "车辆3辆[" in answer.answer, answer.answer
    assert "另有1个部门（丙市财政局）的文件里没有查到这个数" in answer.answer
