"""Search over disclosures of made-up bodies: the right row first, near misses behind, nobody's figures for another."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus.model import Table, stable_id
from index.fit import likeness
from index.memory import MemoryStore
from index.query import Lexicon
from index.retriever import BudgetRetriever
from index.scope import MOST_DOCUMENTS
from index.search import Hit, search
from tests.index.budget import disclosure
from tests.index.build import BOX, document
from tests.index.build import disclosure as small

STORE = MemoryStore([
    disclosure("a23.pdf", "示例市云岭区财政局", 2023, 1, prose=("截至年底，共有车辆9辆，其中一般公务用车7辆。",)),
    disclosure("a22.pdf", "示例市云岭区财政局", 2022, 2),
    disclosure("b23.pdf", "示例市教育局", 2023, 3),
    disclosure("u23.pdf", "示例市教育局", 2023, 5, level="unit"),
])


def first(question: str, **filters: object) -> Hit:
    return search(question, STORE, **filters)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(("question", "row", "figure"), [
    ("云岭区财政局2023年公积金多少钱", "住房公积金", "3.50"),
    ("云岭区财政局2023年买房补贴多少", "购房补贴", "4.50"),
    ("云岭区财政局2022年公积金多少钱", "住房公积金", "6.50"),
    ("云岭区财政局2023年数字云桥专项安排了多少", "数字云桥专项", "5.50"),
    ("云岭区财政局2023年一共花多少钱", "支出总计", "11.50"),
    ("云岭区财政局2023年科目2210203的金额", "购房补贴", "4.50"),
    ("市教育局2023年公积金", "住房公积金", "9.50"),
    ("云岭区财政局2023年住房方面的支出", "住房保障支出", "2.50"),
    ("housing provident fund, 云岭区财政局, 2023", "住房公积金", "3.50"),
])
def test_the_row_that_is_meant_is_first(question: str, row: str, figure: str) -> None:
    hit = first(question)
    assert hit.row[-1] == row
    assert figure in hit.text
    assert hit.why


@pytest.mark.parametrize(("question", "figure"), [
    ("云岭区财政局2023年请客吃饭花了多少", "公务接待费 6.50"), ("云岭区财政局2023年会议费", "会议费 4.40"), ("云岭区财政局2023年三公经费", "小计 9.50"),
])
def test_the_table_of_the_widest_scope_is_first(question: str, figure: str) -> None:
    hit = first(question)
    assert hit.table == "“三公”经费、会议费支出表"
    assert figure in hit.text


@pytest.mark.parametrize(("question", "row"), [
    ("云岭区财政局2023年住房保障里的购房补贴", "购房补贴"), ("云岭区财政局2023年住房保障的公积金", "住房公积金"),
])
def test_a_line_is_found_by_what_it_stands_under(question: str, row: str) -> None:
    assert first(question).row[-1] == row


def test_several_things_are_all_among_the_first() -> None:
    rows = [hit.row[-1:] for hit in search("云岭区财政局2023年水费和电费", STORE, k=3)]
    assert {("水费",), ("电费",)} <= set(rows)


def test_several_years_have_their_best_before_any_second() -> None:
    hits = search("云岭区财政局2022年和2023年公积金", STORE, k=2)
    assert {hit.document for hit in hits} == {"a22.pdf", "a23.pdf"}


def test_a_department_goes_before_its_own_unit() -> None:
    assert [hit.document for hit in search("市教育局2023年公积金", STORE, k=2)] == ["b23.pdf", "u23.pdf"]
    assert first("市教育局（单位）2023年公积金").document == "u23.pdf"


def test_a_body_without_a_disclosure_has_no_hits() -> None:
    assert search("示例市公安局2023年公积金", STORE) == []


def test_prose_is_found() -> None:
    hit = first("云岭区财政局2023年一般公务用车几辆车")
    assert hit.table is None and hit.row == () and "9辆" in hit.text


def test_filters_from_outside() -> None:
    assert {hit.document for hit in search("公积金", STORE, department="云岭区财政局", year=2022)} == {"a22.pdf"}
    assert search("公积金", STORE, kind="final") == []


def test_words_outside_the_glossary_are_found_by_the_model() -> None:
    hits = search("云岭区财政局2023年买房子的补助", STORE, k=5, words=Lexicon((), subjects=False))
    assert "购房补贴" in {hit.row[-1] for hit in hits if hit.row}


def test_nothing_asked_of_nothing() -> None:
    assert search("", MemoryStore()) == []
    assert search("公积金", MemoryStore()) == []


@pytest.mark.parametrize(("one", "other", "more"), [
    ("公务接待费", "公务接待", "公务用车购置费"), ("住房公积金", "公积金", "购房补贴"),
])
def test_likeness_orders_names(one: str, other: str, more: str) -> None:
    assert likeness(one, one) == 1 > likeness(one, other) > likeness(one, more)


def test_it_is_a_langchain_retriever() -> None:
    [document] = BudgetRetriever(store=STORE, k=1).invoke("云岭区财政局2023年公积金")
    assert "3.50" in document.page_content
    assert json.loads(json.dumps(document.metadata))["row"][-1] == "住房公积金"
    assert "text" not in document.metadata


def test_the_contract_of_the_command() -> None:
    assert set(first("公积金").as_json()) == {
        "rank", "score", "why", "document", "department", "year", "page", "table", "row", "column", "text", "unit", "bbox"}


@pytest.mark.parametrize(("asked", "label"), [
    ("30211", "差旅费"), ("科目30211多少钱", "差旅费"), ("301类", "工资福利支出"), ("301科目", "工资福利支出"), ("编码2210203", "购房补贴"),
])
def test_a_code_finds_its_line_among_many_disclosures(asked: str, label: str) -> None:
    """By its official name where a store finds texts and not codes."""
    many = [small(document(f"{n}.pdf", department=f"示例市第{n}中学"), ("水费", label)) for n in range(MOST_DOCUMENTS + 2)]
    hits = search(asked, MemoryStore(many), k=3)
    assert [hit.row[-1] for hit in hits] == [label] * 3


@pytest.mark.parametrize(("asked", "labels"), [
    ("红十字会的钱", ["红十字会补助"]), ("红十字会补助多少", ["红十字会补助"]), ("省红十字会2022年预算", []),
])
def test_a_body_that_is_absent_is_found_where_a_row_names_it(asked: str, labels: list[str]) -> None:
    store = MemoryStore([small(document("a.pdf", department="示例市民政局"), ("红十字会补助", "水费"))])
    assert [hit.row[-1] for hit in search(asked, store) if hit.row_id] == labels


def test_the_note_of_an_empty_table_is_found_under_its_title() -> None:
    one = disclosure("note.pdf", "示例市财政局", 2023)
    said = "注：本部门无政府性基金预算支出，本表为空表。"
    empty = Table(stable_id("note"), "政府性基金预算支出表", "gov_fund", "万元", 2023, (3,), (), (),
                  note=said, note_page=3, note_bbox=BOX)
    printed = replace(one.tables[0], note="注：金额单位为万元。")
    store = MemoryStore([replace(one, tables=(printed, *one.tables[1:], empty))])
    for question in ("示例市财政局政府性基金预算表为空吗", "政府性基金预算支出"):
        hit = next(hit for hit in search(question, store) if hit.text == said)
        assert (hit.rank, hit.table, hit.page, hit.bbox, hit.row, hit.row_id, hit.passage_id) == (
            1, "政府性基金预算支出表", 3, BOX, (), None, None), question
    assert not any("金额单位" in hit.text for hit in search("金额单位", store)), "what prints figures is found by them"
