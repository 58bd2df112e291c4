"""What is worked out of documents once: kept with them, outdated with them and with its makers, and never needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus.model import Disclosure
from index.prepared import Preparation, behind, bring_up
from index.scope import SAID, entries_of
from index.search import search
from index.sql import open_sql
from index.sql.store import SqlStore
from tests.index.budget import disclosure as budget
from tests.index.build import disclosure, document


def labels(one: Disclosure) -> str:
    return "|".join(row.label for table in one.tables for row in table.rows)


def preparation(folder: Path) -> Preparation:
    return Preparation("labels", labels, ((folder, "*.py"),))


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    lite = request.param == "sqlite"
    opened = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}" if lite else str(request.getfixturevalue("database")))
    yield opened
    opened.close()


def test_it_is_made_for_what_lacks_it_and_goes_with_its_document(store: SqlStore, tmp_path: Path) -> None:
    made, ids = preparation(tmp_path), [document().id, document("b.pdf").id]
    store.put(disclosure(labels=("水费", "电费")))
    assert made.of(store, ids) == {} and made.bring_up(store) == 1 and made.bring_up(store) == 0
    before = store.generation(), store.digest()
    store.put(disclosure(document("b.pdf"), ("差旅费",)))
    assert made.bring_up(store) == 1
    assert made.of(store, ids) == {ids[0]: "水费|电费", ids[1]: "差旅费"}
    store.put(disclosure(labels=("会议费",)))
    assert made.of(store, ids) == {ids[1]: "差旅费"} and behind([made], store) == 1, "another reading outdates it"
    made.bring_up(store)
    store.forget(ids[1])
    assert made.of(store, ids) == {ids[0]: "会议费"}
    assert store.generation() != before[0], "and what is derived is no change of the corpus"


def test_what_was_made_of_a_former_reading_is_not_kept(store: SqlStore, tmp_path: Path) -> None:
    store.put(disclosure())
    [(id, revision)] = store.unprepared("labels", "1")
    store.put(disclosure(labels=("会议费",)))
    store.keep("labels", "1", [(id, revision, b"old"), ("gone", 1, b"old")])
    assert store.prepared("labels", "1", [id, "gone"]) == {}


def test_another_maker_makes_it_anew(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "maker.py").write_text("1")
    store.put(disclosure())
    preparation(tmp_path).bring_up(store)
    (tmp_path / "maker.py").write_text("2")
    changed = preparation(tmp_path)
    assert changed.of(store, [document().id]) == {} and changed.bring_up(store) == 1


def test_a_document_that_cannot_be_read_costs_only_itself(store: SqlStore, tmp_path: Path) -> None:
    """Each document is read once for all that it lacks, and what is damaged does not keep the others from it."""
    store.put(disclosure(labels=("水费", "电费")))
    store.put(disclosure(document("b.pdf"), ("差旅费",)))
    read: list[str] = []
    with store.writing() as connection:
        connection.execute(text("DELETE FROM snapshots WHERE document_id = :id"), {"id": document().id})
        connection.execute(text("UPDATE rows SET path = '{' WHERE document_id = :id"), {"id": document().id})

    def seen(one: Disclosure) -> str:
        read.append(one.document.id)
        return ""

    two = [preparation(tmp_path), Preparation("seen", seen, ((tmp_path, "*.py"),))]
    done = bring_up(two, store)
    assert (done.made, done.unread, read) == (1, (document().id,), [document("b.pdf").id])
    assert behind(two, store) == 1 and two[0].of(store, [document("b.pdf").id]) == {document("b.pdf").id: "差旅费"}


def test_search_finds_the_same_with_and_without(tmp_path: Path) -> None:
    store = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}")
    for n, body in enumerate(("财政局", "教育局")):
        store.put(budget(f"{n}.pdf", f"示例市{body}", 2023, n))
    questions = ("购房补贴", "示例市财政局公务接待费", "PPP 项目", "水费和电费")
    before = [search(question, store) for question in questions]
    assert SAID.bring_up(store) == 2
    store.close()
    again = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}")
    kept = SAID.of(again, [d.id for d in again.documents()])
    assert [entries.postings.said for entries in entries_of(again, again.documents())] == list(kept.values())
    assert [search(question, again) for question in questions] == before
    again.close()
