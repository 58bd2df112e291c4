"""Measure one corpus: how fast it takes in more, how large it is, and how long what is asked of it takes."""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from eval.bench.corpus import KINDS, YEARS, Source, department, disclosure, sources
from index.garbage import seldom
from index.search import search
from index.settings import Settings
from index.sql.store import SqlStore
from index.stores import open_reader, open_store
from qa.derived import prepare
from qa.service import Service

ITEMS = ("公务接待费", "住房公积金", "购房补贴", "办公费", "差旅费", "因公出国（境）费", "支出总计")
SAID = {"budget": "预算", "final": "决算"}
CODES = ("2210201", "2210203", "2080505", "2080506", "2101101", "30201", "30211")
WARM_UP = 20
"""Of each kind, before it counts: a server holds the upper levels of all indexes."""
LOOKUP = """SELECT f.text, f.unscaled, f.decimals, f.unit FROM documents d JOIN facts f ON f.document_id = d.id
 WHERE d.department = :department AND d.year = :year AND d.kind = :kind AND f.year = :year AND f.kind = :kind AND f.code = :code"""
ROLL_UP = """SELECT CAST(SUM(f.mils) AS BIGINT) AS total FROM documents d JOIN facts f ON f.document_id = d.id
 WHERE d.department = :department AND d.year = :year AND d.kind = :kind AND f.row_position IS NOT NULL"""
_COLD = "from qa.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Timed:
    """What one thing took, in seconds: on the clock, and of the processor, which a busy machine does not stretch."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.clock, n=20)[-1] if len(self.clock) > 1 else self.clock[0]

    @property
    def worked(self) -> float:
        """The median of the processor's time."""
        return statistics.median(self.processor)


@dataclass(slots=True)
class Step:
    """One size of corpus."""

    facts: int
    documents: int
    texts: int
    megabytes: float
    stored: float
    """Facts a second that it takes in once it holds all these."""
    times: dict[str, Timed] = field(default_factory=dict)


def fill(facts: int, home: Path) -> None:
    """Fill a new home with so many facts."""
    store = open_store(Settings(home=home))
    for source in sources(facts):
        store.put(disclosure(source))
    prepare(store)
    store.settle()
    store.close()


def measure(home: Path, times: int, seed: int = 7) -> Step:
    """Ask so many times of each kind, other departments, years and items each time."""
    settings = Settings(home=home)
    seldom()  # as whatever answers many questions does
    store = open_reader(settings)
    count = {name: int(store.select(f"SELECT COUNT(*) AS n FROM {name}", {})[0]["n"])
             for name in ("facts", "documents", "texts")}
    size = sum(_read_through(path) for path in home.glob("facts.sqlite*")) / 1e6
    bodies = max(1, count["documents"] // (len(YEARS) * len(KINDS)))
    step = Step(count["facts"], count["documents"], count["texts"], size, 0.0)
    draw = _Draw(random.Random(seed), bodies)
    service = Service(store)
    asked: dict[str, tuple[Callable[[], Callable[[], object]], int]] = {
        "look-up": (lambda: _bound(store.select, LOOKUP, draw.place() | {"code": draw.one(CODES)}), times),
        "roll-up sum": (lambda: _bound(store.select, ROLL_UP, draw.place()), times),
        "filtered search": (lambda: _bound(search, draw.item(), store), times),
        "unfiltered search, an item of all": (lambda: _bound(search, f"{draw.one(ITEMS)}多少", store), times // 4),
        "unfiltered search, one project": (lambda: _bound(search, f"{draw.project()}安排了多少", store), times // 4),
        "answer": (lambda: _bound(service.ask, f"{draw.item()}是多少？"), times // 2),
    }
    for name, (make, n) in asked.items():
        step.times[name] = timed([make() for _ in range(n + WARM_UP)])
    if isinstance(store, SqlStore):
        store.close()
    step.times["answer, cold"] = _cold(home, f"{department(0)}2022年预算公务接待费是多少？")
    step.times["look-up beside a writer"] = _beside(settings, draw, times)
    step.stored = _stored(settings, range(bodies + 1, bodies + 1 + max(1, times // 50)))
    return step


def _read_through(path: Path) -> int:
    """Read a file once, so that the system holds it: the store is measured, and not the disk. Its size."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass
        return file.tell()


def timed(asked: list[Callable[[], object]]) -> Timed:
    """The times of these; the first few warm up and do not count."""
    clock, processor = [], []
    gc.collect()
    for call in asked:
        begun, worked = time.perf_counter(), time.thread_time()
        call()
        processor.append(time.thread_time() - worked)
        clock.append(time.perf_counter() - begun)
    return Timed(tuple(clock[WARM_UP:]), tuple(processor[WARM_UP:]))


def _bound(call: Callable[..., object], *values: object) -> Callable[[], object]:
    return lambda: call(*values)


class _Draw:
    """What is asked, drawn of what there is."""

    def __init__(self, random: random.Random, bodies: int) -> None:
        self._random, self._bodies = random, bodies

    def one(self, choices: tuple[str, ...]) -> str:
        return self._random.choice(choices)

    def _source(self) -> Source:
        return Source(self._random.randrange(self._bodies), self._random.choice(YEARS), self._random.choice(KINDS))

    def place(self) -> dict[str, object]:
        source = self._source()
        return {"department": source.department, "year": source.year, "kind": source.kind}

    def item(self) -> str:
        source = self._source()
        return f"{source.department}{source.year}年{SAID[source.kind]}{self.one(ITEMS)}"

    def project(self) -> str:
        return self._random.choice(self._source().projects)


def _cold(home: Path, question: str, times: int = 3) -> Timed:
    """A new process for each question."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _COLD, "ask", question, "--home", str(home)], check=True,
                       stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
        taken.append(time.perf_counter() - begun)
    return Timed(tuple(taken), tuple(taken))


def _stored(settings: Settings, bodies: range) -> float:
    """Facts a second taken in of bodies that are not there yet, a commit to disk for each disclosure."""
    made = [disclosure(Source(body, year, kind)) for body in bodies for year in YEARS for kind in KINDS]
    store = open_store(settings)
    begun = time.perf_counter()
    for each in made:
        store.put(each)
    spent = time.perf_counter() - begun
    for each in made:
        store.forget(each.document.id)
    store.close()
    return sum(len(each.facts) + len(each.prose_facts) for each in made) / spent


def _beside(settings: Settings, draw: _Draw, times: int) -> Timed:
    """Look-ups while another thread replaces documents as fast as it can."""
    writer, reader, stopped = open_store(settings), open_reader(settings), threading.Event()
    made = [disclosure(source) for source in list(sources(3000))[:4]]

    def write() -> None:
        while not stopped.is_set():
            for each in made:
                writer.forget(each.document.id)
                writer.put(each)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    try:
        return timed([_bound(reader.select, LOOKUP, draw.place() | {"code": draw.one(CODES)})
                      for _ in range(times + WARM_UP)])
    finally:
        stopped.set()
        thread.join()
        writer.close()
        reader.close()
