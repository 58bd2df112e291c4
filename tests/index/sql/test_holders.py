"""Of many documents those that hold what is asked: the same on both engines, and with as few looks as that takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Disclosure, Passage, Sentence
from index.explained import EXPLAINED, explanations_of
from index.lexical import query_terms
from index.memory import MemoryStore
from index.prepared import behind, bring_up
from index.query import read_query
from index.scope import SAID, entries_of
from index.search import search
from index.sql import open_sql, read
from index.sql.store import SqlStore
from index.texts import texts_of
from qa.derived import PREPARED
from tests.index.budget import disclosure
from tests.index.build import BOX

BODIES = ("财政局", "教育局", "民政局", "司法局", "水务局", "审计局", "统计局")
QUESTIONS = ("购房补贴", "公务接待费多少", "水费和电费", "数字云桥专项安排了多少", "住房公积金", "支出总计", "桥面养护三期",
             "示例市财政局公务接待费", "2022年会议费", "过路过桥费")


def corpus() -> Iterator[Disclosure]:
    """Three years of seven bodies, more than are looked through row by row; one explains a term in its prose."""
    for at, body in enumerate(BODIES):
        for year in (2021, 2022, 2023):
            prose = (f"{body}{year}年桥面养护{'一二三'[year - 2021]}期支出{at + 1}.20万元。",)
            made = disclosure(f"{body}{year}.pdf", f"示例市{body}", year, at + 1, prose=prose)
            told = "公务用车运行维护费：指公务用车的燃料费、维修费、过路过桥费、保险费等支出。"
            explained = Passage("explained" + made.document.id, 3, BOX, ("名词解释",), told, (Sentence(told, 3, BOX),))
            yield Disclosure(made.document, made.tables, (*made.passages, *([explained] if at == 0 else [])))


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    lite = request.param == "sqlite"
    opened = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}" if lite else str(request.getfixturevalue("database")))
    for each in corpus():
        opened.put(each)
    yield opened
    opened.close()


def asked(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms and the names that a question is looked for by."""
    query = read_query(question)
    return query_terms(query), query.texts


@pytest.mark.parametrize("most", [1, 8, 16])
def test_what_is_named_exactly_is_found_without_the_other_texts(
        store: SqlStore, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way gives what the long one does, in its order."""
    short = {question: store.holders(*asked(question), None, most) for question in QUESTIONS}
    monkeypatch.setattr(read, "only_named", lambda *_: [])
    assert {question: store.holders(*asked(question), None, most) for question in QUESTIONS} == short
    assert len(short["购房补贴"]) == most


def test_a_name_that_stands_in_enough_documents_is_not_looked_for_by_its_terms(
        store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.holders(*asked("电费"), None, 1)  # which draws how rare terms are
    said: list[str] = []
    select = store.select

    def noted(statement: str, values: Mapping[str, Any]) -> Any:
        said.append(statement)
        return select(statement, values)

    monkeypatch.setattr(store, "select", noted)
    assert len(store.holders(*asked("购房补贴"), None, 8)) == 8
    assert said and not any("FROM terms" in statement for statement in said)


def test_search_finds_what_it_finds_in_memory(store: SqlStore) -> None:
    """With what is prepared and without it."""
    memory = MemoryStore()
    for each in corpus():
        memory.put(each)
    one = [question for question in QUESTIONS if "财政局" in question]
    assert [search(question, store) for question in one] == [search(question, memory) for question in one]
    before = [search(question, store) for question in QUESTIONS]
    assert all(before) and bring_up(PREPARED, store).made == 21 and behind(PREPARED, store) == 0
    assert [search(question, store) for question in QUESTIONS] == before


def test_what_is_prepared_comes_back_as_it_was_made(store: SqlStore) -> None:
    bring_up(PREPARED, store)
    documents = store.documents()
    kept = SAID.of(store, [d.id for d in documents])
    assert [entries.postings.said for entries in entries_of(store, documents)] == [kept[d.id] for d in documents]
    for entries in entries_of(store, documents[:2]):
        for token in ("费", "公务", "接待", "市"):
            holding = [at for at, entry in enumerate(entries.every()) if token in entry.words]
            assert list(entries.postings.get(token)) == holding, token
    _, said = explanations_of(store, documents)
    assert said.texts["公务用车运行维护费"].startswith("公务用车的燃料费") and len(EXPLAINED.of(store, [documents[0].id])) == 1


def test_texts_lead_to_the_newest_documents_that_hold_them(store: SqlStore) -> None:
    """What the vectors find like a question is a text; where it stands is said by the store."""
    each = next(corpus())
    texts = {text.text: text.id for text, _ in texts_of(each)}
    held = store.standing([texts["商品和服务支出 > 水费"]], None, 7)
    years = {document.id: document.year for document in store.documents()}
    assert len(held) == 7 and {years[id] for id in held} == {2023}
    inside = store.documents()[:3]
    assert set(store.standing([texts["商品和服务支出 > 水费"]], inside, 7)) == {d.id for d in inside}
