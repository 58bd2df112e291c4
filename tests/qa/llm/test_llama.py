"""A real server, llama.cpp, with a model of random weights (or the file in BUDGET_QA_TEST_GGUF): transport, not quality."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings
from qa.llm.client import Client
from qa.llm.failure import ModelFailed
from qa.llm.limits import Breaker
from qa.llm.prompts import Filled
from qa.service import Service
from tests.qa.llm import tiny

xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp has no wheel for this machine")
SLOTS, CONTEXT = 4, 2048
ASKED = Filled("test", "Say something.", "Anything.")
SCHEMA: dict[str, Any] = {
    "title": "plan", "description": "a plan", "type": "object", "additionalProperties": False, "required": ["operation", "years"],
    "properties": {
        "operation": {"type": "string", "enum": ["查一项", "sum"]},
        "years": {"type": "array", "items": {"type": "integer", "enum": [2021, 2022]}, "maxItems": 2},
    },
}


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with as many slots as ask at once."""
    given = os.environ.get("BUDGET_QA_TEST_GGUF")
    params = xllamacpp.CommonParams()
    params.model.path = given or str(tiny.write(tmp_path_factory.mktemp("gguf") / "random.gguf"))
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_parallel, params.n_ctx, params.n_gpu_layers = SLOTS, SLOTS * CONTEXT, 0
    params.warmup, params.verbosity, params.cpuparams.n_threads = False, 0, 1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
def client(llama: str) -> Client:
    return made(llama)


def made(url: str, **changes: Any) -> Client:
    settings = Settings(llm="openai:random", llm_base_url=url, llm_tokens=24, llm_first_seconds=30, llm_seconds=60)
    return Client(settings.model_copy(update=changes), breaker=Breaker(in_a_row=99))


def read(client: Client, asked: Filled = ASKED) -> tuple[list[str], ModelFailed | None]:
    """What was streamed, and how it failed."""
    pieces: list[str] = []
    try:
        pieces += client.session().stream("write", asked)
    except ModelFailed as failed:
        return pieces, failed
    return pieces, None


def test_a_stream_comes_in_pieces_to_its_stop_and_is_counted(llama: str) -> None:
    cut, _ = read(made(llama))
    text = "".join(cut)
    stop = next(c for k, c in enumerate(text) if k > 4 and c.isascii() and c.isprintable() and text.index(c) == k)
    session = made(llama, llm_options={"stop": [stop]}).session()
    pieces = list(session.stream("write", ASKED))
    assert "".join(pieces) == text[: text.index(stop)] and len(pieces) > 1
    assert session.use.input_tokens > 10 and session.use.output_tokens > len(pieces) - 1 and session.use.requests == 1
    assert session.use.first_token is not None and not session.use.failures


def test_a_reply_that_reaches_the_limit_is_cut(llama: str) -> None:
    client = made(llama, llm_options={"logit_bias": {"2": -100}})
    session, pieces = client.session(), list[str]()
    with pytest.raises(ModelFailed) as failed:
        pieces += session.stream("write", ASKED)
    assert failed.value.kind == "cut" and session.use.output_tokens == 24


def test_a_schema_is_kept_to_by_any_model(llama: str) -> None:
    found = made(llama, llm_tokens=600).session().structured("plan", ASKED, SCHEMA)
    assert found["operation"] in ("查一项", "sum") and set(found) == {"operation", "years"}
    assert set(found["years"]) <= {2021, 2022}


def test_a_schema_cut_off_is_caught(llama: str) -> None:
    with pytest.raises(ModelFailed) as failed:
        made(llama, llm_tokens=16).session().structured("plan", ASKED, SCHEMA | {"required": ["operation", "years"], "properties": {
            "operation": {"type": "string", "enum": ["一项很长很长很长的操作" * 4]}, "years": SCHEMA["properties"]["years"]}})
    assert failed.value.kind == "cut"


def test_a_prompt_past_the_context_is_rejected_and_said_to_be(client: Client) -> None:
    pieces, failed = read(client, Filled("test", "s", "word " * 4 * CONTEXT))
    assert pieces == [] and failed is not None and failed.kind == "rejected"


def test_many_at_once(client: Client) -> None:
    """More than the server has slots, from threads, all on one loop: each comes to an end that is known."""
    gate = threading.Barrier(2 * SLOTS)

    def ask(number: int) -> tuple[list[str], ModelFailed | None]:
        gate.wait(20)
        return read(client, Filled("test", "s", f"number {number}"))

    with ThreadPoolExecutor(2 * SLOTS) as pool:
        found = list(pool.map(ask, range(2 * SLOTS)))
    assert {failed.kind for _, failed in found if failed is not None} <= {"cut", "empty"}
    assert sum(bool(pieces) for pieces, _ in found) >= SLOTS


def test_random_words_leave_the_composers_answer(small: Service, llama: str) -> None:
    client = made(llama, llm_tokens=40)
    question = "示例市科学技术局2023年住房公积金预算多少？"
    answer = Service(small.library.store, client.settings, client).ask(question)
    assert answer.answer == small.ask(question).answer and answer.writer == "composer"
    assert answer.model is not None and answer.model.outcome == "fell_back" and answer.warnings


def test_nothing_else_is_needed_to_write_the_model(tmp_path: Path) -> None:
    assert tiny.write(tmp_path / "again.gguf").read_bytes() == tiny.write(tmp_path / "more.gguf").read_bytes()
