"""What the embedding model finds like words of a question: the vectors of the store, asked by the model that made them.

A question over everything asks the vectors at large (Chroma, in a process that lives long enough to import it); one
with a scope scores the texts of its documents by one product. Both give the same neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BudgetQAError

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.ports import Vectors
    from index.postings import Entries
    from index.settings import Settings

NEIGHBOURS, LEAST = 64, 0.2
"""How many texts the model may propose for words, and from which cosine on."""
Likeness = dict[str, dict[int, float]]
"""Words of the question -> id of a text -> cosine."""


@dataclass(frozen=True)
class Dense:
    """A model and the vectors that it made; without vectors, those of the texts looked through are made on the way."""

    embedder: Embedder
    vectors: Vectors | None = None
    behind: str | None = None
    """Why the vectors of the store do not serve, if they do not: a sentence for the user."""

    def at_large(self, words: Sequence[str]) -> Likeness:
        """The texts of the whole corpus that are like these words; none where there are no vectors."""
        if self.vectors is None or not words:
            return {}
        return self._kept(words, [self.vectors.nearest(row, NEIGHBOURS) for row in self.embedder.encode(words)])

    def among(self, words: Sequence[str], held: Sequence[Entries]) -> Likeness:
        """The texts of some disclosures that are like these words."""
        if not words or not held:
            return {}
        vectors = self.vectors
        if vectors is None:
            vectors = _made(self.embedder, held)
        ids = list(dict.fromkeys(id for entries in held for id in entries.texts))
        return self._kept(words, [vectors.nearest(row, NEIGHBOURS, ids) for row in self.embedder.encode(words)])

    def _kept(self, words: Sequence[str], found: Sequence[list[tuple[int, float]]]) -> Likeness:
        return {text: {id: cosine for id, cosine in near if cosine >= LEAST} for text, near in zip(words, found, strict=True)}


def _made(embedder: Embedder, held: Sequence[Entries]) -> Vectors:
    """The vectors of the texts of these disclosures, each disclosure's made once."""
    import numpy as np

    from index.vectors import ArrayVectors, Generation

    made = [entries.encoded(embedder) for entries in held]
    ids, places = np.unique(np.concatenate([each for each, _ in made]), return_index=True)
    matrix = np.concatenate([rows for _, rows in made])[places]
    return ArrayVectors(Generation(Path(), embedder.name, ids, matrix, {}))


def open_dense(settings: Settings, warm: bool = False) -> Dense:
    """The vectors of this home with the model that made them; the embedded model alone where they do not serve.

    `warm` asks Chroma, which a process that answers one question has no time to import.
    """
    from index.chroma import open_vectors
    from index.embed import EMBEDDED, embedder

    wanted = settings.embedding_model
    vectors = open_vectors(settings, warm)
    ours = vectors is not None and vectors.model.startswith(EMBEDDED)
    try:
        model = embedder(None if vectors is None or ours else vectors.model)
        if vectors is None or (ours and vectors.model != model.name):
            return Dense(model, None, _BEHIND if wanted or vectors else None)
        if not ours:
            model.encode(["一"])  # a model that is not there must be known of before it is asked
        return Dense(model, vectors, None if wanted == (None if ours else vectors.model) else _BEHIND)
    except BudgetQAError as error:
        return Dense(embedder(), None, str(error))


_BEHIND = "The vectors were made by another embedding model than the one set: run `budget-qa doctor`."


def warm_dense(settings: Settings) -> Dense:
    """The same for a process that answers many questions: opened once for each generation of vectors, Chroma and all."""
    from index.vectors import current_name

    key = settings.vectors, settings.chroma_url, settings.embedding_model, current_name(settings.vectors)
    if key not in _warm:
        _warm.clear()
        _warm[key] = open_dense(settings, warm=True)
    return _warm[key]


_warm: dict[tuple[object, ...], Dense] = {}
