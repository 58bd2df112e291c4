"""Questions that name no body, over more bodies than can be looked through one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from index.sql import open_sql
from qa.derived import PREPARED
from qa.library import Library
from qa.service import MOST_BODIES, Service
from tests.qa.build import EXPENDITURE, disclosure, document, table


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


def test_what_is_said_of_all_bodies_says_how_many_were_looked_into(service: Service) -> None:
    answer = service.ask("哪些部门的行政运行超过5万元？")
    assert answer.status == "partial" and answer.figures
    assert f"语料中的部门共有{MOST_BODIES + 6}个" in answer.answer and "其余的没有查看" in answer.answer


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
