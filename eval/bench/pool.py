"""`python -m eval.bench.pool [PATH …]`: how much sooner two processes that read have taken many files in than one.

Each number of workers takes the same files into a home of its own, in turns, so that what else the machine does falls
on both alike; the load is told beside the clock, and the processor's time, which load does not stretch.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.ingest import find_files, ingest
from index.settings import Settings
from index.stores import open_store

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@dataclass(frozen=True, slots=True)
class Run:
    """One ingestion: seconds on the clock, of the processor for reading and for storing, and the load before it."""

    workers: int
    clock: float
    reading: float
    storing: float
    load: float


def take_in(files: Sequence[Path], workers: int) -> Run:
    """Take files into a new home with so many processes that read."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(_env_file=None, home=Path(home), workers=workers)
        with closing(open_store(settings)) as store:
            begun, before = time.perf_counter(), _processor()
            outcomes = list(ingest(files, store, settings))
            clock, after = time.perf_counter() - begun, _processor()
    failed = [outcome.error for outcome in outcomes if outcome.status == "failed"]
    if failed:
        raise SystemExit(f"Not taken in: {failed[0]}")
    return Run(workers, clock, after[1] - before[1], after[0] - before[0], load)


def _processor() -> tuple[float, float]:
    """Seconds of the processor of this process, and of those that it started and that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, others = (each.ru_utime + each.ru_stime for each in used)
    return own, others


def markdown(runs: Sequence[Run], files: int) -> str:
    """A table with a line for each run, and the ratio of the medians."""
    lines = [f"{files} files, {os.cpu_count()} cores", "",
             "| workers | seconds | reading, processor | storing, processor | load before |", "|--:|--:|--:|--:|--:|"]
    lines += [f"| {r.workers} | {r.clock:.1f} | {r.reading:.1f} | {r.storing:.1f} | {r.load:.1f} |" for r in runs]
    numbers = dict.fromkeys(r.workers for r in runs)
    clocks = {n: statistics.median(r.clock for r in runs if r.workers == n) for n in numbers}
    (least, longest), *more = clocks.items()
    lines += ["", *(f"{least} against {n}: {longest / clock:.2f} times" for n, clock in more)]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    cli = argparse.ArgumentParser(prog="python -m eval.bench.pool", description=__doc__)
    cli.add_argument("paths", nargs="*", type=Path, default=[SAMPLES], help="files, folders; else the samples")
    cli.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    cli.add_argument("--rounds", type=int, default=3)
    args = cli.parse_args(arguments)
    files, missing = find_files(args.paths)
    if missing or not files:
        print("There is no such file or folder.", file=sys.stderr)
        return 1
    runs = [take_in(files, workers) for _ in range(args.rounds) for workers in args.workers]
    print(markdown(sorted(runs, key=lambda run: args.workers.index(run.workers)), len(files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
