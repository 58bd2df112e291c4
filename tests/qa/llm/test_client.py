"""Limits, failures, traces: what a request costs, what it leaves behind, and that no key does."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import socket
import stat
import time
from pathlib import Path
from types import AsyncGeneratorType
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from opentelemetry import trace as opentelemetry
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from index.settings import Settings
from qa.llm.client import Client
from qa.llm.failure import ModelFailed, failure_of
from qa.llm.limits import Breaker, Purse
from qa.llm.loop import closed, loop
from qa.llm.prompts import Filled, prompt
from qa.service import Service
from tests.qa.llm.conftest import KEY, Asking
from tests.qa.llm.played import FAULTS, TEXTS, Played, ollama, plays, refused, said

ASKED = Filled("write.zh@0", "系统", "问题")
QUESTION = "示例市科学技术局2023年住房公积金预算多少？"


def kind_of(client: Client) -> str:
    with pytest.raises(ModelFailed) as failed:
        list(client.session().stream("write", ASKED))
    return failed.value.kind


@pytest.mark.parametrize(("fault", "kind"), [
    ("cut off at the limit", "cut"), ("no finish reason", "broken"), ("unasked tool calls", "empty"),
    ("no choices", "broken"),
    ("malformed JSON", "garbled"), ("invalid UTF-8", "garbled"), ("a page of HTML", "garbled"),
    ("cut in the middle", "broken"),
    ("10 MB of text", "long"), ("10 MB in one line", "long"), ("429", "busy"), ("429 for an hour", "busy"),
    ("401", "denied"),
    ("400", "rejected"), ("silence", "silent"), ("silence in the middle", "silent"), ("500", "server"),
])
def test_each_fault_has_its_name(fault: str, kind: str, settings: Settings, played: Played) -> None:
    played.play(FAULTS[fault])
    short = {"llm_first_seconds": 0.3} if kind == "silent" else {}
    assert kind_of(Client(settings.model_copy(update=short))) == kind


def open_streams() -> list[AsyncGeneratorType[Any, Any]]:
    """Asynchronous generators that are neither at their end nor closed."""
    every = [each for each in gc.get_objects() if type(each) is AsyncGeneratorType]  # isinstance wakes lazy modules
    return [each for each in every if each.ag_frame is not None]


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("fault", FAULTS)
def test_no_failure_leaves_a_stream_open(fault: str, settings: Settings, played: Played) -> None:
    """One left in a circle would be closed by whichever thread collects it, while the loop runs it."""
    played.play(FAULTS[fault])
    client = Client(settings.model_copy(update={"llm_first_seconds": 0.3, "llm_seconds": 1.0}))
    assert client.model is not None
    gc.collect()
    before = {id(each) for each in open_streams()}
    gc.disable()
    try:
        kind_of(client)
        for _ in range(3):  # what ends on the loop by itself has ended
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop()).result()
        assert [each.__qualname__ for each in open_streams() if id(each) not in before] == []
    finally:
        gc.enable()


def test_nobody_listening_is_final_after_one_more_try(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    client = Client(settings.model_copy(update={"llm_base_url": f"http://127.0.0.1:{port}/v1"}))
    assert client.model is not None  # its packages are loaded
    session = client.session()
    with pytest.raises(ModelFailed) as failed:
        list(session.stream("write", ASKED))
    assert failed.value.kind == "refused" and session.use.requests == 2


def test_a_busy_server_is_asked_again(settings: Settings, played: Played) -> None:
    replies = iter([refused(429, retry_after="0"), refused(503), said({"stream": True, "messages": []}, "好的")])
    played.play(lambda body: next(replies))
    session = Client(settings).session()
    assert "".join(session.stream("write", ASKED)) == "好的"
    assert session.use.requests == 3 and session.use.failures == []


def test_no_more_requests_than_an_answer_may_take(settings: Settings, played: Played) -> None:
    played.play(FAULTS["429"])
    session = Client(settings.model_copy(update={"llm_requests": 2})).session()
    with pytest.raises(ModelFailed) as failed:
        list(session.stream("write", ASKED))
    assert failed.value.kind == "spent" and len(played.asked) == 2


@pytest.mark.parametrize(("limits", "asked"), [
    ({"llm_daily_requests": 1}, 1), ({"llm_daily_tokens": 30}, 0), ({"llm_daily_requests": 0}, 0),
])
def test_a_day_has_its_budget(limits: dict[str, int], asked: int, small: Service, asking: Asking, played: Played) -> None:
    played.play(plays(TEXTS["truthful"]))
    service = asking(small, **limits)
    answers = [service.ask(QUESTION) for _ in range(3)]
    assert len(played.asked) == asked and answers[-1].writer == "composer"
    assert "额度" in answers[-1].warnings[-1] and answers[-1].answer == small.ask(QUESTION).answer


def test_a_breaker_opens_rests_and_tries_once() -> None:
    now = [0.0]
    breaker = Breaker(in_a_row=2, rest=30, clock=lambda: now[0])
    breaker.failed()
    assert breaker.lets()
    breaker.failed()
    assert not breaker.lets()
    now[0] = 31
    assert breaker.lets() and not breaker.lets()
    breaker.failed()
    now[0] = 62
    assert breaker.lets()
    breaker.worked()
    assert breaker.lets() and breaker.lets()


def test_a_resting_model_is_not_asked(small: Service, asking: Asking, played: Played) -> None:
    played.play(FAULTS["400"])
    service = asking(small, in_a_row=2)
    for _ in range(3):
        service.ask(QUESTION)
    assert len(played.asked) == 3  # a request that is rejected is the question's fault
    played.play(FAULTS["401"])
    answers = [service.ask(QUESTION) for _ in range(4)]
    assert len(played.asked) == 2 and "暂停" in answers[-1].warnings[-1]


def test_a_purse_is_full_again_the_next_day() -> None:
    day = ["2026-01-01"]
    purse = Purse(requests=1, tokens=100, today=lambda: day[0])
    assert purse.take(90) and not purse.take(1)
    day[0] = "2026-01-02"
    assert purse.take(90)
    purse.settle(90, 10)
    assert not purse.take(1)


def test_what_an_error_means_is_told_without_its_words() -> None:
    assert failure_of(RuntimeError(KEY)).kind == "unknown" and KEY not in str(failure_of(RuntimeError(KEY)))
    assert failure_of(ValueError(KEY)).kind == "garbled"
    assert failure_of(ConnectionRefusedError(KEY)).kind == "refused"
    assert failure_of(TimeoutError()).kind == "slow"


class Heard(BaseCallbackHandler):
    """All that callbacks are told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def on_chat_model_start(self, *given: Any, **more: Any) -> None:
        self.told.append(f"start {given} {more}")

    def on_llm_end(self, *given: Any, **more: Any) -> None:
        self.told.append(f"end {given} {more}")

    def on_llm_error(self, *given: Any, **more: Any) -> None:
        self.told.append(f"error {given} {more}")


