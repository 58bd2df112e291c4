"""The stored vectors in search: Chroma and arrays rank alike, each vector counts, and any model reaches both ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.chroma import ChromaVectors, refresh
from index.dense import Dense, open_dense, warm_dense
from index.doctor import examine
from index.embed import EmbeddingError, TransformerEmbedder, embedder, load_embedder, reranker
from index.memory import MemoryStore
from index.query import Lexicon
from index.scope import MOST_DOCUMENTS
from index.search import Hit, search
from index.settings import Settings
from index.stores import open_store
from index.texts import meant, row_text, text_id
from index.vectors import ArrayVectors, Generation, current
from tests.index.budget import disclosure

NO_WORDS = Lexicon((), subjects=False)
"""A glossary that knows nothing: what is found by other words is found by the vectors."""
ASKED = "买房子的补助"
BODIES = [disclosure(f"{n}.pdf", f"示例市{name}局", 2023, n) for n, name in enumerate("财政 教育 民政 司法 水务 体育 审计".split(), 1)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(BODIES)


def found(hits: list[Hit]) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(hit.document, hit.row, hit.passage_id) for hit in hits]


def test_chroma_for_everything_and_arrays_for_a_scope_rank_alike(store: MemoryStore, settings: Settings) -> None:
    refresh(store, settings, load_embedder())
    warm, cold = warm_dense(settings), open_dense(settings)
    assert isinstance(warm.vectors, ChromaVectors) and isinstance(cold.vectors, ArrayVectors)
    for question in (ASKED, "请客", "养车的开销", "自来水"):
        for words in (NO_WORDS, None):
            by_chroma = search(question, store, words=words, dense=warm, k=20)
            assert not warm.vectors.fallen_back
            assert found(by_chroma) == found(search(question, store, words=words, dense=cold, k=20)) != []
            [of_one] = {hit.document for hit in search(f"示例市财政局{question}", store, words=words, dense=warm)}
            scoped = found(search(f"示例市财政局{question}", store, words=words, dense=warm, k=20))
            assert scoped == [hit for hit in found(search(question, store, words=words, dense=warm, k=99)) if hit[0] == of_one][:20]


@pytest.mark.parametrize("question", [ASKED, f"示例市财政局{ASKED}"])
def test_a_vector_taken_away_changes_the_result(store: MemoryStore, settings: Settings, question: str) -> None:
    refresh(store, settings, load_embedder())
    whole = open_dense(settings)
    assert search(question, store, words=NO_WORDS, dense=whole)[0].row[-1] == "购房补贴"
    generation = current(settings.vectors)
    assert generation is not None
    gone = next(text_id("row", row_text(row)) for table in BODIES[0].tables for row in table.rows if row.label == "购房补贴")
    kept = generation.ids != gone
    less = Dense(whole.embedder, ArrayVectors(Generation(generation.folder, generation.model, generation.ids[kept],
                                                         np.asarray(generation.matrix)[kept], {})))
    hits = search(question, store, words=NO_WORDS, dense=less)
    assert not hits or hits[0].row[-1] != "购房补贴"


def test_of_many_disclosures_the_vectors_choose_those_to_look_through(settings: Settings) -> None:
    other = [disclosure(f"x{n}.pdf", f"示例市第{n}中学", 2023, prose=("校舍整洁。",)) for n in range(MOST_DOCUMENTS)]
    store = MemoryStore([*other, disclosure("old.pdf", "示例市财政局", 2001, prose=("案件审判12万元。",))])
    refresh(store, settings, load_embedder())
    hits = search("打官司", store, words=NO_WORDS, dense=open_dense(settings), k=50)
    assert "old.pdf" in {hit.document for hit in hits}


def test_a_rows_vector_is_of_its_own_label() -> None:
    row = BODIES[0].tables[1].rows[2]
    assert row_text(row) == "住房保障支出 > 住房改革支出 > 购房补贴"
    assert meant("row", row_text(row)) == row.label
    assert meant("passage", "一 > 二") == "一 > 二"


def tiny(folder: Path, weights: int = 3) -> str:
    """A sentence-transformers model that knows two characters, on disk."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "水": 1, "电": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    matrix = np.eye(weights, 4, dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=matrix)]).save(str(folder))
    return str(folder)


