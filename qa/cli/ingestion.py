"""How an ingestion runs on a terminal: a bar, a line a document, a summary, and the vectors at the end."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BudgetQAError
from qa.cli.output import say, warn
from qa.cli.told import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from index.ingest import Outcome
    from index.settings import Settings
    from index.sql.store import SqlStore


def run(paths: Sequence[Path], settings: Settings, again: bool) -> int:
    """Ingest, report, and return the exit code."""
    from index.ingest import find_files, ingest
    from index.stores import open_store

    begun = time.perf_counter()
    files, outcomes = find_files(paths)
    for failure in outcomes:
        report(failure)
    store = open_store(settings) if files else None
    broken_off = False
    if store is not None:
        try:
            with _progress(len(files)) as done, _heard() as interrupted:
                for outcome in ingest(files, store, settings, again):
                    outcomes.append(outcome)
                    done(outcome)
                    if interrupted.is_set():
                        raise KeyboardInterrupt
        except KeyboardInterrupt:
            broken_off = True
        say(_summary(outcomes, store, time.perf_counter() - begun))
        if broken_off:
            warn("Interrupted: what was reported is in the corpus; run it again to go on.")
        else:
            follow_up(store, settings)
        store.close()
    return 1 if broken_off or any(outcome.status == "failed" for outcome in outcomes) else 0


@contextmanager
def _heard() -> Iterator[threading.Event]:
    """Whether an interrupt came: Python drops the KeyboardInterrupt that is raised in a finaliser or a callback of C."""
    came = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = signal.getsignal(signal.SIGINT)

    def hear(number: int, frame: FrameType | None) -> None:
        came.set()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        yield came
    finally:
        signal.signal(signal.SIGINT, before)


def enqueue(paths: Sequence[Path], settings: Settings, again: bool) -> int:
    """Leave files for workers, and return the exit code."""
    from index.ingest import find_files
    from index.sql.jobs import Jobs
    from index.stores import open_store

    files, failures = find_files(paths)
    for failure in failures:
        report(failure)
    store = open_store(settings)
    added = Jobs(store).add(files, again)
    counts = Jobs(store).counts()
    say(f"{added} left for workers; {counts.get('waiting', 0)} waiting, {counts.get('taken', 0)} being read: start "
        "`budget-qa work` on every machine that reaches the files by these paths.")
    store.close()
    return 1 if failures else 0


def work(settings: Settings, stay: bool) -> int:
    """Be a worker until nothing is left, and return the exit code."""
    from index.sql.jobs import Jobs
    from index.stores import open_store
    from index.work import work as take

    begun = time.perf_counter()
    store = open_store(settings)
    outcomes: list[Outcome] = []
    try:
        with _progress(sum(Jobs(store).counts().get(state, 0) for state in ("waiting", "taken"))) as done:
            for outcome in take(Jobs(store), store, settings, stay):
                outcomes.append(outcome)
                done(outcome)
    except KeyboardInterrupt:
        warn("Interrupted: what was reported is in the corpus; what was being read is taken up by another worker.")
    say(_summary(outcomes, store, time.perf_counter() - begun))
    follow_up(store, settings)
    store.close()
    return 1 if any(outcome.status == "failed" for outcome in outcomes) else 0


def follow_up(store: SqlStore, settings: Settings) -> None:
    """After a change: bring up what is derived from the corpus. Answers work without, so that what goes wrong here is a
    warning."""
    from qa.derived import bring_up

    try:
        bring_up(store, settings)
    except BudgetQAError as error:
        warn(f"What is derived is behind: {error} Answers work meanwhile; `budget-qa doctor` mends it.")


def _summary(outcomes: Sequence[Outcome], store: SqlStore, seconds: float) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{counts[status]} {status}" for status in ("added", "replaced", "unchanged", "failed")
                     if counts[status])
    return f"{told or 'nothing to do'}; {len(store.documents())} documents in the corpus; {seconds:.1f} s"


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """Reports each outcome; with a bar below where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield report
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)

        def done(outcome: Outcome) -> None:
            report(outcome)
            bar.advance(task)

        yield done
