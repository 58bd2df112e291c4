"""Texts to vectors: the embedded static model by numpy alone, or any sentence-transformers model by name.

The embedded model is the mean of the vectors of a text's characters and 2-grams, scaled to length 1. It is read by
numpy in milliseconds; `as_sentence_transformer` gives the same weights to whoever wants them in that library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BudgetQAError
from index.lexical import tokens

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

Matrix = NDArray[np.float32]
EMBEDDED = "embedded"
WEIGHTS = Path(__file__).parent / "model" / "static.npz"


class EmbeddingError(BudgetQAError):
    """The embedding model cannot be used; the message says what to do."""


class Embedder(Protocol):
    """Turns texts into rows of a matrix, each of length 1. `name` tells vectors of one model from another's."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Matrix: ...


class StaticEmbedder:
    """The embedded model. A text without a known token is the zero vector: it is like nothing."""

    def __init__(self, vocabulary: Sequence[str], vectors: NDArray[Any], name: str = EMBEDDED) -> None:
        self.name = name
        self.vocabulary = tuple(vocabulary)
        self._rows = {token: i for i, token in enumerate(self.vocabulary)}
        self.vectors: Matrix = vectors.astype(np.float32)
        self.dimensions = int(self.vectors.shape[1])

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> StaticEmbedder:
        """The model in this file. Raises EmbeddingError where it is missing or damaged."""
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as held:
                vocabulary = bytes(held["vocabulary"]).decode().split("\n")
                return cls(vocabulary, held["vectors"], f"{EMBEDDED}-{held['version'].item()}")
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise EmbeddingError(
                f"The embedded model at {path} cannot be read: install budget-qa again, or run `python -m index.train`."
            ) from error

    def save(self, path: Path, version: str) -> None:
        """Write it in float16. The same model always gives the same bytes' worth of arrays."""
        path.parent.mkdir(parents=True, exist_ok=True)
        words = np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)
        np.savez_compressed(path, vocabulary=words, vectors=self.vectors.astype(np.float16), version=np.array(version))

    def ids(self, text: str) -> list[int]:
        """The rows of the tokens of a text that are known."""
        return [row for token in tokens(text) if (row := self._rows.get(token)) is not None]

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        bags = [self.ids(text) for text in texts]
        sizes = np.array([len(bag) for bag in bags], dtype=np.intp)
        flat = np.fromiter((row for bag in bags for row in bag), dtype=np.intp, count=int(sizes.sum()))
        out = np.zeros((len(bags), self.dimensions), dtype=np.float32)
        held = np.flatnonzero(sizes)
        if held.size:
            starts = np.concatenate(([0], np.cumsum(sizes[held])[:-1]))
            out[held] = np.add.reduceat(self.vectors[flat], starts, axis=0) / sizes[held, None]
            norms = np.linalg.norm(out[held], axis=1, keepdims=True)
            out[held] /= np.maximum(norms, 1e-12)
        return out


class TransformerEmbedder:
    """A sentence-transformers model by name or folder, loaded at the first text.

    What is on this machine is taken without a word to the network; only `fetch` lets the library look for the rest.
    """

    def __init__(self, name: str, fetch: bool = False) -> None:
        self.name = name
        self.fetch = fetch
        self._model: SentenceTransformer | None = None

    @property
    def model(self) -> SentenceTransformer:
        """The model; code that comes with it is never run. Raises EmbeddingError where it cannot be had."""
        if self._model is None:
            from sentence_transformers import SentenceTransformer

            self._model = _loaded(SentenceTransformer, self.name, self.fetch, "embedding model", "BUDGET_QA_EMBEDDING_MODEL")
        return self._model

    @property
    def dimensions(self) -> int:
        return int(self.encode(["一"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        found = self.model.encode(list(texts), convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


class CrossReranker:
    """A sentence-transformers cross-encoder by name or folder: how well a text answers a question, 0 to 1."""

    def __init__(self, name: str, fetch: bool = False) -> None:
        self.name = name
        self.fetch = fetch
        self._model: CrossEncoder | None = None

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score a text. Raises EmbeddingError where the model cannot be had."""
        if not texts:
            return []
        if self._model is None:
            from sentence_transformers import CrossEncoder

            self._model = _loaded(CrossEncoder, self.name, self.fetch, "re-ranker", "BUDGET_QA_RERANKER")
        import torch

        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False,
                                    activation_fn=torch.nn.Sigmoid())
        return [float(score) for score in np.asarray(found, dtype=np.float64).reshape(len(texts), -1)[:, -1]]


_Model = TypeVar("_Model")


def _loaded(make: Callable[..., _Model], name: str, fetch: bool, what: str, setting: str) -> _Model:
    """The model of this name: from this machine, or from the network where that is allowed."""
    try:
        return make(name, device="cpu", trust_remote_code=False, local_files_only=True)
    except Exception as error:  # the library raises what its loaders raise: OSError, ValueError, hub errors
        cause = error
    if fetch and not Path(name).is_absolute():
        try:
            return make(name, device="cpu", trust_remote_code=False)
        except Exception as error:  # see above
            cause = error
    raise EmbeddingError(f"The {what} {name} cannot be loaded: check the name and the network, or leave {setting} unset "
                         "to do without.") from cause


@lru_cache(maxsize=4)
def embedder(name: str | None = None, fetch: bool = False) -> Embedder:
    """The embedder of this name; none, or "embedded", is the model that ships with the project."""
    return StaticEmbedder.load() if name in (None, "", EMBEDDED) else TransformerEmbedder(name, fetch)


@lru_cache(maxsize=2)
def reranker(name: str | None) -> CrossReranker | None:
    """The re-ranker of this name, if there is one."""
    return CrossReranker(name) if name else None


def load_embedder(settings: Any = None) -> Embedder:
    """The embedder that the settings name (`embedding_model`), fetched if it must be: what ingestion works with."""
    return embedder(getattr(settings, "embedding_model", None), True)


def as_sentence_transformer(model: StaticEmbedder | None = None) -> SentenceTransformer:
    """The embedded model as a SentenceTransformer that takes raw text: no remote code, no tokenizer file."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.input_module import InputModule
    from sentence_transformers.sentence_transformer.modules import Normalize

    held = model or StaticEmbedder.load()

    class Grams(InputModule):  # type: ignore[misc, unused-ignore]
        """Splits text into characters and 2-grams, which overlap and so fit no `tokenizers` model, and means them."""

        save_in_root = True
        max_seq_length = None

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.embedding = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(held.vectors.copy()), mode="mean")

        def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
            bags = [held.ids((prompt or "") + text) for text in inputs]
            starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
            flat = [row for bag in bags for row in bag]
            return {"input_ids": torch.tensor(flat, dtype=torch.long), "offsets": torch.from_numpy(starts)}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            features["sentence_embedding"] = self.embedding(features["input_ids"], features["offsets"])
            return features

        def get_embedding_dimension(self) -> int:
            return held.dimensions

        def save(self, output_path: str, *_: Any, **__: Any) -> None:
            held.save(Path(output_path) / "static.npz", "saved")

    return SentenceTransformer(modules=[Grams(), Normalize()], device="cpu")
