"""Anything that answers: variants of this system, commands, addresses; and what is made of what they say."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from eval.case import Case
from eval.judge import judge
from eval.systems.address import Address
from eval.systems.command import Command
from eval.systems.entrants import ABLATIONS, UnknownVariant, chosen, own
from eval.systems.ground import Ground
from eval.systems.own import Own
from eval.systems.reply import SystemFailed, plain_answer, reply_of, status_of

QUESTION = "文旅局2024年请客吃饭的预算是多少？"
FIGURE = Case(q=QUESTION, docs=["shili-wenlv-2024-budget"], figures=["7.10"])

SAID = {
    "an amount": ("公务接待费为7.10万元[1]。", "answered", [("7.10", "万元")]),
    "thousands": ("共54,939,600.00元", "answered", [("54939600.00", "元")]),
    "a percentage": ("增长2.54％。", "answered", [("2.54", "%")]),
    "a year is none": ("2024年没有变化，仍为3辆", "answered", [("3", "辆")]),
    "short units": ("大约7.1万，不到1亿", "answered", [("7.1", "万元"), ("1", "亿元")]),
    "a refusal puts nothing forward": ("文件没有公开2019年的数字，只有7.10万元。", "not_disclosed", []),
    "inside another": ("热线没有单列，整项为87.99万元。", "not_itemised", []),
    "nothing": ("", "not_disclosed", []),
    "English": ("I cannot find that in the documents.", "not_disclosed", []),
}


@pytest.mark.parametrize("name", SAID)
def test_plain_text_as_an_answer(name: str) -> None:
    text, status, figures = SAID[name]
    found = plain_answer("?", text)
    assert (found.status, [(f.value, f.unit) for f in found.figures]) == (status, figures)


def test_an_answer_of_the_contract_is_taken_as_it_is(ground: Ground) -> None:
    given = Own(ground).ask(QUESTION).answer
    assert reply_of(QUESTION, given.model_dump(mode="json")).answer == given


def test_an_answer_that_breaks_the_contract_is_named() -> None:
    with pytest.raises(SystemFailed, match=r"figures\.0"):
        reply_of("?", {"status": "answered", "answer": "1万元", "figures": [{"text": "1万元"}]})


def test_an_error_is_no_answer() -> None:
    reply = reply_of("?", {"error": "no such thing"})
    assert (reply.answer.status, reply.answer.figures) == ("not_disclosed", [])
    assert status_of("no information on that") == "not_disclosed"


def test_this_system_tells_what_it_found(ground: Ground) -> None:
    reply = Own(ground).ask(QUESTION)
    assert judge(FIGURE, reply.answer).verdict == "right"
    assert reply.hits and any("7.10" in hit.text for hit in reply.hits[:5]) and reply.tokens is None


QUICK = ("no-glossary", "no-stitching")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in ABLATIONS]
)
def test_a_part_is_left_out_in_another_process_only(name: str, ground: Ground) -> None:
    system = own(ground.settings)[name].open(ground)
    try:
        said = judge(FIGURE, system.ask(QUESTION).answer).verdict
    finally:
        system.close()  # type: ignore[attr-defined]
    assert said == ("missed" if name == "no-glossary" else "right"), "请客吃饭 is the glossary's"
    assert judge(FIGURE, Own(ground).ask(QUESTION).answer).verdict == "right"


def script(tmp_path: Path, body: str) -> list[str]:
    file = tmp_path / "system.py"
    file.write_text(
        f"import json, sys\nfor line in sys.stdin:\n    asked = json.loads(line)\n    {body}\n", encoding="utf-8"
    )
    return [sys.executable, str(file)]


def test_a_command_that_speaks_json_lines(tmp_path: Path) -> None:
    said = {
        "answer": "为7.10万元[1]。",
        "hits": [{"document": "shili-wenlv-2024-budget.pdf", "page": 12, "text": "公务接待费 7.10"}],
        "tokens": 12,
        "seconds": 0.5,
    }
    command = Command(script(tmp_path, f"print(json.dumps(dict({said!r}, heard=asked['history'])), flush=True)"))
    reply = command.ask(QUESTION, ["before"])
    command.close()
    assert judge(FIGURE, reply.answer).verdict == "right"
    assert (reply.tokens, reply.seconds, reply.hits[0].page if reply.hits else None) == (12, 0.5, 12)


BROKEN = {
    "that ends": ("sys.exit(3)", "ended at"),
    "that writes no JSON": ("print('hello', flush=True)", "no JSON line"),
    "that writes a list": ("print('[]', flush=True)", "no JSON object"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_command(name: str, tmp_path: Path) -> None:
    body, says = BROKEN[name]
    command = Command(script(tmp_path, body))
    with pytest.raises(SystemFailed, match=says):
        command.ask("?")
    command.close()


def test_a_command_that_is_not_there() -> None:
    with pytest.raises(SystemFailed, match="cannot be started"):
        Command(["no-such-command-here"]).ask("?")


@pytest.fixture
def address() -> Iterator[str]:
    """A server that answers with what it heard, and at /page with a page."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = (
                b"<html>" if self.path == "/page" else json.dumps({"answer": f"{len(heard['history'])}万元"}).encode()
            )
            self.send_response(500 if self.path == "/broken" else 200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address(address: str) -> None:
    system = Address(f"{address}/ask")
    assert system.ask("?", ["one", "two"]).answer.figures[0].value == "2"
    system.close()


@pytest.mark.parametrize(("path", "says"), [("/page", "not with JSON"), ("/broken", "does not answer")])
def test_an_address_that_gives_no_answers(address: str, path: str, says: str) -> None:
    system = Address(address + path)
    with pytest.raises(SystemFailed, match=says):
        system.ask("?")
    system.close()


def test_names(ground: Ground) -> None:
    assert [e.name for e in chosen(["ablations"], ground.settings)] == ["composer", *ABLATIONS]
    assert {e.name for e in chosen(["all"], ground.settings)} >= {
        "composer",
        "llm",
        "langchain-rag",
        "bm25-chunks",
        "text-to-sql",
    }
    assert [e.name for e in chosen(["cmd:cat -", "http://x", "cmd:cat -"], ground.settings)] == [
        "cmd:cat -",
        "http://x",
    ]
    assert chosen(["llm"], ground.settings)[0].lacks(ground.settings) == "it needs a chat model: set BUDGET_QA_LLM"
    with pytest.raises(UnknownVariant, match="no variant nonsense"):
        chosen(["nonsense"], ground.settings)
