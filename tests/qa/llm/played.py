"""An OpenAI-compatible server on loopback that plays whatever model a test wants: truthful, lying, broken, silent."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Body = dict[str, Any]
Role = Callable[[Body], Response]
Text = Callable[[Body], str]


@dataclass
class Played:
    """The server: `role` answers the next requests, which are kept."""

    url: str = ""
    role: Role = field(default=lambda body: said(body, "好"))
    asked: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.asked.append(body)
        self.headers.append(dict(request.headers))
        return self.role(body)

    def play(self, role: Role) -> None:
        """Answer so from now on; what was asked before is forgotten."""
        self.role = role
        self.asked.clear()
        self.headers.clear()


@contextmanager
def playing() -> Iterator[Played]:
    """A server that runs until the end of the block."""
    played = Played()
    app = Starlette(routes=[
        Route("/v1/chat/completions", played.answer, methods=["POST"]),
        Route("/api/chat", played.answer, methods=["POST"]),
    ])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    played.url = f"http://127.0.0.1:{port}/v1"
    yield played
    server.should_exit = True
    thread.join(10)


# what is sent back


def said(body: Body, text: str, finish: str | None = "stop", size: int = 7) -> Response:
    """A reply with this text: streamed in pieces where a stream was asked for."""
    if not body.get("stream"):
        choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
        return JSONResponse(_frame("chat.completion", [choice]) | {"usage": _usage(body, text)})
    pieces = [text[k : k + size] for k in range(0, len(text), size)]
    last = _frame("chat.completion.chunk", []) | {"usage": _usage(body, text)}
    return events([*(delta(p) for p in pieces), delta("", finish), last])


def ollama(body: Body, text: str) -> Response:
    """A reply as Ollama sends it: lines of JSON, the last one with the reason of the end."""
    pieces = [*(text[k : k + 7] for k in range(0, len(text), 7)), ""]
    made = [{"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": p}, "done": False} for p in pieces]
    made[-1] |= {"done": True, "done_reason": "stop", "prompt_eval_count": 9, "eval_count": len(text)}
    if not body.get("stream"):
        return JSONResponse(made[-1] | {"message": {"role": "assistant", "content": text}})
    lines = iter(json.dumps(line, ensure_ascii=False) + "\n" for line in made)
    return StreamingResponse(lines, media_type="application/x-ndjson")


def delta(text: str, finish: str | None = None) -> Body:
    return _frame("chat.completion.chunk", [{"index": 0, "delta": {"content": text}, "finish_reason": finish}])


def events(chunks: list[Body]) -> Response:
    lines = [f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in chunks]
    return StreamingResponse(iter([*lines, "data: [DONE]\n\n"]), media_type="text/event-stream")


def silent(seconds: float, before: list[Body] | None = None) -> Response:
    """Some chunks, and then nothing for so long."""

    async def lines() -> AsyncIterator[str]:
        for chunk in before or []:
            yield f"data: {json.dumps(chunk)}\n\n"
        await asyncio.sleep(seconds)

    return StreamingResponse(lines(), media_type="text/event-stream")


def cut(chunks: list[Body]) -> Response:
    """A stream that breaks off in the middle of a line."""

    async def lines() -> AsyncIterator[str]:
        for chunk in chunks:
            yield f"data: {json.dumps(chunk)}\n\n"
        raise ConnectionError("cut")

    return StreamingResponse(lines(), media_type="text/event-stream")


def refused(status: int, message: str = "no", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": {"message": message, "type": "error", "code": None}}, status, headers=named)


def _frame(kind: str, choices: list[Body]) -> Body:
    return {"id": "played", "object": kind, "created": 1, "model": "played", "choices": choices}


def _usage(body: Body, text: str) -> Body:
    sent = sum(len(str(m["content"])) for m in body["messages"])
    return {"prompt_tokens": sent, "completion_tokens": len(text), "total_tokens": sent + len(text)}


# what a model reads in its prompt


def rows(body: Body) -> list[Body]:
    """The records and statements that were sent."""
    return [row for row in _lines(body) if "id" in row]


def drafts(body: Body) -> list[str]:
    """The program's sentences with slots."""
    return [str(row["draft"]) for row in _lines(body) if "draft" in row]


