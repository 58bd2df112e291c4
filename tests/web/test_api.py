"""The HTTP API of a running server."""

from __future__ import annotations

import json
import re

import httpx
import pytest

import app
from qa.answer import Answer
from qa.audit import AuditFinding
from qa.check import Checked
from qa.web.desk import Desk
from tests.web.conftest import Server

QUESTION = "示例市文化和旅游局2024年公务接待费是多少？"


def test_ask_gives_the_contract(client: httpx.Client) -> None:
    answer = Answer.model_validate(client.post("/api/ask", json={"question": QUESTION}).raise_for_status().json())
    assert answer.status == "answered" and {f.verdict for f in answer.figures} <= {"verified", "recomputed"}
    assert answer.citations and all(c.sample for c in answer.citations)


def test_ask_as_a_stream_ends_with_the_same_answer(client: httpx.Client) -> None:
    body = client.get("/api/ask", params={"q": QUESTION})
    assert body.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.*)\n\n", body.text)
    assert [name for name, _ in events] == ["composed", "final"]
    first, last = (Answer.model_validate(json.loads(data)["answer"]) for _, data in events)
    assert first.answer == last.answer and first.figures == last.figures and first.figures
    asked = Answer.model_validate(client.post("/api/ask", json={"question": QUESTION}).json())
    assert last.answer == asked.answer


def test_the_audit_of_one_document_and_of_all(client: httpx.Client) -> None:
    every = [AuditFinding.model_validate(f) for f in client.get("/api/audit").raise_for_status().json()]
    given = client.get("/api/audit", params={"document": "shili-zwfw-2022"}).json()
    one = [AuditFinding.model_validate(f) for f in given]
    assert one and {f.document for f in one} == {"shili-zwfw-2022.pdf"} and len(every) >= len(one)
    assert all(f.citations for f in one)
    assert client.get("/api/audit", params={"document": "unknown"}).status_code == 404


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
    ("GET", "/api/ask?q=", None, 422), ("GET", "/api/ask?q=x&year=1", None, 422),
    ("POST", "/api/ask", {"question": " "}, 400),
])
def test_what_cannot_be_done_is_said_in_a_sentence(
    client: httpx.Client, method: str, path: str, body: object, status: int
) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"} and "Traceback" not in answer.text


@pytest.mark.parametrize("body", [b"\xff\xfe{", b"{", b"", b"null", b'"x"', b'{"question": "\\ud800"}'], ids=repr)
def test_a_body_that_is_no_question_is_refused_in_a_sentence(client: httpx.Client, body: bytes) -> None:
    for path in ("/api/ask", "/api/search", "/api/check"):
        answer = client.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422) and set(answer.json()) == {"error"}, (path, answer.text)


def test_an_address_says_what_it_takes(client: httpx.Client) -> None:
    assert client.put("/api/ask").headers["allow"] == "GET, HEAD, POST"
    assert client.get("/api/check").headers["allow"] == "POST"
    assert client.request("TRACE", "/api/documents").headers["allow"] == "GET, HEAD"


def test_pictures(client: httpx.Client) -> None:
    id = client.get("/api/documents").json()[0]["id"]
    picture = client.get(f"/pages/{id}/1.png")
    assert picture.content.startswith(b"\x89PNG") and "immutable" in picture.headers["cache-control"]
    assert client.get(f"/pages/{id}/9999.png").status_code == 404


def test_all_that_a_client_sends_and_gets_is_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    operations = [one for verbs in described["paths"].values() for one in verbs.values()]
    assert {one["operationId"] for one in operations} == {
        "ask", "ask_stream", "search", "check", "documents", "facts", "audit"}
    bare = [(one["operationId"], p["name"]) for one in operations for p in one.get("parameters", ())
            if not p["description"]]
    bare += [(name, field) for name, model in described["components"]["schemas"].items()
             for field, said in model.get("properties", {}).items() if not said["description"]]
    assert bare == []
    answers = [answer for one in operations for answer in one["responses"].values()]
    assert all(answer["content"] and answer["description"] for answer in answers)
    assert "text/event-stream" in described["paths"]["/api/ask"]["get"]["responses"]["200"]["content"]


