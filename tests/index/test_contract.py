"""What every store must do, on memory, SQLite and PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.memory import MemoryStore
from index.ports import MixedCorpus, Source, Store, UnknownDocument
from index.sql import open_sql
from index.terms import terms
from index.texts import row_text
from tests.index.build import disclosure, document

OTHER = disclosure(document("b.pdf", department="示例市乙局"), ("电费", "水费"), "电费持平。")


def test_a_document_comes_back_equal(store: Store) -> None:
    one = disclosure()
    assert store.put(one) == "added"
    assert store.disclosure(one.document.id) == one
    assert store.disclosure(one.document.id) is store.disclosure(one.document.id)
    assert store.documents() == (one.document,)


def test_put_is_idempotent(store: Store) -> None:
    store.put(disclosure())
    before = store.generation(), store.digest()
    assert store.put(disclosure()) == "unchanged"
    assert (store.generation(), store.digest()) == before


def test_another_reading_of_the_same_file_replaces_the_former(store: Store) -> None:
    store.put(disclosure())
    store.put(OTHER)
    assert store.put(disclosure(labels=("差旅费",))) == "replaced"
    assert [row.label for row in store.disclosure(document().id).tables[0].rows] == ["差旅费"]
    assert len(store.documents()) == 2


@pytest.mark.parametrize(("path", "changed", "left"), [
    ("/x/a.pdf", document("a.pdf", "new"), 1),
    ("/x/a.pdf", document("a.pdf", "new", year=2023), 1),
    ("/y/a.pdf", document("a.pdf", "new"), 1),
    ("/y/a.pdf", document("a.pdf", "new", year=2023), 2),
    ("/y/other.pdf", document("other.pdf", "new"), 2),
], ids=["same path", "same path, other identity", "revised elsewhere", "same name, other year", "other name"])
def test_what_takes_the_place_of_what(store: Store, path: str, changed: object, left: int) -> None:
    store.put(disclosure(), Source("/x/a.pdf", 1, 2, "r"))
    new = replace(disclosure(), document=changed)  # type: ignore[arg-type]
    assert store.put(new, Source(path, 3, 4, "r")) == ("replaced" if left == 1 else "added")
    assert len(store.documents()) == left
    assert store.sources()[path] == (new.document.id, Source(path, 3, 4, "r"))


def test_the_same_bytes_under_two_names_are_one_document(store: Store) -> None:
    store.put(disclosure(), Source("/x/a.pdf"))
    renamed = replace(disclosure(), document=replace(document(), name="copy.pdf"))
    assert store.put(renamed, Source("/x/copy.pdf")) == "unchanged"
    assert store.find("copy.pdf") == store.find("a.pdf") == document()
    store.put(replace(disclosure(), document=document("a.pdf", "new", year=2023)), Source("/x/a.pdf"))
    assert len(store.documents()) == 2, "the copy still holds the former content"


def test_forget(store: Store) -> None:
    store.put(disclosure())
    store.put(OTHER)
    assert store.forget(document().id)
    assert not store.forget(document().id)
    with pytest.raises(UnknownDocument):
        store.disclosure(document().id)
    lone = MemoryStore([OTHER])
    assert store.texts() == lone.texts()
    assert store.digest() == lone.digest()
    assert not store.match(["接待"])


def test_find(store: Store) -> None:
    store.put(disclosure())
    store.put(OTHER)
    for name in ("a.pdf", "a", document().id, "folder/a.pdf", document().id[:8]):
        assert store.find(name) == document()
    with pytest.raises(UnknownDocument, match="No document is named c"):
        store.find("c.pdf")
    store.put(replace(disclosure(), document=document("a.pdf", "x", year=2023)), Source("/z/a.pdf"))
    with pytest.raises(UnknownDocument, match="2 documents are named a"):
        store.find("a.pdf")


@pytest.mark.parametrize("first", [True, False])
def test_samples_and_real_disclosures_do_not_mix(store: Store, first: bool) -> None:
    store.put(disclosure(document("a.pdf", sample=first)))
    with pytest.raises(MixedCorpus, match="--home"):
        store.put(disclosure(document("b.pdf", sample=not first)))
    assert len(store.documents()) == 1


def test_texts_are_distinct_and_lead_to_their_places(store: Store) -> None:
    store.put(disclosure())
    store.put(OTHER)
    water = [text for text in store.texts(kind="row") if text.text == "支出 > 水费"]
    assert len(water) == 1
    assert store.text_ids() == tuple(text.id for text in store.texts())
    assert {place.document for place in store.places([water[0].id])} == {document().id}
    electric = next(t for t in store.texts([OTHER.document.id]) if t.text == "支出 > 电费")
    place, = store.places([electric.id])
    row = store.disclosure(place.document).tables[0].rows[0]
    table = store.disclosure(place.document).tables[0]
    assert (place.id, place.table_id, row_text(row)) == (row.id, table.id, electric.text)
    assert store.places([electric.id], [document().id]) == ()
    assert {p.table_id for p in store.places(t.id for t in store.texts(kind="passage"))} == {None}


@pytest.mark.parametrize(("query", "found"), [
    ("接待", {"支出 > 公务接待费 | 日常开支"}),
    ("水", {"支出 > 水费", "支出 > 水费 | 日常开支", "二、支出情况 水费比上年增加1.50万元。"}),
    ("电费", {"支出 > 电费", "二、支出情况 电费持平。"}), ("鲸", set()), ('"; DROP', set()), ("", set()),
])
def test_match_finds_every_text_with_the_terms(store: Store, query: str, found: set[str]) -> None:
    store.put(disclosure())
    store.put(OTHER)
    words = [term for term in terms(query) if len(term) == len(query)]
    assert {hit.text.text for hit in store.match(words)} == found
    inside = {text.text for text in store.texts([document().id])}
    assert {hit.text.text for hit in store.match(words, [document().id])} == found & inside


def test_match_puts_more_terms_first(store: Store) -> None:
    store.put(disclosure())
    store.put(OTHER)
    assert store.match(terms("公务接待费"))[0].text.text.startswith("支出 > 公务接待费")
    assert len(store.match(terms("支出水费"), limit=2)) == 2


def test_the_digest_does_not_depend_on_the_order(store: Store) -> None:
    for each in (OTHER, disclosure()):
        store.put(each)
    assert store.digest() == MemoryStore([disclosure(), OTHER]).digest()


def test_a_patient_store_looks_at_the_corpus_no_more_often_than_that(tmp_path: Path) -> None:
    """What another process writes is seen by the next look, and all at once: no old list with new documents."""
    address = f"sqlite:///{tmp_path / 'facts.sqlite'}"
    writer, reader = open_sql(address), open_sql(address)
    writer.put(disclosure())
    reader.patience = 3600
    seen = reader.generation(), reader.documents(), reader.disclosure(document().id)
    writer.put(disclosure(labels=("差旅费",)))
    writer.put(OTHER)
    assert (reader.generation(), reader.documents(), reader.disclosure(document().id)) == seen
    reader.patience = 0
    assert reader.generation() == writer.generation() and len(reader.documents()) == 2
    assert reader.disclosure(document().id) == writer.disclosure(document().id) != seen[2]
    for each in (writer, reader):
        each.close()
