"""The MCP server, by a real client."""

from __future__ import annotations

from typing import Any

import anyio
from mcp import Client

from tests.web.conftest import Server


def call(server: Server, tool: str, **arguments: object) -> Any:
    """What a tool gives, or the sentence with which it refuses."""

    async def talk() -> Any:
        async with Client(server.url + "/mcp") as client:
            done = await client.call_tool(tool, arguments)
            if done.is_error:
                return "".join(getattr(part, "text", "") for part in done.content)
            return done.structured_content

    return anyio.run(talk)


def test_the_tools_are_typed(server: Server) -> None:
    async def tools() -> dict[str, Any]:
        async with Client(server.url + "/mcp") as client:
            return {tool.name: tool.input_schema for tool in (await client.list_tools()).tools}

    found = anyio.run(tools)
    assert set(found) == {"ask", "search", "check", "documents", "facts", "audit"}
    assert found["ask"]["required"] == ["question"]
    assert found["search"]["properties"]["k"]["maximum"] == 100
    bare = [(tool, name) for tool, schema in found.items() for name, said in schema["properties"].items()
            if "description" not in str(said)]
    assert bare == []


def test_an_assistant_asks_searches_and_checks(server: Server) -> None:
    answer = call(server, "ask", question="示例市文化和旅游局2024年公务接待费是多少？")
    assert answer["status"] == "answered" and answer["figures"][0]["verdict"] == "verified"
    assert len(call(server, "search", terms="公务接待费", k=2)["result"]) == 2
    assert len(call(server, "documents")["result"]) == 3
    checked = call(server, "check", text="示例市政务服务数据管理局2022年预算支出合计555.08万元。")
    assert [figure["verdict"] for figure in checked["figures"]] == ["verified"]


def test_a_follow_up_comes_with_what_was_asked_before(server: Server) -> None:
    asked = "示例市文化和旅游局2024年公务接待费是多少？"
    alone, after = call(server, "ask", question="那2023年呢？"), call(server, "ask", question="那2023年呢？", history=[asked])
    assert after["status"] == "answered" and "公务接待费" in after["answer"] and "公务接待费" not in alone["answer"]


def test_the_facts_of_a_long_document_come_in_pieces(server: Server) -> None:
    every = call(server, "facts", document="shili-zwfw-2022", prose=True)["result"]
    assert call(server, "facts", document="shili-zwfw-2022", prose=True, start=len(every) - 2)["result"] == every[-2:]
    assert call(server, "facts", document="shili-zwfw-2022", start=10**6)["result"] == []


def test_an_assistant_reads_the_audit(server: Server) -> None:
    found = call(server, "audit", document="shili-zwfw-2022")["result"]
    assert {f["document"] for f in found} == {"shili-zwfw-2022.pdf"}


def test_wrong_inputs_are_refused_by_their_types(server: Server) -> None:
    for tool, given in (("ask", {"question": ""}), ("ask", {}), ("search", {"terms": "费", "k": 0}),
                        ("search", {"terms": "费", "kind": "draft"}), ("ask", {"question": "费", "year": 3})):
        assert isinstance(call(server, tool, **given), str)


def test_what_cannot_be_done_is_said(server: Server) -> None:
    said = call(server, "facts", document="unknown")
    assert "unknown" in said and "Traceback" not in said
