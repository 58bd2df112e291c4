"""What goes wrong below the store: a full disk, a broken page, a lock that is held, odd names of folders."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.chroma import VectorError, refresh, sound
from index.doctor import examine
from index.ports import StoreError
from index.settings import Settings
from index.stores import open_home, open_store
from tests.index.build import disclosure, document
from tests.index.test_chroma import Digest

LABELS = tuple(f"第{n}项支出" for n in range(120))



@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_broken_page_is_said_and_no_figure_of_it_is_given(tmp_path: Path, share: float) -> None:
    settings = Settings(home=tmp_path)
    made = {one.document.id: one for n in range(6) for one in [disclosure(document(f"{n}.pdf"), LABELS)]}
    store = open_store(settings)
    for one in made.values():
        store.put(one)
    store.settle()
    store.close()
    page = 4096
    with settings.database_file.open("r+b") as file:
        pages = settings.database_file.stat().st_size // page
        file.seek(int(pages * share) * page)
        file.write(os.urandom(page))
    try:
        light = open_home(tmp_path)
        assert light is not None
        for id in [found.id for found in light.documents()]:
            assert light.disclosure(id) == made[id]
    except StoreError as error:
        assert str(error).endswith(".") and "ingest" in str(error)
    findings = list(examine(settings))
    assert any(finding.state in ("broken", "mended") for finding in findings), findings
    assert all(finding.sentence for finding in findings)


def test_a_lock_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sql.engine.BUSY_MS", 50)
    settings = Settings(home=tmp_path)
    store = open_store(settings)
    holder = sqlite3.connect(settings.database_file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="held by another program"):
        store.put(disclosure())
    assert store.documents() == (), "reading goes on"
    holder.rollback()
    holder.close()
    assert store.put(disclosure()) == "added"
    store.close()


def test_a_home_with_blanks_chinese_and_two_hundred_characters(tmp_path: Path) -> None:
    home = tmp_path / "我的 资料 % 夹?" / ("长" * 40) / "a b#c" / ("x" * 120)
    assert len(str(home)) > 200
    settings = Settings(home=home)
    store = open_store(settings)
    store.put(disclosure())
    assert refresh(store, settings, Digest())
    store.settle()
    store.close()
    light = open_home(home)
    assert light is not None and light.disclosure(document().id) == disclosure()
    light.close()
    assert sound(settings)


def test_a_path_longer_than_sqlite_takes_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="shorter"):
        open_store(Settings(home=tmp_path / ("长" * 80) / ("名" * 80)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where the tests may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_loses_nothing(small_disk: Path) -> None:
    settings = Settings(home=small_disk)
    store = open_store(settings)
    taken = {}
    with pytest.raises(StoreError, match="make room") as caught:
        for n in range(400):
            one = disclosure(document(f"{n}.pdf"), LABELS)
            store.put(one)
            taken[one.document.id] = one
    assert "Traceback" not in str(caught.value) and len(taken) > 3
    assert {d.id for d in store.documents()} == set(taken)
    assert all(store.rebuilt(id) == one for id, one in taken.items())
    with pytest.raises(VectorError, match="make room"):
        refresh(store, settings, Digest(width=64))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    more = replace(disclosure(), document=document("more.pdf"))
    assert store.put(more) == "added"
    assert refresh(store, settings, Digest(width=64)) and sound(settings)
    store.close()