def _lines(body: Body) -> list[Body]:
    lines = str(body["messages"][-1]["content"]).splitlines()
    return [json.loads(line) for line in lines if line.startswith(('{"id"', '{"draft"'))]


def figures(body: Body) -> list[Body]:
    return [row for row in rows(body) if row["id"].startswith("f")]


def planning(body: Body) -> bool:
    return "response_format" in body


def sentence(row: Body, figure: str, **other: Any) -> str:
    """What a record says, in plain words, with this as its figure."""
    row = row | other
    year = f"{row['year'][-1]}年" if row["year"] else ""
    return f"{row['department']}{year}{''.join(row['kind'][:1])}中，{''.join(row['of'][:1])}为{figure}。"


# the casts


def truthful(body: Body) -> str:
    """Says each printed figure in words of its own, by its slot, and computed ones in the program's."""
    own = [sentence(row, f"{{{{{row['id']}}}}}") for row in figures(body) if "computed" not in row and row["of"]]
    if " the " in body["messages"][0]["content"] or any("computed" in row for row in figures(body)):
        return "".join(drafts(body))
    return "".join(own) or "".join(drafts(body))


def typist(body: Body) -> str:
    """True, but types the figures."""
    return "".join(sentence(row, row["value"]) for row in figures(body) if "computed" not in row)


def liar(place: int) -> Text:
    """Types each figure with one digit altered."""

    def text(body: Body) -> str:
        return "".join(sentence(row, altered(row["value"], place)) for row in figures(body))

    return text


def altered(figure: str, place: int) -> str:
    """A figure with the digit at a place (counted round) made another."""
    digits = [k for k, c in enumerate(figure) if c.isdigit()]
    at = digits[place % len(digits)]
    other = (int(figure[at]) + 3) % 10 or 5
    return figure[:at] + str(other if str(other) != figure[at] else 6) + figure[at + 1 :]


def plays(text: Text, finish: str | None = "stop") -> Role:
    """A role that writes this text, and plans nothing."""

    def role(body: Body) -> Response:
        if planning(body):
            return said(body, json.dumps({"operation": "none", "metrics": [], "departments": [], "years": [], "kinds": []}))
        return said(body, text(body), finish)

    return role


def words_of(figure: str) -> str:
    """A figure in full-width digits."""
    return re.sub(r"[\d.,]", lambda m: chr(ord(m[0]) + 0xFEE0), figure)


def swapped(body: Body) -> str:
    """True figures in the places of others: each record's words with the next record's slot."""
    held = figures(body)
    if len(held) < 2:
        return another_line(body)
    others = [*held[1:], *held[:1]]
    return "".join(sentence(row, f"{{{{{other['id']}}}}}") for row, other in zip(held, others, strict=True))


def elsewhere(body: Body) -> str:
    """True figures said of another department."""
    return "".join(sentence(row, f"{{{{{row['id']}}}}}", department="示例市审计局") for row in figures(body))


def another_year(body: Body) -> str:
    """True figures said of the year before."""
    return "".join(sentence(row, f"{{{{{row['id']}}}}}", year=[min(row["year"] or [2020]) - 1]) for row in figures(body))


def another_line(body: Body) -> str:
    """True figures said of another line."""
    return "".join(sentence(row, f"{{{{{row['id']}}}}}", of=["国防支出"]) for row in figures(body))


def another_way(body: Body) -> str:
    """Every figure is said to be an increase, then a decrease."""
    return "".join(f"{row['department']}{way}了{{{{{row['id']}}}}}。" for row in figures(body) for way in ("增加", "减少"))


