"""Kills, failing writes, full disks, directories that cannot be written: no half document, none lost, one same end."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from index.chroma import VectorError, refresh, sound
from index.doctor import examine
from index.fingerprint import fingerprint
from index.ports import StoreError
from index.settings import Settings
from index.sql import open_sql
from index.sql.mend import damage, terms_behind
from index.sql.store import SqlStore
from index.stores import open_home, open_store
from index.vectors import Matrix, current
from qa.cli.ingestion import run as ingest_here
from tests.index.build import disclosure, document
from tests.index.test_chroma import Digest

SMALL, OTHER = "shili-wenlv-2021-budget.pdf", "shili-wenlv-2022-budget.pdf"
ONE, TWO = disclosure(), disclosure(document("b.pdf"), ("电费", "水费"), "电费持平。")
REVISED = disclosure(document("a.pdf", "revised"), ("差旅费",))


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "qa.cli", *map(str, words)]


def environment() -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    return os.environ | {"PYTHONPATH": str(root)}


def run(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, encoding="utf-8", env=environment(),
                          check=False, **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    made: Path = tmp_path_factory.mktemp("two")
    for name in (SMALL, OTHER):
        shutil.copy(samples / name, made / name)
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two disclosures as web pages, which are read in no time: a kill meets the store and the vectors, not a PDF being
    parsed. In the long test PDFs are killed too."""
    made: Path = tmp_path_factory.mktemp("pages")
    for year in (2021, 2022):
        lines = "".join(f"<tr><td>第{n}项维护经费</td><td>{year + n}.{n % 100:02}</td></tr>" for n in range(300))
        told = "".join(f"<p>第{n}项维护经费{year + n}.{n % 100:02}万元，主要用于日常开支。</p>" for n in range(60))
        (made / f"{year}.html").write_text(
            f"<html><head><title>示例市财政局{year}年部门预算</title></head><body><h1>示例市财政局{year}年部门预算</h1>"
            f"<h2>一、支出情况</h2>{told}<h2>部门支出总表</h2><p>单位：万元</p>"
            f"<table><tr><th>项目</th><th>预算数</th></tr>{lines}</table></body></html>", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def undisturbed(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str], list[int], float]:
    """What a run that nothing disturbs ends in: digest, documents, ids of vectors; and the seconds that it takes."""
    home = tmp_path_factory.mktemp("undisturbed")
    begun = time.monotonic()
    done = run("ingest", pages, "--home", home)
    assert done.returncode == 0, done.stderr
    return *state(home), time.monotonic() - begun


