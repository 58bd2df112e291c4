"""What finds text for a question: this search and its parts left out, and the recipes that others use."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.data.load import Term, glossary
from eval.peers.chunks import Chunk, text_chunks
from eval.peers.rank import Bm25, Vectors
from eval.systems.ground import Ground
from index.dense import Dense
from index.ports import FactStore
from index.query import Lexicon
from index.search import Hit, search

Find = Callable[[str, int], list["Found"]]
"""(question, k) -> what is found, best first."""
_RANKS = 60
"""The constant of reciprocal rank fusion, as LangChain's EnsembleRetriever has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text, the file that it is from, and the row where it is one."""

    document: str
    text: str
    row: tuple[str, ...] = ()


def ours(store: FactStore) -> Iterator[tuple[str, Find]]:
    """This search, and what its parts are worth."""
    yield "budget-qa search", _search(store)
    yield "… rows and passages only", _search(store, compare=False)
    yield "… without vectors", _search(store, dense=Dense(_Blind()))


def halves(store: FactStore, seeds: Sequence[int] = (1, 2)) -> Iterator[tuple[str, Find]]:
    """This search with half of the glossary held out, of its words and of what the embedded model was trained on."""
    from index.pairs import near_misses, training_pairs
    from index.train import train

    for seed in seeds:
        known = half(seed)
        words = Lexicon(known)
        trained = train(training_pairs(known), near_misses(known))
        trained.name = f"half-{seed}"  # what vectors are kept by
        model = Dense(trained)
        yield f"half of the glossary held out ({seed})", _search(store, words=words, dense=model)
        yield f"… without vectors ({seed})", _search(store, words=words, dense=Dense(_Blind()))


def half(seed: int) -> tuple[Term, ...]:
    """A half of the glossary's terms."""
    terms = list(glossary())
    random.Random(seed).shuffle(terms)
    return tuple(terms[: len(terms) // 2])


def recipes(ground: Ground) -> Iterator[tuple[str, Find]]:
    """Chunks of 500 characters, found by vectors of the same model, by BM25, and by both fused."""
    chunks = text_chunks(ground)
    vectors, grams, words = Vectors(chunks), Bm25(chunks), JiebaBm25(chunks)
    yield "chunks of 500 characters, Chroma, the same model", _chunks(vectors.best)
    yield "chunks, BM25, jieba words", _chunks(words.best)
    yield "chunks, BM25, characters + 2-grams", _chunks(grams.best)
    yield "chunks, LangChain ensemble (vectors + BM25, fused by rank)", _chunks(fused(vectors.best, grams.best))
    vectors.close()


class JiebaBm25(Bm25):
    """bm25s over the words that jieba cuts."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._cut: Callable[[str], list[str]] = importlib.import_module("jieba").lcut
        self._chunks = tuple(chunks)
        self._index = importlib.import_module("bm25s").BM25()
        self._index.index([self._cut(chunk.text) or [""] for chunk in chunks], show_progress=False)

    def best(self, question: str, k: int) -> list[Chunk]:
        found, _ = self._index.retrieve([self._cut(question) or [""]], k=min(k, len(self._chunks)), show_progress=False)
        return [self._chunks[int(i)] for i in found[0]]


def fused(*methods: Callable[[str, int], list[Chunk]]) -> Callable[[str, int], list[Chunk]]:
    """Reciprocal rank fusion with equal weights, as LangChain's EnsembleRetriever does it."""

    def best(question: str, k: int) -> list[Chunk]:
        scores: dict[Chunk, float] = {}
        for method in methods:
            for rank, chunk in enumerate(method(question, 4 * k), 1):
                scores[chunk] = scores.get(chunk, 0.0) + 1 / (_RANKS + rank)
        return sorted(scores, key=lambda chunk: -scores[chunk])[:k]

    return best


def _chunks(best: Callable[[str, int], list[Chunk]]) -> Find:
    return lambda question, k: [Found(chunk.document, chunk.text) for chunk in best(question, k)]


def _search(store: FactStore, words: Lexicon | None = None, dense: Dense | None = None, compare: bool = True) -> Find:
    def find(question: str, k: int) -> list[Found]:
        hits: list[Hit] = search(question, store, k=k, words=words, dense=dense, compare=compare)
        return [Found(hit.document, hit.text, hit.row) for hit in hits]

    return find


class _Blind:
    """A model to which nothing is like anything."""

    name, dimensions = "blind", 1

    def encode(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return np.zeros((len(texts), 1), dtype=np.float32)
