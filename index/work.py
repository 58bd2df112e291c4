"""A worker: takes files from the jobs of a store and ingests them, until none is left; many may run, on any
machines."""

from __future__ import annotations

import os
import queue
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import BudgetQAError
from index.ingest import Outcome, ingest_one
from index.pool import Reader
from index.ports import Store, StoreError

if TYPE_CHECKING:
    from index.settings import Settings
    from index.sql.jobs import Job, Jobs

LOOK_SECONDS = 1.0
"""How often a worker without a file looks for one."""


def name_worker() -> str:
    """A name that no other worker has."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def work(jobs: Jobs, store: Store, settings: Settings, stay: bool = False, lease: float = 60.0) -> Iterator[Outcome]:
    """Ingest what waits, one outcome a file as it is done; `settings.workers` files at a time and no more.

    Ends when every file is done or failed, so that what a dead worker leaves is taken over; `stay`: waits for more.
    """
    worker = name_worker()
    stopped = threading.Event()
    # a full queue holds the readers up: nothing is taken that is not soon told of
    done: queue.Queue[Outcome | BaseException] = queue.Queue(maxsize=settings.workers)
    readers = [Reader(settings) for _ in range(settings.workers)]
    hands = [threading.Thread(target=_take, args=(jobs, store, settings, worker, reader, done, stopped), daemon=True)
             for reader in readers]
    beat = threading.Thread(target=_renew, args=(jobs, worker, lease / 3, stopped), daemon=True)
    for thread in (*hands, beat):
        thread.start()
    try:
        yield from _told(jobs, done, stay)
    finally:
        stopped.set()
        for reader in readers:
            reader.stop()
        for thread, reader in zip(hands, readers, strict=True):
            thread.join()
            reader.close()


def _told(jobs: Jobs, done: queue.Queue[Outcome | BaseException], stay: bool) -> Iterator[Outcome]:
    while True:
        try:
            told = done.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            counts = jobs.counts()
            if not stay and not counts.get("waiting") and not counts.get("taken") and done.empty():
                return
            continue
        if isinstance(told, BaseException):
            raise told
        yield told


def _take(jobs: Jobs, store: Store, settings: Settings, worker: str, reader: Reader,
          done: queue.Queue[Outcome | BaseException], stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            job = jobs.take(worker)
            if job is None:
                stopped.wait(LOOK_SECONDS)
                continue
            outcomes = list(_read(job, store, settings, reader))
            if stopped.is_set():
                return  # broken off: the file is taken by another worker when its time is over
            failed = next((outcome.error for outcome in outcomes if outcome.status == "failed"), None)
            jobs.finish(job, worker, failed)
        except BaseException as error:
            _put(done, error, stopped)
            return
        for outcome in outcomes:
            _put(done, outcome, stopped)


def _read(job: Job, store: Store, settings: Settings, reader: Reader) -> Iterator[Outcome]:
    try:
        yield from ingest_one(job.path, store, settings, reader.read, job.again)
    except StoreError:
        raise
    except BudgetQAError as error:
        yield Outcome(job.path, "failed", error=str(error))


def _put(done: queue.Queue[Outcome | BaseException], told: Outcome | BaseException, stopped: threading.Event) -> None:
    while not stopped.is_set():
        with suppress(queue.Full):
            done.put(told, timeout=0.5)
            return


def _renew(jobs: Jobs, worker: str, seconds: float, stopped: threading.Event) -> None:
    while not stopped.wait(seconds):
        with suppress(StoreError):  # the next time will do; without any, another worker takes over
            jobs.renew(worker)