@pytest.mark.parametrize("fault", ["truthful", "401", "429 for an hour", "malformed JSON"])
def test_no_key_is_left_anywhere(
    fault: str, small: Service, settings: Settings, played: Played, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not in logs at their most talkative, warnings, events, callbacks or the trace, though the server repeats it."""
    other, header = "sk-proj-umgebung-987654", "header-geheim-2468"
    monkeypatch.setenv("OPENAI_API_KEY", other)
    caplog.set_level(logging.DEBUG)
    echo = f"您的密钥 {KEY} 和 {other} 有误"
    played.play(plays(lambda body: echo + TEXTS["truthful"](body)) if fault == "truthful" else
                (lambda body: refused(401, echo)) if fault == "401" else FAULTS[fault])
    own = settings.model_copy(update={"trace": tmp_path / "trace.jsonl", "llm_options": {"default_headers": {"X-Pass": header}}})
    heard = Heard()
    events = list(Service(small.library.store, own, Client(own, callbacks=[heard])).stream(QUESTION))
    assert played.headers[0]["authorization"] == f"Bearer {KEY}"
    assert any(t.startswith("start") for t in heard.told)
    streams = "".join(capfd.readouterr())
    traced = (tmp_path / "trace.jsonl").read_text(encoding="utf-8")
    last = events[-1].model_dump_json()
    assert played.headers[0]["x-pass"] == header
    for secret in (KEY, other, header):
        assert secret not in caplog.text and secret not in streams and secret not in traced and secret not in last
        assert secret not in repr(own)
        if secret != header and fault not in ("truthful", "401"):  # LangChain tells callbacks headers, and what a server says
            assert secret not in "".join(heard.told)


def test_a_trace_has_what_was_sent_and_received(small: Service, asking: Asking, played: Played, tmp_path: Path) -> None:
    played.play(plays(TEXTS["truthful"]))
    file = tmp_path / "trace.jsonl"
    asking(small, trace=file).ask(QUESTION)
    line = json.loads(file.read_text(encoding="utf-8"))
    assert line["purpose"] == "write" and line["prompt"] == prompt("write", "zh").version and line["model"] == "openai:played"
    assert line["messages"][1][1] == played.asked[0]["messages"][1]["content"] and "{{f1}}" in line["reply"]
    assert line["finish"] == "stop" and line["failure"] is None and line["output_tokens"] == len(line["reply"])
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600


def test_a_trace_that_cannot_be_written_costs_no_answer(small: Service, asking: Asking, played: Played, tmp_path: Path) -> None:
    played.play(plays(TEXTS["truthful"]))
    assert asking(small, trace=tmp_path / "no" / "such" / "folder").ask(QUESTION).writer == "llm"


def test_spans_of_open_telemetry(small: Service, asking: Asking, played: Played) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    opentelemetry.set_tracer_provider(provider)
    played.play(plays(TEXTS["truthful"]))
    asking(small).ask(QUESTION)
    played.play(FAULTS["400"])
    asking(small).ask(QUESTION)
    good, bad = exporter.get_finished_spans()
    assert good.attributes is not None and bad.attributes is not None
    assert good.attributes["gen_ai.request.model"] == "openai:played" and good.attributes["gen_ai.usage.output_tokens"]
    assert bad.attributes["error.type"] == "rejected"
    assert "住房" not in str(good.to_json()) and KEY not in str(bad.to_json())


@pytest.mark.parametrize("name", ["nobody:model", "openai:", "anthropic:claude", "nonsense"])
def test_a_model_that_cannot_be_made_is_a_warning(name: str, small: Service, asking: Asking) -> None:
    answer = asking(small, llm=name, llm_api_key=None, llm_base_url=None).ask(QUESTION)
    assert answer.writer == "composer" and answer.answer == small.ask(QUESTION).answer and answer.warnings


def test_a_model_of_ollama(small: Service, asking: Asking, played: Played) -> None:
    played.play(lambda body: ollama(body, "<think>嗯</think>示例市科学技术局2023年预算中，住房公积金为{{f1}}。"))
    address = played.url.removesuffix("/v1")
    answer = asking(small, llm="ollama:qwen3", llm_base_url=address, llm_api_key=None).ask(QUESTION)
    assert answer.writer == "llm" and answer.model is not None and answer.model.output_tokens > 9, answer.warnings
    assert played.asked[0]["options"]["num_predict"] == 1200 and not played.asked[0].get("tools")


def test_clients_let_go_on_the_loop_itself_stop_no_stream() -> None:
    """The collector runs in any thread. Where ending a connection waited for the loop on the loop, streams stood still."""
    ended: list[bool] = []

    async def end() -> None:
        ended.append(True)

    async def collected() -> list[bool]:
        for _ in range(5):
            closed(end)
        return list(ended)

    begun = time.perf_counter()
    assert asyncio.run_coroutine_threadsafe(collected(), loop()).result(20) == []
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop()).result(20)
    assert len(ended) == 5
    assert time.perf_counter() - begun < 4, "each waited a second"


def test_any_model_of_langchain(small: Service, settings: Settings) -> None:
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    said = AIMessage("示例市科学技术局2023年预算中，住房公积金为{{f1}}。", response_metadata={"finish_reason": "stop"})
    client = Client(settings, GenericFakeChatModel(messages=iter([said])))
    answer = Service(small.library.store, settings, client).ask(QUESTION)
    assert answer.writer == "llm", answer.model


def test_the_first_figure_does_not_wait(small: Service, asking: Asking, played: Played) -> None:
    """What the composer takes, it takes with a model too, whatever that does; compared in one run."""
    played.play(FAULTS["silence"])
    service = asking(small, llm_first_seconds=0.2, llm_seconds=0.5, in_a_row=99)
    taken: dict[Service, list[float]] = {small: [], service: []}
    for _ in range(5):
        for each, times in taken.items():
            begun = time.perf_counter()
            events = each.stream(QUESTION)
            next(events)
            times.append(time.perf_counter() - begun)
            list(events)
    assert min(taken[service]) < 10 * min(taken[small]) + 0.05
