"""Files and folders into the store: each document in one transaction, unchanged ones skipped, broken ones reported."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.errors import BudgetQAError, NotFound, UnknownFormat
from corpus.model import Disclosure, Document, file_id
from corpus.read.open import FORMATS
from index.pool import Read, read_all
from index.ports import FactStore, MixedCorpus, Source, StoreError, Unstorable
from index.prepared import CORPUS
from index.settings import Settings

Status = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    status: Status
    document: Document | None = None
    tables: int = 0
    facts: int = 0
    prose_facts: int = 0
    passages: int = 0
    seconds: float = 0.0
    error: str | None = None


@dataclass(slots=True)
class _Task:
    """Bytes to be read, and the files that hold them."""

    id: str
    paths: list[Path] = field(default_factory=list)


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Outcome]]:
    """The files that these paths name, in order, each once; and what cannot be found, as failures."""
    files: dict[Path, None] = {}
    failures: list[Outcome] = []
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path]
        if not path.exists():
            failures.append(_failed(path, NotFound(f"There is no file or folder {path}: check the path.")))
        elif not inside:
            failures.append(_failed(path, UnknownFormat(
                f"The folder {path} holds no file that can be read ({', '.join(sorted(FORMATS))}).")))
        else:
            files |= {each.resolve(): None for each in inside}
    return list(files), failures


def _inside(folder: Path) -> list[Path]:
    # what is taken from a folder; a file that is named is always tried
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in FORMATS and path.is_file()
                  and not path.name.startswith((".", "~$")))


def _failed(path: Path, error: BudgetQAError) -> Outcome:
    return Outcome(path, "failed", error=str(error))


def ingest(files: Sequence[Path], store: FactStore, settings: Settings, again: bool = False) -> Iterator[Outcome]:
    """Take files in, one outcome each, as they are done. `again` reads unchanged ones too.

    Every document is committed before its outcome is told, so that a run that is broken off loses none that it told
    of, and the next one goes on where it ended. Raises StoreError where no document can be stored at all.
    """
    tasks: dict[str, _Task] = {}
    known = store.sources()
    for path in files:
        id, outcome = _looked_at(path, known, store, settings, again)
        if outcome is not None:
            yield outcome
        else:
            tasks.setdefault(id, _Task(id)).paths.append(path)
    by_path = {task.paths[0]: task for task in tasks.values()}
    for read in _reading(settings)(list(by_path), settings):
        yield from _taken(by_path[read.path], read, store, settings)


def ingest_one(
    path: Path, store: FactStore, settings: Settings, read: Callable[[Path], Read], again: bool = False
) -> Iterator[Outcome]:
    """Take one file in, as `ingest` does, with what reads given: for a worker, which has its reader at hand."""
    id, outcome = _looked_at(path, store.sources(), store, settings, again)
    if outcome is not None:
        yield outcome
    else:
        yield from _taken(_Task(id, [path]), read(path), store, settings)


def _reading(settings: Settings) -> Callable[[Sequence[Path], Settings], Iterator[Read]]:
    if settings.ray_address is None:
        return read_all
    from index.cluster import read_all as read_far

    return read_far


def _looked_at(path: Path, known: Mapping[str, tuple[str, Source]], store: FactStore, settings: Settings,
               again: bool) -> tuple[str, Outcome | None]:
    """The id of a file, and what became of it where it need not be read."""
    try:
        id = file_id(path)
    except OSError as error:
        return "", _failed(path, NotFound(f"{path.name} cannot be opened ({error.strerror}): see its permissions."))
    held = known.get(str(path))
    if again or held is None or held[0] != id or held[1].reader != reader_version(settings.reader):
        return id, None
    return id, Outcome(path, "unchanged", next((d for d in store.documents() if d.id == id), None))


def _taken(task: _Task, read: Read, store: FactStore, settings: Settings) -> Iterator[Outcome]:
    if read.disclosure is None:
        yield from (_failed(path, read.error or BudgetQAError("It cannot be read.")) for path in task.paths)
    else:
        yield from _store(task, read.disclosure, store, settings)


def _store(task: _Task, disclosure: Disclosure, store: FactStore, settings: Settings) -> Iterator[Outcome]:
    """Take one document in under each of its names; the first one is the one that it goes by."""
    for path in task.paths:
        try:
            if disclosure.document.id != task.id:
                raise Unstorable(f"{path.name} was changed while it was read: ingest it again.")
            keep_copy(path, task.id, settings)
            named = replace(disclosure, document=replace(disclosure.document, name=path.name))
            status = store.put(named, _source(path, settings))
        except (MixedCorpus, Unstorable) as error:
            yield _failed(path, error)
            continue
        yield Outcome(path, status, named.document, len(named.tables), len(named.facts), len(named.prose_facts),
                      len(named.passages), named.seconds)


def _source(path: Path, settings: Settings) -> Source:
    stat = path.stat()
    return Source(str(path), stat.st_size, stat.st_mtime_ns, reader_version(settings.reader))


def copy_of(document_id: str, name: str, settings: Settings) -> Path:
    """Where the bytes of an ingested document are kept."""
    return settings.files / f"{document_id}{Path(name).suffix.lower()}"


def original_of(document: Document, store: FactStore, settings: Settings) -> Path | None:
    """A file that holds the bytes of a document: the copy, or, where another machine ingested it and keeps that, the file
    itself if it is within reach by the path that the store knows, and still the same."""
    kept = copy_of(document.id, document.name, settings)
    if kept.is_file():
        return kept
    paths = [Path(path) for path, (id, _) in store.sources().items() if id == document.id]
    return next((path for path in paths if holds(path, document.id)), None)


def holds(path: Path, document_id: str) -> bool:
    """Is this file here, with the bytes of this document?"""
    try:
        return file_id(path) == document_id
    except OSError:
        return False


def keep_copy(path: Path, document_id: str, settings: Settings) -> None:
    """Keep the bytes of a file under its id, whole or not at all: pictures of its pages are drawn from them."""
    target = copy_of(document_id, path.name, settings)
    if target.exists() and target.stat().st_size == path.stat().st_size:
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, part)
        if file_id(part) != document_id:
            raise Unstorable(f"{path.name} was changed while it was read: ingest it again.")
        part.replace(target)
    except OSError as error:
        raise StoreError(f"The data directory {settings.home} does not take a copy of {path.name} "
                         f"({error.strerror}): make room, or see its permissions.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def forget(document: Document, store: FactStore, settings: Settings) -> bool:
    """Take a document out of the store, and then its copy."""
    gone = store.forget(document.id)
    for copy in settings.files.glob(f"{document.id}.*"):
        with suppress(OSError):
            copy.unlink()
    return gone


@functools.lru_cache(maxsize=4)
def reader_version(reader: str) -> str:
    """What reads, as a short text that changes with its code and data: documents read by another are read again."""
    digest = hashlib.sha256()
    for path in sorted([*CORPUS.rglob("*.py"), *CORPUS.rglob("*.yaml")]):
        digest.update(path.relative_to(CORPUS).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{reader}:{digest.hexdigest()[:12]}"
