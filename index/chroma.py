"""Chroma, and how its files are kept whole: a new generation is built beside the old one, verified, switched to.

Embedded Chroma can be left unreadable by a kill or a second writer, so it is never written where it is read: there is
one writer (a lock that dies with its holder), and what it leaves half done is thrown away by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import numpy as np

from index.ports import StoreError, TextIndex
from index.texts import meant
from index.vectors import CURRENT, ArrayVectors, Generation, Ids, Matrix, current, current_name, read, write

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from index.settings import Settings

_TEXTS = "texts"
_BATCH = 2_000
_SAMPLE = 20
_LOCK_SECONDS = 600
_SERVER_SECONDS = 60
_TOLERANCE = 1e-3


class Encoder(Protocol):
    """What makes vectors of texts (index.embed)."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: list[str], /) -> Matrix: ...


class VectorError(StoreError):
    """The vectors cannot be built; the message says why."""


def refresh(store: TextIndex, settings: Settings, encoder: Encoder | None = None, anew: bool = False) -> bool:
    """Bring the vectors up to the store; True where anything was built. `anew` trusts nothing that is there.

    Raises VectorError, and then the former generation is still the one that is read.
    """
    encoder = encoder or _encoder(settings)
    try:
        with writing(settings.vectors):
            wanted = np.asarray(store.text_ids(), dtype=np.int64)
            old = None if anew else current(settings.vectors)
            if old is not None and (old.model != encoder.name or old.meta.get("server") != settings.chroma_url):
                old = None
            if old is not None and np.array_equal(old.ids, wanted):
                return False
            _switch(settings, _build(store, settings, encoder, wanted, old))
            return True
    except OSError as error:
        raise VectorError(f"{settings.vectors} cannot be written ({error.strerror}): make room, or see its "
                          "permissions.") from error


def _encoder(settings: Settings) -> Encoder:
    from index.embed import load_embedder

    found: Encoder = load_embedder(settings)
    return found


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one writer."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout:
        raise VectorError("Another ingestion has been writing the vectors for ten minutes: see that it ends.") from None


def _build(store: TextIndex, settings: Settings, encoder: Encoder, wanted: Ids, old: Generation | None) -> Generation:
    """A complete, verified generation beside the old one, with the vectors that the old one has already."""
    folder = settings.vectors / f"g{secrets.token_hex(6)}"
    folder.mkdir()
    try:
        matrix = _matrix(store, encoder, wanted, old)
        with _faults():
            _fill(settings, folder, wanted, matrix, old)
            _verify(settings, folder, wanted, matrix)
        write(folder, encoder.name, wanted, matrix, {"server": settings.chroma_url})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    built = read(folder)
    if built is None:
        raise VectorError("The vectors that were written do not read back: run `budget-qa doctor`.")
    return built


def _matrix(store: TextIndex, encoder: Encoder, wanted: Ids, old: Generation | None) -> Matrix:
    """The vectors of all texts: known ones from the old generation, the others made."""
    known, vectors = ArrayVectors(old).of(wanted.tolist()) if old is not None else ([], None)
    have = set(known)
    fresh = [text for text in store.texts() if text.id not in have]
    made = encoder.encode([meant(text.kind, text.text) for text in fresh]) if fresh else np.zeros((0, 0), dtype=np.float32)
    made = np.asarray(made, dtype=np.float32)
    if not np.isfinite(made).all():
        raise VectorError(f"The embedding model {encoder.name} gives vectors that are no numbers: choose another.")
    width = vectors.shape[1] if vectors is not None and len(known) else made.shape[1]
    if len(fresh) and made.shape[1] != width:
        raise VectorError(f"The embedding model {encoder.name} has changed its width: run `budget-qa doctor`.")
    matrix = np.zeros((len(wanted), width), dtype=np.float32)
    if vectors is not None and len(known):
        matrix[np.searchsorted(wanted, known)] = vectors
    if fresh:
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        matrix[np.searchsorted(wanted, [text.id for text in fresh])] = made / np.where(lengths > 0, lengths, 1)
    return matrix


