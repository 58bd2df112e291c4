"""Adding documents through the page: the ingestion of the command line, a file at a time, with what came of it and an undo."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.errors import BudgetQAError, NotFound, TooLarge, UnknownFormat
from corpus.model import Document
from corpus.read.open import FORMATS
from index.ingest import Outcome, copy_of, forget, ingest
from index.settings import Settings
from qa.audit import AuditFinding, audit
from qa.derived import bring_up

if TYPE_CHECKING:
    from index.sql.store import SqlStore

State = Literal["waiting", "reading", "done", "failed", "undone"]
MOST_JOBS = 200
MOST_WAITING = 20
_log = logging.getLogger(__name__)


@dataclass
class Job:
    """One uploaded file and what became of it."""

    id: str
    name: str
    size: int
    state: State = "waiting"
    error: str | None = None
    outcome: Outcome | None = None
    findings: list[AuditFinding] = field(default_factory=list)
    replaced: list[Document] = field(default_factory=list)
    warning: str | None = None
    begun: float = field(default_factory=time.monotonic)

    @property
    def document(self) -> Document | None:
        return self.outcome.document if self.outcome else None

    @property
    def can_undo(self) -> bool:
        return self.state == "done" and self.outcome is not None and self.outcome.status in ("added", "replaced")


class Uploads:
    """The queue of uploads: one is read after the other, by the one writer that a corpus has."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "upload")

    @property
    def limit(self) -> int:
        """The bytes of a file, at most."""
        return self._settings.upload_mb * 1024 * 1024

    def jobs(self) -> list[Job]:
        """The newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def job(self, id: str) -> Job:
        """Raises NotFound."""
        with self._lock:
            if id in self._jobs:
                return self._jobs[id]
        raise NotFound("没有这次上传。 (There is no such upload.)")

    def begin(self, name: str) -> Path:
        """A place for the bytes of a file of this name. Raises UnknownFormat, TooLarge."""
        plain = safe_name(name)
        if Path(plain).suffix.lower() not in FORMATS:
            known = "、".join(sorted(FORMATS))
            raise UnknownFormat(f"只能上传 {known} 文件。 (Only these kinds of file can be added.)")
        with self._lock:
            waiting = sum(job.state in ("waiting", "reading") for job in self._jobs.values())
        if waiting >= MOST_WAITING:
            raise TooLarge("排队的文件太多，请等前面的读完。 (Too many files are waiting: let those be read first.)")
        folder = self._settings.home / "uploads" / secrets.token_hex(8)
        folder.mkdir(parents=True)
        return folder / plain

    def drop(self, path: Path) -> None:
        """Clear away what was begun."""
        shutil.rmtree(path.parent, ignore_errors=True)

    def take(self, path: Path) -> Job:
        """Queue a file that is there whole."""
        job = Job(secrets.token_hex(8), path.name, path.stat().st_size)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_JOBS:
                self._jobs.popitem(last=False)
        self._worker.submit(self._guarded, job, lambda: self._read(job, path))
        return job

    def undo(self, id: str) -> Job:
        """Take out what this upload put in, and put back what it took the place of."""
        job = self.job(id)
        if not job.can_undo:
            raise NotFound("这次上传没有可撤销的。 (There is nothing to undo.)")
        self._worker.submit(self._guarded, job, lambda: self._undo(job)).result()
        return job

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _guarded(self, job: Job, work: Callable[[], None]) -> None:
        """A failure is told in the job; nothing that a file holds ends the worker."""
        try:
            work()
        except BudgetQAError as error:
            job.state, job.error = "failed", str(error)
        except Exception:
            _log.exception("an upload failed")
            job.state, job.error = "failed", "出了点问题，没能读完这个文件。 (Something went wrong while it was read.)"

    def _read(self, job: Job, path: Path) -> None:
        from index.stores import open_store

        job.state = "reading"
        store = open_store(self._settings)
        try:
            before = {d.id: d for d in store.documents()}
            outcome = next(iter(ingest([path], store, self._settings)))
            job.outcome = outcome
            if outcome.error is not None or outcome.document is None:
                job.state, job.error = "failed", outcome.error or "It could not be read."
                return
            held = {d.id for d in store.documents()}
            job.replaced = [d for id, d in before.items() if id not in held]
            job.findings = audit(store, [outcome.document.id])
            job.warning = _follow_up(store, self._settings)
            job.state = "done"
        finally:
            store.close()
            self.drop(path)

    def _undo(self, job: Job) -> None:
        from index.stores import open_store

        assert job.document is not None
        store = open_store(self._settings)
        try:
            forget(job.document, store, self._settings)
            for document in job.replaced:
                self._put_back(document, store)
            job.warning = _follow_up(store, self._settings)
            job.state = "undone"
        finally:
            store.close()

    def _put_back(self, document: Document, store: SqlStore) -> None:
        kept = copy_of(document.id, document.name, self._settings)
        if not kept.is_file():
            raise NotFound(f"原来的 {document.name} 已不在数据目录里，请重新上传。 (The former file is gone: upload it again.)")
        path = self.begin(document.name)
        try:
            shutil.copyfile(kept, path)
            outcome = next(iter(ingest([path], store, self._settings)))
            if outcome.error is not None:
                raise NotFound(outcome.error)
        finally:
            self.drop(path)


def safe_name(name: str) -> str:
    """A file's own name without its folders, marks of direction and control characters; at most 120 characters."""
    own = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in own if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")).strip()
    stem, dot, ending = plain.rpartition(".")
    return f"{stem.lstrip('.')[:100] or 'file'}{dot}{ending[:10]}" if dot else plain[:120] or "file"


def _follow_up(store: SqlStore, settings: Settings) -> str | None:
    """As the command line does: what is derived is brought up; a sentence where it is not."""
    try:
        bring_up(store, settings)
    except BudgetQAError as error:
        return str(error)
    return None
