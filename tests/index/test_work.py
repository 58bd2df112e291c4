"""Workers that share the jobs of a database: each file once, none lost with a worker that is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest import ingest, original_of
from index.settings import Settings
from index.sql import open_sql
from index.sql.jobs import MOST_ATTEMPTS, Jobs
from index.sql.store import SqlStore
from index.stores import open_store
from index.work import work

ROOT = Path(__file__).resolve().parents[2]
FILES = tuple(Path(f"/somewhere/{n}.pdf") for n in range(3))
NAMES = tuple(f"shili-wenlv-{year}-budget.pdf" for year in (2021, 2022, 2023))


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.sqlite'}"
    return str(request.getfixturevalue("database"))


@pytest.fixture
def store(address: str) -> Iterator[SqlStore]:
    opened = open_sql(address)
    yield opened
    opened.close()


def test_each_file_is_taken_once_and_in_order(store: SqlStore) -> None:
    jobs = Jobs(store)
    assert jobs.add(FILES) == 3
    assert jobs.add(FILES) == 0, "they wait already"
    taken = [job.path for worker in "abc" if (job := jobs.take(worker)) is not None]
    assert taken == list(FILES) and jobs.take("d") is None
    assert jobs.counts() == {"taken": 3}


def test_what_is_done_may_be_asked_for_again(store: SqlStore) -> None:
    jobs = Jobs(store)
    jobs.add(FILES[:2])
    for said in (None, "It is broken."):
        job = jobs.take("a")
        assert job is not None and jobs.finish(job, "a", said)
    assert jobs.counts() == {"done": 1, "failed": 1}
    assert jobs.failures() == {str(FILES[1]): "It is broken."}
    assert jobs.add(FILES[:2], again=True) == 2
    job = jobs.take("b")
    assert job is not None and (job.path, job.again, job.attempts) == (FILES[0], True, 1)


def test_what_a_dead_worker_held_is_taken_over_and_its_word_no_longer_counts(store: SqlStore) -> None:
    jobs = Jobs(store, lease=0.0)
    jobs.add(FILES[:1])
    first = jobs.take("dead")
    time.sleep(0.02)
    second = jobs.take("alive")
    assert first is not None and second is not None and second.attempts == 2
    assert not jobs.finish(first, "dead") and jobs.finish(second, "alive")
    assert jobs.counts() == {"done": 1}


def test_a_worker_that_renews_keeps_what_it_holds(store: SqlStore) -> None:
    jobs = Jobs(store, lease=0.0)
    jobs.add(FILES[:1])
    assert jobs.take("a") is not None
    Jobs(store, lease=60.0).renew("a")
    time.sleep(0.02)
    assert jobs.take("b") is None


def test_a_file_that_kills_its_workers_is_given_up(store: SqlStore) -> None:
    jobs = Jobs(store, lease=0.0)
    jobs.add(FILES[:1])
    for n in range(MOST_ATTEMPTS):
        assert jobs.take(f"w{n}") is not None
        time.sleep(0.02)
    assert jobs.take("last") is None
    assert "workers" in jobs.failures()[str(FILES[0])]


def test_a_worker_ingests_and_tells_of_each_failure(store: SqlStore, samples: Path, tmp_path: Path) -> None:
    jobs = Jobs(store)
    jobs.add([samples / NAMES[0], tmp_path / "nowhere.pdf"])
    outcomes = {o.path.name: o for o in work(jobs, store, Settings(home=tmp_path, workers=1))}
    assert outcomes[NAMES[0]].status == "added" and outcomes["nowhere.pdf"].status == "failed"
    assert jobs.counts() == {"done": 1, "failed": 1}
    assert [d.name for d in store.documents()] == [NAMES[0]]


WORKER = """
import sys
from pathlib import Path
from index.ingest import ingest, original_of
from index.settings import Settings
from index.sql import open_sql
from index.sql.jobs import Jobs
from index.work import work
store = open_sql(sys.argv[1])
print("ready", flush=True)
for outcome in work(Jobs(store, lease=5.0), store, Settings(home=Path(sys.argv[2]), workers=1), lease=5.0):
    print(outcome.status, outcome.path.name, flush=True)
"""


def _worker(address: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WORKER, address, str(home)], stdout=subprocess.PIPE, text=True,
                            encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_two_workers_and_one_is_killed(database: str, samples: Path, tmp_path: Path) -> None:
    store = open_sql(database)
    jobs = Jobs(store)
    folder = tmp_path / "files"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(samples / name, folder / name)
    jobs.add(sorted(folder.iterdir()))
    doomed = other = _worker(database, tmp_path / "one")
    try:
        assert doomed.stdout is not None and doomed.stdout.readline() == "ready\n"
        until = time.monotonic() + 60
        held = {"worker": f"%/{doomed.pid}/%"}
        while not store.select("SELECT 1 FROM jobs WHERE state = 'taken' AND worker LIKE :worker", held):
            assert time.monotonic() < until
            time.sleep(0.02)
        other = _worker(database, tmp_path / "two")
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        doomed.send_signal(signal.SIGKILL)
        said, _ = other.communicate(timeout=120)
    finally:
        for process in (doomed, other):
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    assert other.returncode == 0 and said
    assert jobs.counts() == {"done": 3}
    assert sorted(d.name for d in store.documents()) == sorted(NAMES)
    assert all(store.rebuilt(d.id) == store.disclosure(d.id) for d in store.documents())
    store.close()


def test_the_commands(samples: Path, tmp_path: Path) -> None:
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "qa.cli", *map(str, words), "--home", str(tmp_path / "home")],
                              capture_output=True, text=True, encoding="utf-8", check=False,
                              env=os.environ | {"PYTHONPATH": str(ROOT)})

    left = run("ingest", "--enqueue", samples / NAMES[0])
    assert left.returncode == 0 and "1 left for workers; 1 waiting" in left.stdout
    done = run("work")
    assert (done.returncode, done.stderr) == (0, "") and NAMES[0] in done.stdout and "1 added" in done.stdout
    assert "nothing to do" in run("work").stdout


def test_who_serves_finds_what_a_worker_elsewhere_kept(samples: Path, tmp_path: Path) -> None:
    """In the folder that the settings name; else the file itself, as long as it is the same."""
    path = shutil.copy(samples / NAMES[0], tmp_path / NAMES[0])
    shared = tmp_path / "shared"
    for folder in (None, shared):
        worker = Settings(home=tmp_path / f"worker of {folder}", files_dir=folder)
        store = open_store(worker)
        [outcome] = ingest([Path(path)], store, worker)
        assert outcome.document is not None
        server = Settings(home=tmp_path / "server", files_dir=folder)
        found = original_of(outcome.document, store, server)
        assert found is not None and found.read_bytes() == (samples / NAMES[0]).read_bytes()
        assert (found.parent == shared) == (folder is not None)
        store.close()
    Path(path).write_bytes(b"changed")
    store = open_store(Settings(home=tmp_path / "worker of None"))
    assert original_of(store.documents()[0], store, Settings(home=tmp_path / "server")) is None
    store.close()