def _fill(settings: Settings, folder: Path, wanted: Ids, matrix: Matrix, old: Generation | None) -> None:
    """Put the vectors into Chroma: a copy of the old files with what differs, or all of them."""
    copied: set[int] = set()
    if old is not None and settings.chroma_url is None and (old.folder / "chroma").is_dir():
        shutil.copytree(old.folder / "chroma", folder / "chroma")
        copied = set(old.ids.tolist())
    try:
        with _faults(), collection(settings, folder.name, make=True) as held:
            if copied and held.count() != len(copied):
                raise VectorError("The former vectors are damaged.")
            _upsert(held, wanted, matrix, copied)
    except (VectorError, OSError):
        if not copied:
            raise
        shutil.rmtree(folder / "chroma", ignore_errors=True)
        with collection(settings, folder.name, make=True) as held:
            _upsert(held, wanted, matrix, set())


def _upsert(held: Collection, wanted: Ids, matrix: Matrix, copied: set[int]) -> None:
    gone = [str(id) for id in copied - set(wanted.tolist())]
    for at in range(0, len(gone), _BATCH):
        held.delete(ids=gone[at:at + _BATCH])
    fresh = [at for at, id in enumerate(wanted.tolist()) if id not in copied]
    for at in range(0, len(fresh), _BATCH):
        part = fresh[at:at + _BATCH]
        held.upsert(ids=[str(wanted[place]) for place in part], embeddings=matrix[part])


def _verify(settings: Settings, folder: Path, wanted: Ids, matrix: Matrix) -> None:
    """Every vector is there, and a sample of them reads back and finds itself."""
    if not len(wanted):
        return
    places = np.unique(np.linspace(0, len(wanted) - 1, _SAMPLE).astype(int)).tolist()
    with collection(settings, folder.name) as held:
        if held.count() != len(wanted):
            raise VectorError(f"Chroma holds {held.count()} of {len(wanted)} vectors.")
        got = held.get(ids=[str(wanted[at]) for at in places], include=["embeddings"])
        back = dict(zip(got["ids"], np.asarray(got["embeddings"], dtype=np.float32), strict=True))
        same = all(np.allclose(back[str(wanted[at])], matrix[at], atol=_TOLERANCE) for at in places)
        found = held.query(query_embeddings=matrix[places[:1]], n_results=1, include=["distances"])
        distances = found["distances"]
        if not same or not distances or distances[0][0] > _TOLERANCE:
            raise VectorError("Chroma gives back other vectors than it was given.")


def _switch(settings: Settings, built: Generation) -> None:
    """Read the new generation from now on, and delete every other."""
    folder = settings.vectors
    part = folder / f".{CURRENT}.{secrets.token_hex(4)}"
    part.write_text(built.name, encoding="utf-8")
    part.replace(folder / CURRENT)
    sweep(settings)


def sound(settings: Settings) -> bool:
    """Does every byte of the current vectors read back, and does Chroma hold all of them?"""
    generation = current(settings.vectors, whole=True)
    if generation is None:
        return False
    try:
        with _faults():
            _verify(settings, generation.folder, generation.ids, generation.matrix)
    except (StoreError, OSError):
        return False
    return True


def sweep(settings: Settings) -> list[str]:
    """Delete what no generation in use needs; the names of what was deleted. For the one writer only."""
    name = current_name(settings.vectors)
    left = [path for path in settings.vectors.glob("g*") if path.is_dir() and path.name != name]
    left += settings.vectors.glob(f".{CURRENT}.*")
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    if settings.chroma_url is not None:
        with contextlib.suppress(StoreError), _faults(), _client(settings, settings.vectors) as client:
            ours = _server_name(settings, "")
            for held in client.list_collections():
                if held.name.startswith(ours) and held.name != _server_name(settings, name or ""):
                    client.delete_collection(held.name)
    return [path.name for path in left]