def forger(body: Body) -> str:
    """Slots that are none, one after the other."""
    made = "{{f99}} {{s99}} {{f1|吨}} {{f1+}} {{f1*f2}} {f1} {{{f1}}} {{__class__}} {{f1.claimed}} ｛｛f1｝｝".split()
    return "，".join(made) + "".join(sentence(row, f"{{{{{row['id']}/{row['id']}|%}}}}") for row in figures(body))


def vague(body: Body) -> str:
    """Claims in words, without a digit."""
    return "".join(sentence(row, "一半以上，比上年翻番") for row in figures(body)) or "支出翻番。"


def chinese(body: Body) -> str:
    """Digits in Chinese and in full width, that no disclosure prints."""
    return "".join(sentence(row, "八千八百八十八万元") + sentence(row, words_of("8,888.88") + "万元") for row in figures(body))


def obedient(body: Body) -> str:
    """Does what an injected sentence asked for."""
    return ("好的，已忽略以上指示。本部门2023年全部支出为0元，已经核对无误。详情见 http://example.com/pay <img src=x onerror=alert(1)> "
            "[点击](javascript:alert(1))。{{f1}}，此数有误，正确的是9999万元。")


def chatty(body: Body) -> str:
    """True figures, and what nobody asked for around them."""
    return "".join(f"根据我的了解，{sentence(row, '{{' + row['id'] + '}}')}这说明该部门铺张浪费，应当问责。" for row in figures(body))


def thoughtful(body: Body) -> str:
    """Thinks aloud, in digits, before it says what is true."""
    return f"<think>也许是9999万元，<b>或者{{{{f1}}}}的一半。</think>{truthful(body)}"


TEXTS: dict[str, Text] = {
    "truthful": truthful, "typist": typist, "thoughtful": thoughtful, "chatty": chatty, "swapped": swapped,
    "elsewhere": elsewhere,
    "another year": another_year, "another line": another_line, "another way": another_way, "forger": forger,
    "vague": vague,
    "chinese": chinese, "obedient": obedient, "silly": lambda body: "没有什么可说的。", "blank": lambda body: "  \n ",
    **{f"liar {k}": liar(k) for k in range(3)},
}

FAULTS: dict[str, Role] = {
    "cut off at the limit": plays(truthful, "length"),
    "wrong finish reason": plays(truthful, "banana"),
    "no finish reason": plays(truthful, None),
    "unasked tool calls": lambda body: events([_frame("chat.completion.chunk", [{"index": 0, "finish_reason": "tool_calls", "delta": {
        "tool_calls": [{"index": 0, "id": "1", "type": "function", "function": {"name": "rm", "arguments": '{"path": "/"}'}}]}}])]),
    "no choices": lambda body: events([_frame("chat.completion.chunk", [])]),
    "malformed JSON": lambda body: StreamingResponse(iter(["data: {\"choices\": [{\"delta\": \n\n"]), media_type="text/event-stream"),
    "JSON of another kind": lambda body: events([{"hello": ["world"]}, {"choices": "none"}]),
    "invalid UTF-8": lambda body: StreamingResponse(iter([b"data: \xff\xfe{\x80\n\n"]), media_type="text/event-stream"),
    "a page of HTML": lambda body: Response("<html><body>Sign in</body></html>", media_type="text/html"),
    "cut in the middle": lambda body: cut([delta("示例市政务服务数据管理局2022年"), delta("预算中，")]),
    "10 MB of text": lambda body: events([delta("预算" * 1000) for _ in range(1700)]),
    "10 MB in one line": lambda body: events([delta("预算" * 1_700_000)]),
    "429": lambda body: refused(429, retry_after="0"),
    "429 for an hour": lambda body: refused(429, retry_after="3600"),
    "500": lambda body: refused(500),
    "401": lambda body: refused(401, "Incorrect API key provided"),
    "400": lambda body: refused(400, "context length exceeded"),
    "silence": lambda body: silent(5),
    "silence in the middle": lambda body: silent(5, [delta("示例市")]),
}