@pytest.fixture(scope="module")
def one_ingested(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home: Path = tmp_path_factory.mktemp("ingested")
    assert ingest_here([folder / SMALL], Settings(home=home), again=False) == 0
    return home


@pytest.fixture
def home(one_ingested: Path, tmp_path: Path) -> Path:
    """A home of its own with one document in it."""
    return Path(shutil.copytree(one_ingested, tmp_path / "home"))


def state(home: Path) -> tuple[str, dict[str, str], list[int]]:
    settings = Settings(home=home)
    store = open_store(settings)
    try:
        prints = {d.id: fingerprint(store.disclosure(d.id)) for d in store.documents()}
        assert damage(store) is None
        generation = current(settings.vectors)
        return store.digest(), prints, generation.ids.tolist() if generation else []
    finally:
        store.close()


def killed(folder: Path, home: Path, after: float) -> list[str]:
    """Run an ingestion, kill it after so many seconds; the documents that it told of until then."""
    process = subprocess.Popen(command("ingest", folder, "--home", home), stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env=environment(), text=True, encoding="utf-8")
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return [line for line in process.communicate()[0].splitlines() if line.startswith("added")]


def holds_up(folder: Path, home: Path, told: list[str], end: tuple[str, dict[str, str], list[int]]) -> None:
    """After a kill: never a half document, none lost, answers at once, and the next run ends where none was disturbed.

    The next run is one of this process, where the libraries are imported already: that is most of a run's time.
    """
    digest, prints, ids = end
    _, found, _ = state(home)
    assert found.items() <= prints.items(), "never a half document"
    assert len(found) >= len(told), "what was reported is there"
    if found:
        light = open_home(home)
        assert light is not None
        for document in light.documents():
            whole = light.disclosure(document.id)
            assert whole.facts or whole.prose_facts
            assert whole == light.rebuilt(document.id)
        light.close()
    assert ingest_here([folder], Settings(home=home, workers=1), again=False) == 0
    assert state(home) == (digest, prints, ids)
    assert sound(Settings(home=home))


@pytest.mark.parametrize("kill", range(8))
def test_a_kill_at_any_moment_loses_nothing(
        kill: int, pages: Path, tmp_path: Path, undisturbed: tuple[str, dict[str, str], list[int], float]) -> None:
    home = tmp_path / "home"
    moment = random.Random(kill).uniform(kill, kill + 1) / 8
    holds_up(pages, home, killed(pages, home, moment * undisturbed[3]), undisturbed[:3])


@pytest.mark.long
def test_fifty_kills_over_all_disclosures(tmp_path: Path, samples: Path) -> None:
    real = Path(os.environ.get("BUDGET_QA_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "disclosures"
    folder = real if real.is_dir() else samples
    whole = tmp_path / "undisturbed"
    begun = time.monotonic()
    assert run("ingest", folder, "--home", whole).returncode == 0
    seconds, end = time.monotonic() - begun, state(whole)
    for kill in range(50):
        home = tmp_path / "home"
        moment = random.Random(kill).uniform(kill, kill + 1) / 50
        holds_up(folder, home, killed(folder, home, moment * seconds), end)
        shutil.rmtree(home)


def test_two_ingestions_at_once(
        pages: Path, tmp_path: Path, undisturbed: tuple[str, dict[str, str], list[int], float]) -> None:
    home = tmp_path / "home"
    both = [subprocess.Popen(command("ingest", pages, "--home", home), env=environment(), stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in both] == [("", 0)] * 2
    assert state(home) == undisturbed[:3]
    assert sound(Settings(home=home))


class Countdown:
    """Fails the n-th of what it counts."""

    def __init__(self) -> None:
        self.left = 0

    def __call__(self, *_: object, **__: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise OperationalError("injected", None, sqlite3.OperationalError("disk I/O error"))


class Failing(Digest):
    """An encoder that the countdown can fail."""

    def __init__(self, countdown: Countdown) -> None:
        super().__init__()
        self._countdown = countdown

    def encode(self, texts: list[str], /) -> Matrix:
        try:
            self._countdown()
        except OperationalError as error:
            raise VectorError("injected") from error
        return super().encode(texts)


def work(store: SqlStore, settings: Settings, encoder: Digest) -> None:
    """Two documents, one of which is then replaced."""
    for each in (ONE, TWO, REVISED):
        store.put(each)
    refresh(store, settings, encoder)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An empty store, to be copied: a migration each time would cost most of the test."""
    path = tmp_path / "template.sqlite"
    store = open_sql(f"sqlite:///{path}")
    store.settle()
    store.close()
    return path


def test_the_nth_failure_leaves_the_last_good_state(tmp_path: Path, template: Path) -> None:
    whole = {fingerprint(each) for each in (ONE, TWO, REVISED)}
    ends: set[str] = set()
    for n in range(1, 400):
        settings = Settings(home=tmp_path / str(n))
        settings.home.mkdir()
        shutil.copy(template, settings.database_file)
        store = open_store(settings)
        countdown = Countdown()
        event.listen(store.engine, "before_cursor_execute", countdown)
        event.listen(store.engine, "commit", countdown)
        countdown.left = n
        try:
            work(store, settings, Failing(countdown))
        except StoreError:
            disturbed = True
        else:
            disturbed = False
        countdown.left = 0
        held = [store.rebuilt(d.id) for d in store.documents()]
        assert {fingerprint(each) for each in held} <= whole
        assert all(store.disclosure(each.document.id) == each for each in held)
        assert not terms_behind(store, mend=False)
        work(store, settings, Digest())
        ends.add(store.digest())
        ids = store.text_ids()
        store.close()
        generation = current(settings.vectors)
        assert generation is not None and tuple(generation.ids) == ids
        shutil.rmtree(settings.home)
        if not disturbed:
            break
    assert not disturbed and n > 30, "the loop ends when a run is undisturbed"
    assert len(ends) == 1


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


def test_a_full_disk_is_said_and_loses_nothing(folder: Path, home: Path) -> None:
    before = state(home)
    full = run("ingest", folder / OTHER, "--home", home, preexec_fn=_small_files)
    assert full.returncode == 1
    assert "Traceback" not in full.stderr and "room" in full.stderr
    assert state(home)[:2] == before[:2]
    assert ingest_here([folder], Settings(home=home), again=False) == 0
    assert len(state(home)[1]) == 2


def _unprivileged() -> list[str]:
    """What takes from root the right to write where it may not."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed, and the tests run as root")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"]


def test_a_directory_that_cannot_be_written(folder: Path, home: Path) -> None:
    before = state(home)
    paths = [home, *home.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for words in (["documents"], ["facts", SMALL, "--json"], ["search", "公务接待费"]):
            read = subprocess.run([*_unprivileged(), *command(*words, "--home", home)], capture_output=True, text=True,
                                  env=environment(), check=False)
            assert (read.returncode, read.stderr) == (0, "") and read.stdout
        write = subprocess.run([*_unprivileged(), *command("ingest", folder, "--home", home)], capture_output=True,
                               text=True, env=environment(), check=False)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert write.returncode == 1
    assert "Traceback" not in write.stderr and "permissions" in write.stderr
    assert state(home) == before


def _spoil_vectors(home: Path) -> None:
    for path in (home / "vectors").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00" * 64)


def _spoil_snapshots(home: Path) -> None:
    with sqlite3.connect(home / "facts.sqlite") as connection:
        connection.execute("UPDATE snapshots SET body = x'31ff'")
    connection.close()


def _spoil_terms(home: Path) -> None:
    with sqlite3.connect(home / "facts.sqlite") as connection:
        connection.execute("DELETE FROM terms WHERE rowid IN (SELECT rowid FROM terms LIMIT 3)")
    connection.close()


@pytest.mark.parametrize("spoil", [
    _spoil_vectors, lambda home: shutil.rmtree(home / "vectors"), _spoil_snapshots, _spoil_terms,
    lambda home: shutil.rmtree(home / "files"),
], ids=["vectors garbage", "vectors deleted", "snapshots garbage", "terms behind", "copies deleted"])
def test_the_doctor_mends_what_is_derived(home: Path, spoil: Callable[[Path], None]) -> None:
    before = state(home)
    spoil(home)
    settings = Settings(home=home)
    light = open_home(home)
    assert light is not None and light.disclosure(light.find(SMALL).id).facts, "answers work meanwhile"
    light.close()
    assert "broken" in [finding.state for finding in examine(settings, mend=False)]
    assert "mended" in [finding.state for finding in examine(settings)]
    assert {finding.state for finding in examine(settings)} == {"ok"}
    assert state(home) == before


def test_a_damaged_database_is_said(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "facts.sqlite").write_bytes(b"not a database at all" * 100)
    for words in (["documents"], ["ingest", folder], ["doctor"]):
        done = run(*words, "--home", home)
        assert done.returncode == 1
        assert "damaged" in done.stderr and "Traceback" not in done.stderr


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_store(Settings(home=home)).close()
    with sqlite3.connect(home / "facts.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    done = run("documents", "--home", home)
    assert done.returncode == 1 and "newer" in done.stderr
