"""Measure corpora of growing size: how fast each takes in more, how large it is, and how long what is asked of it takes."""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.bench.corpus import KINDS, YEARS, Source, department, disclosure, sources
from index.garbage import seldom
from index.search import search
from index.settings import Settings
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
        """The median of the processor's time; of another process that of the clock."""
        return statistics.median(self.processor if max(self.processor) > 0.1 * self.p50 else self.clock)


@dataclass(slots=True)
class Step:
    """One size of corpus."""

    facts: int
    documents: int
    texts: int
    megabytes: float
    stored: float = 0.0
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


class _Corpus:
    """One of the corpora that are asked in turn."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.settings = home, Settings(home=home)
        self.size = sum(_read_through(path) for path in home.glob("facts.sqlite*")) / 1e6
        self.store = open_reader(self.settings)
        self.service = Service(self.store)
        self.count = {name: int(self.store.select(f"SELECT COUNT(*) AS n FROM {name}", {})[0]["n"])
                      for name in ("facts", "documents", "texts")}
        self.bodies = max(1, self.count["documents"] // (len(YEARS) * len(KINDS)))
        self.draw = _Draw(random.Random(seed), self.bodies)

    def asked(self, name: str) -> Callable[[], object]:
        """One question of a kind."""
        store, draw = self.store, self.draw
        match name:
            case "look-up":
                return _bound(store.select, LOOKUP, draw.place() | {"code": draw.one(CODES)})
            case "roll-up sum":
                return _bound(store.select, ROLL_UP, draw.place())
            case "filtered search":
                return _bound(search, draw.item(), store)
            case "unfiltered search, an item of all":
                return _bound(search, f"{draw.one(ITEMS)}多少", store)
            case "unfiltered search, one project":
                return _bound(search, f"{draw.project()}安排了多少", store)
            case "answer, cold":
                return _bound(_in_a_new_process, self.home, f"{department(0)}2022年预算公务接待费是多少？")
            case _:
                return _bound(self.service.ask, f"{draw.item()}是多少？")


def measure(homes: Sequence[Path], times: int, seed: int = 7) -> list[Step]:
    """Ask so many times of each kind, other departments, years and items each time; one question of each corpus in turn,
    so that a machine that is fast at times and slow at others is so for all of them."""
    seldom()  # as whatever answers many questions does
    corpora = [_Corpus(home, seed) for home in homes]
    steps = [Step(c.count["facts"], c.count["documents"], c.count["texts"], c.size) for c in corpora]
    asked = {"look-up": times, "roll-up sum": times, "filtered search": times, "unfiltered search, an item of all": times // 4,
             "unfiltered search, one project": times // 4, "answer": times // 2, "answer, cold": 3}
    for name, n in asked.items():
        warm = 0 if name == "answer, cold" else WARM_UP
        for step, taken in zip(steps, timed([[c.asked(name) for _ in range(n + warm)] for c in corpora], warm), strict=True):
            step.times[name] = taken
    for step, corpus in zip(steps, corpora, strict=True):
        corpus.store.close()
        step.times["look-up beside a writer"] = _beside(corpus.settings, corpus.draw, times)
        step.stored = _stored(corpus.settings, range(corpus.bodies + 1, corpus.bodies + 1 + max(1, times // 50)))
    return steps


def _read_through(path: Path) -> int:
    """Read a file once, so that the system holds it: the store is measured, and not the disk. Its size."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass
        return file.tell()


def timed(asked: Sequence[list[Callable[[], object]]], warm: int = WARM_UP) -> list[Timed]:
    """The times of these series, their calls taken in turn; the first few of each warm up and do not count."""
    clock: list[list[float]] = [[] for _ in asked]
    processor: list[list[float]] = [[] for _ in asked]
    gc.collect()
    for calls in zip(*asked, strict=True):
        for at, call in enumerate(calls):
            begun, worked = time.perf_counter(), time.thread_time()
            call()
            processor[at].append(time.thread_time() - worked)
            clock[at].append(time.perf_counter() - begun)
    return [Timed(tuple(c[warm:]), tuple(p[warm:])) for c, p in zip(clock, processor, strict=True)]


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


def _in_a_new_process(home: Path, question: str) -> None:
    subprocess.run([sys.executable, "-c", _COLD, "ask", question, "--home", str(home)], check=True,
                   stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))})


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
        return timed([[_bound(reader.select, LOOKUP, draw.place() | {"code": draw.one(CODES)})
                       for _ in range(times + WARM_UP)]])[0]
    finally:
        stopped.set()
        thread.join()
        writer.close()
        reader.close()