def test_the_description_and_the_manual(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/ask", "/api/search", "/api/check", "/api/facts/{document}", "/api/documents", "/api/audit"}
    assert set(paths["/api/ask"]) == {"get", "post"}
    manual = client.get("/api")
    assert "/api/check" in manual.text and "http://" not in manual.text.replace("localhost", "")


@pytest.mark.parametrize("path", [
    "/gradio_api/file=/etc/passwd", "/gradio_api/file=app.py", "/gradio_api/file=https://x.test/", "/file=/etc/passwd",
    "/gradio_api/proxy=https://x.test/", "/static/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/routes.py",
    "/gradio_api/stream/a/b/c/playlist.m3u8", "/monitoring", "/gradio_api/deep_link", "/gradio_api/runs",
    "/custom_component/a/b/c/d", "/en/gradio_api/file=/etc/passwd", "/gradio_api/info/../file=/etc/passwd",
    "/gradio_api/file/%2e%2e/%2e%2e/etc/passwd", "/gradio_api/file=C:/windows/win.ini", "/gradio_api/file=//x.test/a",
    "/gradio_api/proxy=http://169.254.169.254/", "/gradio_api/proxy/https://x.hf.space", "/login/huggingface",
    "/login/callback?_target_url=https://x.test", "/logout?_target_url=https://x.test", "/oauth/login", "/dev/reload",
    "/gradio_api/upload_progress?upload_id=1", "/gradio_api/mcp/sse", "/component_server", "/reload", "/docs", "/redoc",
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/web/..%2f..%2fapp.py", "/export/..%2f..%2fapp.py",
    "/pages/../../x/1.png",
    "/view/documents/..%2f..%2fx", "/staff/jobs/..%2fx", "//x.test/%2e%2e", "/gradio_api/queue/status",
    "/theme.css/../x",
])
def test_the_known_probes_of_gradio_are_refused(client: httpx.Client, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code in (400, 401, 403, 404, 405) and "location" not in answer.headers
    assert "root:" not in answer.text


def test_no_upload_and_no_call_of_the_pages_functions(client: httpx.Client) -> None:
    for path in ("/gradio_api/upload", "/en/gradio_api/upload", "/gradio_api/run/ask", "/gradio_api/call/ask",
                 "/gradio_api/component_server", "/gradio_api/vibe-edit", "/login", "/gradio_api/call/load/1",
                 "/gradio_api/start_recording", "/upload", "/run/predict", "/api/predict", "/gradio_api/queue/push"):
        assert client.post(path, files={"files": b"x"}).status_code in (404, 405), path
    assert client.get("/gradio_api/info").json()["named_endpoints"] == {}


def test_pages_name_no_other_host(client: httpx.Client) -> None:
    for path in ("/", "/en/"):
        body = client.get(path).raise_for_status().text
        hosts = set(re.findall(r"https?://([\w.-]+)", body)) - {"127.0.0.1", "www.w3.org"}
        assert hosts == set()


def test_each_finding_opens_at_its_places(client: httpx.Client, desk: Desk) -> None:
    document = desk.store.find("shili-zwfw-2022").id
    for path in ("/view/findings", f"/view/documents/{document}/findings", "/en/view/findings"):
        places = re.findall(r'data-view="([^"]+/findings/\d+/\d+)"', client.get(path).raise_for_status().text)
        assert places and "bq-frame" in client.get(places[0]).raise_for_status().text
    chinese, english = (client.get(f"{base}view/findings").text for base in ("/", "/en/"))
    assert 'bq-finding-why" lang="zh"' in chinese and 'bq-finding-why" lang="en"' in english
    assert client.get("/view/findings/9999/1").status_code == 404


def test_no_other_site_may_read_or_post(client: httpx.Client) -> None:
    asked = {"origin": "https://x.test", "access-control-request-method": "POST"}
    assert client.options("/api/ask", headers=asked).status_code in (404, 405)
    answer = client.post("/api/ask", json={"question": QUESTION}, headers={"origin": "https://x.test"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    for path in ("/", "/config", "/api", "/api/documents", "/view/corpus", "/web/app.js"):
        headers = client.get(path).headers
        assert headers["x-frame-options"] == "DENY" and headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"] and "server" not in headers
        assert not [name for name in headers if name.startswith("access-control-")], path


def test_a_body_past_the_limit_is_refused(client: httpx.Client) -> None:
    for path in ("/api/ask", "/gradio_api/queue/join", "/mcp", "/staff/login"):
        assert client.post(path, content=b"x" * 300_000).status_code == 413, path


def test_an_empty_corpus_says_what_to_do(bare_server: Server) -> None:
    with bare_server.client() as client:
        refused = client.post("/api/ask", json={"question": "多少钱"})
        assert refused.status_code == 409 and "budget-qa ingest" in refused.json()["error"]
        assert "budget-qa ingest" in client.get("/").text and client.get("/api/documents").json() == []
        for path in ("corpus", "charts/trend", "charts/parts", "charts/compare", "findings"):
            assert client.get(f"/view/{path}").status_code == 200, path
        assert client.get("/export/fiscal-data-package.zip").status_code == 409


def test_a_port_that_is_taken_is_said_in_a_sentence(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--port", server.url.rsplit(":", 1)[1]]) == 1
    assert "choose another --port" in capsys.readouterr().err