def test_a_model_that_is_set_reaches_ingestion_search_and_doctor(tmp_path: Path) -> None:
    plain, home = Settings(home=tmp_path / "home"), tmp_path / "home"
    store = open_store(plain)
    for each in BODIES[:2]:
        store.put(each)
    refresh(store, plain)
    named = Settings(home=home, embedding_model=tiny(tmp_path / "tiny"))
    before = open_dense(named)
    assert before.behind is not None and "doctor" in before.behind  # and until then the vectors that are there serve
    assert before.vectors is not None and before.vectors.model == embedder().name
    behind = [finding for finding in examine(named, mend=False) if "vectors" in finding.sentence]
    assert [finding.state for finding in behind] == ["broken"]
    assert any("of another embedding model" in finding.sentence for finding in examine(named))
    dense = open_dense(named)
    assert dense.behind is None and dense.vectors is not None
    assert dense.vectors.model == dense.embedder.name == named.embedding_model
    assert isinstance(dense.embedder, TransformerEmbedder)
    like = dense.at_large(["水"])["水"]
    assert max(like, key=lambda id: like[id]) == text_id("row", "商品和服务支出 > 水费")
    assert search("水水水", store, words=NO_WORDS, dense=dense)[0].row[-1] == "水费"
    assert open_dense(plain).behind is not None  # unset again: behind the other way round
    store.close()


def test_a_model_that_is_gone_leaves_the_words_and_says_so(store: MemoryStore, tmp_path: Path) -> None:
    named = Settings(home=tmp_path / "home", embedding_model=tiny(tmp_path / "lost"))
    refresh(store, named, load_embedder(named))
    (tmp_path / "lost" / "modules.json").unlink()
    (tmp_path / "lost" / "config_sentence_transformers.json").unlink()
    embedder.cache_clear()
    dense = open_dense(named)
    assert dense.behind is not None and "BUDGET_QA_EMBEDDING_MODEL" in dense.behind
    assert dense.vectors is None
    assert search("公积金", store, dense=dense)[0].row[-1] == "住房公积金"


@pytest.mark.parametrize("fetch", [False, True])
def test_a_model_that_is_nowhere_is_said_in_a_sentence(tmp_path: Path, fetch: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for make in (lambda: TransformerEmbedder(str(tmp_path / "none"), fetch).encode(["水"]),
                 lambda: (reranker(str(tmp_path / "none")) or pytest.fail()).scores("水", ["水费"])):
        with pytest.raises(EmbeddingError, match="cannot be loaded: check the name"):
            make()


def test_a_re_ranker_has_a_say(store: MemoryStore, tmp_path: Path) -> None:
    class Backwards:
        """Finds whatever was last best, without a model: what is tested here is the order that is made of it."""

        def scores(self, question: str, texts: list[str]) -> list[float]:
            return [at / len(texts) for at in range(len(texts))]

    plain = search("示例市财政局会议费", store, k=30)
    turned = search("示例市财政局会议费", store, k=30, rerank=Backwards())  # type: ignore[arg-type]
    assert found(turned) != found(plain) and set(found(turned)) == set(found(plain))
    assert all("重排" in hit.why for hit in turned)


def test_a_cross_encoder_can_be_named(store: MemoryStore, tmp_path: Path) -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = {word: at for at, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"会议培训费水电"])}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
         sep_token="[SEP]").save_pretrained(tmp_path / "cross")
    config: Any = BertConfig
    small = config(vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
                   num_labels=1, max_position_embeddings=64)
    BertForSequenceClassification(small).save_pretrained(tmp_path / "cross")
    cross = reranker(str(tmp_path / "cross"))
    assert cross is not None and reranker(None) is None
    scores = cross.scores("会议费", ["会议费", "水费"])
    assert len(scores) == 2 and all(0 < score < 1 for score in scores)
    assert search("示例市财政局会议费", store, rerank=cross)