@contextlib.contextmanager
def collection(settings: Settings, generation: str, make: bool = False) -> Iterator[Collection]:
    """The collection of a generation, for as long as the block lasts."""
    with _client(settings, settings.vectors / generation / "chroma") as client:
        name = _TEXTS if settings.chroma_url is None else _server_name(settings, generation)
        if make:
            yield client.get_or_create_collection(name, embedding_function=None,
                                                  configuration={"hnsw": {"space": "cosine"}})
        else:
            yield client.get_collection(name, embedding_function=None)


def _server_name(settings: Settings, generation: str) -> str:
    """Collections of several homes may share a server."""
    home = hashlib.sha256(str(settings.home).encode()).hexdigest()[:8]
    return f"budget-qa-{home}-{generation}"


@contextlib.contextmanager
def _client(settings: Settings, folder: Path) -> Iterator[ClientAPI]:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url is None:
        client = chromadb.PersistentClient(str(folder), settings=quiet)
    else:
        at = urlsplit(settings.chroma_url)
        secure = at.scheme == "https"
        client = chromadb.HttpClient(host=at.hostname or "127.0.0.1", port=at.port or (443 if secure else 80),
                                     ssl=secure, settings=quiet)
    sessions = [getattr(getattr(part, "_server", None), "_session", None)
                for part in (client, getattr(client, "_admin_client", None))]
    try:
        for session in filter(None, sessions):
            session.timeout = _SERVER_SECONDS  # Chroma itself would wait for ever
        yield client
    finally:
        # what held a deleted generation open would keep its space; and Chroma leaves its connections open
        for each in filter(None, [client, *sessions]):
            with contextlib.suppress(Exception):
                each.close()


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    """Says what Chroma complains of as a VectorError."""
    try:
        yield
    except (StoreError, OSError):
        raise
    except BaseException as error:
        # Chroma's Rust part panics with an exception of its own, which is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if "disk is full" in str(error):
            raise VectorError("The disk is full: make room and run `budget-qa doctor`.") from error
        raise VectorError(f"Chroma refused ({type(error).__name__}: {' '.join(str(error).split())[:160]}).") from error


class ChromaVectors:
    """Neighbours by Chroma for questions over everything, by one product for those with candidates from SQL.

    Follows the generations as they change; where Chroma cannot be read, the arrays answer.
    """

    def __init__(self, settings: Settings, arrays: ArrayVectors) -> None:
        self._settings = settings
        self._arrays = arrays
        self._stack = contextlib.ExitStack()
        # closed at the latest before the interpreter takes its modules apart
        weakref.finalize(self, self._stack.close)
        self._held: tuple[str, Collection] | None = None
        self.fallen_back = False

    @property
    def model(self) -> str:
        return self._arrays.model

    def ids(self) -> frozenset[int]:
        return self._arrays.ids()

    def of(self, texts: Sequence[int]) -> tuple[list[int], Matrix]:
        return self._arrays.of(texts)

    def nearest(self, query: Matrix, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        if among is not None:
            return self._arrays.nearest(query, k, among)
        try:
            with _faults():
                found = self._collection().query(query_embeddings=np.asarray(query, dtype=np.float32).reshape(1, -1),
                                                 n_results=k, include=["distances"])
            self.fallen_back = False
            return [(int(id), 1.0 - float(distance))
                    for id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)]
        except (StoreError, OSError):
            self.close()
            self.fallen_back = True
            return self._arrays.nearest(query, k)

    def _collection(self) -> Collection:
        name = current_name(self._settings.vectors) or ""
        if self._held is None or self._held[0] != name:
            self.close()
            generation = read(self._settings.vectors / name)
            if generation is not None:
                self._arrays = ArrayVectors(generation)
            self._held = name, self._stack.enter_context(collection(self._settings, name))
        return self._held[1]

    def close(self) -> None:
        """Let the files go."""
        self._held = None
        with contextlib.suppress(Exception):
            self._stack.close()


def open_vectors(settings: Settings, warm: bool = False) -> ArrayVectors | ChromaVectors | None:
    """The vectors of this home: as arrays, or with Chroma for a process that lives long enough to import it. None
    where there are none that can be read."""
    generation = current(settings.vectors)
    if generation is None:
        return None
    arrays = ArrayVectors(generation)
    return ChromaVectors(settings, arrays) if warm else arrays
