"""Files that wait to be read, in the database: workers on any machine take them from there, each for a time.

On PostgreSQL a taker skips what another one is taking (`FOR UPDATE SKIP LOCKED`); on SQLite takers come one after
the other. A job is held until a time by the database's clock, and its holder renews that; one whose holder died is
taken by another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from index.sql.store import SqlStore

LEASE = 60.0
"""Seconds for which a job is held; it is renewed three times within them."""
MOST_ATTEMPTS = 3
"""Takers that a file may cost before it is given up."""
_NOW = {"postgresql": "EXTRACT(EPOCH FROM clock_timestamp())", "sqlite": "((julianday('now') - 2440587.5) * 86400.0)"}
_ADD = """INSERT INTO jobs (path, state, again, attempts, position)
 VALUES (:path, 'waiting', :again, 0, (SELECT COALESCE(MAX(position), 0) + 1 FROM jobs))
 ON CONFLICT (path) DO UPDATE SET state = 'waiting', again = excluded.again, attempts = 0, said = NULL, worker = NULL,
 position = excluded.position WHERE jobs.state IN ('done', 'failed')"""
_TAKE = """UPDATE jobs SET state = 'taken', worker = :worker, until = {now} + :lease, attempts = attempts + 1 WHERE path =
 (SELECT path FROM jobs WHERE state = 'waiting' OR (state = 'taken' AND until < {now}) ORDER BY position LIMIT 1{skip})
 RETURNING path, again, attempts"""
_RENEW = "UPDATE jobs SET until = {now} + :lease WHERE worker = :worker AND state = 'taken'"
_FINISH = "UPDATE jobs SET state = :state, said = :said WHERE path = :path AND worker = :worker AND state = 'taken'"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read; `attempts` counts this one."""

    path: Path
    again: bool
    attempts: int


class Jobs:
    """The jobs of a store. What a taker is called must be its own: a machine, a process, and a draw."""

    def __init__(self, store: SqlStore, lease: float = LEASE) -> None:
        self._store = store
        self._lease = lease
        self._now = _NOW[store.dialect]
        self._skip = " FOR UPDATE SKIP LOCKED" if store.dialect == "postgresql" else ""

    def add(self, paths: Sequence[Path], again: bool = False) -> int:
        """Let these files be read; those that wait or are being read already stay as they are. How many were added."""
        with self._store.writing() as connection:
            if self._store.dialect == "postgresql":
                connection.execute(text("LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE"))
            return sum(self._run(connection, _ADD, path=str(path), again=again).rowcount for path in paths)

    def take(self, worker: str) -> Job | None:
        """The next file for this worker; None where none waits. One that cost too many workers is given up."""
        while True:
            with self._store.writing() as connection:
                statement = _TAKE.format(now=self._now, skip=self._skip)
                found = self._run(connection, statement, worker=worker, lease=self._lease).mappings().first()
            if found is None:
                return None
            job = Job(Path(found["path"]), bool(found["again"]), int(found["attempts"]))
            if job.attempts <= MOST_ATTEMPTS:
                return job
            self.finish(job, worker, f"{job.path.name} ended {MOST_ATTEMPTS} workers: read it alone, with "
                        "`budget-qa ingest`.")

    def renew(self, worker: str) -> None:
        """Hold what this worker has taken for another while."""
        with self._store.writing() as connection:
            self._run(connection, _RENEW.format(now=self._now), worker=worker, lease=self._lease)

    def finish(self, job: Job, worker: str, said: str | None = None) -> bool:
        """The file was read, or it failed for the reason that is said; False where another worker holds it by now."""
        state = "done" if said is None else "failed"
        with self._store.writing() as connection:
            ended = self._run(connection, _FINISH, state=state, said=said, path=str(job.path), worker=worker)
            return bool(ended.rowcount)

    def counts(self) -> dict[str, int]:
        """How many are waiting, taken, done and failed."""
        found = self._store.select("SELECT state, COUNT(*) AS n FROM jobs GROUP BY state", {})
        return {str(r["state"]): int(r["n"]) for r in found}

    def failures(self) -> dict[str, str]:
        """path -> why it could not be read."""
        found = self._store.select("SELECT path, said FROM jobs WHERE state = 'failed' ORDER BY position", {})
        return {str(r["path"]): str(r["said"]) for r in found}

    @staticmethod
    def _run(connection: Connection, statement: str, **values: Any) -> Any:
        return connection.execute(text(statement), values)
