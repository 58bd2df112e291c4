"""Users of the page, many at once: what each waits for, what fails, and what the server grows by."""

from __future__ import annotations

import contextlib
import itertools
import secrets
import time
from dataclasses import dataclass, field

import anyio
import httpx
import psutil

from tests.web.conftest import Server

QUESTIONS = (
    "示例市文化和旅游局2024年公务接待费是多少？", "12345热线一年花多少钱？", "示例市文化和旅游局2024年总支出比上年增加多少？",
    "示例市政务服务数据管理局2022年“三公”经费一共多少？", "示例市文化和旅游局2023年项目支出占总支出的比例是多少？",
    "示例市政务服务数据管理局2022年花钱最多的项目是什么？", "示例市文化和旅游局2024年培训费", "今天天气怎么样？",
)


@dataclass
class Measured:
    """Seconds of each question that was answered, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    grown: float = 0.0
    """By what part the server's memory grew between the first quarter of the run and its end."""

    cpu: float = 0.0
    """Seconds of processor that the server took for an answer, after the first quarter of the run: what depends less on
    who else is at work."""

    def at(self, part: float) -> float:
        """The seconds within which this part of the questions was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    def __str__(self) -> str:
        return (f"{len(self.seconds)} answers, {len(self.errors)} errors, p50 {self.at(0.5):.2f} s, "
                f"p95 {self.at(0.95):.2f} s, "
                f"{self.cpu * 1000:.0f} ms of processor each, memory {self.grown:+.1%}")


def run(server: Server, users: int, seconds: float, think: float = 0.0) -> Measured:
    """So many users ask as the browser does, each its next question when it has its answer."""
    return anyio.run(_run, server, users, seconds, think)


async def _run(server: Server, users: int, seconds: float, think: float) -> Measured:
    measured, process = Measured(), psutil.Process(server.process.pid)
    questions = itertools.cycle(QUESTIONS)
    async with contextlib.AsyncExitStack() as held:
        clients = [await held.enter_async_context(_client(server)) for _ in range(users)]
        ask = await _asking(clients[0])
        end = time.monotonic() + seconds

        async def user(number: int) -> None:
            await anyio.sleep(think * number / users)
            session, again = secrets.token_hex(6), True
            while again:  # once at the least, however busy the machine is
                begun = time.monotonic()
                try:
                    await _ask(clients[number], ask, next(questions), session)
                    measured.seconds.append(time.monotonic() - begun)
                except (httpx.HTTPError, AssertionError, ValueError) as error:
                    measured.errors.append(repr(error))
                await anyio.sleep(think)
                again = time.monotonic() < end

        async with anyio.create_task_group() as tasks:
            for number in range(users):
                tasks.start_soon(user, number)
            await anyio.sleep(seconds / 4)
            quarter, answered, begun = process.memory_info().rss, len(measured.seconds), sum(process.cpu_times()[:2])
    measured.cpu = (sum(process.cpu_times()[:2]) - begun) / max(1, len(measured.seconds) - answered)
    measured.grown = process.memory_info().rss / quarter - 1
    return measured


def _client(server: Server) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.url, timeout=300, trust_env=False, verify=False)  # noqa: S501  no TLS here


async def _asking(client: httpx.AsyncClient) -> int:
    """The number of the page's event that asks: the one that a button and the question's box set off."""
    config = (await client.get("/config")).json()
    box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "bq-send")
    asking = next(d for d in config["dependencies"] if [box, "click"] in d["targets"])
    assert asking["queue"] is False
    return int(asking["id"])


async def _ask(client: httpx.AsyncClient, event: int, question: str, session: str) -> None:
    """Ask, and hold the answer to be one."""
    sent = {"data": [question, "", "", None], "fn_index": event, "session_hash": session, "event_data": None,
            "trigger_id": None}
    told = (await client.post("/gradio_api/run/predict", json=sent)).raise_for_status().json()
    assert "bq-status" in told["data"][0], str(told)[:300]
