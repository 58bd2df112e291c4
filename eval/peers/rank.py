"""How the recipes find chunks: BM25, and a vector store filled through LangChain."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

from eval.peers.chunks import Chunk
from index.lexical import tokens


class Ranker(Protocol):
    """The k best chunks for a question, best first."""

    def best(self, question: str, k: int) -> list[Chunk]: ...


class Bm25:
    """bm25s over characters and their 2-grams: without words to cut at, the strongest plain choice for Chinese."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        library = importlib.import_module("bm25s")
        self._chunks = tuple(chunks)
        self._index: Any = library.BM25()
        self._index.index([list(tokens(chunk.text)) or [""] for chunk in chunks], show_progress=False)

    def best(self, question: str, k: int) -> list[Chunk]:
        found, _ = self._index.retrieve(
            [list(tokens(question)) or [""]], k=min(k, len(self._chunks)), show_progress=False
        )
        return [self._chunks[int(i)] for i in found[0]]


class Vectors:
    """LangChain's Chroma with this project's embedding model (or the one that is set) behind LangChain's interface."""

    def __init__(self, chunks: Sequence[Chunk], model: str | None = None) -> None:
        from chromadb import EphemeralClient
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_core.embeddings import Embeddings

        from index.embed import embedder

        held = embedder(model)

        class Ours(Embeddings):
            """The embedder as LangChain asks it."""

            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return [[float(x) for x in row] for row in held.encode(texts)]

            def embed_query(self, text: str) -> list[float]:
                return self.embed_documents([text])[0]

        client = EphemeralClient(Settings(anonymized_telemetry=False))
        self._store = Chroma("peer", Ours(), client=client, collection_metadata={"hnsw:space": "cosine"})
        documents = [Document(c.text, metadata={"document": c.document, "page": c.page}) for c in chunks]
        for start in range(0, len(documents), 1000):
            self._store.add_documents(documents[start : start + 1000])

    def best(self, question: str, k: int) -> list[Chunk]:
        found = self._store.similarity_search(question, k=k)
        return [Chunk(d.metadata["document"], d.metadata["page"], d.page_content) for d in found]

    def close(self) -> None:
        """Forget the chunks: the client of a process is one."""
        self._store.delete_collection()
