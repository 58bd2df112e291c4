"""Migrations end in the schema that the code speaks, on both engines; money is exact; old stores are brought up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from index.ports import NothingIngested, StoreError
from index.settings import Settings
from index.sql import open_light, open_sql
from index.sql.read import SCHEMA
from index.sql.schema import metadata
from index.stores import open_home, open_reader, open_store
from tests.index.build import disclosure, document

MIGRATIONS = Path(__file__).resolve().parents[3] / "index" / "sql" / "migrations"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.sqlite'}"
    return str(request.getfixturevalue("database"))


def test_the_migrations_end_in_the_schema(address: str) -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA
    store = open_sql(address)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={
            "include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("terms")})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_money_sums_exactly(address: str) -> None:
    store = open_sql(address)
    store.put(disclosure(labels=tuple(f"第{n}项" for n in range(10)), prose="无。"))
    found = store.select("SELECT CAST(SUM(mils) AS BIGINT) AS total FROM facts WHERE row_position IS NOT NULL", {})
    # 1.20 + 2.20 + … + 10.20 万元, in 10⁻⁴ 元
    assert found[0]["total"] == 57 * 10**8
    store.close()


def test_a_lookup_uses_its_index(tmp_path: Path) -> None:
    store = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}")
    plan = store.select("EXPLAIN QUERY PLAN SELECT f.mils FROM documents d JOIN facts f ON f.document_id = d.id WHERE "
                        "d.department = 'a' AND d.year = 2022 AND f.year = 2022 AND f.kind = 'budget' AND f.code = '1'", {})
    assert all("USING" in row["detail"] and "INDEX" in row["detail"] for row in plan), [dict(row) for row in plan]
    store.close()


def test_the_light_store_reads_what_the_other_wrote(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(NothingIngested):
        open_reader(settings)
    store = open_store(settings)
    one, two = disclosure(), disclosure(document("b.pdf"), ("电费",))
    store.put(one)
    light = open_light(settings.database_file)
    assert light is not None and light.documents() == (one.document,)
    store.put(two)
    assert light.documents() == store.documents(), "it sees what is written meanwhile"
    assert light.disclosure(two.document.id) == light.rebuilt(two.document.id) == two
    assert light.texts() == store.texts() and light.sources() == store.sources() and light.digest() == store.digest()
    assert light.match(["电费"]) == store.match(["电费"])
    assert light.places(light.text_ids()) == store.places(store.text_ids())
    for write in (lambda: light.put(one), lambda: light.forget(one.document.id)):
        with pytest.raises(StoreError, match="reading only"):
            write()
    light.close()
    store.close()


def test_an_older_store_is_kept_and_brought_up(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    open_store(settings).close()
    with sqlite3.connect(settings.database_file) as connection:
        connection.execute("DROP TABLE alembic_version")
    connection.close()
    assert open_home(tmp_path) is None, "it must be opened by what can bring it up"
    settings.database_file.unlink()
    store = open_store(settings)
    assert store.select("SELECT version_num FROM alembic_version", {})[0]["version_num"] == SCHEMA
    with store.engine.connect() as connection2:
        assert connection2.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    store.put(disclosure())
    store.settle()
    wal = settings.database_file.with_name("facts.sqlite-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    store.close()


def test_a_backup_is_whole(tmp_path: Path) -> None:
    from index.sql.engine import _back_up

    store = open_store(Settings(home=tmp_path))
    store.put(disclosure())
    _back_up(store.engine, "0000")
    store.close()
    kept = open_light(next(tmp_path.glob("*.before-*.sqlite")))
    assert kept is not None and kept.disclosure(document().id) == disclosure()
    kept.close()


def test_a_server_that_is_not_there_is_said() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="does not answer"):
        open_sql("postgresql+psycopg://nobody@127.0.0.1:9/none")
