"""A disclosure comes back equal from its bytes, and from the tables of the database."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from corpus.model import Disclosure
from index.encoding import encode
from index.fingerprint import fingerprint
from index.snapshot import decode
from index.sql import open_sql
from index.sql.store import SqlStore
from tests.index.build import disclosure, disclosures


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    store = open_sql(f"sqlite:///{tmp_path_factory.mktemp('store') / 'facts.sqlite'}")
    yield store
    store.close()


def empty(store: SqlStore) -> None:
    """Samples and real disclosures do not mix, and what is drawn may be either."""
    for former in store.documents():
        store.forget(former.id)


@given(disclosures)
@settings(max_examples=60, deadline=None)
def test_bytes_give_back_an_equal_disclosure(one: Disclosure) -> None:
    assert decode(encode(one)) == one
    assert fingerprint(decode(encode(one))) == fingerprint(one)


@given(disclosures)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_tables_hold_what_the_snapshot_holds(sqlite: SqlStore, one: Disclosure) -> None:
    empty(sqlite)
    sqlite.put(one)
    assert sqlite.rebuilt(one.document.id) == one
    assert sqlite.disclosure(one.document.id) == one


@given(disclosures)
@settings(max_examples=30, deadline=None)
def test_the_former_format_is_still_read(one: Disclosure) -> None:
    """In it the rows stood in the tables themselves."""
    first, *rows = zlib.decompress(encode(one)[1:]).split(b"\n")
    document, tables, *rest = json.loads(first)
    tables = [[*table[:7], json.loads(held), *table[8:]] for table, held in zip(tables, rows, strict=True)]
    former = b"3" + zlib.compress(json.dumps([document, tables, *rest]).encode())
    assert decode(former) == one
    assert [(t.size, t.printed) for t in decode(former).tables] == [(t.size, t.printed) for t in one.tables]


@pytest.mark.parametrize("damage", [b"", b"9", b"1garbage", encode(disclosure())[:-9]])
def test_damaged_bytes_are_told(damage: bytes) -> None:
    with pytest.raises(ValueError, match="snapshot"):
        decode(damage)


def test_a_damaged_snapshot_is_read_from_the_tables(sqlite: SqlStore) -> None:
    from sqlalchemy import text

    empty(sqlite)
    sqlite.put(disclosure())
    with sqlite.engine.begin() as connection:
        connection.execute(text("UPDATE snapshots SET body = :body"), {"body": b"1" + zlib.compress(b"x")[:-2]})
    assert sqlite.disclosure(disclosure().document.id) == disclosure()


def test_a_snapshot_is_read_sooner_than_the_tables(sqlite: SqlStore) -> None:
    """What it is kept for; both in CPU seconds of one run."""
    empty(sqlite)
    one = disclosure(labels=tuple(f"第{n}项支出" for n in range(600)))
    data, name = encode(one), one.document.id
    sqlite.put(one)

    def least(read: Callable[[], object]) -> float:
        taken = []
        for _ in range(7):
            begun = time.process_time()
            read()
            taken.append(time.process_time() - begun)
        return min(taken)

    assert 4 * least(lambda: decode(data)) < least(lambda: sqlite.rebuilt(name))


def test_the_shipped_path(tmp_path: Path) -> None:
    store = open_sql(f"sqlite:///{tmp_path / 'deep' / 'er' / 'facts.sqlite'}")
    store.put(disclosure())
    assert store.rebuilt(disclosure().document.id) == disclosure()
    store.close()
