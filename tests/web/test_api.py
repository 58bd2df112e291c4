"""The HTTP API of a running server."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

import app
from qa.answer import Answer
from qa.check import Checked
from tests.web.conftest import Server, serve

QUESTION = "示例市文化和旅游局2024年公务接待费是多少？"


def test_ask_gives_the_contract(client: httpx.Client) -> None:
    answer = Answer.model_validate(client.post("/api/ask", json={"question": QUESTION}).raise_for_status().json())
    assert answer.status == "answered" and {f.verdict for f in answer.figures} <= {"verified", "recomputed"}
    assert answer.citations and all(c.sample for c in answer.citations)


def test_ask_as_a_stream_ends_with_the_same_answer(client: httpx.Client) -> None:
    body = client.get("/api/ask", params={"q": QUESTION})
    assert body.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.*)\n\n", body.text)
    assert events[0][0] == "start" and events[-1][0] == "answer"
    whole = json.loads(events[-1][1])
    assert "".join(json.loads(data)["text"] for name, data in events if name == "text") == whole["answer"]


def test_search_facts_documents_and_check(client: httpx.Client) -> None:
    hits = client.post("/api/search", json={"terms": "公务接待费", "year": 2024, "k": 3}).raise_for_status().json()
    assert len(hits) == 3 and {hit["year"] for hit in hits} == {2024}
    documents = client.get("/api/documents").raise_for_status().json()
    assert len(documents) == 3 and all(d["sample"] for d in documents)
    facts = client.get("/api/facts/shili-zwfw-2022").raise_for_status().json()
    every = client.get("/api/facts/shili-zwfw-2022", params={"all": True}).raise_for_status().json()
    assert len(every) > len(facts) > 100 and {f["table"] for f in every[len(facts):]} == {None}
    text = "示例市政务服务数据管理局2022年预算支出合计555.08万元。"
    checked = Checked.model_validate(client.post("/api/check", json={"text": text}).raise_for_status().json())
    assert [f.verdict for f in checked.figures] == ["verified"]


@pytest.mark.parametrize(("method", "path", "body", "status"), [
    ("GET", "/api/facts/unknown", None, 404), ("POST", "/api/ask", {"question": ""}, 422),
    ("POST", "/api/ask", {"question": "问" * 501}, 422), ("POST", "/api/ask", {"q": "x"}, 422),
    ("POST", "/api/check", {"text": "数" * 20001}, 422), ("GET", "/pages/nothing/1.png", None, 404),
    ("GET", "/view/documents/nothing", None, 404), ("GET", "/api/ask", None, 422), ("POST", "/api/ask", [], 422),
])
def test_what_cannot_be_done_is_said_in_a_sentence(
    client: httpx.Client, method: str, path: str, body: object, status: int
) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"} and "Traceback" not in answer.text


def test_pictures(client: httpx.Client) -> None:
    id = client.get("/api/documents").json()[0]["id"]
    picture = client.get(f"/pages/{id}/1.png")
    assert picture.content.startswith(b"\x89PNG") and "immutable" in picture.headers["cache-control"]
    assert client.get(f"/pages/{id}/9999.png").status_code == 404


def test_the_description_and_the_manual(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/search", "/api/check", "/api/facts/{document}", "/api/documents"} == set(paths)
    manual = client.get("/api")
    assert "/api/check" in manual.text and "http://" not in manual.text.replace("localhost", "")


@pytest.mark.parametrize("path", [
    "/gradio_api/file=/etc/passwd", "/gradio_api/file=app.py", "/gradio_api/file=https://x.test/", "/file=/etc/passwd",
    "/gradio_api/proxy=https://x.test/", "/static/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/routes.py",
    "/gradio_api/stream/a/b/c/playlist.m3u8", "/monitoring", "/gradio_api/deep_link", "/gradio_api/runs",
    "/custom_component/a/b/c/d", "/en/gradio_api/file=/etc/passwd", "/gradio_api/info/../file=/etc/passwd",
])
def test_the_known_probes_of_gradio_are_refused(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code in (400, 403, 404, 405)


def test_no_upload_and_no_call_of_the_pages_functions(client: httpx.Client) -> None:
    for path in ("/gradio_api/upload", "/en/gradio_api/upload", "/gradio_api/run/ask", "/gradio_api/call/ask",
                 "/gradio_api/component_server", "/gradio_api/vibe-edit", "/login"):
        assert client.post(path, files={"files": b"x"}).status_code == 404, path
    assert client.get("/gradio_api/info").json()["named_endpoints"] == {}


def test_pages_name_no_other_host(client: httpx.Client) -> None:
    for path in ("/", "/en/"):
        body = client.get(path).raise_for_status().text
        hosts = set(re.findall(r"https?://([\w.-]+)", body)) - {"127.0.0.1", "www.w3.org"}
        assert hosts == set()


def test_an_empty_corpus_says_what_to_do(tmp_path: Path) -> None:
    server = serve(tmp_path / "empty")
    try:
        with server.client() as client:
            refused = client.post("/api/ask", json={"question": "多少钱"})
            assert refused.status_code == 409 and "budget-qa ingest" in refused.json()["error"]
            assert "budget-qa ingest" in client.get("/").text and client.get("/api/documents").json() == []
    finally:
        server.process.terminate()
        server.process.wait(20)


def test_a_port_that_is_taken_is_said_in_a_sentence(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--port", server.url.rsplit(":", 1)[1]]) == 1
    assert "choose another --port" in capsys.readouterr().err
