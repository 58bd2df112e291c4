"""A chat model's words in a real browser: figures at once, prose marked while it is written, what stands in the end."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response, StreamingResponse

from index.settings import Settings
from tests.qa.llm.played import FAULTS, Body, Played, Role, delta, liar, planning, playing, plays, truthful
from tests.web.conftest import PATIENCE, Server, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "示例市文化和旅游局2024年公务接待费是多少？"
BROKEN: dict[str, Role] = {"lies": plays(liar(0)), "garbage": FAULTS["malformed JSON"], "500": FAULTS["500"]}


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    with playing() as played:
        yield played


@pytest.fixture(scope="module")
def written(settings: Settings, played: Played) -> Iterator[Server]:
    """The server over the samples, with a chat model."""
    yield from _with_model(settings, played.url)


@pytest.fixture(scope="module")
def forsaken(settings: Settings) -> Iterator[Server]:
    """The same, whose model's server is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield from _with_model(settings, f"http://127.0.0.1:{port}/v1")


def _with_model(settings: Settings, address: str) -> Iterator[Server]:
    server = serve(settings.home, BUDGET_QA_LLM="openai:played", BUDGET_QA_LLM_BASE_URL=address,
                   BUDGET_QA_LLM_API_KEY="sk-x", BUDGET_QA_LLM_FIRST_SECONDS="100", BUDGET_QA_LLM_SECONDS="200")
    yield server
    server.process.terminate()
    server.process.wait(120)


def asked(browser: Browser, server: Server) -> Page:
    """A page whose question is on its way."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    page.fill("#bq-question textarea", QUESTION)
    page.click("#bq-send")
    return page


def slow(halfway: threading.Event) -> Role:
    """A truthful model that stops in the middle until it is told to go on."""

    def role(body: Body) -> Response:
        if planning(body):
            return plays(truthful)(body)
        text = truthful(body)

        async def lines() -> AsyncIterator[str]:
            yield f"data: {json.dumps(delta(text[:8]))}\n\n"
            while not halfway.is_set():
                await asyncio.sleep(0.02)
            yield f"data: {json.dumps(delta(text[8:], 'stop'))}\n\ndata: [DONE]\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    return role


def test_figures_stand_before_the_model_has_written_and_its_words_are_marked(
    browser: Browser, written: Server, played: Played
) -> None:
    halfway = threading.Event()
    played.play(slow(halfway))
    try:
        page = asked(browser, written)
        page.wait_for_selector("#bq-log .bq-writing")
        assert "核对中" in page.locator(".bq-writing").inner_text()
        assert "<" not in page.inner_text("#bq-log")
        assert "已核对" in page.locator("#bq-log .bq-text .bq-fig").first.inner_text()
        page.locator("#bq-log .bq-text .bq-fig[data-proof]").first.click()
        page.wait_for_selector(".bq-frame", state="visible")
        assert page.locator(".bq-writing").count() == 1
    finally:
        halfway.set()
    page.get_by_text("由语言模型书写").wait_for()
    assert page.locator(".bq-writing").count() == 0
    verdicts = page.locator("#bq-log .bq-text .bq-fig").all_inner_texts()
    assert verdicts and all("已核对" in verdict for verdict in verdicts)
    assert page.input_value("#bq-question textarea") == ""
    page.close()


@pytest.mark.parametrize("role", sorted(BROKEN))
def test_a_model_that_fails_leaves_the_checked_answer_and_says_so(
    browser: Browser, written: Server, played: Played, role: str
) -> None:
    played.play(BROKEN[role])
    _holds_the_composed_answer(asked(browser, written))


def test_a_model_that_is_not_there_leaves_the_checked_answer_and_says_so(browser: Browser, forsaken: Server) -> None:
    _holds_the_composed_answer(asked(browser, forsaken))


def _holds_the_composed_answer(page: Page) -> None:
    page.wait_for_selector("#bq-log .bq-warning")
    assert page.locator(".bq-writing").count() == 0 and page.get_by_text("由语言模型书写").count() == 0
    assert "模型" in page.locator("#bq-log .bq-warning").first.inner_text()
    assert "7.10万元" in "".join(page.locator("#bq-log .bq-text .bq-fig").first.inner_text().split())
    page.close()
