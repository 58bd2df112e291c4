"""The embedded model: the same by numpy and by sentence-transformers, and what it was trained on."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest

from index.embed import EmbeddingError, StaticEmbedder, TransformerEmbedder, as_sentence_transformer, embedder
from index.pairs import near_misses, training_pairs
from index.train import PAIRS, evaluate, train

TEXTS = ["公车一年多少钱", "公务用车运行维护费", "", "how much", "𠀀", "水费 电费 " * 50]


def test_both_readers_give_the_same_vectors() -> None:
    model = StaticEmbedder.load()
    other = as_sentence_transformer(model)
    assert np.allclose(other.encode(TEXTS, show_progress_bar=False), model.encode(TEXTS), atol=1e-6)


def test_vectors_have_length_one_or_none() -> None:
    lengths = np.linalg.norm(embedder().encode(TEXTS), axis=1)
    assert np.allclose(lengths, [1, 1, 0, 1, 0, 1], atol=1e-5)
    assert embedder().encode([]).shape == (0, embedder().dimensions)


@pytest.mark.parametrize(("said", "meant", "other"), [
    ("养车的钱", "公务用车运行维护费", "公务用车购置费"),
    ("买房子的补助", "购房补贴", "住房公积金"),
    ("给企业的补贴", "对企业补助", "对个人和家庭的补助"),
])
def test_what_people_say_is_near_its_name(said: str, meant: str, other: str) -> None:
    one, right, wrong = embedder().encode([said, meant, other])
    assert one @ right > one @ wrong


def test_the_version_is_that_of_the_pairs_beside_it() -> None:
    with gzip.open(PAIRS) as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:8]
    assert embedder().name == f"embedded-{digest}"


def test_training_is_the_same_every_time_and_learns(tmp_path: Path) -> None:
    pairs, near = training_pairs()[:400], near_misses()
    first, second = (train(pairs, near, epochs=2) for _ in range(2))
    assert np.array_equal(first.vectors, second.vectors)
    first.save(tmp_path / "model.npz", "1")
    assert StaticEmbedder.load(tmp_path / "model.npz").vocabulary == first.vocabulary


@pytest.mark.long
def test_half_of_the_glossary_held_out() -> None:
    scores = {score.method: score for score in evaluate()}
    assert scores["static model"].five > 0.55


def test_a_missing_or_damaged_model_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "static.npz"
    broken.write_bytes(b"PK\x03\x04 half")
    for path in (broken, tmp_path / "none.npz"):
        with pytest.raises(EmbeddingError, match=r"index\.train"):
            StaticEmbedder.load(path)


def test_any_sentence_transformers_model_can_be_named(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "水": 1, "费": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    weights = np.eye(3, 4, dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(tmp_path / "tiny"))
    tiny = embedder(str(tmp_path / "tiny"))
    assert isinstance(tiny, TransformerEmbedder)
    assert np.allclose(np.linalg.norm(tiny.encode(["水费", "水"]), axis=1), 1)
    assert tiny.dimensions == 4


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="BUDGET_QA_EMBEDDING_MODEL"):
        embedder(str(tmp_path / "nowhere")).encode(["水费"])
