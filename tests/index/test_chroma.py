"""Vectors: built beside, verified, switched to; found broken and built anew; the same from Chroma and from arrays."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import chroma
from index.chroma import ChromaVectors, VectorError, open_vectors, refresh, sound
from index.memory import MemoryStore
from index.ports import Vectors
from index.settings import Settings
from index.texts import meant
from index.vectors import ArrayVectors, Matrix, current
from tests.index.build import disclosure, document

LABELS = tuple(f"第{n}项支出" for n in range(60))


class Digest:
    """An encoder that needs no model: what it says of a text depends on nothing but the text."""

    name = "digest"

    def __init__(self, name: str = "digest", width: int = 16) -> None:
        self.name, self.width, self.seen = name, width, 0

    def encode(self, texts: list[str], /) -> Matrix:
        self.seen += len(texts)
        rows = [np.frombuffer(hashlib.sha512(text.encode()).digest(), dtype=np.uint8)[:self.width] for text in texts]
        return np.asarray(rows, dtype=np.float32) - 127


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore([disclosure(labels=LABELS)])


def _generations(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.vectors.glob("g*"))


def test_nothing_is_built_twice(store: MemoryStore, settings: Settings) -> None:
    encoder = Digest()
    assert refresh(store, settings, encoder)
    assert not refresh(store, settings, encoder)
    assert encoder.seen == len(store.text_ids()) == 61
    assert sound(settings)


def test_only_what_is_new_is_encoded_and_the_old_generation_goes(store: MemoryStore, settings: Settings) -> None:
    refresh(store, settings, Digest())
    first = _generations(settings)
    store.put(disclosure(document("b.pdf"), ("电费",), "电费持平。"))
    store.forget(document().id)
    encoder = Digest()
    assert refresh(store, settings, encoder)
    assert encoder.seen == len(store.text_ids())
    assert len(_generations(settings)) == 1 and _generations(settings) != first
    assert sound(settings)
    assert tuple(open_ids(settings)) == store.text_ids()


def open_ids(settings: Settings) -> list[int]:
    generation = current(settings.vectors)
    assert generation is not None
    return [int(id) for id in generation.ids]


@pytest.mark.parametrize("warm", [False, True], ids=["arrays", "chroma"])
def test_a_text_is_its_own_nearest(store: MemoryStore, settings: Settings, warm: bool) -> None:
    refresh(store, settings, Digest())
    vectors = open_vectors(settings, warm)
    assert isinstance(vectors, Vectors)
    for text in store.texts()[:5]:
        query = Digest().encode([meant(text.kind, text.text)])[0]
        id, cosine = vectors.nearest(query / np.linalg.norm(query), 3)[0]
        assert id == text.id and abs(cosine - 1) < 1e-4
    if isinstance(vectors, ChromaVectors):
        assert not vectors.fallen_back
        vectors.close()


def test_chroma_and_arrays_rank_alike_and_a_vector_taken_away_changes_the_result(
        store: MemoryStore, settings: Settings) -> None:
    refresh(store, settings, Digest())
    warm, cold = open_vectors(settings, True), open_vectors(settings)
    assert isinstance(warm, ChromaVectors) and isinstance(cold, ArrayVectors)
    query = cold.of([store.text_ids()[7]])[1][0]
    exact = cold.nearest(query, 10)
    assert [id for id, _ in warm.nearest(query, 10)] == [id for id, _ in exact]
    assert [id for id, _ in cold.nearest(query, 10, among=[id for id, _ in exact])] == [id for id, _ in exact]
    with chroma.collection(settings, cold.generation.name) as held:
        held.delete(ids=[str(exact[0][0])])
    assert exact[0][0] not in [id for id, _ in warm.nearest(query, 10)]
    assert not sound(settings)
    warm.close()


def test_another_model_builds_all_anew(store: MemoryStore, settings: Settings) -> None:
    refresh(store, settings, Digest())
    other = Digest("other", 8)
    assert refresh(store, settings, other)
    assert other.seen == len(store.text_ids())


@pytest.mark.parametrize("damage", ["chroma deleted", "chroma garbage", "array cut", "meta gone", "current gone",
                                    "all gone", "current lies"])
def test_damage_is_found_and_mended(store: MemoryStore, settings: Settings, damage: str) -> None:
    refresh(store, settings, Digest())
    folder = settings.vectors / _generations(settings)[0]
    match damage:
        case "chroma deleted":
            shutil.rmtree(folder / "chroma")
        case "chroma garbage":
            for path in (folder / "chroma").rglob("*"):
                if path.is_file():
                    path.write_bytes(b"\x07" * 500)
        case "array cut":
            data = (folder / "vectors.npy").read_bytes()
            (folder / "vectors.npy").write_bytes(data[:len(data) // 2])
        case "meta gone":
            (folder / "meta.json").unlink()
        case "current gone":
            (settings.vectors / "CURRENT").unlink()
        case "all gone":
            shutil.rmtree(settings.vectors)
        case "current lies":
            (settings.vectors / "CURRENT").write_text("gnowhere")
    assert not sound(settings)
    warm = open_vectors(settings, warm=True)
    if isinstance(warm, ChromaVectors):
        query = warm.of([store.text_ids()[0]])[1][0]
        assert warm.nearest(query, 1)[0][0] == store.text_ids()[0]
        assert warm.fallen_back
        warm.close()
    refresh(store, settings, Digest(), anew=True)
    assert sound(settings)
    assert len(_generations(settings)) == 1


def test_vectors_that_are_no_numbers_leave_the_former_ones(store: MemoryStore, settings: Settings) -> None:
    class Broken(Digest):
        def encode(self, texts: list[str], /) -> Matrix:
            return super().encode(texts) * np.float32("nan")

    refresh(store, settings, Digest())
    before = _generations(settings)
    with pytest.raises(VectorError, match="no numbers"):
        refresh(store, settings, Broken("broken"))
    assert _generations(settings) == before and sound(settings)


def test_an_empty_store_has_empty_vectors(settings: Settings) -> None:
    refresh(MemoryStore(), settings, Digest())
    assert sound(settings)
    vectors = open_vectors(settings)
    assert vectors is not None and vectors.nearest(np.zeros(0, dtype=np.float32), 3) == []


class Server:
    """A real Chroma server on a loopback port, that can be ended and started again on the same files."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._folder = folder
        self.address = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        program = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen([str(program), "run", "--path", str(self._folder), "--host", "127.0.0.1",
                                          "--port", str(self._port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("Chroma did not start")

    def end(self) -> None:
        os.kill(self._process.pid, signal.SIGTERM)
        self._process.wait(20)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "server")
    try:
        yield made
    finally:
        made.end()


@pytest.fixture
def server(running: Server) -> str:
    return running.address


def test_a_server_that_is_started_anew_still_holds_the_vectors(tmp_path: Path, running: Server) -> None:
    # more than a thousand: what Chroma writes in batches was lost by a restart in some versions
    store = MemoryStore([disclosure(labels=tuple(f"第{n}项支出" for n in range(1300)))])
    settings = Settings(home=tmp_path / "home", chroma_url=running.address)
    refresh(store, settings, Digest())
    warm = open_vectors(settings, True)
    assert isinstance(warm, ChromaVectors)
    query = warm.of([store.text_ids()[3]])[1][0]
    before = [id for id, _ in warm.nearest(query, 5)]
    running.end()
    assert warm.nearest(query, 5)[0][0] == before[0]
    fallen = [warm.fallen_back]
    running.start()
    assert [id for id, _ in warm.nearest(query, 5)] == before
    assert [*fallen, warm.fallen_back] == [True, False], "the arrays answer meanwhile"
    assert sound(settings)
    warm.close()


def test_a_server_holds_the_vectors(store: MemoryStore, tmp_path: Path, server: str) -> None:
    settings = Settings(home=tmp_path / "home", chroma_url=server)
    refresh(store, settings, Digest())
    assert sound(settings) and not list(settings.vectors.glob("g*/chroma"))
    warm, cold = open_vectors(settings, True), open_vectors(settings)
    assert isinstance(warm, ChromaVectors) and isinstance(cold, ArrayVectors)
    query = cold.of([store.text_ids()[3]])[1][0]
    assert [id for id, _ in warm.nearest(query, 5)] == [id for id, _ in cold.nearest(query, 5)]
    assert not warm.fallen_back
    store.put(disclosure(document("b.pdf"), ("电费",)))
    refresh(store, settings, Digest())
    assert sound(settings)
    warm.nearest(query, 5)
    assert not warm.fallen_back and warm.ids() == frozenset(store.text_ids()), "it follows the generations"
    warm.close()


def test_a_server_that_is_down_is_said(store: MemoryStore, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, chroma_url="http://127.0.0.1:9")
    with pytest.raises(VectorError, match="Chroma refused"):
        refresh(store, settings, Digest())
